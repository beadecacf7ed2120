import type { ErrorList } from '../yaml/errors.ts';
import { describePlace, isSecretKey, shownValue } from '../yaml/source-text.ts';
import { type Entry, type Node, sameValue } from '../yaml/tree.ts';
import { textOf } from './text-values.ts';

/** A field's value, with the entry of the file that gives it. */
export interface Field {
  readonly entry: Entry;
  readonly node: Node;
}

/** The fields of a section, by canonical name. */
export type Fields = ReadonlyMap<string, Field>;

/**
 * Collects the entries of a section under their canonical names, and reports two names of one field with different
 * values. Leaves out values that already have an error, so that no later check reads them.
 */
export function canonicalFields(
  entries: readonly Entry[],
  aliases: Readonly<Record<string, string>>,
  errors: ErrorList,
  convert: (entry: Entry) => Node = (entry) => entry.value,
): Fields {
  const fields = new Map<string, Field>();
  for (const entry of entries) {
    if (errors.hasError(entry.value)) continue;
    const name = Object.hasOwn(aliases, entry.key) ? (aliases[entry.key] as string) : entry.key;
    const node = convert(entry);
    const other = fields.get(name);
    if (other === undefined) fields.set(name, { entry, node });
    else if (!sameValue(other.node, node)) contradiction(entry, other.entry, errors);
  }
  return fields;
}

function contradiction(entry: Entry, other: Entry, errors: ErrorList): void {
  const place = describePlace(other.keyPlace);
  errors.add(
    entry.keyPlace,
    `${describe(entry)} contradicts ${describe(other)} at ${place}`,
    'Remove one of the two: both keys mean the same field.',
  );
}

function describe(entry: Entry): string {
  const { key, value } = entry;
  if (value.kind !== 'scalar' || isSecretKey(key)) return `"${key}"`;
  return `"${key}: ${shownValue(value.written)}"`;
}

/** A field's text; undefined when the field is absent or not a string. */
export function textField(fields: Fields, name: string): string | undefined {
  return textOf(fields.get(name)?.node);
}

/** A field's number; undefined when the field is absent or not a number. */
export function numberField(fields: Fields, name: string): number | undefined {
  const node = fields.get(name)?.node;
  return node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : undefined;
}

/** A field's boolean; undefined when the field is absent or not a boolean. */
export function booleanField(fields: Fields, name: string): boolean | undefined {
  const node = fields.get(name)?.node;
  return node?.kind === 'scalar' && typeof node.value === 'boolean' ? node.value : undefined;
}

/** A field's choice; undefined when the field is absent. The schema has already reported any other value. */
export function choiceField<Choice extends string>(
  fields: Fields,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const text = textField(fields, name);
  return choices.find((choice) => choice === text);
}

/** The object without its undefined values, as "absent" and "undefined" are different types. */
export function defined<Value extends object>(value: Value): Defined<Value> {
  const kept: Partial<Value> = {};
  for (const key in value) if (value[key] !== undefined) kept[key] = value[key];
  return kept as unknown as Defined<Value>;
}

/** The type with its possibly undefined keys made optional. */
type Defined<Value> = {
  [Key in keyof Value as undefined extends Value[Key] ? never : Key]: Value[Key];
} & { [Key in keyof Value as undefined extends Value[Key] ? Key : never]?: Exclude<Value[Key], undefined> };
