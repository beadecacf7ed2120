import { createHash } from 'node:crypto';

/** In hexadecimal, as state files and Glance write digests. */
export function digest(algorithm: string, content: string | Uint8Array): string {
  return createHash(algorithm).update(content).digest('hex');
}
