import { StaleError } from '../model/errors.ts';
import type { Image } from '../model/image.ts';
import type { Change } from '../model/plan.ts';
import { fingerprintImage, fingerprintMembers } from '../plan/fingerprint.ts';
import { readMarkers } from '../plan/markers.ts';
import type { ChangeContext } from './context.ts';

const HINT = 'Plan again and look at the new plan.';

/** Throws {@link StaleError} unless everything that the change was planned from is still so. */
export async function assertFresh(context: ChangeContext): Promise<void> {
  const { basis, name } = context.change;
  await assertImagesFresh(context);
  for (const [id, planned] of Object.entries(basis.members)) {
    if (fingerprintMembers(await context.glance.members.list(id)) !== planned) {
      throw new StaleError(`the member list of image ${id} has changed since the plan was made`, {
        hint: HINT,
      });
    }
  }
  if (!publishes(context.change)) return;
  const newcomers = await newNamesakes(context);
  if (newcomers.length > 0) throw newcomerError(name, newcomers);
}

/**
 * The live images alone: one that was changed, or is gone, makes the change stale. The staged image, which this
 * change itself works on, is not looked at.
 */
export async function assertImagesFresh(context: ChangeContext): Promise<void> {
  const staged = context.state.staged?.id;
  for (const [id, planned] of Object.entries(context.change.basis.images)) {
    if (id === staged) continue;
    const image = await context.glance.images.find(id);
    if (image === null) throw new StaleError(`image ${id} is gone since the plan was made`, { hint: HINT });
    if (fingerprintImage(image) !== planned) {
      throw new StaleError(`image ${id} has changed since the plan was made`, { hint: HINT });
    }
  }
}

/** Images of our project that bear the name now and did not when the plan was made. */
export async function newNamesakes(context: ChangeContext): Promise<readonly Image[]> {
  const { name, basis } = context.change;
  const found: Image[] = [];
  const { hidden } = await context.glance.info.features();
  for (const kind of hidden ? [{ hidden: false }, { hidden: true }] : [{}]) {
    for await (const image of context.glance.images.list({ names: [name], ...kind })) {
      if (isOwn(image, context) && !isSetAside(image) && !basis.namesakes.includes(image.id))
        found.push(image);
    }
  }
  return found;
}

export function newcomerError(name: string, newcomers: readonly Image[]): StaleError {
  const ids = newcomers.map((image) => image.id).join(', ');
  return new StaleError(`since the plan was made, another image named "${name}" has come to be: ${ids}`, {
    hint: HINT,
  });
}

function publishes(change: Change): boolean {
  return change.steps.some((step) => step.kind === 'publish');
}

function isOwn(image: Image, context: ChangeContext): boolean {
  const ours = context.plan.targets[0]?.projectId ?? '';
  const stage = context.change.steps.find((step) => step.kind === 'stage');
  return (
    ours === '' || image.owner === ours || (image.owner !== null && image.owner === stage?.attributes.owner)
  );
}

function isSetAside(image: Image): boolean {
  const role = readMarkers(image)?.role;
  return (
    role === 'backup' || role === 'staged' || ['deleted', 'pending_delete', 'killed'].includes(image.status)
  );
}
