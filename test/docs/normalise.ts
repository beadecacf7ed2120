/** The folder in which the pages show their commands. */
export const SHOWN_FOLDER = '/srv/images';

/**
 * Gives two runs of the same commands the same text: the same folders, ids, times, durations, ports and order of images.
 * Every other text on a page must be the output of the program.
 */
export function normalise(text: string, folder = SHOWN_FOLDER): string {
  return text
    .replaceAll(folder, SHOWN_FOLDER)
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<id>')
    .replace(/(?<![:\w])[0-9a-f]{32}\b/g, '<id>')
    .replace(/\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g, '<time>')
    .replace(/\bin \d+(?:\.\d+)? (?:ms|s|min)\b/g, 'in <duration>')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>')
    .replace(/[ \t]+$/gm, '')
    .replace(/(?:^[^\s:][^:\n]*: [a-z][^:\n]*$\n?)+/gm, inOrder);
}

/** Lines such as `Golden: created`. */
function inOrder(lines: string): string {
  const end = lines.endsWith('\n') ? '\n' : '';
  return lines.trimEnd().split('\n').sort().join('\n') + end;
}

/** A line that stands for any number of lines that the page leaves out. */
const LEFT_OUT = '…';

/** True when a page shows the output of the program. Both are normalised. */
export function isShown(shown: readonly string[], written: readonly string[]): boolean {
  const [first, ...others] = shown;
  if (first === undefined) return written.length === 0;
  if (first !== LEFT_OUT) return first === written[0] && isShown(others, written.slice(1));
  return written.some((_, index) => isShown(others, written.slice(index))) || others.length === 0;
}
