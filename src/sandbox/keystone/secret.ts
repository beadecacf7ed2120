import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A password as the sandbox saves it. One round of SHA-256 is enough for a service on loopback: a slow hash would make
 * every test noticeably slower.
 */
export interface KeptSecret {
  readonly salt: string;
  /** Hexadecimal. */
  readonly digest: string;
}

/** Makes the salted digest of a password or secret. */
export function keepSecret(value: string): KeptSecret {
  const salt = randomBytes(12).toString('hex');
  return { salt, digest: digestOf(salt, value) };
}

/** Whether the value is the saved password or secret. */
export function matchesSecret(kept: KeptSecret, value: string): boolean {
  return timingSafeEqual(Buffer.from(kept.digest, 'hex'), Buffer.from(digestOf(kept.salt, value), 'hex'));
}

function digestOf(salt: string, value: string): string {
  return createHash('sha256').update(salt).update(value).digest('hex');
}
