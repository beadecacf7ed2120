import { readMarkers } from '../../image/markers.ts';
import type { DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { InspectionOrder } from '../../model/safety.ts';
import { neededMinDisk } from '../guards/min-disk.ts';
import type { TargetAttributes } from './attributes.ts';

/** What apply inspects the content against. */
export function inspectionOrder(image: DesiredImage, wanted: TargetAttributes): InspectionOrder {
  return {
    diskFormat: wanted.diskFormat,
    containerFormat: wanted.containerFormat,
    minDiskGiB: wanted.minDisk,
    allow: image.allowUnsafe ?? [],
  };
}

/** A person sees every exception before agreeing to it. */
export function exceptionWarnings({ allowUnsafe = [] }: DesiredImage): readonly string[] {
  if (allowUnsafe.length === 0) return [];
  return [`allows: ${allowUnsafe.join(', ')}; the content may break what the safety inspection asks here`];
}

const NO_EXCEPTION = 'none';

/** Records under which exceptions the content is inspected: a later run may be allowed fewer. */
export function exceptionsMark({ allowUnsafe = [] }: DesiredImage): Readonly<Record<string, string>> {
  const allowed = [...new Set(allowUnsafe)].sort();
  return { [MARKER.exceptions]: allowed.length === 0 ? NO_EXCEPTION : allowed.join(' ') };
}

/**
 * Why content that was inspected by an earlier run might not pass today's inspection, as a clause about the image;
 * null when it would. `settled` is what the image will be published with.
 */
export function outdatedInspection(
  image: DesiredImage,
  wanted: Pick<TargetAttributes, 'minDisk'>,
  inspected: Image,
): string | null {
  const mark = inspected.properties[MARKER.exceptions];
  if (mark === undefined) return 'it does not say which exceptions its inspection was allowed';
  const withdrawn = withdrawnExceptions(image, mark);
  if (withdrawn !== null) return withdrawn;
  if (wanted.minDisk === 0 || image.allowUnsafe?.includes('min-disk-too-small')) return null;
  const needed = neededMinDisk(inspected);
  if (needed === null) {
    // The inspection held it to the `min_disk` that it bears.
    const isHeld = inspected.minDisk > 0 && inspected.minDisk <= wanted.minDisk;
    return isHeld ? null : `nobody has held its disk to \`min_disk: ${wanted.minDisk}\``;
  }
  if (needed <= wanted.minDisk) return null;
  return `its disk has ${inspected.virtualSize} bytes and needs \`min_disk: ${needed}\`, not ${wanted.minDisk}`;
}

/** What a person should know of an image that stays as it is although the file allows less than it did. */
export function withdrawnWarnings(image: DesiredImage, live: Image): readonly string[] {
  // A snapshot inherits the mark, which says nothing of its own content.
  const mark = readMarkers(live) === null ? undefined : live.properties[MARKER.exceptions];
  const withdrawn = mark === undefined ? null : withdrawnExceptions(image, mark);
  if (withdrawn === null) return [];
  return [
    `the live image stays as it is, but ${withdrawn}. Whether its content made use of that is not recorded, and it may not have; it is inspected again only when it is uploaded again`,
  ];
}

function withdrawnExceptions({ allowUnsafe = [] }: DesiredImage, mark: string): string | null {
  const allowed: readonly string[] = allowUnsafe;
  const withdrawn = mark.split(' ').filter((rule) => rule !== NO_EXCEPTION && !allowed.includes(rule));
  if (withdrawn.length === 0) return null;
  return `its inspection was allowed ${withdrawn.join(', ')}, which the file does not allow`;
}
