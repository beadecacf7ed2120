import type { StateFile } from '../model/desired.ts';
import { withoutCredentials } from '../model/secrets.ts';
import { jsonText } from './escape.ts';

/** A state as JSON, after normalisation and without credentials. Ends in a line break. */
export function desiredToJson(desired: StateFile): string {
  const { password: _password, at: _at, ...identity } = desired.cloud.identity ?? {};
  const cloud = desired.cloud.identity ? { ...desired.cloud, identity } : desired.cloud;
  return `${jsonText(withoutAuth({ valid: true, ...desired, cloud }), 2)}\n`;
}

/** Removes `auth` from every address in a value, and hides the query of its URL, which may hold a token. */
function withoutAuth(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAuth);
  if (value === null || typeof value !== 'object') return value;
  const isAddress = 'kind' in value && value.kind === 'http';
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      if (isAddress && key === 'auth') return [];
      if (isAddress && key === 'url' && typeof item === 'string') return [[key, shownUrl(item)]];
      return [[key, withoutAuth(item)]];
    }),
  );
}

function shownUrl(url: string): string {
  return withoutCredentials(url).replace(/\?.*$/s, '?…');
}
