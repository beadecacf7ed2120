import { readMarkers } from '../../image/markers.ts';
import { holdsData } from '../../image/ownership.ts';
import { compareDigests } from '../../model/digest.ts';
import type { Image } from '../../model/image.ts';
import type { RecheckStep } from '../../model/step.ts';
import { type ChangeContext, stagedOf, warn } from '../context.ts';
import { dropStaged } from '../drop-staged.ts';
import { assertImagesFresh, newcomerError, newNamesakes } from '../freshness.ts';

/**
 * The last look before publishing. If another run has published the same content meanwhile, ours is dropped and
 * nothing is left to do; anything else that changed makes the change stale.
 */
export async function recheck(_step: RecheckStep, context: ChangeContext): Promise<void> {
  const newcomers = await newNamesakes(context);
  if (newcomers.length === 0) return assertImagesFresh(context);

  const staged = stagedOf(context);
  const ours = await context.glance.images.get(staged.id);
  const same = newcomers.find((image) => isSuccessor(image, context) && sameContent(image, ours));
  if (!same) throw newcomerError(context.change.name, newcomers);
  settle(same.id, context);
  // The very image that we staged, if another run took it up: then it is the published one and stays.
  if (same.id !== staged.id) await dropStaged(staged.id, context.glance);
}

/** Another run has done what this change was for. */
export function settle(id: string, context: ChangeContext): void {
  context.state.settledBy = id;
  warn(
    context,
    `another run has published the same content as ${id} meanwhile; this run adds nothing. The next plan shows whether anything else differs`,
  );
}

/** True for what another run of our stack published for this very name. */
export function isSuccessor(image: Image, context: ChangeContext): boolean {
  const markers = readMarkers(image);
  return (
    markers?.stack === context.plan.stack &&
    markers.image === context.change.name &&
    markers.role === 'current' &&
    holdsData(image)
  );
}

/** What was made of the same bytes in the same way counts as the same, though no conversion need give the same bytes. */
export function sameContent(a: Image, b: Image): boolean {
  const [one, other] = [readMarkers(a)?.made, readMarkers(b)?.made];
  if (one && other && one.recipe === other.recipe) {
    const verdict = compareDigests(one.digests, other.digests);
    if (verdict !== 'unknown') return verdict === 'same';
  }
  if (a.hashValue !== null && b.hashValue !== null && a.hashAlgorithm === b.hashAlgorithm) {
    return a.hashValue === b.hashValue;
  }
  return a.checksum !== null && a.checksum === b.checksum && a.size === b.size;
}
