import { readMarkers } from '../image/markers.ts';
import type { Desired, DesiredImage } from '../model/desired.ts';
import type { Image } from '../model/image.ts';
import { indexOf } from './match/indexes.ts';
import { namesInUse } from './match/names-in-use.ts';

/**
 * Published images keep their publisher's identifier when they get another title: a live image of this stack that
 * bears it, under a name that the state does not list any more, is the same image, to be renamed.
 */
export function withFormerNames(desired: Desired, images: readonly Image[]): Desired {
  const listed = namesInUse(desired);
  const { withHandle } = indexOf(images);
  const formerNames = ({ handle }: DesiredImage) =>
    (handle === undefined ? [] : withHandle(handle)).flatMap((live) => {
      const markers = readMarkers(live);
      if (markers?.stack !== desired.stack || markers.role !== 'current') return [];
      return listed.has(markers.image) ? [] : [markers.image];
    });
  return {
    ...desired,
    images: desired.images.map((image) => {
      const former = formerNames(image).filter((name) => !image.previously.includes(name));
      return former.length === 0
        ? image
        : { ...image, previously: [...image.previously, ...new Set(former)] };
    }),
  };
}
