import type { DesiredImage } from '../../model/desired.ts';
import { compareContent } from '../content/compare.ts';
import { ownersOf, type PlanInput } from '../input.ts';
import { isSelected } from '../selection.ts';
import { type Match, matchImages } from './match.ts';
import { namesInUse } from './names-in-use.ts';

/** One entry of the state file, and the live images that it is about. */
export interface MatchedImage {
  readonly image: DesiredImage;
  readonly match: Match;
  readonly input: PlanInput;
}

/** Matches the selected images of the file with the live ones; what another entry of the file claims is not theirs. */
export function matchAll(input: PlanInput): ReadonlyMap<DesiredImage, Match> {
  const all = matchImages(input.desired, {
    stack: input.desired.stack,
    names: namesInUse(input.desired),
    images: input.observed.images,
    busy: input.busy ?? new Set(),
    owners: (image) => ownersOf(image, input),
    holdsWanted: (image, live) => compareContent(image, live, input.facts.get(image.name)).verdict === 'same',
  });
  return new Map([...all].filter(([image]) => isSelected(image.name, input.selection)));
}
