import { positionAt, type TextFile } from '../text-file.ts';
import { type Cursor, peek, startsWith, syntaxError, take } from './cursor.ts';
import { readWord } from './read-word.ts';
import type { ShellText, ShellVariable, ShellVariables } from './variables.ts';

/**
 * Reads a file that bash was meant to source and that holds nothing but assignments: `NAME=value`, arrays
 * (`NAME=(…)`, `NAME[0]=…`, `declare -A NAME=([key]=value)`), comments, and references to variables that were set
 * above, or by the files in `before`. Nothing is executed. Throws ConversionError at the first thing that is more.
 */
export function readAssignments(
  file: TextFile,
  {
    before = new Map(),
    mayShow = true,
  }: { readonly before?: ShellVariables; readonly mayShow?: boolean } = {},
): ShellVariables {
  const cursor: Cursor = { source: file, mayShow, at: 0, filledIn: 0, own: new Map(), before };
  for (;;) {
    skipBetween(cursor, ';');
    if (peek(cursor) === '') return cursor.own;
    readStatement(cursor);
  }
}

/** Blanks, line breaks and comments, and where statements are parted, semicolons. */
function skipBetween(cursor: Cursor, also: '' | ';'): void {
  const blanks = also === '' ? /[ \t\n]+|\\\n|#[^\n]*/y : /[ \t\n;]+|\\\n|#[^\n]*/y;
  while (take(cursor, blanks));
}

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;

const ONLY_ASSIGNMENTS =
  'Nothing of the file is executed. Keep assignments such as NAME="value" alone, and write out what it comes to.';

function readStatement(cursor: Cursor): void {
  const begun = cursor.at;
  const [word = ''] = take(cursor, NAME) ?? [];
  if (word !== '' && /^[=[]$/.test(peek(cursor))) {
    assign(cursor, { name: word, associative: false, begun });
    return;
  }
  if (/^(?:declare|typeset|export|readonly)$/.test(word) && /^(?:[ \t\n;]|$)/.test(peek(cursor))) {
    readDeclaration(cursor);
    return;
  }
  throw syntaxError(cursor, 'this is no assignment', ONLY_ASSIGNMENTS, begun);
}

/** `declare -A a=(…) b=c`, `export A=b`. */
function readDeclaration(cursor: Cursor): void {
  let associative = false;
  for (;;) {
    while (take(cursor, /[ \t]+|\\\n/y));
    if (/^[\n;#]?$/.test(peek(cursor))) return;
    const begun = cursor.at;
    const option = take(cursor, /-([A-Za-z]+)(?![^\s;])/y);
    if (option) {
      if (/[^aAgrx]/.test(option[1] ?? '')) {
        throw syntaxError(
          cursor,
          'of options, -a, -A, -g, -r and -x are understood',
          ONLY_ASSIGNMENTS,
          begun,
        );
      }
      associative ||= (option[1] ?? '').includes('A');
      continue;
    }
    const [name] = take(cursor, NAME) ?? [];
    if (name === undefined) throw syntaxError(cursor, 'no name to declare', ONLY_ASSIGNMENTS, begun);
    if (/^[=[]$/.test(peek(cursor))) assign(cursor, { name, associative, begun });
    else if (!/^[\s;]?$/.test(peek(cursor)))
      throw syntaxError(cursor, 'no name to declare', ONLY_ASSIGNMENTS, begun);
    else if (associative && !cursor.own.has(name)) {
      cursor.own.set(name, { kind: 'associative', entries: new Map(), at: positionAt(cursor.source, begun) });
    }
  }
}

interface Target {
  readonly name: string;
  readonly associative: boolean;
  /** Where the name begins. */
  readonly begun: number;
}

function assign(cursor: Cursor, target: Target): void {
  const given = cursor.own.get(target.name);
  const known: Target = { ...target, associative: target.associative || given?.kind === 'associative' };
  if (peek(cursor) === '[') {
    const key = readSubscript(cursor, known);
    setEntries(cursor, known, given, [[key, readWord(cursor, 'assignment')]]);
  } else {
    cursor.at += 1;
    if (peek(cursor) === '(') setEntries(cursor, known, undefined, readCompound(cursor, known));
    else cursor.own.set(target.name, { kind: 'text', value: readWord(cursor, 'assignment') });
  }
  if (!/^[\s;]?$/.test(peek(cursor))) {
    throw syntaxError(cursor, 'a blank or the end of the line is missing here', ONLY_ASSIGNMENTS);
  }
}

function setEntries(
  cursor: Cursor,
  { name, associative, begun }: Target,
  given: ShellVariable | undefined,
  entries: readonly (readonly [string, ShellText])[],
): void {
  if (given?.kind === 'text') throw syntaxError(cursor, `${name} is no array`, 'Set it as one alone.', begun);
  const map = given ? (given.entries as Map<string, ShellText>) : new Map<string, ShellText>();
  for (const [key, value] of entries) map.set(key, value);
  if (given) return;
  const at = positionAt(cursor.source, begun);
  cursor.own.set(name, { kind: associative ? 'associative' : 'indexed', entries: map, at });
}

/** `[key]=`, the cursor at its bracket. */
function readSubscript(cursor: Cursor, { name, associative }: Target): string {
  const begun = cursor.at;
  cursor.at += 1;
  const { text, unset } = readWord(cursor, 'subscript');
  if (!startsWith(cursor, ']='))
    throw syntaxError(cursor, 'no "]=" ends this key', 'Write [key]="value".', begun);
  cursor.at += 2;
  if (unset !== null)
    throw syntaxError(cursor, `$${unset} is set nowhere above`, 'Write the key itself.', begun);
  if (associative || /^[0-9]{1,9}$/.test(text)) return associative ? text : String(Number(text));
  throw syntaxError(
    cursor,
    'this array has whole numbers for keys',
    `For others, declare -A ${name} above.`,
    begun,
  );
}

/** `(…)`, the cursor at its parenthesis. */
function readCompound(cursor: Cursor, target: Target): readonly (readonly [string, ShellText])[] {
  const begun = cursor.at;
  const entries: [string, ShellText][] = [];
  let next = 0;
  cursor.at += 1;
  for (;;) {
    skipBetween(cursor, '');
    const character = peek(cursor);
    if (character === '') throw syntaxError(cursor, 'this ( is never closed', 'Close it.', begun);
    if (character === ')') break;
    const at = cursor.at;
    const key = character === '[' ? readSubscript(cursor, target) : null;
    if (key === null && target.associative) {
      throw syntaxError(cursor, 'an associative array takes [key]="value"', 'Write the key before it.', at);
    }
    const value = readWord(cursor, 'element');
    if (cursor.at === at) throw syntaxError(cursor, 'no value is understood here', ONLY_ASSIGNMENTS);
    entries.push([key ?? String(next), value]);
    next = target.associative ? 0 : Number(entries.at(-1)?.[0]) + 1;
  }
  cursor.at += 1;
  return entries;
}
