import { randomUUID } from 'node:crypto';
import { watch } from '../../glance/watch.ts';
import { isChecked, readMarkers } from '../../image/markers.ts';
import { holdsData } from '../../image/ownership.ts';
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
import { type ChangeContext, warn } from '../context.ts';

/** Creates the private, hidden image. Its id is ours to choose, so that a lost answer never makes a second one. */
export async function stage(step: StageStep, context: ChangeContext): Promise<void> {
  const pinned = step.attributes.id !== undefined;
  const id = step.attributes.id ?? randomUUID();
  const attributes: ImageAttributes = {
    ...step.attributes,
    id,
    properties: { ...step.attributes.properties, [MARKER.id]: id, [MARKER.run]: context.run },
  };
  // Known before the request: should its answer be lost, the image is still found and removed.
  context.state.staged = {
    id,
    sent: null,
    made: null,
    validators: null,
    verified: false,
    created: true,
    pinned,
  };
  try {
    await context.glance.images.create(attributes);
  } catch (error) {
    if (!(error instanceof HttpError) || error.status !== 409) throw error;
    await takeUp(id, attributes, error, context);
  }
}

/** Takes up what an earlier run has staged and uploaded. */
export async function resume(step: ResumeStep, context: ChangeContext): Promise<void> {
  context.state.staged = {
    id: step.id,
    sent: null,
    made: null,
    validators: null,
    verified: true,
    created: false,
    pinned: false,
  };
}

/** A pinned id that an earlier run has staged is gone on with, as it cannot be created a second time. */
async function takeUp(
  id: string,
  attributes: ImageAttributes,
  refusal: HttpError,
  context: ChangeContext,
): Promise<void> {
  const { images } = context.glance;
  const image = await onceFree(id, context);
  if (image?.status === 'queued' && isOurs(image, context)) {
    await images.patch(id, patchTo(image, attributes));
    return;
  }
  if (image && isUnseen(image) && isOurs(image, context)) {
    await takeUpFilled(image, attributes, context);
    return;
  }
  context.state.staged = null;
  if (image && holdsData(image) && isOurs(image, context)) {
    throw new StaleError(`image ${id} was filled by another run meanwhile`, {
      hint: 'Run again: it goes on with what that one has uploaded.',
    });
  }
  if (image !== null) throw refusal;
  throw burntId(`image id ${id} has been used before and cannot be used again`, refusal);
}

function burntId(message: string, cause?: Error): ReconcileError {
  return new ReconcileError('burnt-id', message, EXIT.error, {
    hint: 'Glance never gives an id twice, not even that of a deleted image. Remove `id:` or choose another.',
    ...(cause && { cause }),
  });
}

/** Whether it holds data that no run has come to look at: staged in full, or fetched by Glance. */
function isUnseen(image: Image): boolean {
  return isStagedInFull(image) || (image.status === 'active' && !isChecked(image));
}

function isStagedInFull({ status, size }: Image): boolean {
  return status === 'uploading' && size !== null;
}

/** Its data is looked at in place of being sent. Until then nothing is said of it, whatever this file expects. */
async function takeUpFilled(
  image: Image,
  attributes: ImageAttributes,
  { glance, state, change }: ChangeContext,
): Promise<void> {
  const { diskFormat = image.diskFormat, containerFormat, ...others } = attributes;
  const isPrepared = change.steps.some((step) => step.kind === 'upload' && step.prepare !== undefined);
  if (isPrepared || diskFormat !== image.diskFormat || containerFormat !== image.containerFormat) {
    state.staged = null;
    const why = isPrepared ? 'what it was made of cannot be told' : 'its format cannot be changed any more';
    throw burntId(`image id ${image.id} was filled by an interrupted run, and ${why}`);
  }
  const properties = Object.fromEntries(
    Object.entries(others.properties ?? {}).filter(([key]) => !SAYS_WHAT_IT_HOLDS.includes(key)),
  );
  const unseen = { ...others, properties: { ...properties, [MARKER.unchecked]: 'true' } };
  await glance.images.patch(image.id, patchTo(image, unseen));
  if (state.staged) state.staged.filled = true;
}

const SAYS_WHAT_IT_HOLDS: readonly string[] = [
  SDK_DIGEST.md5,
  SDK_DIGEST.sha256,
  MARKER.digests,
  MARKER.source,
  MARKER.validators,
];

function isOurs(image: Image, { plan }: ChangeContext): boolean {
  const markers = readMarkers(image);
  return markers?.role === 'staged' && markers.stack === plan.stack;
}

/** One of ours that still receives data: somebody may be at it, or Glance has not noticed yet that nobody is. */
async function onceFree(id: string, context: ChangeContext): Promise<Image | null> {
  let told = false;
  const look = async () => {
    const image = await context.glance.images.find(id);
    if (!image || !RECEIVING.includes(image.status) || !isOurs(image, context)) return { done: image };
    if (isStagedInFull(image)) return { done: image };
    if (!told)
      warn(context, `image ${id} is "${image.status}": waiting for whoever may be uploading into it`);
    told = true;
    return { image, signs: '', remains: 'the end of that upload' };
  };
  try {
    return await watch(look, context.patience, context.signal);
  } catch (error) {
    // It is not this run's to remove.
    context.state.staged = null;
    throw error;
  }
}

const RECEIVING: readonly string[] = ['saving', 'uploading', 'importing'];

/** What makes a queued image the one that would have been created. */
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
