import { knownKeys } from '../schema.ts';
import { isSecretKey } from './source-text.ts';

const KNOWN_IN_IDENTITY = knownKeys('identity');

/**
 * Whether the value of a key may be a secret: by the key, or as an unknown (perhaps mistyped) key among credentials. `path`
 * has the keys that lead to the mapping, outermost first, from below `glance` on.
 */
export function mayBeSecret(
  name: string,
  path: readonly string[],
  { isMapping }: { readonly isMapping: boolean },
): boolean {
  if (isSecretKey(name)) return true;
  const section = path.lastIndexOf('identity');
  const inIdentity = section !== -1 && !path.includes('image', section);
  if (!inIdentity && path.at(-1) !== 'auth') return false;
  return !isMapping && !KNOWN_IN_IDENTITY.includes(name);
}
