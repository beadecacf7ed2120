import type { Plan } from '../model/plan.ts';
import { nameOfEntry, type Unresolved } from '../model/unresolved.ts';
import type { Console } from './console.ts';

/** On standard error, for where the result itself is read by a machine. */
export function tellUnresolved({ unresolved = [] }: Pick<Plan, 'unresolved'>, console: Console): void {
  for (const entry of unresolved) console.warn(`${lineOf(entry)}; it is left out`);
}

/** One entry in a line. */
export function lineOf({ at, message, ...entry }: Unresolved): string {
  return `${at.file}:${at.line}:${at.column}: ${JSON.stringify(nameOfEntry(entry))}: ${message}`;
}
