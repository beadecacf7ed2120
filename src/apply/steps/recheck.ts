import { readMarkers } from '../../image/markers.ts';
import { holdsData, isOfFile } from '../../image/ownership.ts';
import { compareDigests } from '../../model/digest.ts';
import type { Image } from '../../model/image.ts';
import type { RecheckStep } from '../../model/step.ts';
import { type ChangeContext, stagedOf, warn } from '../context.ts';
import { dropStaged } from '../drop-staged.ts';
import { assertImagesFresh, newcomerError, newNamesakes, ownImagesByName } from '../freshness.ts';

/**
 * Checks the live images a last time before publishing. If another run has published the same content, deletes this
 * run's staged image: nothing is left to do. Throws a stale error for any other difference from the plan.
 */
export async function recheck(_step: RecheckStep, context: ChangeContext): Promise<void> {
  const named = await ownImagesByName(context);
  const newcomers = newNamesakes(named, context);
  if (newcomers.length === 0) return assertImagesFresh(context, named);

  const staged = stagedOf(context);
  const ours = await context.glance.images.get(staged.id);
  const same = newcomers.find((image) => isSuccessor(image, context) && sameContent(image, ours));
  if (!same) throw newcomerError(context.change.name, newcomers);
  keepDuplicate(same.id, context);
  // Another run may have taken up and published the very image that this run staged: keep it.
  if (same.id !== staged.id) await dropStaged(staged.id, context.glance);
}

/** Ends the change: another run has published the same content as this image. */
export function keepDuplicate(id: string, context: ChangeContext): void {
  context.state.duplicateId = id;
  warn(
    context,
    `another run has published the same content as image ${id}, so this run adds nothing. The next plan shows any other difference`,
  );
}

/** Whether another run of this state file has published the image under the change's name. */
export function isSuccessor(image: Image, { plan, change }: ChangeContext): boolean {
  const markers = readMarkers(image);
  const isPublished = markers?.image === change.name && markers.role === 'current' && holdsData(image);
  return isPublished && isOfFile(image, plan);
}

/**
 * Whether two images have the same content. The same source and recipe count as the same content, because two
 * conversions of one source may give different bytes. False if neither recipes nor digests can be compared.
 */
export function sameContent(a: Image, b: Image): boolean {
  const [one, other] = [readMarkers(a)?.preparedFrom, readMarkers(b)?.preparedFrom];
  if (one && other && one.recipe === other.recipe) {
    const verdict = compareDigests(one.digests, other.digests);
    if (verdict !== 'unknown') return verdict === 'same';
  }
  if (a.hashValue !== null && b.hashValue !== null && a.hashAlgorithm === b.hashAlgorithm) {
    return a.hashValue === b.hashValue;
  }
  return a.checksum !== null && a.checksum === b.checksum && a.size === b.size;
}
