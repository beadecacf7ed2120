import { nameOfEntry, type Unresolved } from '../model/unresolved.ts';
import { escapeText, quoteText } from './escape.ts';
import { labelled, plural, wrapWords } from './layout.ts';
import { type ColourLevel, makePaint } from './paint.ts';

/** Lines for the top of a plan or report: the entries that are left out, each with its error. Escaped; may be empty. */
export function unresolvedBlock(
  unresolved: readonly Unresolved[],
  { colour, width }: { readonly colour: ColourLevel; readonly width: number },
): readonly string[] {
  if (unresolved.length === 0) return [];
  const paint = makePaint(colour);
  const under = { indent: 6, labelWidth: 7, width };
  const count = plural(unresolved.length, 'entry is', 'entries are');
  const why =
    unresolved.length === 1
      ? 'its publisher is unreachable or not trusted, or its live image is ambiguous'
      : 'their publisher is unreachable or not trusted, or their live image is ambiguous';
  const head = `${count} left out: ${why}. Live images stay as they are, and nothing is pruned.`;
  return [
    ...wrapWords(paint.bad(head), width),
    ...unresolved.flatMap((entry) => {
      const { at, message, hint, list, name } = entry;
      const place = `${at.file}:${at.line}:${at.column}`;
      const which = name !== null && list !== null ? [...labelled('list', quoteText(list), under)] : [];
      return [
        `  ${paint.bad('✗')} ${paint.strong(quoteText(nameOfEntry(entry)))}  left out: ${escapeText(place)}`,
        ...which,
        ...labelled(paint.bad('error'), escapeText(message), under),
        ...(hint === null ? [] : labelled(paint.note('hint'), escapeText(hint), under)),
      ];
    }),
  ];
}

/** Like {@link unresolvedBlock}, as one text that ends in a line break; empty for no entries. */
export function drawUnresolved(
  unresolved: readonly Unresolved[],
  style: { readonly colour: ColourLevel; readonly width: number },
): string {
  return unresolvedBlock(unresolved, style)
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** A warning for each entry, for a log beside a result in JSON. Not escaped. */
export function unresolvedWarnings(unresolved: readonly Unresolved[]): readonly string[] {
  return unresolved.map((entry) => `${unresolvedLine(entry)}; it is left out`);
}

/** One entry as one line: place, name and error. Not escaped. */
function unresolvedLine({ at, message, ...entry }: Unresolved): string {
  return `${at.file}:${at.line}:${at.column}: ${JSON.stringify(nameOfEntry(entry))}: ${message}`;
}
