import { createHash } from 'node:crypto';
import type { Image, Member } from '../model/image.ts';

/**
 * A digest of all attributes of an image. Two reads of an unchanged image have the same fingerprint. `updatedAt` is left
 * out: Glance also moves it for reasons of its own.
 */
export function fingerprintImage(image: Image): string {
  const { updatedAt: _, ...attributes } = image;
  return digestOf({ ...attributes, tags: [...image.tags].sort(), stores: [...image.stores].sort() });
}

/** A digest of a member list. Acceptances are left out: the members decide about them, not this project. */
export function fingerprintMembers(members: readonly Member[]): string {
  return digestOf(members.map((member) => member.memberId).sort());
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 32);
}

/** JSON without white space, with sorted keys and without undefined values: equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}
