import { readMarkers } from '../../image/markers.ts';
import type { DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { InspectionOrder } from '../../model/safety.ts';
import { neededMinDisk } from '../guards/min-disk.ts';
import type { TargetAttributes } from './attributes.ts';

/** The formats, limits and exceptions that apply inspects the content against. */
export function inspectionOrder(image: DesiredImage, wanted: TargetAttributes): InspectionOrder {
  return {
    diskFormat: wanted.diskFormat,
    containerFormat: wanted.containerFormat,
    minDiskGiB: wanted.minDisk,
    allow: image.allowUnsafe ?? [],
  };
}

/** Names every exception, so that a user sees it before agreeing to it. */
export function exceptionWarnings({ allowUnsafe = [] }: DesiredImage): readonly string[] {
  if (allowUnsafe.length === 0) return [];
  return [
    `allow_unsafe: ${allowUnsafe.join(', ')}; the safety inspection does not refuse content for these rules`,
  ];
}

const NO_EXCEPTION = 'none';

/** Records the exceptions that the content is inspected with: a later file may allow fewer. */
export function exceptionsMark({ allowUnsafe = [] }: DesiredImage): Readonly<Record<string, string>> {
  const allowed = [...new Set(allowUnsafe)].sort();
  return { [MARKER.exceptions]: allowed.length === 0 ? NO_EXCEPTION : allowed.join(' ') };
}

/**
 * Why content that an earlier run inspected might not pass today's inspection, as a clause about the image; null when
 * it would. `wanted` holds the attributes that the image will be published with.
 */
export function outdatedInspection(
  image: DesiredImage,
  wanted: Pick<TargetAttributes, 'minDisk'>,
  inspected: Image,
): string | null {
  const mark = inspected.properties[MARKER.exceptions];
  if (mark === undefined) return 'it does not record which exceptions its inspection allowed';
  const dropped = droppedExceptions(image, mark);
  if (dropped !== null) return dropped;
  if (wanted.minDisk === 0 || image.allowUnsafe?.includes('min-disk-too-small')) return null;
  const needed = neededMinDisk(inspected);
  if (needed === null) {
    // The inspection compared the disk with the image's own `min_disk`.
    const isHeld = inspected.minDisk > 0 && inspected.minDisk <= wanted.minDisk;
    return isHeld ? null : `no run has compared its disk with \`min_disk: ${wanted.minDisk}\``;
  }
  if (needed <= wanted.minDisk) return null;
  return `its disk has ${inspected.virtualSize} bytes and needs \`min_disk: ${needed}\`, not ${wanted.minDisk}`;
}

/** Warns about a live image that was inspected with exceptions that the file no longer allows. */
export function droppedExceptionWarnings(image: DesiredImage, live: Image): readonly string[] {
  // A snapshot inherits the mark, which says nothing of its own content.
  const mark = readMarkers(live) === null ? undefined : live.properties[MARKER.exceptions];
  const dropped = mark === undefined ? null : droppedExceptions(image, mark);
  if (dropped === null) return [];
  return [
    `the live image stays as it is, but ${dropped}. Its content may not have needed them, which is not recorded; reconcile inspects it again only when it uploads it again`,
  ];
}

function droppedExceptions({ allowUnsafe = [] }: DesiredImage, mark: string): string | null {
  const allowed: readonly string[] = allowUnsafe;
  const dropped = mark.split(' ').filter((rule) => rule !== NO_EXCEPTION && !allowed.includes(rule));
  if (dropped.length === 0) return null;
  return `its inspection allowed ${dropped.join(', ')}, which the file does not allow`;
}
