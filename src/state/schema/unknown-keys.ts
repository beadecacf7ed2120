import { nearest } from '../../model/text.ts';
import { meantSection, meantSetting, sameKey } from '../meant-key.ts';
import { knownKeys, SECTIONS } from '../schema.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { describePlace, shownKey } from '../yaml/source-text.ts';
import { child, type Entry, entriesOf, isNull, type MapNode, type Node } from '../yaml/tree.ts';

/** A section that salt-formula-glance also uses, and the keys that it may hold. */
interface Section {
  readonly node: Node | undefined;
  /** As messages name it, e.g. `glance.server`. */
  readonly name: string;
  readonly known: readonly string[];
}

/**
 * Judges the unknown keys of the sections that salt-formula-glance also uses; the schema allows no others. A key that
 * resembles a known one, belongs to another section or holds images is an error: the run would go on without its guard,
 * its cloud or its images. Returns a warning for each other key, which may belong to the formula.
 */
export function judgeUnknownKeys(glance: MapNode, errors: ErrorList): readonly string[] {
  const profiles = entriesOf(child(child(glance, 'client'), 'identity'));
  const sections: readonly Section[] = [
    { node: glance, name: 'glance', known: SECTIONS },
    ...SECTIONS.map((name) => ({
      node: child(glance, name),
      name: `glance.${name}`,
      known: knownKeys(name),
    })),
    ...profiles.map(({ key, value }) => ({
      node: value,
      name: `glance.client.identity.${key}`,
      known: knownKeys('profile'),
    })),
  ];
  for (const profile of profiles) refuseMisplacedImages(profile, errors);
  return sections.flatMap((section) => judgeSection(section, errors));
}

/** A mapping `image` beside the profiles, in place of below one, would read as a profile of that name. */
function refuseMisplacedImages({ key, keyPlace, value }: Entry, errors: ErrorList): void {
  if (!knownKeys('profile').includes(key) || child(value, key) !== undefined) return;
  errors.add(
    keyPlace,
    `${shownKey(key)} is the name of a profile here`,
    'Indent it under its profile, or name the profile otherwise.',
  );
}

function judgeSection(section: Section, errors: ErrorList): readonly string[] {
  const unknown = entriesOf(section.node).filter(({ key }) => !section.known.includes(key));
  return unknown.flatMap((entry: Entry) => {
    const what = `unknown key ${shownKey(entry.key)} in ${section.name}`;
    const meant = meantBy(entry.key, section) ?? imagesIn(entry, section);
    if (meant === null) return [`${describePlace(entry.keyPlace)}: reconcile ignores the ${what}`];
    errors.add(entry.keyPlace, what, meant);
    return [];
  });
}

/** The hint for a key that is probably mistyped or misplaced; null for any other. */
function meantBy(key: string, { name, known }: Section): string | null {
  if (name === 'glance.client' && sameKey(key, ['server']) !== null) {
    return 'Write its profiles under glance.client.identity: the formula\'s README says "server", and the formula reads "identity".';
  }
  const near = nearest(key, known);
  if (near !== null) return `Did you mean "${near}"?`;
  const meant = meantSetting(key) ?? (name === 'glance.server' ? null : meantSection(key));
  if (meant !== null) return `Did you mean ${meant}?`;
  if (sameKey(key, knownKeys('image')) === null) return null;
  return 'An image has this key: indent it under its image.';
}

/** The hint for a key whose value holds images, or is one: reconcile would count them as unlisted. */
function imagesIn({ value }: Entry, { node }: Section): string | null {
  if (holdsImages(value))
    return 'Move its images under glance.server, or under a profile of glance.client.identity.';
  return child(node, 'image') !== undefined && isImage(value) ? 'Indent it under "image".' : null;
}

const LISTS = ['images', 'image', 'image_lists'];

function holdsImages(node: Node): boolean {
  return entriesOf(node).some(
    ({ key, value }) => (LISTS.includes(key) && !isNull(value)) || holdsImages(value),
  );
}

function isImage(node: Node): boolean {
  const known = knownKeys('image');
  return node.kind === 'map' && entriesOf(node).every(({ key }) => known.includes(key));
}
