import { nearest } from '../../model/text.ts';
import { knownKeys } from '../schema.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { OWN_SERVER_KEYS } from '../yaml/merge.ts';
import { describePlace, shownKey } from '../yaml/source-text.ts';
import { child, type Entry, entriesOf, type MapNode, type Node } from '../yaml/tree.ts';

/** A section that salt-formula-glance also uses, and the keys that it may hold. */
interface Section {
  readonly node: Node | undefined;
  /** As messages name it, e.g. `glance.server`. */
  readonly name: string;
  readonly known: readonly string[];
}

/**
 * Judges the unknown keys of the sections that salt-formula-glance also uses; the schema allows no others. A key that
 * resembles a known one, or belongs to another section, is an error: the run would go on without its guard or its cloud.
 * Returns a warning for each other key, which may belong to the formula.
 */
export function judgeUnknownKeys(glance: MapNode, errors: ErrorList): readonly string[] {
  const client = child(glance, 'client');
  const sections: readonly Section[] = [
    { node: glance, name: 'glance', known: ['server', 'client'] },
    { node: child(glance, 'server'), name: 'glance.server', known: knownKeys('server') },
    { node: client, name: 'glance.client', known: knownKeys('client') },
    ...entriesOf(child(client, 'identity')).map(({ key, value }) => ({
      node: value,
      name: `glance.client.identity.${key}`,
      known: knownKeys('profile'),
    })),
  ];
  return sections.flatMap((section) => judgeSection(section, errors));
}

function judgeSection(section: Section, errors: ErrorList): readonly string[] {
  const unknown = entriesOf(section.node).filter(({ key }) => !section.known.includes(key));
  return unknown.flatMap(({ key, keyPlace }: Entry) => {
    const what = `unknown key ${shownKey(key)} in ${section.name}`;
    const meant = meantBy(key, section);
    if (meant === null) return [`${describePlace(keyPlace)}: reconcile ignores the ${what}`];
    errors.add(keyPlace, what, meant);
    return [];
  });
}

/** The hint for a key that is probably mistyped or misplaced; null for any other. */
function meantBy(key: string, { name, known }: Section): string | null {
  const near = nearest(key, known);
  if (near !== null) return `Did you mean "${near}"?`;
  const setting = misplaced(key, knownKeys('reconcile')) ?? nearGuard(key);
  if (setting !== undefined) return `Did you mean glance.server.reconcile.${setting}?`;
  const section = name === 'glance.server' ? undefined : misplaced(key, OWN_SERVER_KEYS);
  return section === undefined ? null : `Did you mean glance.server.${section}?`;
}

/** Characters from which a similar key of another section is no accident. */
const LONG = 8;

/** The setting below `reconcile` that a key resembles: without it, the run goes on without its guard. */
function nearGuard(key: string): string | undefined {
  const near = nearest(key, knownKeys('reconcile'));
  return near !== null && (near.length >= LONG || /^prun/i.test(key)) ? near : undefined;
}

/** The key of another section that this one is. A merely similar key may well be the formula's own. */
function misplaced(key: string, elsewhere: readonly string[]): string | undefined {
  const plain = key.trim().toLowerCase().replaceAll('-', '_');
  return elsewhere.find((known) => known === plain);
}
