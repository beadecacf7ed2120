import type { ErrorObject } from 'ajv';
import type { ErrorList } from '../yaml/errors.ts';
import { isImageMapping } from '../yaml/merge.ts';
import { type Entry, type MapNode, type Node, plainData } from '../yaml/tree.ts';
import { type Located, reportShape } from './shape-errors.ts';
import { image, listedImage, state } from './validators.generated.ts';

/** A function that ajv has generated. It leaves the errors of its last call in a field of its own. */
interface Validator {
  (data: unknown): boolean;
  readonly errors?: readonly ErrorObject[] | null;
}

/**
 * Checks a merged `glance` section against the schema, and adds an error at the place of every violation. Images are
 * checked one by one, as ajv's time grows with the square of the errors in one piece of data.
 */
export function validateShape(glance: MapNode, errors: ErrorList): void {
  const { rest, listed, mapped } = splitImages(glance);
  reportAll(
    state,
    { glance: plainData(rest) },
    (pointer) => locate(glance, pointer.slice(1), ['glance']),
    errors,
  );
  for (const { node, path } of listed) {
    reportAll(listedImage, plainData(node), (pointer) => locate(node, pointer, path), errors);
  }
  for (const { node, path } of mapped) {
    reportAll(image, plainData(node), (pointer) => locate(node, pointer, path), errors);
  }
  checkNumbers(glance, errors);
}

interface Piece {
  readonly node: Node;
  readonly path: readonly string[];
}

interface Split {
  /** The section with its images taken out. */
  readonly rest: MapNode;
  readonly listed: readonly Piece[];
  readonly mapped: readonly Piece[];
}

function splitImages(glance: MapNode): Split {
  const listed: Piece[] = [];
  const mapped: Piece[] = [];
  const rest = takeOut(glance, []);
  return { rest, listed, mapped };

  function takeOut(map: MapNode, path: readonly string[]): MapNode {
    const entries = [...map.entries].map(([key, entry]) => {
      return [key, { ...entry, value: without(entry.value, [...path, key]) }] as const;
    });
    return { ...map, entries: new Map(entries) };
  }

  function without(node: Node, path: readonly string[]): Node {
    if (path.join('/') === 'server/images' && node.kind === 'list') {
      listed.push(...node.items.map((item, index) => ({ node: item, path: [...path, String(index)] })));
      return { ...node, items: [] };
    }
    if (node.kind !== 'map') return node;
    if (isImageMapping(path)) {
      mapped.push(
        ...[...node.entries.values()].map(({ key, value }) => ({ node: value, path: [...path, key] })),
      );
      return { ...node, entries: new Map() };
    }
    return path.length < 4 ? takeOut(node, path) : node;
  }
}

function reportAll(
  validate: Validator,
  data: unknown,
  find: (pointer: readonly string[]) => Located,
  errors: ErrorList,
): void {
  if (validate(data)) return;
  const found = [...(validate.errors ?? [])];
  // Only the first error of a value is kept: "not allowed here" says more than "invalid", so it goes first.
  found.sort((a, b) => Number(b.keyword === 'false schema') - Number(a.keyword === 'false schema'));
  for (const error of found) reportShape(error, find(parsePointer(error)), errors);
}

/** RFC 6901. */
function parsePointer(error: ErrorObject): readonly string[] {
  const parts = error.instancePath.split('/').slice(1);
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function locate(root: Node, pointer: readonly string[], above: readonly string[]): Located {
  let node = root;
  let entry: Entry | null = null;
  for (const part of pointer) {
    if (node.kind === 'map') {
      entry = node.entries.get(part) ?? null;
      if (entry !== null) node = entry.value;
    } else if (node.kind === 'list') {
      entry = null;
      node = node.items[Number(part)] ?? node;
    }
  }
  return { node, entry, path: [...above, ...pointer] };
}

/** Reports numbers that YAML 1.1 and 1.2 read differently: 0512 is octal in 1.1; 1_000 and 1:30 are numbers only there. */
function checkNumbers(glance: MapNode, errors: ErrorList): void {
  for (const section of glance.entries.values()) {
    for (const entry of section.value.kind === 'map' ? section.value.entries.values() : []) {
      if (/^(?:identity|defaults|reconcile|images|image|image_lists|vmcatcher)$/.test(entry.key))
        checkNumber(entry.value, entry.key, errors);
    }
  }
}

function checkNumber(node: Node, key: string, errors: ErrorList): void {
  if (key === 'properties') return;
  if (node.kind === 'map')
    for (const entry of node.entries.values()) checkNumber(entry.value, entry.key, errors);
  if (node.kind === 'list') for (const item of node.items) checkNumber(item, key, errors);
  if (node.kind !== 'scalar' || node.type !== 'number' || errors.hasError(node)) return;
  if (/^-?(?:0|[1-9][0-9]*)$/.test(node.text)) return;
  errors.report(
    node,
    `"${key}" must be a plain decimal number, as YAML 1.1 and 1.2 read ${node.written} differently`,
    Number.isInteger(node.value) ? `Write ${node.value} if you mean that number.` : 'Write digits only.',
  );
}
