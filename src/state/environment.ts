import type { FaultList } from './faults.ts';
import { OWN_SERVER_KEYS } from './merge.ts';
import { nearest } from './suggest.ts';
import type { Entry, MapNode, Node, ScalarNode } from './tree.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

interface Filling {
  readonly env: Environment;
  readonly faults: FaultList;
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
  if (filling.faults.isBlamed(node)) return node;
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => fillNode(item, key, filling)) };
  if (node.kind === 'map') return mapEntries(node, (entry) => fillNode(entry.value, entry.key, filling));
  return node.type === 'string' && node.text.includes('${') ? fillScalar(node, key, filling) : node;
}

const REFERENCE = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}|\$\{/g;

function fillScalar(node: ScalarNode, key: string, filling: Filling): ScalarNode {
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
    const value = lookUp(match, node, filling);
    failed ||= value === null;
    filledIn.push([text.length, text.length + (value ?? '').length]);
    text += value ?? '';
  }
  text += node.text.slice(last);
  const filled = typed({ ...node, text, value: text, filledIn }, key, filling);
  if (failed) filling.faults.mark(filled);
  return filled;
}

function lookUp(match: RegExpExecArray, node: ScalarNode, { env, faults }: Filling): string | null {
  const [reference, name, fallback] = match;
  const place = placeOf(reference, match.index, node);
  if (name === undefined) {
    faults.add(
      place,
      'not a reference to a variable',
      `Write \${NAME} or \${NAME:-default}; $\${ for a literal \${.`,
    );
    return null;
  }
  const value = env[name];
  if (fallback !== undefined) return value || fallback;
  if (value !== undefined) return value;
  const known = Object.keys(env).filter((key) => env[key] !== undefined);
  const near = nearest(
    name,
    known.map((key) => key.toLowerCase()),
  );
  const meant = known.find((key) => key.toLowerCase() === near);
  const hint = `Set it, or give a default: \${${name}:-…}.`;
  faults.add(
    place,
    `the environment variable ${name} is not set`,
    meant ? `Did you mean \${${meant}}? ${hint}` : hint,
  );
  return null;
}

/** The reference's own place where the file shows it as it is; else the value's. */
function placeOf(reference: string, offset: number, node: ScalarNode): ScalarNode['place'] {
  const { source, start, end } = node.place;
  const earlier = node.text.slice(0, offset).split(reference).length - 1;
  let at = start - 1;
  for (let count = 0; count <= earlier; count++) at = source.text.indexOf(reference, at + 1);
  return at >= start && at < end ? { source, start: at, end: at + reference.length } : node.place;
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
