import type { Image } from '../../model/image.ts';
import type { RecheckStep } from '../../model/step.ts';
import { readMarkers } from '../../plan/markers.ts';
import { type ChangeContext, stagedOf, warn } from '../context.ts';
import { assertImagesFresh, newcomerError, newNamesakes } from '../freshness.ts';

/**
 * The last look before publishing. If another run has published the same content meanwhile, ours is dropped and
 * nothing is left to do; anything else that changed makes the change stale.
 */
export async function recheck(_step: RecheckStep, context: ChangeContext): Promise<void> {
  const newcomers = await newNamesakes(context);
  if (newcomers.length > 0) {
    const staged = stagedOf(context);
    const ours = await context.glance.images.get(staged.id);
    const same = newcomers.find((image) => isOurStacks(image, context) && sameContent(image, ours));
    if (!same) throw newcomerError(context.change.name, newcomers);
    await context.glance.images.delete(staged.id);
    context.state.staged = null;
    context.state.settledBy = same.id;
    warn(
      context,
      `another run has published the same content as ${same.id} meanwhile; this run's copy was dropped`,
    );
    return;
  }
  await assertImagesFresh(context);
}

function isOurStacks(image: Image, context: ChangeContext): boolean {
  const markers = readMarkers(image);
  return markers?.stack === context.plan.stack && markers.role === 'current' && image.status === 'active';
}

function sameContent(a: Image, b: Image): boolean {
  if (a.hashValue !== null && b.hashValue !== null && a.hashAlgorithm === b.hashAlgorithm) {
    return a.hashValue === b.hashValue;
  }
  return a.checksum !== null && a.checksum === b.checksum && a.size === b.size;
}
