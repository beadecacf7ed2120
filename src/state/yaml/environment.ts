import {
  CLOUD_PREFIX,
  isClientCredential,
  isClientVariable,
  isSecretVariable,
} from '../../model/cloud-variables.ts';
import { nearest } from '../../model/text.ts';
import { ownKeys } from '../schema.ts';
import type { ErrorList } from './errors.ts';
import type { Place } from './source-text.ts';
import type { Entry, MapNode, Node, ScalarNode } from './tree.ts';

/** Environment variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Begins the names of variables that a state file may use in every field. */
const OPEN_PREFIX = 'RECONCILE_VAR_';

/** Which variables a state file may use. */
export interface Variables {
  readonly env: Environment;
  /** Names that the runner allows in every field, beside those with {@link OPEN_PREFIX}. */
  readonly allowed?: readonly string[];
  /** True: the file may use none. */
  readonly none?: boolean;
}

interface Filling extends Variables {
  readonly errors: ErrorList;
  /** Keys whose values may be numbers or booleans: text from a variable is read as one there. */
  readonly typedKeys: ReadonlySet<string>;
  readonly isIdentity: boolean;
}

/**
 * Fills in `${VAR}` and `${VAR:-default}` in every string of the sections that reconcile reads. `$${` stands for a
 * literal `${`. The daemon's sections stay as written. An unset variable without a default is an error, and so is a
 * variable that the file may not use there: the OS_* of OpenStack's clients are for `server.identity`, and credentials
 * for its password alone.
 */
export function fillIn(glance: MapNode, filling: Omit<Filling, 'isIdentity'>): MapNode {
  return mapEntries(glance, (section) => {
    const own = ownKeys(section.key);
    if (section.value.kind !== 'map') return section.value;
    return mapEntries(section.value, (entry) =>
      own.includes(entry.key)
        ? fillNode(entry.value, entry.key, {
            ...filling,
            isIdentity: section.key === 'server' && entry.key === 'identity',
          })
        : entry.value,
    );
  });
}

/** The same map where nothing changes: most files refer to few variables, and a large one is not copied for these. */
function mapEntries(map: MapNode, change: (entry: Entry) => Node): MapNode {
  let entries: Map<string, Entry> | undefined;
  for (const [key, entry] of map.entries) {
    const value = change(entry);
    if (value === entry.value) continue;
    entries ??= new Map(map.entries);
    entries.set(key, { ...entry, value });
  }
  return entries === undefined ? map : { ...map, entries };
}

function fillNode(node: Node, key: string, filling: Filling): Node {
  if (filling.errors.hasError(node)) return node;
  if (node.kind === 'map') return mapEntries(node, (entry) => fillNode(entry.value, entry.key, filling));
  if (node.kind === 'scalar') {
    return node.type === 'string' && node.text.includes('${') ? fillScalar(node, key, filling) : node;
  }
  const items = node.items.map((item) => fillNode(item, key, filling));
  return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
}

const REFERENCE = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}|\$\{/g;

/** Characters that one value may have once its references are filled in. */
const MAX_FILLED = 1_000_000;

function fillScalar(node: ScalarNode, key: string, filling: Filling): ScalarNode {
  const find = referencePlaces(node);
  let text = '';
  let last = 0;
  let failed = false;
  const filledIn: [number, number][] = [];
  for (const match of node.text.matchAll(REFERENCE)) {
    text += node.text.slice(last, match.index);
    last = match.index + match[0].length;
    if (match[0] === '$${') {
      text += '${';
      continue;
    }
    const value = lookUp(match, find(match[0]), { ...filling, key });
    failed ||= value === null;
    filledIn.push([text.length, text.length + (value ?? '').length]);
    text += value ?? '';
    if (text.length > MAX_FILLED || (failed && filling.errors.isFull)) break;
  }
  text += node.text.slice(last);
  const filled = typed({ ...node, text, value: text, filledIn }, key, filling);
  if (text.length > MAX_FILLED) {
    filling.errors.report(
      filled,
      `with its variables filled in, this value has more than ${MAX_FILLED} characters`,
    );
  }
  if (failed) filling.errors.mark(filled);
  return filled;
}

/** Filling of one value; `key` is the key that the value stands under. */
interface FieldFilling extends Filling {
  readonly key: string;
}

function lookUp(match: RegExpExecArray, place: Place, filling: FieldFilling): string | null {
  const { env, errors } = filling;
  const [, name, fallback] = match;
  if (name === undefined) {
    errors.add(
      place,
      'not a reference to a variable',
      `Write \${NAME} or \${NAME:-default}, or $\${ for a literal \${.`,
    );
    return null;
  }
  if (fallback?.includes('${')) {
    errors.add(place, `the default of ${name} must not refer to another variable`, 'Write a plain default.');
    return null;
  }
  if (!mayUse(name, filling)) {
    errors.add(place, ...refusal(name, filling));
    return null;
  }
  const value = env[name];
  if (fallback !== undefined) return value || fallback;
  if (value !== undefined) return value;
  const meant = nearest(name, definedNames(filling));
  const hint = `Set the variable, or give a default: \${${name}:-…}.`;
  errors.add(
    place,
    `the environment variable ${name} is not set`,
    meant === null ? hint : `Did you mean \${${meant}}? ${hint}`,
  );
  return null;
}

function mayUse(name: string, { allowed = [], none = false, isIdentity, key }: FieldFilling): boolean {
  if (none) return false;
  const isAllowed = allowed.includes(name);
  // Also a short secret, which no later check would find, must not reach another field.
  if (isSecretVariable(name))
    return isIdentity && key === 'password' && (isAllowed || isClientCredential(name));
  return name.startsWith(OPEN_PREFIX) || isAllowed || (isIdentity && isClientVariable(name));
}

function refusal(
  name: string,
  { none = false, isIdentity, key }: FieldFilling,
): [message: string, hint: string] {
  if (none)
    return [
      `with --untrusted, reconcile expands no variable, so not ${name}`,
      'Write the value itself, or plan without --untrusted after a review.',
    ];
  const here = isIdentity ? ' in glance.server.identity' : '';
  if (isSecretVariable(name)) {
    return isIdentity && key === 'password'
      ? [
          `this run does not allow the file to use ${name}${here}`,
          `Allow it with --env ${name}. It then goes to the address of OS_AUTH_URL, or to that of --allow-identity-url.`,
        ]
      : [
          `reconcile expands ${name} in glance.server.identity.password alone`,
          'Remove the reference: the credentials of the cloud are for the cloud alone.',
        ];
  }
  const where =
    name.startsWith(CLOUD_PREFIX) && isClientVariable(name)
      ? `reconcile expands ${name} in glance.server.identity alone`
      : `this run does not allow the file to use ${name}${here}`;
  return [
    where,
    `Allow it with --env ${name}, or rename it to ${OPEN_PREFIX}${name} here and in the environment.`,
  ];
}

/** The variables that the file may use, as nearest names are searched among them. */
function definedNames(filling: FieldFilling): readonly string[] {
  return Object.keys(filling.env).filter((key) => filling.env[key] !== undefined && mayUse(key, filling));
}

/**
 * Returns a function that finds the place of each reference in a value. Ask for them in order. A reference that the
 * file writes with escapes gets the place of the whole value.
 */
function referencePlaces({ place }: ScalarNode): (reference: string) => Place {
  const { source, start, end } = place;
  const raw = source.text.slice(start, end);
  let cursor = 0;
  return (reference) => {
    const at = cursor === -1 ? -1 : raw.indexOf(reference, cursor);
    cursor = at === -1 ? -1 : at + reference.length;
    return at === -1 ? place : { source, start: start + at, end: start + cursor };
  };
}

/** Reads a value as a number or a boolean when it is exactly one reference and its key allows that type. */
function typed(node: ScalarNode, key: string, { typedKeys }: Filling): ScalarNode {
  const [whole] = node.filledIn;
  if (!typedKeys.has(key) || whole?.[0] !== 0 || whole[1] !== node.text.length) return node;
  if (/^(?:0|[1-9][0-9]*)$/.test(node.text)) return { ...node, type: 'number', value: Number(node.text) };
  if (/^(?:true|false)$/i.test(node.text)) {
    return { ...node, type: 'boolean', value: node.text.toLowerCase() === 'true' };
  }
  return node;
}
