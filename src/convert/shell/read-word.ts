import { positionAt } from '../text-file.ts';
import { type Cursor, lookUp, peek, startsWith, syntaxError, take } from './cursor.ts';
import type { ShellText } from './variables.ts';

/** The context of a word, which decides where the word ends and how bash expands it. */
type Setting = 'assignment' | 'element' | 'subscript';

interface Word {
  readonly parts: string[];
  unset: string | null;
}

const WRITE_VALUE = 'Write the resulting value: reconcile does not execute the file.';

/**
 * Reads one word as bash does: removes quotes, and fills in `$NAME` and `${NAME}` from the variables set before. Throws
 * ConversionError for syntax that bash would execute or split into several words.
 */
export function readWord(cursor: Cursor, setting: Setting): ShellText {
  const at = positionAt(cursor.source, cursor.at);
  const word: Word = { parts: [], unset: null };
  if (peek(cursor) === '~') {
    throw syntaxError(cursor, 'a path that begins with ~ depends on the user', 'Write the whole path.');
  }
  while (!ends(cursor, setting)) readPiece(cursor, word, setting);
  return { text: word.parts.join(''), unset: word.unset, at };
}

function ends(cursor: Cursor, setting: Setting): boolean {
  const character = peek(cursor);
  if (character === '') return true;
  if (setting === 'subscript') return character === ']' || character === '\n';
  // Bash's blanks are these alone, in any locale: not hard spaces, nor carriage returns.
  if (/[ \t\n]/.test(character)) return true;
  return character === (setting === 'element' ? ')' : ';');
}

const PLAIN = /[^\\'"$`;|&<>() \t\n\]{}*?[]+/y;

function readPiece(cursor: Cursor, word: Word, setting: Setting): void {
  const plain = take(cursor, PLAIN);
  if (plain) {
    word.parts.push(plain[0]);
    return;
  }
  const character = peek(cursor);
  switch (character) {
    case '\\':
      readEscape(cursor, word);
      return;
    case "'":
      word.parts.push(readSingleQuotes(cursor));
      return;
    case '"':
      readDoubleQuotes(cursor, word);
      return;
    case '$':
      readDollar(cursor, word, setting === 'element' ? 'split' : 'whole');
      return;
    case '`':
      throw commandSubstitution(cursor);
    case '|':
    case '&':
    case '<':
    case '>':
    case '(':
    case ')':
    case ';':
      throw syntaxError(
        cursor,
        `a value must not hold an unquoted "${character}"`,
        'Put the value in quotes.',
      );
    case '*':
    case '?':
    case '[':
    case '{':
      if (setting === 'element') {
        throw syntaxError(
          cursor,
          `bash can split an unquoted "${character}" into several words`,
          'Put the value in quotes.',
        );
      }
  }
  word.parts.push(character);
  cursor.at += 1;
}

function readEscape(cursor: Cursor, word: Word): void {
  const next = cursor.source.text[cursor.at + 1];
  if (next !== '\n') word.parts.push(next ?? '\\');
  cursor.at += next === undefined ? 1 : 2;
}

function readSingleQuotes(cursor: Cursor): string {
  const end = cursor.source.text.indexOf("'", cursor.at + 1);
  if (end === -1) throw unclosed(cursor, "'", cursor.at);
  const text = cursor.source.text.slice(cursor.at + 1, end);
  cursor.at = end + 1;
  return text;
}

const PLAIN_IN_QUOTES = /[^"\\$`]+/y;

function readDoubleQuotes(cursor: Cursor, word: Word): void {
  const begun = cursor.at;
  cursor.at += 1;
  for (;;) {
    const plain = take(cursor, PLAIN_IN_QUOTES);
    if (plain) word.parts.push(plain[0]);
    const character = peek(cursor);
    if (character === '') throw unclosed(cursor, '"', begun);
    if (character === '`') throw commandSubstitution(cursor);
    if (character === '$') {
      readDollar(cursor, word, 'quoted');
      continue;
    }
    if (character === '"') {
      cursor.at += 1;
      return;
    }
    readQuotedEscape(cursor, word);
  }
}

/** Reads a backslash in double quotes: it escapes only characters with a meaning there, and else stays. */
function readQuotedEscape(cursor: Cursor, word: Word): void {
  const next = cursor.source.text[cursor.at + 1] ?? '';
  if (next === '\n') cursor.at += 2;
  else if (next !== '' && '"\\$`'.includes(next)) {
    word.parts.push(next);
    cursor.at += 2;
  } else {
    word.parts.push('\\');
    cursor.at += 1;
  }
}

function readDollar(cursor: Cursor, word: Word, way: 'quoted' | 'whole' | 'split'): void {
  const begun = cursor.at;
  if (startsWith(cursor, '$((') || startsWith(cursor, '$[')) {
    throw syntaxError(cursor, 'reconcile does not compute arithmetic', WRITE_VALUE);
  }
  if (startsWith(cursor, '$(')) throw commandSubstitution(cursor);
  const reference = take(cursor, /\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))/y);
  if (reference) {
    fillIn(cursor, word, { name: reference[1] ?? reference[2] ?? '', begun, mayBeSplit: way === 'split' });
    return;
  }
  if (startsWith(cursor, '${')) {
    throw syntaxError(cursor, `reconcile knows only \${NAME} of bash's references`, WRITE_VALUE);
  }
  if (take(cursor, /\$[0-9@*#?$!-]/y)) {
    throw syntaxError(cursor, 'this value depends on the process that reads the file', WRITE_VALUE, begun);
  }
  if (way !== 'quoted' && startsWith(cursor, "$'")) {
    cursor.at += 1;
    word.parts.push(readAnsiQuotes(cursor));
    return;
  }
  // $"…" is a text for translation: its quotes are read next.
  if (way === 'quoted' || !startsWith(cursor, '$"')) word.parts.push('$');
  cursor.at += 1;
}

interface Reference {
  readonly name: string;
  readonly begun: number;
  readonly mayBeSplit: boolean;
}

function fillIn(cursor: Cursor, word: Word, { name, begun, mayBeSplit }: Reference): void {
  const text = lookUp(cursor, name);
  if (text === undefined) word.unset ??= name;
  else if (mayBeSplit && /[ \t\n*?[]/.test(text)) {
    throw syntaxError(
      cursor,
      `without quotes, bash splits $${name} into several words`,
      `Write "\${${name}}".`,
      begun,
    );
  } else word.parts.push(text);
}

const ANSI_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['?', '?'],
]);

/** Reads `$'…'`, with the escapes that a text needs. */
function readAnsiQuotes(cursor: Cursor): string {
  const begun = cursor.at;
  cursor.at += 1;
  let text = '';
  for (;;) {
    text += take(cursor, /[^'\\]+/y)?.[0] ?? '';
    const character = peek(cursor);
    if (character === '') throw unclosed(cursor, "$'", begun);
    if (character === "'") {
      cursor.at += 1;
      return text;
    }
    const meant = ANSI_ESCAPES.get(cursor.source.text[cursor.at + 1] ?? '');
    if (meant === undefined) {
      throw syntaxError(cursor, `reconcile does not know this escape of $'…'`, 'Write the character itself.');
    }
    text += meant;
    cursor.at += 2;
  }
}

function commandSubstitution(cursor: Cursor): Error {
  return syntaxError(cursor, 'this value needs a command to be executed', WRITE_VALUE);
}

function unclosed(cursor: Cursor, quote: string, at: number): Error {
  return syntaxError(cursor, `this ${quote} is never closed`, 'Write the closing quote.', at);
}
