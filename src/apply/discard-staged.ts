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
 * Removes what a failed change has staged and not published. Kept is what an earlier run has staged, and what the next
 * run goes on with: a complete and verified upload where the failure may pass by itself, and an image whose id the
 * file pins, as no id is ever given twice. One that did not pass a check goes whoever has staged it, or is marked.
 */
export async function discardStaged(failure: unknown, context: ChangeContext): Promise<void> {
  const { staged, published } = context.state;
  if (!staged || published) return;
  if (failure instanceof CheckError) return afterCheck(failure, staged, context);
  if (!staged.created) return;
  const passes = context.signal.aborted || mayPass(failure) || isServerError(failure);
  if (staged.verified && (passes || staged.pinned)) return tellOfUpload(staged, context);
  try {
    if (passes && !staged.pinned && (await isComplete(staged, context))) return tellOfUpload(staged, context);
    if (staged.pinned && (await isOfUse(staged, failure, context))) return;
    await dropStaged(staged.id, context.glance);
  } catch (error) {
    const { message } = reported(error);
    warn(context, `the staged image ${staged.id} could not be removed (${message}); the next run does it`);
  }
}

async function afterCheck(
  failure: CheckError,
  { id, created }: Staged,
  context: ChangeContext,
): Promise<void> {
  const { glance } = context;
  // Nobody is at work on it any more: runs elsewhere need not wait for signs of life.
  const mark = [setOperation(MARKER.kept, failure.reason), ...(created ? [removeOperation(MARKER.run)] : [])];
  try {
    if (failure.keep) await glance.images.patch(id, mark);
    else await dropStaged(id, glance);
  } catch (error) {
    const { message } = reported(error);
    const what = failure.keep ? 'marked as kept' : 'removed';
    warn(context, `the staged image ${id}, which did not pass a check, could not be ${what} (${message})`);
  }
}

/** More than what is worth repeating at once: what ails a service today may be over tomorrow. */
function isServerError(failure: unknown): boolean {
  return failure instanceof HttpError && failure.status >= 500;
}

function tellOfUpload({ id }: Staged, context: ChangeContext): void {
  warn(context, `the upload into ${id} is complete and verified: the next run goes on with it`);
}

/** Whether Glance holds all that was sent, though nobody has come to see it yet. */
async function isComplete({ id, sent }: Staged, { glance }: ChangeContext): Promise<boolean> {
  const image = sent && (await glance.images.find(id));
  return image !== null && sent !== null && isChecked(image) && isStored(image, sent);
}

/**
 * The next run goes on with whatever it finds: it fills what is empty (a broken upload leaves it `saving` for a moment,
 * until the service has noticed), and looks at what Glance has fetched itself. What is known to be wrong is of no use.
 */
async function isOfUse(staged: Staged, failure: unknown, context: ChangeContext): Promise<boolean> {
  const image = await context.glance.images.find(staged.id);
  if (image?.status === 'queued' || image?.status === 'saving') return true;
  return image !== null && !(failure instanceof VerificationError);
}
