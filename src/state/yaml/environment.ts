import { nearest } from '../../model/text.ts';
import type { ErrorList } from './errors.ts';
import { OWN_SERVER_KEYS } from './merge.ts';
import type { Place } from './source-text.ts';
import type { Entry, MapNode, Node, ScalarNode } from './tree.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

interface Filling {
  readonly env: Environment;
  readonly errors: ErrorList;
  /** Keys whose values are numbers or booleans: there a filled-in text is read as one. */
  readonly typedKeys: ReadonlySet<string>;
}

/**
 * Fills in `${VAR}` and `${VAR:-default}` in every string of the sections that this program reads; `$${` stands
 * for a literal `${`. The daemon's sections are left as they are. A variable that is not set is a fault.
 */
export function fillIn(glance: MapNode, filling: Filling): MapNode {
  return mapEntries(glance, (section) => {
    const own = OWN_KEYS[section.key];
    if (own === undefined || section.value.kind !== 'map') return section.value;
    return mapEntries(section.value, (entry) =>
      own.includes(entry.key) ? fillNode(entry.value, entry.key, filling) : entry.value,
    );
  });
}

const OWN_KEYS: Readonly<Record<string, readonly string[]>> = {
  server: OWN_SERVER_KEYS,
  client: ['identity', 'cloud_name'],
};

function mapEntries(map: MapNode, change: (entry: Entry) => Node): MapNode {
  const entries = [...map.entries].map(([key, entry]) => [key, { ...entry, value: change(entry) }] as const);
  return { ...map, entries: new Map(entries) };
}

function fillNode(node: Node, key: string, filling: Filling): Node {
  if (filling.errors.isBlamed(node)) return node;
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => fillNode(item, key, filling)) };
  if (node.kind === 'map') return mapEntries(node, (entry) => fillNode(entry.value, entry.key, filling));
  return node.type === 'string' && node.text.includes('${') ? fillScalar(node, key, filling) : node;
}

const REFERENCE = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}|\$\{/g;

/** Characters that references may make of one value. */
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
    const value = lookUp(match, find(match[0]), filling);
    failed ||= value === null;
    filledIn.push([text.length, text.length + (value ?? '').length]);
    text += value ?? '';
    if (text.length > MAX_FILLED || (failed && filling.errors.isFull)) break;
  }
  text += node.text.slice(last);
  const filled = typed({ ...node, text, value: text, filledIn }, key, filling);
  if (text.length > MAX_FILLED) filling.errors.report(filled, 'this value becomes longer than it can be');
  if (failed) filling.errors.mark(filled);
  return filled;
}

function lookUp(match: RegExpExecArray, place: Place, { env, errors }: Filling): string | null {
  const [, name, fallback] = match;
  if (name === undefined) {
    errors.add(
      place,
      'not a reference to a variable',
      `Write \${NAME} or \${NAME:-default}; $\${ for a literal \${.`,
    );
    return null;
  }
  if (fallback?.includes('${')) {
    errors.add(
      place,
      `the default of ${name} holds a reference itself`,
      'References do not nest: write a plain default.',
    );
    return null;
  }
  const value = env[name];
  if (fallback !== undefined) return value || fallback;
  if (value !== undefined) return value;
  const meant = nearest(name, definedNames(env));
  const hint = `Set it, or give a default: \${${name}:-…}.`;
  errors.add(
    place,
    `the environment variable ${name} is not set`,
    meant === null ? hint : `Did you mean \${${meant}}? ${hint}`,
  );
  return null;
}

function definedNames(env: Environment): readonly string[] {
  return Object.keys(env).filter((key) => env[key] !== undefined);
}

/**
 * Gives each reference of a value, asked for in order, its own place where the file shows it as it is; one that
 * is written with escapes gets the value's.
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

/** A value that is one reference and nothing else, under a key that wants a number or a boolean, is read as one. */
function typed(node: ScalarNode, key: string, { typedKeys }: Filling): ScalarNode {
  const [whole] = node.filledIn;
  if (!typedKeys.has(key) || whole?.[0] !== 0 || whole[1] !== node.text.length) return node;
  if (/^(?:0|[1-9][0-9]*)$/.test(node.text)) return { ...node, type: 'number', value: Number(node.text) };
  if (/^(?:true|false)$/i.test(node.text)) {
    return { ...node, type: 'boolean', value: node.text.toLowerCase() === 'true' };
  }
  return node;
}
