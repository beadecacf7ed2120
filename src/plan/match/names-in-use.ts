import { type Desired, publishersOf } from '../../model/desired.ts';
import { memoize } from '../../model/memoize.ts';

/** The names of all entries, skipped ones included. A name in use does not count as a former name. */
export function namesInUse(desired: Pick<Desired, 'images' | 'publishers'>): ReadonlySet<string> {
  return namesOf(desired);
}

const namesOf = memoize(collectNames);

function collectNames(desired: Pick<Desired, 'images' | 'publishers'>): ReadonlySet<string> {
  const { images } = desired;
  const known = publishersOf(desired).skipped.flatMap(({ name, reserves }) =>
    name === null ? reserves.names : [name],
  );
  return new Set([...images.map((image) => image.name), ...known]);
}
