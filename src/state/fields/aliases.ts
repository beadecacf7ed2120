import type { ErrorList } from '../yaml/errors.ts';
import { describePlace, isSecretKey, shownValue } from '../yaml/source-text.ts';
import { type Entry, type Node, sameValue } from '../yaml/tree.ts';

/** A field under its one name, with the entry that gave it. */
export interface Field {
  readonly entry: Entry;
  readonly node: Node;
}

export type Fields = ReadonlyMap<string, Field>;

/**
 * The entries of a section under their canonical names. Two names of one field must say the same.
 * Values already known to be wrong are left out, so that nothing else is made of them.
 */
export function canonicalFields(
  entries: readonly Entry[],
  aliases: Readonly<Record<string, string>>,
  errors: ErrorList,
  convert: (entry: Entry) => Node = (entry) => entry.value,
): Fields {
  const fields = new Map<string, Field>();
  for (const entry of entries) {
    if (errors.isBlamed(entry.value)) continue;
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
    `Both mean the same field: keep one of them.`,
  );
}

function describe(entry: Entry): string {
  const { key, value } = entry;
  if (value.kind !== 'scalar' || isSecretKey(key)) return `"${key}"`;
  return `"${key}: ${shownValue(value.written)}"`;
}

/** A string field's text. */
export function textField(fields: Fields, name: string): string | undefined {
  const node = fields.get(name)?.node;
  return node?.kind === 'scalar' && node.type === 'string' ? node.text : undefined;
}

export function numberField(fields: Fields, name: string): number | undefined {
  const node = fields.get(name)?.node;
  return node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : undefined;
}

export function booleanField(fields: Fields, name: string): boolean | undefined {
  const node = fields.get(name)?.node;
  return node?.kind === 'scalar' && typeof node.value === 'boolean' ? node.value : undefined;
}

/** A field whose values the schema has already limited to `choices`. */
export function choiceField<Choice extends string>(
  fields: Fields,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const text = textField(fields, name);
  return choices.find((choice) => choice === text);
}

/** The object without its undefined values: an absent field and an undefined one are two things. */
export function defined<Value extends object>(value: Value): Defined<Value> {
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined),
  ) as Defined<Value>;
}

/** Optional where undefined was possible. */
export type Defined<Value> = {
  [Key in keyof Value as undefined extends Value[Key] ? never : Key]: Value[Key];
} & { [Key in keyof Value as undefined extends Value[Key] ? Key : never]?: Exclude<Value[Key], undefined> };
