import type { ErrorObject } from 'ajv';
import { nearest, suggestion } from '../../model/text.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { isSecretKey, shownKey, shownValue } from '../yaml/source-text.ts';
import type { Entry, Node } from '../yaml/tree.ts';

/** The place in the tree of a violation of the schema. */
export interface Located {
  readonly node: Node;
  /** The map entry that holds the node; null for an entry of a list. */
  readonly entry: Entry | null;
  /** Keys and indexes from the top, beginning with `glance`. */
  readonly path: readonly string[];
}

/** Adds an error for one violation of the schema: the expected value, the given value, and a hint. */
export function reportShape(error: ErrorObject, located: Located, errors: ErrorList): void {
  const { node } = located;
  // A violation of "propertyNames" repeats the violation of the name itself.
  if (error.keyword === 'propertyNames') return;
  if (error.propertyName !== undefined) reportKeyLength(error, located, errors);
  else if (error.keyword === 'additionalProperties') reportUnknownKey(error, located, errors);
  else if (error.keyword === 'required') reportMissing(error, located, errors);
  else if (!errors.hasError(node)) errors.report(node, ...describe(error, located));
}

function describe(error: ErrorObject, located: Located): readonly [message: string, hint: string | null] {
  const { node } = located;
  const field = fieldName(located);
  switch (error.keyword) {
    case 'type':
      return wrongType([error.params.type].flat(), located);
    case 'enum':
      return wrongChoice(error.params.allowedValues, located);
    case 'pattern':
      return [
        `${field} must be ${error.parentSchema?.patternErrorMessage}, not ${shown(located)}`,
        caseHint(located),
      ];
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return [`${field} must not be empty`, node.kind === 'list' ? 'Add an entry, or remove the key.' : null];
    case 'maxLength':
      return [
        `${field} must have at most ${error.params.limit} characters, not ${[...textOf(node)].length}`,
        'Shorten the value.',
      ];
    case 'minimum':
    case 'maximum':
      return [`${field} must be ${range(error)}, not ${shown(located)}`, null];
    case 'false schema':
      return [`${field} belongs to one image and cannot be a default`, `Move ${field} to the image.`];
    default:
      return [`${field} ${error.message ?? 'is invalid'}`, null];
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
};

function wrongType(expected: readonly string[], located: Located): readonly [string, string | null] {
  const { node } = located;
  const kinds = expected.filter((type) => type !== 'null').map((type) => KINDS[type] ?? type);
  if (located.path.at(-2) === 'properties') {
    return [
      `${fieldName(located)} must be one value, not ${kindOf(located)}, as Glance stores properties as strings`,
      node.kind === 'scalar' ? 'Write "" for an empty value.' : 'Join the values in one string, e.g. "a,b".',
    ];
  }
  const isNumber = node.kind === 'scalar' && node.type === 'number' && expected.includes('integer');
  const message = `${fieldName(located)} must be ${kinds.join(' or ')}, not ${isNumber ? node.written : kindOf(located)}`;
  return [message, typeHint(expected, located)];
}

function typeHint(expected: readonly string[], located: Located): string | null {
  const { node, path } = located;
  if (path.at(-1) === 'images' && node.kind === 'map')
    return 'Use the key "image" for a mapping by name; "images" is a list.';
  if (path.at(-1) === 'image' && node.kind === 'list')
    return 'Use the key "images" for a list; "image" is a mapping by name.';
  if (node.kind !== 'scalar') return null;
  if (node.type === 'null') return 'Give a value, or remove the key.';
  if (expected.includes('string') && node.type !== 'string') {
    return isSecret(located) ? 'Quote the value.' : `Quote the value: ${quoted(node.written)}.`;
  }
  if (node.type !== 'string') return null;
  if (expected.includes('boolean') && /^(?:true|false|yes|no|on|off)$/i.test(node.text)) {
    return `Write ${/^(?:true|yes|on)$/i.test(node.text)} without quotes.`;
  }
  if (expected.includes('integer') && /^\d+$/.test(node.text)) return 'Write the number without quotes.';
  if (expected.includes('array')) return 'Write a list: one entry a line, each after "- ".';
  return null;
}

function wrongChoice(allowed: readonly unknown[], located: Located): readonly [string, string | null] {
  const choices = allowed.map(String);
  const message = `${fieldName(located)} must be one of ${choices.join(', ')}, not ${shown(located)}`;
  const { node } = located;
  if (node.kind !== 'scalar' || node.type !== 'string') return [message, null];
  // The message lists the choices already, so only a near one makes a hint.
  return [message, nearest(node.text, choices) === null ? null : suggestion(node.text, choices)];
}

/** Keys that make a source a published one. */
const PUBLISHERS: readonly string[] = ['stratuslab', 'hepix', 'simplestreams', 'glance'];

function reportUnknownKey(error: ErrorObject, { node, path }: Located, errors: ErrorList): void {
  const key: string = error.params.additionalProperty;
  const entry = node.kind === 'map' ? node.entries.get(key) : undefined;
  const known = Object.keys(error.parentSchema?.properties ?? {});
  const message = `unknown key ${shownKey(key)} in ${sectionName(path)}`;
  const isProperty = known.includes('properties') && (key === 'kernel_id' || key === 'ramdisk_id');
  const former = known.includes('format') && Object.hasOwn(FORMER_KEYS, key) ? FORMER_KEYS[key] : undefined;
  const isMirror = path.at(-2) === 'source' && PUBLISHERS.includes(key);
  const hint = isProperty
    ? 'Write it under "properties".'
    : isMirror
      ? 'Mirrors are URLs and paths. Write a publisher as the only source.'
      : (former ?? suggestion(key, known));
  errors.add(entry?.keyPlace ?? node.place, message, hint);
}

/** Keys of an image that older clients had. */
const FORMER_KEYS: Readonly<Record<string, string>> = {
  type: 'The old glance client called the disk format so: write "format".',
};

function reportMissing(error: ErrorObject, { node, path }: Located, errors: ErrorList): void {
  errors.addMissing(node.place, `${sectionName(path)} needs "${error.params.missingProperty}"`);
}

function reportKeyLength(error: ErrorObject, { node }: Located, errors: ErrorList): void {
  const key = error.propertyName ?? '';
  const entry = node.kind === 'map' ? node.entries.get(key) : undefined;
  const message =
    key === '' ? 'a property must have a name' : 'a property name must have at most 255 characters';
  errors.add(entry?.keyPlace ?? node.place, message, null);
}

/** The field as messages name it, e.g. `"min_disk"`, or `an entry of "tags"`. */
function fieldName({ path }: Located): string {
  const last = path.at(-1) ?? '';
  if (path.at(-2) === 'images') return 'an entry of "images"';
  if (!/^\d+$/.test(last)) return JSON.stringify(last);
  return `an entry of ${JSON.stringify(path.at(-2))}`;
}

function sectionName(path: readonly string[]): string {
  const last = path.at(-1) ?? '';
  if (path.at(-2) === 'images' || path.at(-2) === 'image') return 'this image';
  return /^\d+$/.test(last) ? `an entry of ${JSON.stringify(path.at(-2))}` : JSON.stringify(last);
}

function kindOf(located: Located): string {
  const { node } = located;
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'map') return 'a mapping';
  if (node.type === 'string') return 'a string';
  if (node.type === 'null') return 'empty';
  return `the ${node.type}${isSecret(located) ? '' : ` ${node.written}`}`;
}

/** The value as written in the file, unless it is a secret. Variables are not filled in. */
function shown(located: Located): string {
  const { node } = located;
  if (node.kind !== 'scalar' || node.type === 'null') return kindOf(located);
  if (isSecret(located)) return 'this value';
  const written = shownValue(node.written);
  return node.type === 'string'
    ? quoted(written.length > 60 ? `${written.slice(0, 60)}…` : written)
    : written;
}

function isSecret({ entry }: Located): boolean {
  return entry !== null && isSecretKey(entry.key);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function textOf(node: Node): string {
  return node.kind === 'scalar' ? node.text : '';
}

function range(error: ErrorObject): string {
  const { minimum = 0, maximum } = error.parentSchema as { minimum?: number; maximum?: number };
  return maximum === undefined ? `${minimum} or more` : `from ${minimum} to ${maximum}`;
}

function caseHint({ node, path }: Located): string | null {
  const isUpperCaseId =
    path.at(-1) === 'id' && node.kind === 'scalar' && /^[0-9a-f-]{36}$/i.test(node.written);
  return isUpperCaseId ? `Write ${node.written.toLowerCase()}.` : null;
}
