import type { Console } from '../cli/console.ts';
import type { Plan } from '../model/plan.ts';
import { nameOfEntry, type Unresolved } from '../model/unresolved.ts';
import { escapeText, quoteText } from './escape.ts';
import { labelled, plural, wrapWords } from './layout.ts';
import { type ColourLevel, makePaint } from './paint.ts';

/**
 * What publishers have kept from being planned, for the top of a plan or report; no lines when there is nothing. Escaped.
 */
export function unresolvedBlock(
  unresolved: readonly Unresolved[],
  { colour, width }: { readonly colour: ColourLevel; readonly width: number },
): readonly string[] {
  if (unresolved.length === 0) return [];
  const paint = makePaint(colour);
  const under = { indent: 6, labelWidth: 7, width };
  const isOne = unresolved.length === 1;
  const count = plural(unresolved.length, 'entry is', 'entries are');
  const why = `what is published for ${isOne ? 'it' : 'them'} cannot be had or believed, or ${isOne ? 'its' : 'their'} live image cannot be told`;
  const head = `${count} left out: ${why}. What is there stays as it is, and nothing is pruned.`;
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

/** The same as one text; ends in a line break. */
export function drawUnresolved(
  unresolved: readonly Unresolved[],
  style: { readonly colour: ColourLevel; readonly width: number },
): string {
  return unresolvedBlock(unresolved, style)
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** On standard error, for where the result itself is read by a machine. */
export function tellUnresolved({ unresolved = [] }: Pick<Plan, 'unresolved'>, console: Console): void {
  for (const entry of unresolved) console.warn(`${unresolvedLine(entry)}; it is left out`);
}

/** One entry in a line. */
export function unresolvedLine({ at, message, ...entry }: Unresolved): string {
  return `${at.file}:${at.line}:${at.column}: ${JSON.stringify(nameOfEntry(entry))}: ${message}`;
}
