import { createCipheriv, createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

const MIB = 1 << 20;
const PATTERN = 32 * MIB;
const RUN = 64 * 1024;

/** A file of the bench, with the digest that a state file gives for it. */
export interface Content {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly sha512: string;
}

/** Random bytes, the same for the same seed: no two blocks alike, nothing to compress. */
export function writeRandom(path: string, bytes: number, seed: number): Promise<Content> {
  const source = randomSource(seed);
  return writeBlocks(path, bytes, (length) => source(length));
}

/**
 * Bytes that compress like a disk image's, to some six tenths: runs of 64 KiB, random ones and words of a vocabulary in turn.
 * They repeat every 32 MiB, which is farther than gzip and zstd look back.
 */
export function writeCompressible(path: string, bytes: number, seed: number): Promise<Content> {
  const source = randomSource(seed);
  const vocabulary = Array.from({ length: 256 }, () => {
    const length = 3 + ((source(1)[0] ?? 0) % 9);
    return `${source(length).toString('base64').slice(0, length)} `;
  });
  const runs: Buffer[] = [];
  for (let made = 0; made < Math.min(PATTERN, bytes); made += 2 * RUN) {
    const words = [...source(RUN / 4)].map((byte) => vocabulary[byte]).join('');
    runs.push(source(RUN), Buffer.from(words.slice(0, RUN).padEnd(RUN)));
  }
  const pattern = Buffer.concat(runs);
  let at = 0;
  return writeBlocks(path, bytes, (length) => {
    if (at >= pattern.length) at = 0;
    const block = pattern.subarray(at, at + length);
    at += block.length;
    return block;
  });
}

/** A keystream of AES is quick and repeatable. */
function randomSource(seed: number): (length: number) => Buffer {
  const key = createHash('sha256').update(`bench ${seed}`).digest();
  const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  return (length) => cipher.update(Buffer.alloc(length));
}

async function writeBlocks(path: string, bytes: number, next: (length: number) => Buffer): Promise<Content> {
  const hashes = { sha256: createHash('sha256'), sha512: createHash('sha512') };
  const file: FileHandle = await open(path, 'w', 0o600);
  for (let written = 0; written < bytes; ) {
    const block = next(Math.min(4 * MIB, bytes - written));
    for (const hash of Object.values(hashes)) hash.update(block);
    await file.writeFile(block);
    written += block.length;
  }
  // Otherwise the disk would still write this file while the first rounds run.
  await file.sync();
  await file.close();
  return { path, bytes, sha256: hashes.sha256.digest('hex'), sha512: hashes.sha512.digest('hex') };
}
