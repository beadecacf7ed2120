import type { Desired } from '../../model/desired.ts';
import { remembering } from '../../model/memoize.ts';

/** Every name that the state knows of an image: one that is in use is nobody's former name. */
export function namesInUse(desired: Pick<Desired, 'images' | 'unresolved'>): ReadonlySet<string> {
  return namesOf(desired);
}

const namesOf = remembering(collectNames);

function collectNames({
  images,
  unresolved = [],
}: Pick<Desired, 'images' | 'unresolved'>): ReadonlySet<string> {
  const known = unresolved.flatMap(({ name, claims }) => (name === null ? claims.names : [name]));
  return new Set([...images.map((image) => image.name), ...known]);
}
