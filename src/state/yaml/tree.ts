import path from 'node:path';
import type { Place, SourceText } from './source-text.ts';

/** A YAML value with its place in the file. Anchors, aliases and merge keys are already resolved. */
export type Node = ScalarNode | MapNode | ListNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  /** The type that YAML gives the value. */
  readonly type: 'string' | 'number' | 'boolean' | 'null' | 'date';
  readonly value: string | number | boolean | null;
  /** A string's value; for other types, the text in the file. References to variables are filled in. */
  readonly text: string;
  /** Like `text`, before references were filled in: safe to show in messages. */
  readonly written: string;
  /** True for a value without quotes. */
  readonly plain: boolean;
  /** Offsets of `text` that came from the environment. */
  readonly filledIn: readonly (readonly [start: number, end: number])[];
  readonly place: Place;
}

export interface MapNode {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
  readonly place: Place;
}

export interface Entry {
  readonly key: string;
  /** False for an unquoted key that YAML does not read as a string, e.g. `24.04`. */
  readonly isText: boolean;
  readonly keyPlace: Place;
  readonly value: Node;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly Node[];
  readonly place: Place;
}

/** A key at the top of a YAML document. */
export interface TopKey {
  readonly name: string;
  readonly place: Place;
}

/** One YAML document of a state file. */
export interface ParsedDocument {
  /** Its first key; without one, where the document begins. */
  readonly place: Place;
  /** `nothing`: only comments. */
  readonly content: 'mapping' | 'nothing' | 'other';
  /** The keys at its top, in order. */
  readonly topKeys: readonly TopKey[];
  /** Its `glance` section; null when it has none, or one without a value. */
  readonly section: MapNode | null;
}

/** One state file as parsed. */
export interface ParsedFile {
  readonly source: SourceText;
  readonly documents: readonly ParsedDocument[];
}

/** The `glance` sections of a file's documents. */
export function sectionsOf({ documents }: ParsedFile): readonly MapNode[] {
  return documents.flatMap(({ section }) => section ?? []);
}

/** Whether a document has the key `glance`, with a value or without. */
export function hasGlance({ topKeys }: ParsedDocument): boolean {
  return topKeys.some(({ name }) => name === 'glance');
}

/** The value under a key of a map; undefined when the node is not a map or lacks the key. */
export function child(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
}

/** The entries of a map, in the file's order; none when the node is not a map. */
export function entriesOf(node: Node | undefined): readonly Entry[] {
  return node?.kind === 'map' ? [...node.entries.values()] : [];
}

/** Whether a value is empty, `~` or `null`. */
export function isNull(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.type === 'null';
}

/** Whether two nodes hold equal values, wherever they stand. */
export function sameValue(a: Node, b: Node): boolean {
  if (a.kind === 'scalar') return b.kind === 'scalar' && a.type === b.type && a.text === b.text;
  if (a.kind === 'list') {
    return (
      b.kind === 'list' &&
      a.items.length === b.items.length &&
      a.items.every((item, index) => sameValue(item, b.items[index] as Node))
    );
  }
  if (b.kind !== 'map' || a.entries.size !== b.entries.size) return false;
  return [...a.entries.values()].every((entry) => {
    const other = b.entries.get(entry.key);
    return other !== undefined && sameValue(entry.value, other.value);
  });
}

/**
 * The node as plain data, for the schema to check. JSON has no dates: a date becomes NaN, which no schema type
 * accepts. As a property's value a date becomes its text, as properties keep a scalar's text.
 */
export function plainData(node: Node, isProperty = false): unknown {
  if (node.kind === 'scalar') {
    if (node.type === 'date') return isProperty ? node.text : Number.NaN;
    return node.value;
  }
  if (node.kind === 'list') return node.items.map((item) => plainData(item));
  const data: Record<string, unknown> = {};
  for (const { key, value } of node.entries.values()) {
    put(data, key, value.kind === 'map' && key === 'properties' ? propertyData(value) : plainData(value));
  }
  return data;
}

function propertyData(map: MapNode): unknown {
  const data: Record<string, unknown> = {};
  for (const { key, value } of map.entries.values()) put(data, key, plainData(value, true));
  return data;
}

/** Assigning to `__proto__` would set the prototype. An object without one would be slow: V8 reads it like a hash table. */
function put(data: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') data[key] = value;
  else Object.defineProperty(data, key, { value, enumerable: true });
}

/**
 * The absolute path of a file that a plan may open. Relative ones start at the directory of the state file that holds
 * the node. Notes the path with its place, because a file of a stranger may name only files beside it.
 */
export function resolvePath(node: Node, written: string): string {
  const resolved = unopenedPath(node, written);
  node.place.source.paths.push({ place: node.place, path: resolved, shown: shownPath(node, written) });
  return resolved;
}

/** Like {@link resolvePath}, for a path that no plan opens. */
export function unopenedPath(node: Node, written: string): string {
  return path.resolve(node.place.source.directory, written);
}

/**
 * The path as plans and messages show it: as the file gives it if that is absolute, else relative to the folder of the
 * first state file. So a plan holds in every checkout, and names no folder of the host.
 */
export function shownPath(node: Node, written: string): string {
  if (path.isAbsolute(written)) return path.resolve(written);
  const { base } = node.place.source;
  return path.relative(base, unopenedPath(node, written)) || '.';
}
