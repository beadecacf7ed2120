import type { SourceAuth } from './source.ts';

const MASK = '***';

/** The password of AppDB's and GitHub's addresses whose user is a token. */
export const TOKEN_PASSWORD = 'x-oauth-basic';

const USER_INFORMATION = /^((?:[a-z][a-z0-9+.-]*:)?\/\/)[^/?#]*@/i;

/**
 * A URL without its user information, however it is written: with other slashes than two, without a scheme, or with
 * a password that should have been percent-encoded, so that nothing parses.
 */
export function withoutCredentials(url: string): string {
  if (USER_INFORMATION.test(url)) return url.replace(USER_INFORMATION, '$1');
  if (!url.includes('@')) return url;
  if (!URL.canParse(url)) return url.replace(/^([a-z][a-z0-9+.-]*:).*@/is, '$1//');
  const parsed = new URL(url);
  if (parsed.username === '' && parsed.password === '') return url.replace(/^[^\s/?#@:]+:[^\s/?#@]+@/, '');
  parsed.username = '';
  parsed.password = '';
  return parsed.href;
}

/** Characters of a secret that are taken for a piece of it: far more than agree by chance. */
const SHORTEST_PIECE = 16;

/** A text without any run of {@link SHORTEST_PIECE} or more characters that is part of one of these secrets. */
export function withoutPieces(text: string, secrets: readonly string[]): string {
  const pieces = new Set(
    secrets.flatMap((secret) =>
      Array.from({ length: Math.max(0, secret.length - SHORTEST_PIECE + 1) }, (_, at) =>
        secret.slice(at, at + SHORTEST_PIECE),
      ),
    ),
  );
  let cleaned = '';
  /** Where what is shown goes on; null before the first piece. */
  let after: number | null = null;
  for (let at = 0; at + SHORTEST_PIECE <= text.length; at += 1) {
    if (!pieces.has(text.slice(at, at + SHORTEST_PIECE))) continue;
    // What overlaps with the piece before it, or follows it at once, is one run with it.
    if (after === null || at > after) cleaned += text.slice(after ?? 0, at) + MASK;
    after = at + SHORTEST_PIECE;
  }
  return cleaned + text.slice(after ?? 0);
}

/**
 * The secrets of one run. Whoever learns one adds it; every line that leaves the program passes `redact`.
 * The one exception to "no mutable state": a token is learnt in the middle of a run.
 */
export class Secrets {
  readonly #values = new Set<string>();

  /** Values under four characters are not remembered: masking them would garble everything. */
  add(value: string | null | undefined): void {
    if (!value || value.length < 4) return;
    this.#values.add(value);
    // A lone surrogate cannot be percent-encoded; as bytes it is the replacement character.
    this.#values.add(encodeURIComponent(Buffer.from(value).toString()));
    const asJson = JSON.stringify(value).slice(1, -1);
    this.#values.add(asJson);
    this.#values.add(Buffer.from(value).toString('base64'));
  }

  redact(text: string): string {
    let redacted = text;
    const longestFirst = [...this.#values].sort((a, b) => b.length - a.length);
    for (const value of longestFirst) redacted = redacted.replaceAll(value, MASK);
    // The scheme is left out of the pattern: looking for its beginning takes a time that grows with the square.
    return redacted.replace(/(:\/\/)[^\s/?#"']+@/g, '$1');
  }
}

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
