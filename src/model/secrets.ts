import { PASSED, PieceIndex, type Range, SHORTEST_PIECE } from './pieces.ts';
import type { SourceAuth } from './source/source.ts';

const MASK = '***';

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

/** Characters of the shortest secret: masking a shorter one would garble every text. */
const SHORTEST_SECRET = 4;

/**
 * The secrets of one run. Code that reads a secret adds it; every line that leaves the program passes `redact`.
 * The one exception to "no mutable state": the run gets a token only after it has started.
 */
export class Secrets {
  readonly #wholes = new Set<string>();
  readonly #refused = new Set<string>();
  readonly #plain = new PieceIndex((code) => code);
  readonly #hex = new PieceIndex(hexDigit);
  readonly #base64 = new PieceIndex(base64Digit);

  /** Adds a secret. Ignores values under four characters. From eight characters on, each part counts as well. */
  add(value: string | null | undefined): void {
    if (!value || value.length < SHORTEST_SECRET || this.#wholes.has(value)) return;
    const forms = new Set([value, ...escaped(value)]);
    if (value.length < SHORTEST_PIECE) {
      for (const form of forms) this.addWhole(form);
      return;
    }
    this.#wholes.add(value);
    for (const form of formsOf(value)) this.#refused.add(form);
    for (const form of forms) this.#plain.add(form);
    const bytes = Buffer.from(value);
    this.#hex.add(bytes.toString('hex'));
    for (const form of base64Forms(bytes)) this.#base64.add(form);
  }

  /**
   * Whether a text holds a known secret of {@link SHORTEST_PIECE} or more characters: as it is, percent-encoded, or in
   * JSON, hex, base64 or base64url.
   */
  isIn(text: string): boolean {
    const texts = [text, percentDecoded(text)];
    for (const value of this.#refused) if (texts.some((each) => each.includes(value))) return true;
    return false;
  }

  /** Whether {@link isIn} finds nothing in any text. */
  get refusesNothing(): boolean {
    return this.#refused.size === 0;
  }

  /** Adds a text that is secret only as a whole, such as `user:password`. */
  addWhole(value: string): void {
    if (value.length < SHORTEST_SECRET) return;
    const bytes = Buffer.from(value);
    for (const form of [value, bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')])
      this.#wholes.add(form);
  }

  /**
   * The text with every known secret masked, and every part of one with eight or more characters: as it is, with escapes
   * of JSON and URLs, in hexadecimal, base64 and base64url. URLs are without credentials.
   */
  redact(text: string): string {
    const masked = mask(text, [
      ...[...this.#wholes].flatMap((value) => occurrences(text, value)),
      ...this.#plain.find(text),
      ...this.#hex.find(text),
      ...this.#base64.find(text).map((range) => withNeighbours(text, range)),
    ]);
    // The pattern has no scheme: looking for its beginning would take quadratic time.
    return masked.replace(/(:\/\/)[^\s/?#"']+@/g, '$1');
  }
}

/** A value as URLs and JSON hold it, also where they escape more than they must. */
function escaped(value: string): readonly string[] {
  // A lone surrogate cannot be percent-encoded; in a Buffer it becomes the replacement character.
  const percent = encodeURIComponent(Buffer.from(value).toString());
  const asJson = JSON.stringify(value).slice(1, -1);
  return [
    percent,
    percent.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`),
    percent.replaceAll('%20', '+'),
    asJson,
    asJson.replace(/[^ -~]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ];
}

/** The base64 digits that these bytes alone decide, after any number of other bytes. */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map((before) => {
    const all = Buffer.concat([Buffer.alloc(before), bytes]);
    const first = Math.ceil((before * 4) / 3);
    return all.toString('base64').slice(first, Math.floor((all.length * 4) / 3));
  });
}

/** Lower case; passes over what dumps put between bytes. */
function hexDigit(code: number): number {
  if (code >= 0x41 && code <= 0x46) return code + 0x20;
  return code === 0x20 || code === 0x3a || code === 0x0a ? PASSED : code;
}

/** The digits of base64url as those of base64; passes over line breaks. */
function base64Digit(code: number): number {
  if (code === 0x2d) return 0x2b;
  if (code === 0x5f) return 0x2f;
  return code === 0x0a || code === 0x0d ? PASSED : code;
}

const BASE64_DIGIT = /[A-Za-z0-9+/_-]/;

/** The digit on either side holds bits of the secret as well; the padding tells its length. */
function withNeighbours(text: string, [start, end]: Range): Range {
  const from = BASE64_DIGIT.test(text.charAt(start - 1)) ? start - 1 : start;
  let to = BASE64_DIGIT.test(text.charAt(end)) ? end + 1 : end;
  while (text.charAt(to) === '=') to += 1;
  return [from, to];
}

function occurrences(text: string, value: string): readonly Range[] {
  const found: Range[] = [];
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1))
    found.push([at, at + value.length]);
  return found;
}

/** Ranges that overlap, or follow each other directly, share a mask. */
function mask(text: string, ranges: readonly Range[]): string {
  let masked = '';
  let end = -1;
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    if (from > end) masked += text.slice(Math.max(end, 0), from) + MASK;
    end = Math.max(end, to);
  }
  return masked + text.slice(Math.max(end, 0));
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
  const found: SourceAuth[] = [];
  collectCredentials(value, found);
  return found;
}

function collectCredentials(value: unknown, found: SourceAuth[]): void {
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (const item of value) collectCredentials(item, found);
    return;
  }
  if ('kind' in value && value.kind === 'http' && 'auth' in value) found.push(value.auth as SourceAuth);
  for (const key in value) {
    const inner = (value as Readonly<Record<string, unknown>>)[key];
    if (typeof inner === 'object') collectCredentials(inner, found);
  }
}

/** The parts of credentials that must never be shown. */
export function secretsOf(auth: SourceAuth): readonly string[] {
  if (auth.scheme === 'bearer') return [auth.token];
  return auth.password === TOKEN_PASSWORD ? [auth.user, auth.password] : [auth.password];
}
