import { suggestion } from '../model/text.ts';
import type { CheckedImage } from './cross-checks.ts';
import type { ErrorList } from './yaml/errors.ts';
import type { Place } from './yaml/source-text.ts';
import { child, entriesOf, type Node } from './yaml/tree.ts';

/** One `{image: NAME}` with its place in the file. */
interface Reference {
  readonly property: string;
  readonly name: string;
  readonly place: Place;
}

const POINT_ELSEWHERE = 'Name another entry, or write the id of an image.';

/**
 * Reports references between images that reconcile cannot follow: to an unknown name, to an entry that is to be absent,
 * and in a circle. Fields for the images of lists and events are checked too. A name that two entries have is reported
 * with the entries.
 */
export function checkReferences(
  images: readonly CheckedImage[],
  server: Node | undefined,
  errors: ErrorList,
): void {
  const known = new Map(images.map((image) => [image.image.name, image]));
  const defaults = child(child(server, 'defaults'), 'properties');
  const edges = new Map<string, readonly Reference[]>();
  for (const { listed, image } of images) {
    if (image.state === 'absent') continue;
    const references = referencesOf(image.references ?? {}, child(listed.node, 'properties'), defaults);
    edges.set(
      image.name,
      references.map((reference) => ({ ...reference, place: reference.place ?? listed.place })),
    );
  }
  for (const references of edges.values()) for (const one of references) checkTarget(one, known, errors);
  checkCircles(edges, errors);
  for (const one of templateReferences(server)) checkTarget(one, known, errors);
  for (const { place } of inProperties(child(child(server, 'vmcatcher'), 'image'))) {
    errors.add(place, 'the image of an event cannot refer to an entry', 'Write the id of an image.');
  }
}

function referencesOf(
  references: NonNullable<CheckedImage['image']['references']>,
  own: Node | undefined,
  defaults: Node | undefined,
) {
  return Object.entries(references).map(([property, { image: name }]) => ({
    property,
    name,
    place: (child(child(own, property), 'image') ?? child(child(defaults, property), 'image'))?.place,
  }));
}

function checkTarget(
  { name, place }: Reference,
  known: ReadonlyMap<string, CheckedImage>,
  errors: ErrorList,
): void {
  const target = known.get(name);
  if (target === undefined) {
    const hint = known.size === 0 ? POINT_ELSEWHERE : suggestion(name, [...known.keys()]);
    errors.add(place, `no entry has the name ${JSON.stringify(name)}`, hint);
  } else if (target.image.state === 'absent') {
    errors.add(place, `the entry ${JSON.stringify(name)} says \`state: absent\``, POINT_ELSEWHERE);
  }
}

/** Reports each circle once, at the reference that closes it. */
function checkCircles(edges: ReadonlyMap<string, readonly Reference[]>, errors: ErrorList): void {
  const done = new Set<string>();
  for (const start of edges.keys()) {
    // Not recursive: a chain may be as long as the file.
    const open = [{ name: start, left: [...(edges.get(start) ?? [])] }];
    const path = new Map([[start, 0]]);
    while (open.length > 0) {
      const { name, left } = open[open.length - 1]!;
      const next = left.pop();
      const index = next && path.get(next.name);
      if (next === undefined || done.has(name)) {
        done.add(name);
        path.delete(name);
        open.pop();
      } else if (index !== undefined) {
        errors.add(next.place, circleMessage([...path.keys()].slice(index)), POINT_ELSEWHERE);
      } else if (!done.has(next.name)) {
        path.set(next.name, open.length);
        open.push({ name: next.name, left: [...(edges.get(next.name) ?? [])] });
      }
    }
  }
}

function circleMessage(names: readonly string[]): string {
  const shown = [...names, ...names.slice(0, 1)].map((name) => JSON.stringify(name));
  if (names.length === 1) return `the image ${shown[0]} refers to itself`;
  return `images refer to each other in a circle: ${shown.join(' → ')}`;
}

/** The references in fields that all images of a published list get. */
function templateReferences(server: Node | undefined): readonly Reference[] {
  const lists = child(server, 'image_lists');
  return lists?.kind === 'list' ? lists.items.flatMap((item) => inProperties(child(item, 'image'))) : [];
}

function inProperties(image: Node | undefined): readonly Reference[] {
  return entriesOf(child(image, 'properties')).flatMap(({ key, value }) => {
    const name = child(value, 'image');
    return name?.kind === 'scalar' ? [{ property: key, name: name.text, place: name.place }] : [];
  });
}
