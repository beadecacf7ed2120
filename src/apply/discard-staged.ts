import { mayPass } from '../glance/call.ts';
import { isChecked } from '../image/markers.ts';
import { CheckError, HttpError, VerificationError } from '../model/errors.ts';
import { removeOperation, setOperation } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import { type ChangeContext, type Staged, warn } from './context.ts';
import { dropStaged } from './drop-staged.ts';
import { reported } from './explain.ts';
import { isStored } from './stored.ts';

/**
 * Deletes the image that a failed change has staged and not published. Keeps three kinds of images for the next run:
 * images that an earlier run has staged, complete and verified uploads if the failure may pass by itself, and images
 * with a pinned id, because Glance never accepts an id twice. An image that failed a check is always deleted or marked.
 * A failure of the clean-up itself is a warning.
 */
export async function discardStaged(failure: unknown, context: ChangeContext): Promise<void> {
  const { staged, published } = context.state;
  if (!staged || published) return;
  if (failure instanceof CheckError) return afterCheck(failure, staged, context);
  if (!staged.created) return;
  const passes = context.signal.aborted || mayPass(failure) || isServerError(failure);
  if (staged.verified && (passes || staged.pinned)) return warnOfUpload(staged, context);
  try {
    if (passes && !staged.pinned && (await isComplete(staged, context))) return warnOfUpload(staged, context);
    if (staged.pinned && (await isReusable(staged, failure, context))) return;
    await dropStaged(staged.id, context.glance);
  } catch (error) {
    const { message } = reported(error);
    warn(context, `cannot delete the staged image ${staged.id} (${message}); the next run deletes it`);
  }
}

async function afterCheck(
  failure: CheckError,
  { id, created }: Staged,
  context: ChangeContext,
): Promise<void> {
  const { glance } = context;
  // Without the run's mark, runs on other hosts need not wait for signs of life.
  const mark = [setOperation(MARKER.kept, failure.reason), ...(created ? [removeOperation(MARKER.run)] : [])];
  try {
    if (failure.keep) await glance.images.patch(id, mark);
    else await dropStaged(id, glance);
  } catch (error) {
    const { message } = reported(error);
    const action = failure.keep ? 'mark as kept' : 'delete';
    warn(context, `cannot ${action} the staged image ${id}, which failed a check (${message})`);
  }
}

/** Includes server errors that are not worth an immediate retry: the service may work again by the next run. */
function isServerError(failure: unknown): boolean {
  return failure instanceof HttpError && failure.status >= 500;
}

function warnOfUpload({ id }: Staged, context: ChangeContext): void {
  warn(context, `the upload into ${id} is complete and verified: the next run goes on with it`);
}

/** Whether Glance has stored all data that was sent, though this run has not recorded it yet. */
async function isComplete({ id, sent }: Staged, { glance }: ChangeContext): Promise<boolean> {
  const image = sent && (await glance.images.find(id));
  return image !== null && sent !== null && isChecked(image) && isStored(image, sent);
}

/**
 * Whether the next run can use an image with a pinned id. It can fill an empty image; a broken upload leaves the image
 * `saving` until Glance notices. It can check data that Glance has fetched, but not data that failed verification.
 */
async function isReusable(staged: Staged, failure: unknown, context: ChangeContext): Promise<boolean> {
  const image = await context.glance.images.find(staged.id);
  if (image?.status === 'queued' || image?.status === 'saving') return true;
  return image !== null && !(failure instanceof VerificationError);
}
