import { setTimeout as pause } from 'node:timers/promises';
import { unlessMissing } from '../../glance/call.ts';
import { readMarkers } from '../../image/markers.ts';
import { holdsData, isOfFile } from '../../image/ownership.ts';
import { undoing } from '../../image/patched.ts';
import { EXIT, ReconcileError } from '../../model/errors.ts';
import { type Image, type PatchOperation, setOperation } from '../../model/image.ts';
import { NAME_TAKEN } from '../../model/report.ts';
import { type ChangeContext, warn } from '../context.ts';
import { newNamesakes, ownImagesByName } from '../freshness.ts';
import { isSuccessor, sameContent } from './recheck.ts';

/** Times that lie closer together do not tell which came first: Glance has whole seconds, and its hosts' clocks differ. */
const UNCLEAR_MS = 2000;
/** How long the run that may keep the name waits for the other one to give it up. */
const PATIENCE_MS = 2500;
const LOOK_INTERVAL_MS = 250;

/** The image to which this run gave the name. */
interface Taking {
  readonly id: string;
  /** The image as it was; null for an image that this run created. */
  readonly before: Image | null;
  /** The request that gave it the name. */
  readonly patch: readonly PatchOperation[];
}

/**
 * Looks, after this run gave an image the name, for an image of another state file that took it at the same moment. The
 * run that was later takes its own image back, so that two images never share the name for longer than these looks. If
 * both took it within two seconds, the greater id gives way at once. The smaller one gives way only if the other stays:
 * that run had looked before. Warns of other newcomers, and returns all our images with the name. Throws ReconcileError
 * ({@link NAME_TAKEN}) after stepping back.
 */
export async function keepName(taking: Taking, context: ChangeContext): Promise<readonly Image[]> {
  const all = await ownImagesByName(context);
  const ours = all.find(({ id }) => id === taking.id);
  const newcomers = newNamesakes(all, context).filter(({ id }) => id !== taking.id);
  const rival = newcomers.find((image) => isRival(image, context));
  if (rival && ours && (await mustGiveWay(ours, rival, context))) {
    await takeBack(ours, taking, context);
    context.state.published = false;
    throw nameTaken(rival, taking, context);
  }
  for (const other of newcomers) {
    const isDuplicate =
      ours && taking.before === null && isSuccessor(other, context) && sameContent(other, ours);
    if (!isDuplicate && !isRival(other, context)) warn(context, sharedName(other, context));
  }
  return all;
}

/** Whether another state file has published an image: a file of another stack, or of the same one. */
function isRival(image: Image, { plan }: ChangeContext): boolean {
  return holdsData(image) && readMarkers(image)?.role === 'current' && !isOfFile(image, plan);
}

function nameTaken(rival: Image, { before }: Taking, { plan }: ChangeContext): ReconcileError {
  const { stack, origin } = readMarkers(rival) ?? {};
  const file =
    stack === plan.stack
      ? `another state file of this stack (${origin ?? 'from no repository'})`
      : `the stack "${stack}"`;
  const undone = before === null ? 'took its own image back' : 'gave its own image back what it had before';
  return new ReconcileError(
    NAME_TAKEN,
    `${file} published an image with this name (${rival.id}) at the same moment, so this run ${undone}`,
    EXIT.partial,
    { hint: 'Keep the entry in one of the two state files.' },
  );
}

function sharedName(other: Image, { plan, change }: ChangeContext): string {
  const end = isOfFile(other, plan)
    ? 'The next run decides which of the two stays'
    : 'Rename or delete one of the two: users who ask for the name get an error';
  return `another image (${other.id}) got the name "${change.name}" at the same moment. ${end}`;
}

async function mustGiveWay(ours: Image, rival: Image, context: ChangeContext): Promise<boolean> {
  const later = Date.parse(ours.updatedAt) - Date.parse(rival.updatedAt);
  if (Math.abs(later) > UNCLEAR_MS) return later > 0;
  if (ours.id > rival.id) return true;
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_INTERVAL_MS) {
    const now = await ownImagesByName(context);
    if (!now.some(({ id }) => id === rival.id)) return false;
    await pause(LOOK_INTERVAL_MS);
  }
  return true;
}

/** Deletes an image that this run created; gives another one the values back that it had before. */
async function takeBack(
  ours: Image,
  { before, patch }: Taking,
  { glance: { images } }: ChangeContext,
): Promise<void> {
  if (before !== null) {
    await images.patch(ours.id, undoing(patch, before));
    return;
  }
  if (ours.protected) await images.patch(ours.id, [setOperation('protected', false)]);
  await unlessMissing(images.delete(ours.id), null);
}
