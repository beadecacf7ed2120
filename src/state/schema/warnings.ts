import { nearest } from '../../model/text.ts';
import { knownKeys } from '../schema.ts';
import { describePlace, shownKey } from '../yaml/source-text.ts';
import { child, entriesOf, type MapNode, type Node } from '../yaml/tree.ts';

/**
 * A warning for each unknown key of the sections that salt-formula-glance also uses. Such a key is not an error: it
 * may belong to the formula. It may also be mistyped.
 */
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
      return `${describePlace(keyPlace)}: reconcile ignores the unknown key ${shownKey(key)} in ${name}${meant}`;
    });
}
