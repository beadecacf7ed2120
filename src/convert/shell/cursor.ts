import { ConversionError } from '../../model/errors.ts';
import { lineAt, positionAt, type TextFile } from '../text-file.ts';
import type { ShellVariable, ShellVariables } from './variables.ts';

/** A position in a shell file, with the variables that are set so far. */
export interface Cursor {
  readonly source: TextFile;
  /** Whether messages may show lines of the file. False for a file that may hold passwords. */
  readonly mayShow: boolean;
  /** Offset of the next character. */
  at: number;
  /** Characters that references have added so far. */
  filledIn: number;
  /** Variables that this file has set so far. */
  readonly own: Map<string, ShellVariable>;
  /** Variables that earlier files have set. */
  readonly before: ShellVariables;
}

/** Characters that references may add to one file, as `b=$a$a` doubles them line by line. */
const MAX_FILLED_IN = 1_000_000;

/** The next character; empty at the end. */
export function peek(cursor: Cursor): string {
  return cursor.source.text[cursor.at] ?? '';
}

/** Whether the text comes next. */
export function startsWith(cursor: Cursor, text: string): boolean {
  return cursor.source.text.startsWith(text, cursor.at);
}

/** Matches a sticky pattern here and moves behind the match; undefined without a match. */
export function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.source.text);
  if (found === null) return undefined;
  cursor.at = pattern.lastIndex;
  return found;
}

/** The text of a variable; undefined when it is unset. Throws ConversionError for an array. */
export function lookUp(cursor: Cursor, name: string): string | undefined {
  const found = cursor.own.get(name) ?? cursor.before.get(name);
  if (found === undefined) return undefined;
  if (found.kind !== 'text') {
    throw syntaxError(cursor, `$${name} is an array`, 'Write the text itself.');
  }
  // A text with an unset variable in it is unknown as well.
  if (found.value.unset !== null) return undefined;
  cursor.filledIn += found.value.text.length;
  if (cursor.filledIn > MAX_FILLED_IN) {
    throw syntaxError(
      cursor,
      `references add more than ${MAX_FILLED_IN} characters to this file`,
      'Shorten the variables.',
    );
  }
  return found.value.text;
}

/** An error at an offset; default: at the cursor. */
export function syntaxError(cursor: Cursor, message: string, hint: string, at = cursor.at): ConversionError {
  const place = positionAt(cursor.source, at);
  const excerpt = cursor.mayShow ? lineAt(cursor.source, place) : '';
  return new ConversionError([{ at: place, message, hint, excerpt }]);
}
