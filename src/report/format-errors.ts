import type { StateFault } from '../model/errors.ts';

/** Characters shown of a long line. */
const WIDTH = 120;

/**
 * Draws each error as `file:line:column: message`, the line, a caret under the place, and the hint. Uses no colours,
 * and escapes the file's control characters. Ends in a line break; empty for no errors.
 */
export function formatFaults(errors: readonly StateFault[]): string {
  return errors.map(formatError).join('\n');
}

function formatError({ at, message, hint, excerpt }: StateFault): string {
  const lines = [visible(`${at.file}:${at.line}:${at.column}: ${message}`)];
  if (excerpt.trim() !== '') lines.push(...withCaret(excerpt, at.line, at.column));
  if (hint !== null) lines.push(`  ${visible(hint)}`);
  return `${lines.join('\n')}\n`;
}

function withCaret(excerpt: string, line: number, column: number): readonly string[] {
  const from = column > WIDTH - 20 ? column - Math.floor(WIDTH / 2) : 0;
  const before = visible(excerpt.slice(from, column - 1));
  const after = visible(excerpt.slice(column - 1, from + WIDTH));
  const head = from > 0 ? '…' : '';
  const tail = excerpt.length > from + WIDTH ? '…' : '';
  const gutter = ` ${line} | `;
  const indent = ' '.repeat(gutter.length - 2);
  return [`${gutter}${head}${before}${after}${tail}`, `${indent}| ${' '.repeat(width(head + before))}^`];
}

/** Makes text safe to show: a tab becomes a space, and any other invisible character an escape. */
function visible(text: string): string {
  return text.replaceAll('\t', ' ').replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** Terminal columns, near enough for a caret: combining marks take none, wide letters and emoji take two. */
function width(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (!/\p{M}/u.test(character)) columns += WIDE.test(character) ? 2 : 1;
  }
  return columns;
}
