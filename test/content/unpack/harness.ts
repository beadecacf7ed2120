import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openSpool, type Spool } from '../../../src/content/spool.ts';
import { unpack } from '../../../src/content/unpack/unpack.ts';
import type { MemberChoice } from '../../../src/content/unpack/unpack-failure.ts';
import { VerificationError } from '../../../src/model/errors.ts';
import type { Packing } from '../../../src/model/preparation.ts';

/** The form of every refusal of a packed file: the label, a clause, a colon and the reason. */
export const UNPACK_FAILURE = /^disk\.packed [^:,]+: ./;

/** A stream of these bytes, cut into blocks of one length. */
export async function* streamOf(bytes: Uint8Array, length = 60_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

export async function collect(blocks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const block of blocks) all.push(block);
  return Buffer.concat(all);
}

/** A temporary directory for the tests of one file, and unpacking with it. */
export function useUnpacking() {
  let folder = '';
  let spool: Spool | null = null;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reconcile-unpack-'));
    spool = await openSpool({ directory: folder });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  function open(
    source: AsyncIterable<Uint8Array>,
    packing: Packing | 'auto',
    size: number | null = null,
    name?: string,
    choice?: MemberChoice,
  ): AsyncIterable<Uint8Array> {
    const given = { label: 'disk.packed', name, size, choice, spool: async () => spool as Spool };
    return unpack(source, packing, given);
  }

  return {
    open,
    choosing: (choice: MemberChoice, source: AsyncIterable<Uint8Array>, packing: Packing | 'auto') =>
      open(source, packing, null, undefined, choice),
    /** The output for these bytes. */
    unpacked: (bytes: Uint8Array, packing: Packing | 'auto', blockLength?: number) =>
      collect(open(streamOf(bytes, blockLength), packing)),
    /** Why these bytes are refused. */
    async refusal(bytes: Uint8Array, packing: Packing | 'auto', size: number | null = null): Promise<string> {
      try {
        await collect(open(streamOf(bytes), packing, size));
      } catch (error) {
        if (error instanceof VerificationError) return error.message;
        throw error;
      }
      throw new Error('nothing was refused');
    },
    /** Files that unpacking left behind. */
    leftovers: async () => readdir((spool as Spool).path('')),
  };
}
