import { createHash } from 'node:crypto';
import type { Algorithm, Digests } from '../model/digest.ts';

/** Computes digests of bytes that arrive block by block. */
interface Digester {
  update(block: Uint8Array): void;
  /** Bytes seen so far. */
  readonly bytes: number;
  /** Lower-case hexadecimal by algorithm. Call it once, after the last update. */
  finish(): Digests;
}

/** A digester for all these algorithms at once; an algorithm that is named twice is computed once. */
export function createDigester(algorithms: Iterable<Algorithm>): Digester {
  const hashes = [...new Set(algorithms)].map((name) => ({ name, hash: createHash(name) }));
  let bytes = 0;
  return {
    update(block) {
      for (const { hash } of hashes) hash.update(block);
      bytes += block.length;
    },
    get bytes() {
      return bytes;
    },
    finish() {
      return Object.fromEntries(hashes.map(({ name, hash }) => [name, hash.digest('hex')]));
    },
  };
}
