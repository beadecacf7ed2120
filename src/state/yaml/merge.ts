import { knownKeys, ownKeys } from '../schema.ts';
import type { ErrorList } from './errors.ts';
import { describePlace, isSecretKey, shownValue } from './source-text.ts';
import { type Entry, isNull, type MapNode, type Node, type ScalarNode, sameValue } from './tree.ts';

/**
 * Merges the `glance` sections of several documents and files: mappings key by key, lists of images one after the
 * other. Two different values for one key are an error, and so are two images under one key.
 */
export function mergeSections(sections: readonly MapNode[], errors: ErrorList): MapNode | null {
  return sections.reduce<MapNode | null>(
    (merged, section) => (merged === null ? section : mergeMaps(merged, section, [], errors)),
    null,
  );
}

function mergeMaps(first: MapNode, second: MapNode, path: readonly string[], errors: ErrorList): MapNode {
  const entries = new Map(first.entries);
  for (const entry of second.entries.values()) {
    const known = entries.get(entry.key);
    const isImage = known !== undefined && isImageMapping(path);
    if (isImage) duplicateImage(entry, known, errors);
    const value = known && !isImage ? mergeValues(known, entry, [...path, entry.key], errors) : undefined;
    if (known === undefined) entries.set(entry.key, entry);
    else if (value !== undefined) entries.set(entry.key, { ...known, value });
  }
  return { ...first, entries };
}

function mergeValues(first: Entry, second: Entry, path: readonly string[], errors: ErrorList): Node {
  const [a, b] = [first.value, second.value];
  if (isNull(a)) return b;
  if (isNull(b)) return a;
  if (a.kind === 'map' && b.kind === 'map') return mergeMaps(a, b, path, errors);
  if (a.kind === 'list' && b.kind === 'list' && isJoined(path)) {
    return { ...a, items: [...a.items, ...b.items] };
  }
  if (sameValue(a, b)) return a;
  // Contradictions among the daemon's keys do not matter here.
  if (path[0] === 'server' && !ownKeys(path[0]).includes(path[1] ?? '')) return b;
  const isShown = !isSecretKey(second.key) && (path[1] !== 'identity' || isKnownInIdentity(second.key));
  const values = a.kind === 'scalar' && b.kind === 'scalar' && isShown;
  const name = `"${path.join('.')}"`;
  const place = describePlace(first.keyPlace);
  errors.add(
    second.keyPlace,
    values
      ? `${name} is ${shown(b)} here, but ${shown(a)} at ${place}`
      : `${name} has another value here than at ${place}`,
    'Remove one of the two.',
  );
  return a;
}

/** An unknown key of `identity` may be a mistyped `password`, so its value is not shown. */
function isKnownInIdentity(key: string): boolean {
  return knownKeys('identity').includes(key);
}

function shown(node: ScalarNode): string {
  return JSON.stringify(shownValue(node.written));
}

function duplicateImage(second: Entry, first: Entry, errors: ErrorList): void {
  errors.add(
    second.keyPlace,
    `the image ${JSON.stringify(second.key)} is already listed at ${describePlace(first.keyPlace)}`,
    'Remove or rename one of the two.',
  );
}

/** Whether the path is `server.image` or `client.identity.<profile>.image`. */
export function isImageMapping(path: readonly string[]): boolean {
  if (path[0] === 'server') return path.length === 2 && path[1] === 'image';
  return path[0] === 'client' && path[1] === 'identity' && path.length === 4 && path[3] === 'image';
}

/** Whether the path is a list that several files add to. */
function isJoined(path: readonly string[]): boolean {
  return path[0] === 'server' && path.length === 2 && (path[1] === 'images' || path[1] === 'image_lists');
}
