import { withoutCredentials } from '../../model/secrets.ts';

/** The texts, numbers and booleans of a mapping, as text. Null, lists and mappings are left out. */
export function scalars(values: ReadonlyMap<string, unknown>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of values) {
    if (typeof value === 'string') found.set(key, value);
    if (typeof value === 'number' || typeof value === 'boolean') found.set(key, String(value));
  }
  return found;
}

/** The user and password of a URL, also of a URL inside a longer text. */
const USER_INFORMATION = /(:\/\/)[^\s/?#"']+@/g;

/** Attributes that may be shown: URLs in them have no user, password or query, which may hold a token. */
export function withoutSecrets(attributes: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    Array.from(attributes, ([key, value]) => {
      const address = key.endsWith('uri') ? withoutCredentials(value).replace(/\?.*$/s, '') : value;
      return [key, address.replace(USER_INFORMATION, '$1')];
    }),
  );
}
