import { setTimeout as pause } from 'node:timers/promises';
import { unlessMissing } from '../../glance/call.ts';
import { readMarkers } from '../../image/markers.ts';
import { holdsData } from '../../image/ownership.ts';
import { undoing } from '../../image/patched.ts';
import { EXIT, ReconcileError } from '../../model/errors.ts';
import { type Image, setOperation } from '../../model/image.ts';
import { NAME_TAKEN } from '../../model/report.ts';
import type { PublishStep } from '../../model/step.ts';
import type { ChangeContext } from '../context.ts';
import { ownImagesByName } from '../freshness.ts';

/** Times that lie closer together do not tell which came first: Glance has whole seconds, and its hosts' clocks differ. */
const UNCLEAR_MS = 2000;
/** How long the run that may keep the name waits for the other one to give it up. */
const PATIENCE_MS = 2500;
const LOOK_INTERVAL_MS = 250;

/**
 * Looks for an image of another stack that took the name at the same moment. The run that published later takes its own
 * image back, so that two images never share the name for longer than these looks. If both published within two
 * seconds, the greater id gives way at once. The smaller one gives way only if the other stays: that run had looked
 * before. `all`: our images with the name. `before`: our image as it was; null for an image that this run created.
 * Throws ReconcileError ({@link NAME_TAKEN}) after stepping back.
 */
export async function stepBackIfLater(
  all: readonly Image[],
  before: Image | null,
  step: PublishStep,
  id: string,
  context: ChangeContext,
): Promise<void> {
  const rival = rivalOf(all, id, context);
  const ours = all.find((image) => image.id === id);
  if (!rival || !ours || !(await mustGiveWay(ours, rival, context))) return;
  await takeBack(ours, before, step, context);
  context.state.published = false;
  const stack = readMarkers(rival)?.stack;
  throw new ReconcileError(
    NAME_TAKEN,
    `the stack "${stack}" published an image with this name (${rival.id}) at the same moment, so this run took its own image back`,
    EXIT.partial,
    { hint: 'Keep the entry in one of the two state files.' },
  );
}

function rivalOf(all: readonly Image[], id: string, { change, plan }: ChangeContext): Image | undefined {
  return all.find((image) => {
    const markers = readMarkers(image);
    const isNew = image.id !== id && !change.basis.namesakes.includes(image.id);
    return isNew && holdsData(image) && markers?.role === 'current' && markers.stack !== plan.stack;
  });
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

/** Deletes an image that this run created; gives another one the values back that publishing changed. */
async function takeBack(
  ours: Image,
  before: Image | null,
  { patch }: PublishStep,
  { glance: { images } }: ChangeContext,
): Promise<void> {
  if (before !== null) {
    await images.patch(ours.id, undoing(patch, before));
    return;
  }
  if (ours.protected) await images.patch(ours.id, [setOperation('protected', false)]);
  await unlessMissing(images.delete(ours.id), null);
}
