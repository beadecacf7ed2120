import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** Pads a text to a width in columns. Wide characters count two, colours none. */
export function padTo(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - stringWidth(text)));
}

/**
 * A labelled text, e.g. `    held to  sha256:…`. Longer text continues below its own beginning. Words are never split,
 * so that a digest or an address can be copied: one too long for the space beside its label gets its own line.
 */
export function labelled(
  label: string,
  text: string,
  at: { readonly indent: number; readonly labelWidth: number; readonly width: number },
): readonly string[] {
  const start = at.indent + at.labelWidth + 2;
  const head = ' '.repeat(at.indent) + padTo(label, at.labelWidth);
  const room = Math.max(20, at.width - start);
  if (!text.includes(' ') && stringWidth(text) > room) {
    const below = `${' '.repeat(at.indent + 2)}${text}`;
    return label === '' ? [below] : [head, below];
  }
  return wrapWords(text, room).map(
    (line, index) => `${index === 0 ? `${head}  ` : ' '.repeat(start)}${line}`,
  );
}

/** Splits a text into lines of at most `width` columns. A longer word gets a longer line. */
export function wrapWords(text: string, width: number): readonly string[] {
  return wrapAnsi(text, width, { trim: true }).split('\n');
}

/** Cuts a text after `longest` characters, and appends how many are missing. */
export function shorten(text: string, longest: number): string {
  const characters = [...text];
  if (characters.length <= longest) return text;
  return `${characters.slice(0, longest).join('')}… (${characters.length - longest} more characters)`;
}

/** A count with its noun: `1 image`, `2 images`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
