import { randomUUID } from 'node:crypto';
import { mayPass } from '../../glance/call.ts';
import { watch } from '../../glance/watch.ts';
import { hasMark } from '../../image/local-checks.ts';
import { isChecked, readMarkers } from '../../image/markers.ts';
import { holdsData, isKnown, isOfStack, isOwn } from '../../image/ownership.ts';
import { EXIT, HttpError, ReconcileError, StaleError } from '../../model/errors.ts';
import {
  type Image,
  type ImageAttributes,
  type PatchOperation,
  removeOperation,
  setOperation,
} from '../../model/image.ts';
import { MARKER, SDK_DIGEST } from '../../model/marker.ts';
import type { ResumeStep, StageStep } from '../../model/step.ts';
import { type ChangeContext, referencedIds, stagedOf, warn } from '../context.ts';
import { dropStaged } from '../drop-staged.ts';
import { reported } from '../explain.ts';
import { preview } from './preview.ts';
import { unshare } from './share.ts';

/** Creates the private, hidden image. This run chooses the id, so that a retry after a lost answer makes no second image. */
export async function stage(step: StageStep, context: ChangeContext): Promise<void> {
  const pinned = step.attributes.id !== undefined;
  const id = step.attributes.id ?? randomUUID();
  const { properties: seen, diskFormat } = await preview(context);
  const attributes: ImageAttributes = {
    ...step.attributes,
    ...(diskFormat === undefined ? {} : { diskFormat }),
    id,
    properties: {
      ...step.attributes.properties,
      ...seen,
      ...referencedIds(step.references, context),
      // Glance takes longer for each property that comes after the creation.
      [SDK_DIGEST.object]: `images/${context.change.name}`,
      [MARKER.id]: id,
      [MARKER.run]: context.run,
    },
  };
  // Set before the request: if the answer is lost, the clean-up still finds and deletes the image.
  context.state.staged = {
    id,
    sent: null,
    preparedFrom: null,
    validators: null,
    verified: false,
    pending: null,
    diskFormat: attributes.diskFormat ?? null,
    created: true,
    pinned,
  };
  try {
    assertOurs(await context.glance.images.create(attributes), context);
  } catch (error) {
    if (!(error instanceof HttpError) || error.status !== 409) throw error;
    await takeUp(id, attributes, error, context);
  }
  await context.rights.assertMayPublish(context.change.steps, id);
}

/**
 * Stages a new image in place of one whose upload can never end, because only its deletion ends that. If Glance refuses the
 * deletion, the next run deletes it.
 */
export async function stageAgain(context: ChangeContext): Promise<void> {
  const { id, validators } = stagedOf(context);
  const step = context.change.steps.find((one) => one.kind === 'stage');
  if (step?.kind !== 'stage') throw new Error('the plan uploads into an image that it does not stage');
  warn(context, `the upload into ${id} can never end: a new image takes its place`);
  try {
    await dropStaged(id, context.glance);
  } catch (error) {
    if (context.signal.aborted || mayPass(error)) throw error;
    const { message } = reported(error);
    warn(context, `cannot delete the staged image ${id} (${message}); the next run deletes it`);
  }
  await stage(step, context);
  // The next try must read the same source.
  stagedOf(context).validators = validators;
}

/** Refuses an image that Glance made for another project than the settings name: no later run would know it as ours. */
function assertOurs(image: Image, { change, plan }: ChangeContext): void {
  const { owners } = change.basis;
  if (!isKnown(owners) || isOwn(image, owners)) return;
  const [target] = plan.targets;
  throw new ReconcileError(
    'other-project',
    `Glance made the image for project ${image.owner ?? 'none'}, but this run works in project ${target?.projectId || 'none'}`,
    EXIT.error,
    { hint: `Set OS_PROJECT_ID to the project of the credentials${image.owner ? ` (${image.owner})` : ''}.` },
  );
}

/** Takes up the image that an earlier run has staged and uploaded. */
export async function resume(step: ResumeStep, context: ChangeContext): Promise<void> {
  context.state.staged = {
    id: step.id,
    sent: null,
    preparedFrom: null,
    validators: null,
    verified: true,
    pending: null,
    diskFormat: null,
    created: false,
    pinned: false,
  };
}

/** Continues with a pinned id that an earlier run has staged, because Glance creates no id twice. */
async function takeUp(
  id: string,
  attributes: ImageAttributes,
  refusal: HttpError,
  context: ChangeContext,
): Promise<void> {
  const { images } = context.glance;
  const image = await onceFree(id, context);
  if (context.state.staged) context.state.staged.takenUp = true;
  if (image?.status === 'queued' && isOurs(image, context)) {
    // Else its former members would see the image while it is staged.
    if (image.visibility === 'shared') await unshare(id, context);
    await images.patch(id, patchTo(image, attributes));
    return;
  }
  if (image && isUnchecked(image) && isOurs(image, context)) {
    if (image.visibility === 'shared') await unshare(id, context);
    await takeUpFilled(image, attributes, context);
    return;
  }
  context.state.staged = null;
  if (image && holdsData(image) && isOurs(image, context)) {
    throw new StaleError(`another run has uploaded into image ${id} meanwhile`, {
      hint: 'Run again: the next run continues with that upload.',
    });
  }
  if (image !== null) throw refusal;
  throw burntId(`image id ${id} was used before, and Glance does not accept it again`, refusal);
}

function burntId(message: string, cause?: Error): ReconcileError {
  return new ReconcileError('burnt-id', message, EXIT.error, {
    hint: 'Glance never accepts an id twice, not even the id of a deleted image. Remove `id:` or choose another.',
    ...(cause && { cause }),
  });
}

/** Whether the image has data that no run has checked: completely staged, or downloaded by Glance. */
function isUnchecked(image: Image): boolean {
  return isStagedInFull(image) || (image.status === 'active' && !isChecked(image));
}

function isStagedInFull({ status, size }: Image): boolean {
  return status === 'uploading' && size !== null;
}

/**
 * Takes up an image with unchecked data: this run checks the data instead of sending it. Until then the image is marked
 * as unchecked and has no properties that describe its content.
 */
async function takeUpFilled(
  image: Image,
  attributes: ImageAttributes,
  { glance, state, change }: ChangeContext,
): Promise<void> {
  const { diskFormat = image.diskFormat, containerFormat, ...others } = attributes;
  const isPrepared =
    image.properties[MARKER.source] !== undefined ||
    change.steps.some((step) => step.kind === 'upload' && step.prepare !== undefined);
  const passed = hasMark(image, others.properties ?? {});
  const isOfFormat = diskFormat === image.diskFormat && containerFormat === image.containerFormat;
  if (isPrepared || !passed || !isOfFormat) {
    state.staged = null;
    const formatFault = isPrepared ? 'its source is unknown' : 'its format cannot be changed any more';
    const why = passed ? formatFault : 'its bytes have not passed the local checks';
    throw burntId(`an interrupted run has uploaded into image ${image.id}, and ${why}`);
  }
  const properties = Object.fromEntries(
    Object.entries(others.properties ?? {}).filter(([key]) => !CONTENT_PROPERTIES.includes(key)),
  );
  const unchecked = { ...others, properties: { ...properties, [MARKER.unchecked]: 'true' } };
  await glance.images.patch(image.id, patchTo(image, unchecked));
  if (state.staged) state.staged.filled = true;
}

const CONTENT_PROPERTIES: readonly string[] = [
  SDK_DIGEST.md5,
  SDK_DIGEST.sha256,
  MARKER.digests,
  MARKER.source,
  MARKER.validators,
];

/** Any project may write our markers on its own image, and create it under a pinned id. */
function isOurs(image: Image, { plan, change }: ChangeContext): boolean {
  return isOfStack(image, plan.stack, change.basis.owners) && readMarkers(image)?.role === 'staged';
}

/**
 * Waits while an own staged image receives data: another run may be uploading, or Glance may not have noticed yet that
 * the upload ended. Returns the image once it is idle; null when it is gone.
 */
async function onceFree(id: string, context: ChangeContext): Promise<Image | null> {
  let hasWarned = false;
  const look = async () => {
    const image = await context.glance.images.find(id);
    if (!image || !RECEIVING.includes(image.status) || !isOurs(image, context)) return { done: image };
    if (isStagedInFull(image)) return { done: image };
    if (!hasWarned)
      warn(context, `image ${id} is "${image.status}": waiting for the end of an upload by another run`);
    hasWarned = true;
    return { image, signs: '', remains: 'the end of that upload' };
  };
  try {
    return await watch(look, context.patience, context.signal);
  } catch (error) {
    // The clean-up must not delete another run's image.
    context.state.staged = null;
    throw error;
  }
}

const RECEIVING: readonly string[] = ['saving', 'uploading', 'importing'];

/** The operations that give a queued image the attributes that a creation would have set. */
function patchTo(image: Image, attributes: ImageAttributes): readonly PatchOperation[] {
  const {
    name,
    diskFormat,
    containerFormat,
    minDisk,
    minRam,
    description,
    tags,
    properties = {},
  } = attributes;
  const base: Readonly<Record<string, string | number | undefined>> = {
    name,
    disk_format: diskFormat,
    container_format: containerFormat,
    min_disk: minDisk,
    min_ram: minRam,
    description,
  };
  return [
    ...Object.entries(base).flatMap(([key, value]) =>
      value === undefined ? [] : [setOperation(key, value)],
    ),
    { op: 'replace', path: '/tags', value: tags ?? [] },
    ...Object.entries(properties).map(([key, value]) => setOperation(key, value)),
    ...Object.keys(image.properties)
      .filter((key) => properties[key] === undefined)
      .map(removeOperation),
  ];
}
