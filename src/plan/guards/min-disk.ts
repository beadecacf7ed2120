import type { DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import type { Blocker } from '../../model/plan.ts';

const GIB = 1024 ** 3;

/** The least `min_disk` (GiB) that fits a live image's disk; null when Glance does not know the size of the disk. */
export function neededMinDisk({ virtualSize }: Pick<Image, 'virtualSize'>): number | null {
  return virtualSize === null ? null : Math.ceil(virtualSize / GIB);
}

/** Blocks a `min_disk` that is smaller than the live image's disk: a server with such a disk could not hold it. */
export function tooSmallMinDisk(image: DesiredImage, live: Image): Blocker | null {
  const { minDisk = 0, allowUnsafe = [] } = image;
  const needed = neededMinDisk(live);
  if (minDisk === 0 || needed === null || needed <= minDisk) return null;
  if (allowUnsafe.includes('min-disk-too-small')) return null;
  return {
    code: 'min-disk-too-small',
    message: `the file gives \`min_disk: ${minDisk}\` (GiB), but the image's disk has ${live.virtualSize} bytes. Give \`min_disk: ${needed}\` or more, or allow it with \`allow_unsafe: [min-disk-too-small]\`.`,
    candidates: [live.id],
  };
}
