/** Control characters, format characters (bidi overrides, zero-width), line separators and lone surrogates. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Text from outside, safe on a terminal and in a log: whatever could move the cursor, colour the screen, turn the
 * direction of writing or hide is shown as `\u{…}`, line breaks as `\n`.
 */
export function escapeText(text: string): string {
  return text.replace(UNSAFE, (character) => SHORT[character] ?? codePoint(character));
}

/**
 * A name or value as it stands when nothing about it can be misread; else in double quotes, with quotes and
 * backslashes escaped: empty text, outer spaces, escapes, or what looks like our own words and signs.
 */
export function quoteText(text: string): string {
  const escaped = escapeText(text);
  const plain = escaped === text && text !== '' && !/^[\s"'([]|\s$|\\| → |, /u.test(text);
  return plain ? text : inQuotes(text);
}

/** Text in double quotes, with quotes, backslashes and whatever {@link escapeText} escapes made plain. */
export function inQuotes(text: string): string {
  return `"${escapeText(text.replace(/["\\]/g, '\\$&'))}"`;
}

/**
 * JSON that is safe on a terminal too: whatever {@link escapeText} escapes stands as `\uXXXX`, which means the same.
 * JSON.stringify itself leaves the C1 controls and what turns the direction of writing as they are.
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(UNSAFE, (character) =>
    character === '\n' ? character : codeUnits(character),
  );
}

function codeUnits(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}

function codePoint(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
