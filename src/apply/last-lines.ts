import type { KeptOutput } from '../tool/kept-output.ts';

const MOST_LINES = 12;
const LONGEST_LINE = 240;
/** Characters dropped at a cut beginning: longer than any secret, as half a secret would not be masked. */
const LONGEST_SECRET = 16_384;

/** Stands in place of the lines that are left out. */
export const LEFT_OUT = '… (what it wrote before is left out)';

/**
 * The end of a command's output, as a terminal would show it: at most 12 lines; a long line lacks its middle. Secrets are
 * masked before anything is cut.
 */
export function lastLines({ bytes, isCut }: KeptOutput, redact: (text: string) => string): readonly string[] {
  const whole = redact(bytes.toString('utf8'));
  const lines = linesOf(isCut ? withoutBeginning(whole) : whole);
  if (!isCut && lines.length <= MOST_LINES) return lines.map(shortened);
  return [LEFT_OUT, ...lines.slice(1 - MOST_LINES).map(shortened)];
}

/** Drops the first line, or as much as may be part of a secret. */
function withoutBeginning(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 || end > LONGEST_SECRET ? `…${text.slice(LONGEST_SECRET)}` : text.slice(end + 1);
}

/** The lines that are not blank. Text after a carriage return overwrites the line, as progress displays do. */
function linesOf(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const shown = line.split('\r').findLast((part) => part.trim() !== '');
    return shown === undefined ? [] : [shown.trimEnd()];
  });
}

/** Keeps both ends of a line, as the failure is at either end. */
function shortened(line: string): string {
  if (line.length <= LONGEST_LINE) return line;
  const half = LONGEST_LINE / 2;
  return `${line.slice(0, half)} … ${line.slice(-half)}`;
}
