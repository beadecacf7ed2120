import type { Desired, DesiredImage } from '../model/desired.ts';
import { isOwn } from './bearers.ts';
import { ownersOf, type PlanInput } from './context.ts';
import { groupBy } from './group-by.ts';
import { indexOf } from './image-index.ts';
import { readMarkers } from './markers.ts';
import { namesInUse } from './names-in-use.ts';

/**
 * Published images keep their publisher's identifier when they get another title: a live image of this stack that
 * bears it, under a name that the state does not list any more, is the same image, to be renamed. Any project can write
 * our markers on its own images: those of others lead to no name. Nor does an image that several entries would take.
 */
export function withFormerNames(input: Pick<PlanInput, 'desired' | 'observed' | 'projects'>): Desired {
  const { desired, observed } = input;
  const listed = namesInUse(desired);
  const { withHandle } = indexOf(observed.images);
  const formerNames = (image: DesiredImage) =>
    (image.handle === undefined ? [] : withHandle(image.handle)).flatMap((live) => {
      const markers = readMarkers(live);
      if (!isOwn(live, ownersOf(image, input))) return [];
      if (markers?.stack !== desired.stack || markers.role !== 'current') return [];
      return listed.has(markers.image) ? [] : [markers.image];
    });
  const found = new Map(desired.images.map((image) => [image, formerNames(image)]));
  const claimants = groupBy([...found], ([{ previously }, names]) => [...new Set([...previously, ...names])]);
  return {
    ...desired,
    images: desired.images.map((image) => {
      const former = (found.get(image) ?? []).filter(
        (name) => !image.previously.includes(name) && claimants.get(name)?.length === 1,
      );
      return former.length === 0
        ? image
        : { ...image, previously: [...image.previously, ...new Set(former)] };
    }),
  };
}
