import type { KeptOutput } from '../tool/kept-output.ts';

const MOST_LINES = 12;
const LONGEST_LINE = 240;
/** Characters left out where the beginning is cut: longer than any secret, half of which would not be known as one. */
const LONGEST_SECRET = 16_384;

/** Said in place of what is not shown. */
export const LEFT_OUT = '… (what it wrote before is left out)';

/**
 * The end of what a command wrote, as a terminal would show it: at most 12 lines, each of which may lack its middle.
 * Redacted before anything is cut.
 */
export function lastLines({ bytes, isCut }: KeptOutput, redact: (text: string) => string): readonly string[] {
  const whole = redact(bytes.toString('utf8'));
  const lines = linesOf(isCut ? withoutBeginning(whole) : whole);
  if (!isCut && lines.length <= MOST_LINES) return lines.map(shortened);
  return [LEFT_OUT, ...lines.slice(1 - MOST_LINES).map(shortened)];
}

/** Up to the end of its first line, or of what may be a part of a secret. */
function withoutBeginning(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 || end > LONGEST_SECRET ? `…${text.slice(LONGEST_SECRET)}` : text.slice(end + 1);
}

/** Without blank ones. A carriage return begins a line anew, as what shows progress does. */
function linesOf(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const shown = line.split('\r').findLast((part) => part.trim() !== '');
    return shown === undefined ? [] : [shown.trimEnd()];
  });
}

/** With both of its ends: what failed stands at the one or the other. */
function shortened(line: string): string {
  if (line.length <= LONGEST_LINE) return line;
  const half = LONGEST_LINE / 2;
  return `${line.slice(0, half)} … ${line.slice(-half)}`;
}
