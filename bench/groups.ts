import { catalogue } from './rows/catalogue.ts';
import { crowd } from './rows/crowd.ts';
import { http } from './rows/http.ts';
import { memory } from './rows/memory.ts';
import { sink } from './rows/sink.ts';
import { small } from './rows/small.ts';
import { start } from './rows/start.ts';
import { unpack } from './rows/unpack.ts';
import { upload } from './rows/upload.ts';
import type { Group } from './support/bench.ts';

/** In the order of the table. */
export const GROUPS: readonly Group[] = [upload, http, unpack, sink, crowd, catalogue, small, start, memory];
