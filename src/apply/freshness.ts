import { GONE } from '../glance/observe.ts';
import { fingerprintImage, fingerprintMembers } from '../image/fingerprint.ts';
import { isSetAside, mayBeOwn } from '../image/ownership.ts';
import { StaleError } from '../model/errors.ts';
import type { Image } from '../model/image.ts';
import type { Change } from '../model/plan.ts';
import type { UpdateStep } from '../model/step.ts';
import type { ChangeContext } from './context.ts';
import { QUICK } from './transfers.ts';

const HINT = 'Plan again and look at the new plan.';

/**
 * Throws {@link StaleError} if an image, a member list or the name has changed since the plan was made, or if file and
 * cloud now say otherwise than a saved plan.
 */
export async function assertFresh(context: ChangeContext): Promise<void> {
  const difference = context.unlike?.get(context.change);
  // A look names the image that makes the difference.
  if (difference !== undefined || !isQuickCreation(context.change)) await assertCloudFresh(context);
  if (difference === undefined) return;
  throw new StaleError(`the state file and the cloud now say otherwise: ${difference}`, { hint: HINT });
}

async function assertCloudFresh(context: ChangeContext): Promise<void> {
  const { basis, name } = context.change;
  const named = takesName(context.change) ? await ownImagesByName(context) : [];
  await assertImagesFresh(context, named);
  for (const [id, planned] of Object.entries(basis.members)) {
    if (fingerprintMembers(await context.glance.members.list(id)) !== planned) {
      throw new StaleError(`the member list of image ${id} has changed since the plan was made`, {
        hint: HINT,
      });
    }
  }
  const newcomers = newNamesakes(named, context);
  if (newcomers.length > 0) throw newcomerError(name, newcomers);
}

/**
 * Throws {@link StaleError} if a live image has changed or has been deleted since the plan was made. Does not check the staged
 * image, which this change itself alters. Asks for those images alone that the caller's look by name has not `seen`.
 */
export async function assertImagesFresh(context: ChangeContext, seen: readonly Image[]): Promise<void> {
  const staged = context.state.staged?.id;
  for (const [id, planned] of Object.entries(context.change.basis.images)) {
    if (id === staged) continue;
    const image = seen.find((one) => one.id === id) ?? (await context.glance.images.find(id));
    if (image === null)
      throw new StaleError(`image ${id} has been deleted since the plan was made`, { hint: HINT });
    if (fingerprintImage(image) !== planned) {
      throw new StaleError(`image ${id} has changed since the plan was made`, { hint: HINT });
    }
  }
}

/** Those of our images with the change's name that did not have it when the plan was made. */
export function newNamesakes(named: readonly Image[], { change }: ChangeContext): readonly Image[] {
  return named.filter((image) => !change.basis.namesakes.includes(image.id));
}

/**
 * All images of our projects that have the change's name now, visible and hidden, without backups and staged ones. While no
 * project is known, those of every project: such a plan only creates, and must not create a name twice.
 */
export async function ownImagesByName({ change, looks }: ChangeContext): Promise<readonly Image[]> {
  const { name, basis } = change;
  return (await looks.named(name)).filter(
    (image) => !isSetAside(image) && !GONE.includes(image.status) && mayBeOwn(image, basis.owners),
  );
}

/** The error for an image that took the name since the plan was made. */
export function newcomerError(name: string, newcomers: readonly Image[]): StaleError {
  const ids = newcomers.map((image) => image.id).join(', ');
  return new StaleError(`another image named "${name}" has appeared since the plan was made: ${ids}`, {
    hint: HINT,
  });
}

/** Whether a look would cost more than the upload that it may save: before publishing, the change looks again anyway. */
function isQuickCreation({ basis, content, steps }: Change): boolean {
  const touchesNothing = Object.keys(basis.images).length === 0 && Object.keys(basis.members).length === 0;
  const isSmall = content?.bytes != null && content.bytes <= QUICK;
  return touchesNothing && isSmall && steps.some(({ kind }) => kind === 'recheck');
}

/** Whether the change gives an image its name: publishing and renaming do. */
function takesName(change: Change): boolean {
  return change.steps.some(
    (step) => step.kind === 'publish' || (step.kind === 'update' && givesName(step, change)),
  );
}

/** Whether an update gives an image the change's name. */
export function givesName({ patch }: UpdateStep, { name }: Change): boolean {
  return patch.some(({ path, value }) => path === '/name' && value === name);
}
