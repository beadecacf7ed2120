import { ConversionError } from '../../model/errors.ts';
import { lineAt, positionAt, type TextFile } from '../text-file.ts';
import type { ShellVariable, ShellVariables } from './variables.ts';

/** Where the reading of one shell file has come to. */
export interface Cursor {
  readonly source: TextFile;
  /** Whether messages may show lines of the file: one that holds passwords is never shown. */
  readonly mayShow: boolean;
  at: number;
  /** Characters that variables have been filled in with. */
  filledIn: number;
  /** What the file has set so far. */
  readonly own: Map<string, ShellVariable>;
  /** What files read before it have set. */
  readonly before: ShellVariables;
}

/** Characters that references may add to one file: `b=$a$a` doubles, line by line. */
const MAX_FILLED_IN = 1_000_000;

export function peek(cursor: Cursor): string {
  return cursor.source.text[cursor.at] ?? '';
}

export function startsWith(cursor: Cursor, text: string): boolean {
  return cursor.source.text.startsWith(text, cursor.at);
}

/** Takes what a sticky pattern finds here; undefined when it finds nothing. */
export function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.source.text);
  if (found === null) return undefined;
  cursor.at = pattern.lastIndex;
  return found;
}

/** The text of a variable that a reference names; undefined when nothing has set it. */
export function lookUp(cursor: Cursor, name: string): string | undefined {
  const found = cursor.own.get(name) ?? cursor.before.get(name);
  if (found === undefined) return undefined;
  if (found.kind !== 'text') {
    throw syntaxError(cursor, `$${name} is an array`, 'Write the text itself in its place.');
  }
  // What came out of an unset variable is unknown as well.
  if (found.value.unset !== null) return undefined;
  cursor.filledIn += found.value.text.length;
  if (cursor.filledIn > MAX_FILLED_IN) {
    throw syntaxError(cursor, 'the variables of this file become longer than they can be', 'Shorten them.');
  }
  return found.value.text;
}

/** The error for what cannot be read at `at`, or else here. */
export function syntaxError(cursor: Cursor, message: string, hint: string, at = cursor.at): ConversionError {
  const place = positionAt(cursor.source, at);
  const excerpt = cursor.mayShow ? lineAt(cursor.source, place) : '';
  return new ConversionError([{ at: place, message, hint, excerpt }]);
}
