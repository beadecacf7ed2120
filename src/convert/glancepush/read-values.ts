import { type FoundErrors, shown } from '../found-errors.ts';
import type { ShellText, ShellVariable, ShellVariables } from '../shell/variables.ts';

/** Looks variables up where glancepush would have found them, and collects what is wrong with them. */
export interface Values {
  /** In the order in which bash read them: what stands last wins. */
  readonly layers: readonly ShellVariables[];
  readonly errors: FoundErrors;
}

export function find({ layers }: Values, name: string): ShellVariable | undefined {
  return layers.findLast((layer) => layer.has(name))?.get(name);
}

/** A text that is not empty: bash's `${NAME:-default}` takes both for the same. */
export function textOf(values: Values, name: string): ShellText | undefined {
  const found = find(values, name);
  if (found === undefined) return undefined;
  if (found.kind !== 'text') {
    values.errors.add(found.at, `${name} is an array, and one text is meant`);
    return undefined;
  }
  return isKnown(values, name, found.value) && found.value.text !== '' ? found.value : undefined;
}

/** Words of a text that bash split at its blanks, or the elements of an array. */
export function wordsOf(values: Values, name: string): readonly string[] {
  const found = find(values, name);
  if (found === undefined) return [];
  const texts = found.kind === 'text' ? [found.value] : [...found.entries.values()];
  return texts.filter((text) => isKnown(values, name, text)).flatMap(({ text }) => text.match(/\S+/g) ?? []);
}

/** yes, no and their kin, as the glance client took them. */
export function yesOrNo(values: Values, name: string): boolean | undefined {
  const given = textOf(values, name);
  if (given === undefined) return undefined;
  if (/^(?:1|y|t|yes|true|on)$/i.test(given.text)) return true;
  if (/^(?:0|n|f|no|false|off)$/i.test(given.text)) return false;
  values.errors.add(given.at, `${name} is neither yes nor no: ${shown(given.text)}`);
  return undefined;
}

/** A text that an unset variable is part of is not guessed at. */
export function isKnown({ errors }: Values, name: string, { unset, at }: ShellText): boolean {
  if (unset === null) return true;
  errors.add(at, `${name} refers to ${unset}, which is set nowhere above`, 'Write out what it comes to.');
  return false;
}
