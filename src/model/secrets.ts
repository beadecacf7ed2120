import type { SourceAuth } from './source.ts';

const MASK = '***';

/** The variables that hold secrets of a cloud. */
export const SECRET_VARIABLE = /^OS_.*(PASSWORD|TOKEN|SECRET|PASSCODE)$/;

/** The fixed password in URLs of AppDB and GitHub, where the user is a token. */
export const TOKEN_PASSWORD = 'x-oauth-basic';

const USER_INFORMATION = /^((?:[a-z][a-z0-9+.-]*:)?\/\/)[^/?#]*@/i;

/**
 * A URL without its user information. Also for invalid URLs: with another number of slashes, without a scheme, or with a
 * password that should have been percent-encoded.
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

/** Length from which a part of a secret is hidden too: so many characters do not agree by chance. */
const SHORTEST_PIECE = 16;

/** Characters from which a secret is never written, not even masked: shorter ones stand in texts by chance. */
export const SHORTEST_REFUSED = 8;

/** A text in which every part of one of these secrets with {@link SHORTEST_PIECE} or more characters is masked. */
export function withoutPieces(text: string, secrets: readonly string[]): string {
  const pieces = new Set(
    secrets.flatMap((secret) =>
      Array.from({ length: Math.max(0, secret.length - SHORTEST_PIECE + 1) }, (_, at) =>
        secret.slice(at, at + SHORTEST_PIECE),
      ),
    ),
  );
  let cleaned = '';
  /** End of the last masked piece; null before the first one. */
  let after: number | null = null;
  for (let at = 0; at + SHORTEST_PIECE <= text.length; at += 1) {
    if (!pieces.has(text.slice(at, at + SHORTEST_PIECE))) continue;
    // A piece that overlaps with the one before, or follows it directly, shares its mask.
    if (after === null || at > after) cleaned += text.slice(after ?? 0, at) + MASK;
    after = at + SHORTEST_PIECE;
  }
  return cleaned + text.slice(after ?? 0);
}

/**
 * The secrets of one run. Code that reads a secret adds it; every line that leaves the program passes `redact`.
 * The one exception to "no mutable state": the run gets a token only after it has started.
 */
export class Secrets {
  readonly #values = new Set<string>();
  readonly #refused = new Set<string>();

  /** Adds a secret. Ignores values under four characters: masking them would garble every text. */
  add(value: string | null | undefined): void {
    if (!value || value.length < 4) return;
    this.#values.add(value);
    // A lone surrogate cannot be percent-encoded; in a Buffer it becomes the replacement character.
    this.#values.add(encodeURIComponent(Buffer.from(value).toString()));
    const asJson = JSON.stringify(value).slice(1, -1);
    this.#values.add(asJson);
    this.#values.add(Buffer.from(value).toString('base64'));
    if (value.length >= SHORTEST_REFUSED) for (const form of formsOf(value)) this.#refused.add(form);
  }

  /**
   * Whether a text holds a known secret of {@link SHORTEST_REFUSED} or more characters: as it is, percent-encoded, or in
   * JSON, hex, base64 or base64url.
   */
  isIn(text: string): boolean {
    const texts = [text, percentDecoded(text)];
    for (const value of this.#refused) if (texts.some((each) => each.includes(value))) return true;
    return false;
  }

  /** The text with every known secret masked, and without credentials in URLs. */
  redact(text: string): string {
    let redacted = text;
    const longestFirst = [...this.#values].sort((a, b) => b.length - a.length);
    for (const value of longestFirst) redacted = redacted.replaceAll(value, MASK);
    // The pattern has no scheme: looking for its beginning would take quadratic time.
    return redacted.replace(/(:\/\/)[^\s/?#"']+@/g, '$1');
  }
}

function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return [
    value,
    JSON.stringify(value).slice(1, -1),
    bytes.toString('hex'),
    base64,
    bytes.toString('base64url'),
  ];
}

/** Decodes the percent-encoded parts of a text. */
function percentDecoded(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    return Buffer.from(encoded.replaceAll('%', ''), 'hex').toString();
  });
}

/** All credentials of the HTTP sources anywhere in a state. */
export function credentialsIn(value: unknown): readonly SourceAuth[] {
  if (Array.isArray(value)) return value.flatMap(credentialsIn);
  if (value === null || typeof value !== 'object') return [];
  const own = 'kind' in value && value.kind === 'http' && 'auth' in value ? [value.auth as SourceAuth] : [];
  return [...own, ...Object.values(value).flatMap(credentialsIn)];
}

/** The parts of credentials that must never be shown. */
export function secretsOf(auth: SourceAuth): readonly string[] {
  if (auth.scheme === 'bearer') return [auth.token];
  return auth.password === TOKEN_PASSWORD ? [auth.user, auth.password] : [auth.password];
}
