import { nearest } from '../../model/text.ts';
import { describePlace, shownKey } from '../yaml/source-text.ts';
import { child, entriesOf, type MapNode, type Node } from '../yaml/tree.ts';
import { knownKeys } from './schema.ts';

/** Keys that nobody reads, where an unknown key is no fault: they may be a mistyped one, or belong to the formula. */
export function unknownKeyWarnings(glance: MapNode): readonly string[] {
  const client = child(glance, 'client');
  const profiles = entriesOf(child(client, 'identity'));
  return [
    ...unknownKeys(glance, 'glance', ['server', 'client']),
    ...unknownKeys(child(glance, 'server'), 'glance.server', knownKeys('server')),
    ...unknownKeys(client, 'glance.client', knownKeys('client')),
    ...profiles.flatMap(({ key, value }) =>
      unknownKeys(value, `glance.client.identity.${key}`, knownKeys('profile')),
    ),
  ];
}

function unknownKeys(section: Node | undefined, name: string, known: readonly string[]): readonly string[] {
  return entriesOf(section)
    .filter(({ key }) => !known.includes(key))
    .map(({ key, keyPlace }) => {
      const near = nearest(key, known);
      const meant = near === null ? '' : `; did you mean "${near}"?`;
      return `${describePlace(keyPlace)}: unknown key ${shownKey(key)} in ${name} is ignored${meant}`;
    });
}
