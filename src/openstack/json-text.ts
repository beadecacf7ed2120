/**
 * The text of a scalar of a service's JSON; empty for anything else. `String()` would throw for an object whose
 * `toString` is the service's, and take an absent id for one called "undefined".
 */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
