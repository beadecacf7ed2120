import type { DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import type { Blocker } from '../../model/plan.ts';

const GIB = 1024 ** 3;

/** GiB that the `min_disk` of a live image must at least be; null where the service does not know its disk's size. */
export function neededMinDisk({ virtualSize }: Pick<Image, 'virtualSize'>): number | null {
  return virtualSize === null ? null : Math.ceil(virtualSize / GIB);
}

/** A server with a disk of the `min_disk` that the file gives could not hold the live image's. */
export function tooSmallMinDisk(image: DesiredImage, live: Image): Blocker | null {
  const { minDisk = 0, allowUnsafe = [] } = image;
  const needed = neededMinDisk(live);
  if (minDisk === 0 || needed === null || needed <= minDisk) return null;
  if (allowUnsafe.includes('min-disk-too-small')) return null;
  return {
    code: 'min-disk-too-small',
    message: `the file gives \`min_disk: ${minDisk}\` (GiB), but the image's disk has ${live.virtualSize} bytes. Give \`min_disk: ${needed}\` or more, or \`allow_unsafe: [min-disk-too-small]\` if it is meant to be so.`,
    candidates: [live.id],
  };
}
