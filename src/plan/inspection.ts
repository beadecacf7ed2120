import type { DesiredImage } from '../model/desired.ts';
import type { Image } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import type { InspectionOrder } from '../model/safety.ts';
import type { Settled } from './settle.ts';

/** What apply inspects the content against. A `min_disk` counts when the file itself sets it. */
export function inspectionOrder(image: DesiredImage, settled: Settled): InspectionOrder {
  return {
    diskFormat: settled.diskFormat,
    containerFormat: settled.containerFormat,
    minDiskGiB: image.minDisk ?? 0,
    allow: image.allowUnsafe ?? [],
  };
}

/** A person sees every exception before agreeing to it. */
export function exceptionWarnings({ allowUnsafe = [] }: DesiredImage): readonly string[] {
  if (allowUnsafe.length === 0) return [];
  return [`allows: ${allowUnsafe.join(', ')}; the content may break what the safety inspection asks here`];
}

/**
 * Whether a staged image that holds data has passed every check. One that was sent from here only ever becomes
 * active when it has; one that Glance fetched itself is marked until it has been looked at.
 */
export function isChecked(staged: Image): boolean {
  return staged.properties[MARKER.unchecked] === undefined;
}
