import { isPassingStatus, withTries } from '../../http/retry.ts';
import type { Validators } from '../../model/marker.ts';
import type { HttpSource } from '../../model/source/source.ts';
import type { SourceOptions } from '../source.ts';
import { sourceTries, statusFailure } from './failures.ts';
import { createHttpClient, discard, type HttpAnswer, type HttpClient } from './http-client.ts';
import { contentRange, header, marksOf, validatorsOf } from './validators.ts';

/** Fewer than for a transfer: a plan waits for the answer. */
const MOST_TRIES = 3;

/** Asks a server for length, ETag and Last-Modified of a file, without its data. Errors as those of `openHttp`. */
export async function askHttp(source: HttpSource, options: SourceOptions): Promise<Validators> {
  const client = createHttpClient(source, options);
  try {
    return await withTries(sourceTries(options, MOST_TRIES), () => ask(client));
  } finally {
    await client.close();
  }
}

async function ask(client: HttpClient): Promise<Validators> {
  const head = await client.send('HEAD', client.start);
  discard(head);
  // Some servers serve a file but refuse a HEAD request for it, each with a status of its own.
  if (head.status < 400 || isPassingStatus(head.status)) return validatorsFrom(head);
  const firstByte = await client.send('GET', client.start, { range: 'bytes=0-0' });
  discard(firstByte);
  return validatorsFrom(firstByte);
}

function validatorsFrom({ status, headers, place }: HttpAnswer): Validators {
  if (status === 206) {
    const total = contentRange(headers)?.total ?? null;
    return { ...marksOf(headers), ...(total === null ? {} : { length: total }) };
  }
  if (status !== 200) throw statusFailure(place.url, status, headers);
  // A body that the server encoded on the way has another length than the file.
  const encoding = header(headers, 'content-encoding');
  return encoding && encoding !== 'identity' ? marksOf(headers) : validatorsOf(headers);
}
