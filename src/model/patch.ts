import type { PatchOperation } from './image.ts';

/** JSON pointer to a top-level key, escaped as RFC 6901 says. */
export function patchPath(key: string): string {
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Sets a base attribute or custom property whether or not it is there: Glance's `add` overwrites. */
export function setOperation(key: string, value: NonNullable<PatchOperation['value']>): PatchOperation {
  return { op: 'add', path: patchPath(key), value };
}

/** Removes a custom property. Glance answers 409 when it is not there. */
export function removeOperation(key: string): PatchOperation {
  return { op: 'remove', path: patchPath(key) };
}
