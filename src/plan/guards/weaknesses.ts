import type { Desired } from '../../model/desired.ts';
import { namesOf } from '../../model/digest.ts';
import { isSelected, type Selection } from '../selection.ts';

/** Most names in one warning. */
const MOST_NAMES = 10;

/**
 * Where the content of the selected images rests on less than a signature or a strong digest: warnings, which
 * `--strict` turns into an error.
 */
export function weaknessesOf({ images }: Pick<Desired, 'images'>, selection: Selection): readonly string[] {
  const selected = images.filter(({ name, state }) => state === 'present' && isSelected(name, selection));
  const byWeakDigest = selected.filter(({ digests }) => {
    const given = namesOf(digests);
    return given.length > 0 && given.every((name) => name === 'md5' || name === 'sha1');
  });
  const documents = new Set(selected.flatMap(({ unprotected = [] }) => unprotected));
  return [
    ...[...documents].map(
      (document) =>
        `${document} has no verified signature and comes over plain http, where anyone on the way can change it`,
    ),
    ...(byWeakDigest.length === 0
      ? []
      : [`md5 or sha1 alone, which can be forged, decides about ${named(byWeakDigest)}`]),
  ];
}

function named(images: readonly { readonly name: string }[]): string {
  const names = images.slice(0, MOST_NAMES).map(({ name }) => JSON.stringify(name));
  const more = images.length - names.length;
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
