/** A JSON object as a Map, so that a key such as `constructor` or `__proto__` is a key like any other; else null. */
export function jsonMap(value: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return new Map(Object.entries(value));
}
