import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** Pads to a width in columns: wide characters count two, colours none. */
export function padTo(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - stringWidth(text)));
}

/**
 * One labelled line, e.g. `    held to  sha256:…`; what is too long goes on below its own beginning.
 * Words are never broken, as a digest or an address must stay whole to be copied: one that does not fit beside its
 * label gets a line of its own.
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

/** Lines no wider than `width` where their words allow it. */
export function wrapWords(text: string, width: number): readonly string[] {
  return wrapAnsi(text, width, { trim: true }).split('\n');
}

/** Cuts in the middle of nowhere but says how much is missing. Counted in characters. */
export function shorten(text: string, longest: number): string {
  const characters = [...text];
  if (characters.length <= longest) return text;
  return `${characters.slice(0, longest).join('')}… (${characters.length - longest} more characters)`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
