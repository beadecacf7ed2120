import { distance } from 'fastest-levenshtein';
import type { Position } from '../../model/position.ts';
import { withoutCredentials } from '../../model/secrets.ts';

/** One state file's text, with the way from an offset in it to a line and column. */
export interface SourceText {
  /** As the user named it; what messages show. */
  readonly file: string;
  /** Absolute directory that relative paths in the file start from. */
  readonly directory: string;
  readonly text: string;
  /** Offset of each line's first character. */
  readonly lineStarts: readonly number[];
  /** Ranges of secret values, kept out of excerpts. */
  readonly secrets: (readonly [start: number, end: number])[];
  /** Lines as excerpts show them, by index, once asked for. */
  readonly excerpts: Map<number, string>;
}

/** A stretch of a state file that a fault can point at. Offsets count UTF-16 units. */
export interface Place {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

export function sourceText(file: string, directory: string, text: string): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { file, directory, text, lineStarts, secrets: [], excerpts: new Map() };
}

export function position(place: Place): Position {
  const { source, start } = place;
  const line = lineIndex(source, start);
  return { file: source.file, line: line + 1, column: start - (source.lineStarts[line] ?? 0) + 1 };
}

/** `file:line:column`, for messages that name a second place. */
export function describePlace(place: Place): string {
  const { file, line, column } = position(place);
  return `${file}:${line}:${column}`;
}

/** The whole line that the place begins on, with secret values starred out. */
export function excerpt({ source, start }: Place): string {
  const line = lineIndex(source, start);
  const known = source.excerpts.get(line);
  if (known !== undefined) return known;
  const from = source.lineStarts[line] ?? 0;
  const to = (source.lineStarts[line + 1] ?? source.text.length + 1) - 1;
  const text = withoutSecrets(starred(source, from, to).replace(/\r$/, ''));
  source.excerpts.set(line, text);
  return text;
}

function lineIndex(source: SourceText, offset: number): number {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Stars keep the text's length, so that a caret under it stays in place. */
function starred({ text, secrets }: SourceText, from: number, to: number): string {
  const ranges = secrets.filter(([start, end]) => start < to && end > from).sort(([a], [b]) => a - b);
  const pieces: string[] = [];
  let done = from;
  for (const [start, end] of ranges) {
    pieces.push(text.slice(done, Math.max(start, done)));
    pieces.push(text.slice(Math.max(start, done), Math.min(end, to)).replace(/\S/g, '*'));
    done = Math.max(done, Math.min(end, to));
  }
  pieces.push(text.slice(done, to));
  return pieces.join('');
}

const SECRET_KEY = /(?:password|passwd|pwd|secret|token|(?:^|[_-])pass|(?:^|[_-])key)$/i;

/** Longer than any slip of the pen makes one of {@link SECRET_WORDS}. */
const LONGEST_SECRET_WORD = 14;
const SECRET_WORDS = ['password', 'passphrase', 'passcode', 'credential', 'secret', 'token'];

/** Whether a key's value is a secret by its name, e.g. `password`, `secret_key`, or misspelt: `pasword`, `Passwort`. */
export function isSecretKey(key: string): boolean {
  if (SECRET_KEY.test(key)) return true;
  if (key.length > LONGEST_SECRET_WORD) return false;
  const lower = key.toLowerCase().replace(/[^a-z0-9]/g, '');
  return SECRET_WORDS.some((word) => distance(lower, word) <= (word.length < 6 ? 1 : 2));
}

/** A key as messages show it. One that has swallowed its value (`password:hunter2`) keeps that to itself. */
export function shownKey(key: string): string {
  const [start, name = ''] = /^\s*([\w-]+)(?:["']?\s*[:=]|\s)/.exec(key) ?? [];
  return JSON.stringify(start !== undefined && isSecretKey(name) ? `${name}:…` : key);
}

/** A value as messages show it: without credentials, and without a URL's query, which may hold a token. */
export function shownValue(value: string): string {
  return withoutCredentials(value).replace(/^([a-z]+:\/\/[^?#]*\?).*$/is, '$1…');
}

/** For text that could not be parsed: stars out what looks like a secret's value, and what URLs hold of them. */
function withoutSecrets(line: string): string {
  return withoutSecretValues(line)
    .replace(/[^\s"]+/g, withoutUser)
    .replace(/[^\s"'#]+/g, withoutQuery);
}

/**
 * One word of a line: what stands before an `@` may be credentials, with a scheme or without. A password that was not
 * percent-encoded may hold any sign, so all goes from the first colon (and its slashes) to the last `@`.
 */
function withoutUser(word: string): string {
  const end = word.lastIndexOf('@');
  const [start] = /^[^:]*:[\\/]*/.exec(word) ?? [];
  if (start === undefined || start.length >= end) return word;
  const between = word.slice(start.length, end);
  return isReference(between) ? word : start + stars(between) + word.slice(end);
}

/** One word of a line: the query of a URL may hold a token. */
function withoutQuery(word: string): string {
  const url = word.indexOf('://');
  const query = url === -1 ? -1 : word.indexOf('?', url) + 1;
  if (query <= 0 || isReference(word.slice(query))) return word;
  return word.slice(0, query) + stars(word.slice(query));
}

/**
 * Outside of `{…}` nothing but the end of the line ends a value; inside, a comma or the brace does. Every expression
 * goes on from where the one before ended: a line may be as long as a file.
 */
function withoutSecretValues(line: string): string {
  const inFlow = /(?<!\$)\{/.test(line);
  const end = inFlow ? /"[^"]*"?|'[^']*'?|(?:\$\{\w*\}|[^,}])+/y : /.+/y;
  const word = /[\w-]+/g;
  const first = line.search(/\S/);
  let safe = '';
  let done = 0;
  for (let key = word.exec(line); key !== null; key = word.exec(line)) {
    if (!isSecretKey(key[0])) continue;
    const colon = key.index === first ? /["']?\s*[:=]\s*|\s+/y : /["']?\s*[:=]\s*/y;
    colon.lastIndex = word.lastIndex;
    if (!colon.test(line)) continue;
    end.lastIndex = colon.lastIndex;
    const value = end.exec(line)?.[0] ?? '';
    if (isReference(value)) continue;
    safe += line.slice(done, colon.lastIndex) + stars(value);
    done = colon.lastIndex + value.length;
    word.lastIndex = done;
  }
  return safe + line.slice(done);
}

function stars(text: string): string {
  return text.replace(/\S/g, '*');
}

/** Whether the text is nothing but references to variables, which are no secret themselves. */
export function isReference(text: string): boolean {
  return /^["']?(?:\$\{\w+\}:?)+["']?\s*(?:#.*)?$/.test(text.trim());
}
