import type { Position } from '../model/position.ts';

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

/** Whether a key's value is a secret by its name, e.g. `password`, `secret_key`. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key);
}

/** For text that could not be parsed: stars out what looks like a secret's value, and credentials in URLs. */
function withoutSecrets(line: string): string {
  return line
    .replace(/([\w-]+)(["']?\s*:\s+)([^,}]+)/g, (whole, key: string, colon: string, value: string) =>
      isSecretKey(key) && !isReference(value) ? key + colon + value.replace(/\S/g, '*') : whole,
    )
    .replace(/(:\/\/)([^\s/?#"']+)@/g, (whole, slashes: string, user: string) =>
      isReference(user) ? whole : `${slashes}${'*'.repeat(user.length)}@`,
    );
}

/** Whether the text is nothing but references to variables, which are no secret themselves. */
export function isReference(text: string): boolean {
  return /^["']?(?:\$\{\w+\}:?)+["']?\s*(?:#.*)?$/.test(text.trim());
}
