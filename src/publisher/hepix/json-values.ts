import { withoutCredentials } from '../../model/secrets.ts';

/** A mapping of JSON as a Map, so that no key means more than itself; null: it is none. */
export function mapping(value: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return new Map(Object.entries(value));
}

/** Texts, numbers and booleans of a mapping, as text. What is null or holds more values is left out. */
export function scalars(values: ReadonlyMap<string, unknown>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of values) {
    if (typeof value === 'string') found.set(key, value);
    if (typeof value === 'number' || typeof value === 'boolean') found.set(key, String(value));
  }
  return found;
}

/** A user and password in an address, also in the middle of a text. */
const USER_INFORMATION = /(:\/\/)[^\s/?#"']+@/g;

/** Attributes as they may be shown: addresses in them without users, passwords, and queries, which may hold tokens. */
export function withoutSecrets(attributes: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    Array.from(attributes, ([key, value]) => {
      const address = key.endsWith('uri') ? withoutCredentials(value).replace(/\?.*$/s, '') : value;
      return [key, address.replace(USER_INFORMATION, '$1')];
    }),
  );
}
