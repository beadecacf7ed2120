/** Control characters, format characters (bidi overrides, zero-width), line separators and lone surrogates. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Makes text from outside safe for a terminal and a log. Characters that could move the cursor, colour the screen, turn
 * the writing direction or hide become `\u{…}`; line breaks become `\n`.
 */
export function escapeText(text: string): string {
  return text.replace(UNSAFE, (character) => SHORT[character] ?? codePoint(character));
}

/**
 * A name or value for text output: unchanged when it is unambiguous, else in double quotes with quotes and backslashes
 * escaped. Ambiguous are empty text, outer spaces, escapes, and text that looks like our own words and signs.
 */
export function quoteText(text: string): string {
  const escaped = escapeText(text);
  const plain = escaped === text && text !== '' && !/^[\s"'([]|\s$|\\| → |, /u.test(text);
  return plain ? text : inQuotes(text);
}

/** Text in double quotes. Escapes quotes, backslashes, and every character that {@link escapeText} escapes. */
export function inQuotes(text: string): string {
  return `"${escapeText(text.replace(/["\\]/g, '\\$&'))}"`;
}

/**
 * JSON that is safe on a terminal: characters that {@link escapeText} escapes become `\uXXXX`, which JSON reads back.
 * JSON.stringify itself keeps C1 controls and the characters that turn the writing direction.
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
