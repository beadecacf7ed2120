import { positionAt, type TextFile } from '../text-file.ts';
import { type Cursor, peek, startsWith, syntaxError, take } from './cursor.ts';
import { readWord } from './read-word.ts';
import type { ShellText, ShellVariable, ShellVariables } from './variables.ts';

/**
 * Reads a file for bash that holds only assignments: `NAME=value`, arrays (`NAME=(…)`, `NAME[0]=…`,
 * `declare -A NAME=([key]=value)`), comments, and references to variables that it or the files in `before` have set.
 * Executes nothing. Throws ConversionError at the first other syntax.
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

/** Skips blanks, line breaks and comments; between statements also semicolons. */
function skipBetween(cursor: Cursor, also: '' | ';'): void {
  const blanks = also === '' ? /[ \t\n]+|\\\n|#[^\n]*/y : /[ \t\n;]+|\\\n|#[^\n]*/y;
  while (take(cursor, blanks));
}

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;

const ONLY_ASSIGNMENTS =
  'Write only assignments such as NAME="value", with the resulting values: reconcile does not execute the file.';

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
  throw syntaxError(cursor, 'this is not an assignment', ONLY_ASSIGNMENTS, begun);
}

/** Reads the rest of a declaration: `declare -A a=(…) b=c`, `export A=b`. */
function readDeclaration(cursor: Cursor): void {
  let associative = false;
  for (;;) {
    while (take(cursor, /[ \t]+|\\\n/y));
    if (/^[\n;#]?$/.test(peek(cursor))) return;
    const begun = cursor.at;
    const option = take(cursor, /-([A-Za-z]+)(?![^ \t\n;])/y);
    if (option) {
      if (/[^aAgrx]/.test(option[1] ?? '')) {
        throw syntaxError(
          cursor,
          'reconcile knows only the options -a, -A, -g, -r and -x',
          ONLY_ASSIGNMENTS,
          begun,
        );
      }
      associative ||= (option[1] ?? '').includes('A');
      continue;
    }
    const [name] = take(cursor, NAME) ?? [];
    if (name === undefined) throw syntaxError(cursor, 'a name must follow here', ONLY_ASSIGNMENTS, begun);
    if (/^[=[]$/.test(peek(cursor))) assign(cursor, { name, associative, begun });
    else if (!/^[ \t\n;]?$/.test(peek(cursor)))
      throw syntaxError(cursor, 'this is not a name to declare', ONLY_ASSIGNMENTS, begun);
    else if (associative && !cursor.own.has(name)) {
      cursor.own.set(name, { kind: 'associative', entries: new Map(), at: positionAt(cursor.source, begun) });
    }
  }
}

interface Target {
  readonly name: string;
  readonly associative: boolean;
  /** Offset of the name. */
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
  if (!/^[ \t\n;]?$/.test(peek(cursor))) {
    throw syntaxError(cursor, 'a blank or the end of the line must follow here', ONLY_ASSIGNMENTS);
  }
}

function setEntries(
  cursor: Cursor,
  { name, associative, begun }: Target,
  given: ShellVariable | undefined,
  entries: readonly (readonly [string, ShellText])[],
): void {
  if (given?.kind === 'text') {
    throw syntaxError(
      cursor,
      `${name} is a text, not an array`,
      `Set ${name} either as a text or as an array.`,
      begun,
    );
  }
  const map = given ? (given.entries as Map<string, ShellText>) : new Map<string, ShellText>();
  for (const [key, value] of entries) map.set(key, value);
  if (given) return;
  const at = positionAt(cursor.source, begun);
  cursor.own.set(name, { kind: associative ? 'associative' : 'indexed', entries: map, at });
}

/** Reads `[key]=`, with the cursor at the bracket. */
function readSubscript(cursor: Cursor, { name, associative }: Target): string {
  const begun = cursor.at;
  cursor.at += 1;
  const { text, unset } = readWord(cursor, 'subscript');
  if (!startsWith(cursor, ']='))
    throw syntaxError(cursor, '"]=" must follow this key', 'Write [key]="value".', begun);
  cursor.at += 2;
  if (unset !== null)
    throw syntaxError(cursor, `nothing above sets $${unset}`, 'Write the key itself.', begun);
  if (associative || /^[0-9]{1,9}$/.test(text)) return associative ? text : String(Number(text));
  throw syntaxError(
    cursor,
    'the keys of this array must be whole numbers',
    `Write declare -A ${name} above for other keys.`,
    begun,
  );
}

/** Reads `(…)`, with the cursor at the parenthesis. */
function readCompound(cursor: Cursor, target: Target): readonly (readonly [string, ShellText])[] {
  const begun = cursor.at;
  const entries: [string, ShellText][] = [];
  let next = 0;
  cursor.at += 1;
  for (;;) {
    skipBetween(cursor, '');
    const character = peek(cursor);
    if (character === '') throw syntaxError(cursor, 'this ( is never closed', 'Write the missing ).', begun);
    if (character === ')') break;
    const at = cursor.at;
    const key = character === '[' ? readSubscript(cursor, target) : null;
    if (key === null && target.associative) {
      throw syntaxError(
        cursor,
        'an associative array needs [key]="value"',
        'Write the key before the value.',
        at,
      );
    }
    const value = readWord(cursor, 'element');
    if (cursor.at === at) throw syntaxError(cursor, 'a value must follow here', ONLY_ASSIGNMENTS);
    entries.push([key ?? String(next), value]);
    next = target.associative ? 0 : Number(entries.at(-1)?.[0]) + 1;
  }
  cursor.at += 1;
  return entries;
}
