import { distance } from 'fastest-levenshtein';
import type { Position } from '../../model/position.ts';
import { withoutCredentials } from '../../model/secrets.ts';

/** One state file's text, with the offsets of its lines and secrets. */
export interface SourceText {
  /** The file as the user named it, for messages. */
  readonly file: string;
  /** Absolute directory that relative paths in the file start from. */
  readonly directory: string;
  /** Absolute directory that plans show paths relative to: that of the first state file. */
  readonly base: string;
  readonly text: string;
  /** Offset of each line's first character. */
  readonly lineStarts: readonly number[];
  /** Offsets of secret values, which excerpts star out. */
  readonly secrets: (readonly [start: number, end: number])[];
  /** Absolute paths of files that a run may open for this file, each with the place that names it. */
  readonly paths: { readonly place: Place; readonly path: string; readonly shown: string }[];
  /** A cache: excerpts by index of their line. */
  readonly excerpts: Map<number, string>;
}

/** A range of a state file that an error can point at. Offsets count UTF-16 units. */
export interface Place {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

/** Prepares a text for {@link position} and {@link excerpt}. */
export function sourceText(file: string, directory: string, text: string, base = directory): SourceText {
  return {
    file,
    directory,
    base,
    text,
    lineStarts: lineStartsOf(text),
    secrets: [],
    paths: [],
    excerpts: new Map(),
  };
}

/** Offset of each line's first character. */
export function lineStartsOf(text: string): readonly number[] {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return lineStarts;
}

/** File, line and column of a place's start; both count from 1. */
export function position(place: Place): Position {
  const { source, start } = place;
  const line = lineIndex(source.lineStarts, start);
  return { file: source.file, line: line + 1, column: start - (source.lineStarts[line] ?? 0) + 1 };
}

/** `file:line:column`, for messages that name a second place. */
export function describePlace(place: Place): string {
  const { file, line, column } = position(place);
  return `${file}:${line}:${column}`;
}

/** The whole line where the place starts, with secret values starred out. */
export function excerpt({ source, start }: Place): string {
  const line = lineIndex(source.lineStarts, start);
  const known = source.excerpts.get(line);
  if (known !== undefined) return known;
  const from = source.lineStarts[line] ?? 0;
  const to = (source.lineStarts[line + 1] ?? source.text.length + 1) - 1;
  const text = withoutSecrets(starred(source, from, to).replace(/\r$/, ''));
  source.excerpts.set(line, text);
  return text;
}

/** Index of the line that holds the offset; the first line is 0. */
export function lineIndex(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Replaces secrets with as many stars, so that a caret below the line still points at its place. */
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

/** Characters; a longer key is no misspelling of any of {@link SECRET_WORDS}. */
const LONGEST_SECRET_WORD = 14;
const SECRET_WORDS = ['password', 'passphrase', 'passcode', 'credential', 'secret', 'token'];

/** Whether a key names a secret, e.g. `password` or `secret_key`, also misspelt: `pasword`, `Passwort`. */
export function isSecretKey(key: string): boolean {
  const known = judgedKeys.get(key);
  if (known !== undefined) return known;
  const isSecret = namesSecret(key);
  if (judgedKeys.size < MAX_JUDGED_KEYS) judgedKeys.set(key, isSecret);
  return isSecret;
}

/** A state file repeats few keys many times. */
const judgedKeys = new Map<string, boolean>();
const MAX_JUDGED_KEYS = 1000;

function namesSecret(key: string): boolean {
  if (SECRET_KEY.test(key)) return true;
  if (key.length > LONGEST_SECRET_WORD) return false;
  const lower = key.toLowerCase().replace(/[^a-z0-9]/g, '');
  return SECRET_WORDS.some((word) => distance(lower, word) <= (word.length < 6 ? 1 : 2));
}

/** A key for messages, quoted. Of a key that swallowed its secret value (`password:hunter2`) only the name is shown. */
export function shownKey(key: string): string {
  const [start, name = ''] = /^\s*([\w-]+)(?:["']?\s*[:=]|\s)/.exec(key) ?? [];
  return JSON.stringify(start !== undefined && isSecretKey(name) ? `${name}:…` : key);
}

/** A value for messages: without credentials, and without a URL's query, which may hold a token. */
export function shownValue(value: string): string {
  return withoutCredentials(value).replace(/^([a-z]+:\/\/[^?#]*\?).*$/is, '$1…');
}

/** Stars out text that looks like a secret: for lines that could not be parsed, and for secrets in URLs. */
function withoutSecrets(line: string): string {
  return withoutSecretValues(line)
    .replace(/[^\s"]+/g, withoutUser)
    .replace(/[^\s"'#]+/g, withoutQuery);
}

/**
 * Stars out possible credentials of one word: the text before an `@`, with a scheme or without. A password that is not
 * percent-encoded may hold any character, so everything from the first colon (and its slashes) to the last `@` goes.
 */
function withoutUser(word: string): string {
  const end = word.lastIndexOf('@');
  const [start] = /^[^:]*:[\\/]*/.exec(word) ?? [];
  if (start === undefined || start.length >= end) return word;
  const between = word.slice(start.length, end);
  return isReference(between) ? word : start + stars(between) + word.slice(end);
}

/** Stars out the query of a URL, which may hold a token. Takes one word of a line. */
function withoutQuery(word: string): string {
  const url = word.indexOf('://');
  const query = url === -1 ? -1 : word.indexOf('?', url) + 1;
  if (query <= 0 || isReference(word.slice(query))) return word;
  return word.slice(0, query) + stars(word.slice(query));
}

/**
 * Stars out the values of keys that name a secret. A value ends at the end of the line; inside `{…}` at a comma or the
 * brace. Each expression continues where the last one ended, so that a line as long as a file takes linear time.
 */
function withoutSecretValues(line: string): string {
  const inFlow = /(?<!\$)\{/.test(line);
  const end = inFlow ? /"[^"]*"?|'[^']*'?|(?:\$\{\w*\}|[^,}])+/y : /.+/y;
  const word = /[\w-]+/g;
  const first = line.search(/\S/);
  let safe = '';
  let done = 0;
  for (let key = word.exec(line); key !== null; key = word.exec(line)) {
    if (!isSecretKey(key[0]) || isPlainKeyWord(line, key)) continue;
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

/** Whether a word is the `key` of a name of several words that names no secret, e.g. `weird key`. */
function isPlainKeyWord(line: string, { 0: word, index }: RegExpExecArray): boolean {
  if (word.toLowerCase() !== 'key') return false;
  const [, before] =
    /([\w-]+)[ \t]+$/.exec(line.slice(Math.max(0, index - LONGEST_SECRET_WORD - 1), index)) ?? [];
  return before !== undefined && !KEYS_OF.test(before) && !isSecretKey(before);
}

const KEYS_OF =
  /^(?:api|access|account|app|auth|client|encryption|license|login|master|plan|private|service|session|shared|signing|ssh|storage|user)$/i;

function stars(text: string): string {
  return text.replace(/\S/g, '*');
}

/** Whether the text consists only of references to variables, which are not secret themselves. */
export function isReference(text: string): boolean {
  return /^[ \t\r\n]*["']?(?:\$\{\w+\}:?)+["']?[ \t\r\n]*(?:(?<=[ \t])#.*)?$/.test(text);
}
