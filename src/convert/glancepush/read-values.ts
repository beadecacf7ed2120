import { type FoundErrors, shown } from '../found-errors.ts';
import type { ShellText, ShellVariable, ShellVariables } from '../shell/variables.ts';

/** The variables that glancepush would see, and a list for errors in them. */
export interface Values {
  /** Files in the order in which bash read them: the last one wins. */
  readonly layers: readonly ShellVariables[];
  readonly errors: FoundErrors;
}

/** A variable from the last layer that sets it. */
export function find({ layers }: Values, name: string): ShellVariable | undefined {
  return layers.findLast((layer) => layer.has(name))?.get(name);
}

/** A text; undefined when it is unset or empty, which bash's `${NAME:-default}` treats alike. */
export function textOf(values: Values, name: string): ShellText | undefined {
  const found = find(values, name);
  if (found === undefined) return undefined;
  if (found.kind !== 'text') {
    values.errors.add(found.at, `${name} must be a text, not an array`);
    return undefined;
  }
  return isKnown(values, name, found.value) && found.value.text !== '' ? found.value : undefined;
}

/** The words of a text, split at blanks as bash does, or those of an array's elements. */
export function wordsOf(values: Values, name: string): readonly string[] {
  const found = find(values, name);
  if (found === undefined) return [];
  const texts = found.kind === 'text' ? [found.value] : [...found.entries.values()];
  return texts
    .filter((text) => isKnown(values, name, text))
    .flatMap(({ text }) => text.match(/[^ \t\n]+/g) ?? []);
}

/** A boolean, in the spellings of the glance client. */
export function yesOrNo(values: Values, name: string): boolean | undefined {
  const given = textOf(values, name);
  if (given === undefined) return undefined;
  if (/^(?:1|y|t|yes|true|on)$/i.test(given.text)) return true;
  if (/^(?:0|n|f|no|false|off)$/i.test(given.text)) return false;
  values.errors.add(given.at, `${name} must be yes or no, not ${shown(given.text)}`);
  return undefined;
}

/** Whether a text is known. Adds an error when it refers to an unset variable. */
export function isKnown({ errors }: Values, name: string, { unset, at }: ShellText): boolean {
  if (unset === null) return true;
  errors.add(at, `${name} refers to ${unset}, which nothing above sets`, 'Write the resulting value.');
  return false;
}
