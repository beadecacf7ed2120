import { createHash } from 'node:crypto';
import type { Image, Member } from '../model/image.ts';

/**
 * A short name for everything a person or a program could have changed about an image. Two reads of an image that
 * nobody touched have the same one. `updatedAt` is left out: it says that something happened, not what, and the
 * service moves it for reasons of its own.
 */
export function fingerprintImage(image: Image): string {
  const { updatedAt: _, ...attributes } = image;
  return digestOf({ ...attributes, tags: [...image.tags].sort(), stores: [...image.stores].sort() });
}

/** The same for a member list; who has accepted is the consumers' business and left out. */
export function fingerprintMembers(members: readonly Member[]): string {
  return digestOf(members.map((member) => member.memberId).sort());
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 32);
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}
