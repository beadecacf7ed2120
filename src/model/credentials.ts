import type { SourceAuth } from './desired.ts';
import { TOKEN_PASSWORD } from './secrets.ts';

/** Every pair of credentials in a state, wherever it names an address. */
export function credentialsIn(value: unknown): readonly SourceAuth[] {
  if (Array.isArray(value)) return value.flatMap(credentialsIn);
  if (value === null || typeof value !== 'object') return [];
  const own = 'kind' in value && value.kind === 'http' && 'auth' in value ? [value.auth as SourceAuth] : [];
  return [...own, ...Object.values(value).flatMap(credentialsIn)];
}

/** What of a pair of credentials must never be shown. */
export function secretsOf(auth: SourceAuth): readonly string[] {
  if (auth.scheme === 'bearer') return [auth.token];
  return auth.password === TOKEN_PASSWORD ? [auth.user, auth.password] : [auth.password];
}
