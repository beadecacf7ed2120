import { Secrets } from '../../model/secrets.ts';
import { ownKeys, schemaKeys } from '../schema.ts';
import type { ErrorList } from './errors.ts';
import type { Place } from './source-text.ts';
import { child, type Entry, type MapNode, type Node } from './tree.ts';

/** The secrets that must stand nowhere in a state file but where they belong. */
export interface KnownSecrets {
  /** Passwords and tokens of clouds: `identity.password` alone may hold one. */
  readonly cloud: Secrets;
  /** Credentials of sources: `auth` and the user part of a URL may hold one. */
  readonly sources: Secrets;
}

/**
 * Reports every value and key that holds a known secret in a field that is not for it. The messages and the excerpts
 * do not show the secret.
 */
export function refuseSecrets(glance: MapNode, known: KnownSecrets, errors: ErrorList): void {
  if (known.cloud.refusesNothing && known.sources.refusesNothing) return;
  // A weak password can be a word of the schema, such as `password`.
  const named = schemaKeys();
  const password = child(child(child(glance, 'server'), 'identity'), 'password');
  for (const section of glance.entries.values()) {
    const own = ownKeys(section.key);
    if (section.value.kind !== 'map') continue;
    for (const entry of section.value.entries.values()) if (own.includes(entry.key)) visit(entry, false);
  }

  function visit({ key, keyPlace, value }: Entry, isAuth: boolean): void {
    if (!named.has(key) && (known.cloud.isIn(key) || known.sources.isIn(key))) report(keyPlace);
    look(value, isAuth || key === 'auth');
  }

  function look(node: Node, isAuth: boolean): void {
    if (node.kind === 'list') for (const item of node.items) look(item, isAuth);
    else if (node.kind === 'map') for (const entry of node.entries.values()) visit(entry, isAuth);
    else if (node !== password && holds(node.text, isAuth)) report(node.place);
  }

  function holds(text: string, isAuth: boolean): boolean {
    if (known.cloud.isIn(text)) return true;
    return !isAuth && known.sources.isIn(text.replace(/^([a-z]+:\/\/)[^/?#]*@/i, '$1'));
  }

  function report(place: Place): void {
    place.source.secrets.push([place.start, place.end]);
    errors.add(
      place,
      'this holds a known secret, the password or token of a cloud or a source',
      'Remove the secret from this field. Change the secret if others have read the file.',
    );
  }
}

/** A collection with these secrets. */
export function secretsWith(values: readonly (string | undefined)[]): Secrets {
  const secrets = new Secrets();
  for (const value of values) secrets.add(value);
  return secrets;
}
