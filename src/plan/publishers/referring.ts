import { type DesiredImage, publishersOf, reservesOf } from '../../model/desired.ts';
import type { SkippedEntry } from '../../model/unresolved.ts';
import type { MatchedInput } from '../match/match-all.ts';
import { currentImage, referencedNames } from '../references/current.ts';
import { isSelected } from '../selection.ts';
import { skipEntries } from './skip-entries.ts';

/**
 * Skips entries that refer to an image which does not exist and which this run does not create: its publisher failed,
 * it has expired, or `--target` leaves it out. Entries that refer to a skipped one follow.
 */
export function skipReferring(input: MatchedInput): MatchedInput {
  const { images } = input.desired;
  if (!images.some(({ references }) => references)) return input;
  const coming = new Set(
    images.flatMap(({ name, state, expiry }) =>
      state === 'present' && !expiry && isSelected(name, input.selection) ? [name] : [],
    ),
  );
  const lacks = (name: string) => !coming.has(name) && currentImage(name, input) === null;
  const skipped = images.flatMap((image) => {
    const lacking = image.state === 'absent' ? undefined : referencedNames(image).find(lacks);
    return lacking === undefined || !isSelected(image.name, input.selection)
      ? []
      : [{ image, entry: skippedEntry(image, lacking, input) }];
  });
  if (skipped.length === 0) return input;
  const left = new Set(skipped.map(({ image }) => image));
  return skipReferring(
    skipEntries(input, {
      images: images.filter((image) => !left.has(image)),
      skipped: [...publishersOf(input.desired).skipped, ...skipped.map(({ entry }) => entry)],
    }),
  );
}

function skippedEntry(image: DesiredImage, lacking: string, { desired }: MatchedInput): SkippedEntry {
  const isLeftOut = desired.images.some(({ name, expiry }) => name === lacking && !expiry);
  return {
    name: image.name,
    list: null,
    at: image.at,
    message: `it refers to the image of "${lacking}", which does not exist, and this run does not create it`,
    hint: isLeftOut ? `Select "${lacking}" as well.` : `Run again once "${lacking}" has an image.`,
    reserves: reservesOf(image),
  };
}
