import { patchedImage } from '../../image/patched.ts';
import type { Image, ImageAttributes } from '../../model/image.ts';
import type { Change } from '../../model/plan.ts';
import type { Step, Subject } from '../../model/step.ts';
import { stepsOfWays } from './ways.ts';

/** The images of a change, as its steps leave them. */
export interface Outcome {
  /** The image that has the name afterwards; null: none has. */
  readonly result: Image | null;
  /** The image that had the name before; null: none had. */
  readonly before: Image | null;
  /** The backup or the finished upload that takes the name, before the steps; null: none does. */
  readonly resumed: Image | null;
  /** True when `result` is a new image, whose attributes all come from the steps. */
  readonly isNew: boolean;
  /** Every other live image that the steps update, before and after. */
  readonly others: readonly (readonly [before: Image, after: Image])[];
}

/** The ids of all live images that a change names. */
export function idsOf(change: Change): readonly string[] {
  const { imageId, basis } = change;
  const inSteps = stepsOfWays(change).flatMap((step) => [
    ...('id' in step ? [step.id] : []),
    ...('image' in step && step.image !== 'staged' ? [step.image.id] : []),
    ...(step.kind === 'share' && step.carryFrom !== null ? [step.carryFrom] : []),
  ]);
  return [...new Set([...(imageId === null ? [] : [imageId]), ...Object.keys(basis.images), ...inSteps])];
}

/** Carries out the steps of a change on copies of the live images. Null when a live image that the steps need is gone. */
export function simulate(change: Change, live: ReadonlyMap<string, Image>): Outcome | null {
  const { imageId, steps } = change;
  const concerned = idsOf(change).flatMap((id) => live.get(id) ?? []);
  const images = new Map(concerned.map((image) => [image.id, image]));
  let staged: Image | null = null;
  const alter = (subject: Subject, change: (image: Image) => Image): void => {
    if (subject === 'staged') {
      staged = staged && change(staged);
      return;
    }
    if (staged?.id === subject.id) staged = change(staged);
    const image = images.get(subject.id);
    if (image) images.set(subject.id, change(image));
  };
  for (const step of steps) {
    if (step.kind === 'stage') staged = staging(step.attributes);
    else if (step.kind === 'resume') staged = images.get(step.id) ?? null;
    if (step.kind === 'resume' && staged === null) return null;
    perform(step, alter);
  }
  const published: Image | null = staged;
  const before = imageId === null ? null : (live.get(imageId) ?? null);
  if (imageId !== null && before === null) return null;
  const deleted = steps.some((step) => step.kind === 'delete' && step.id === imageId);
  const result = published ?? (imageId === null || deleted ? null : (images.get(imageId) ?? null));
  const others = concerned.flatMap((image) => {
    const after = images.get(image.id);
    const isOther = image.id !== imageId && image.id !== published?.id;
    return isOther && after && after !== image ? [[image, after] as const] : [];
  });
  const isNew = steps.some((step) => step.kind === 'stage');
  const resume = steps.find((step) => step.kind === 'resume');
  const resumed = (resume && live.get(resume.id)) ?? null;
  return { result, before, resumed, isNew, others };
}

function perform(step: Step, alter: (subject: Subject, change: (image: Image) => Image) => void): void {
  if (step.kind === 'update') alter({ id: step.id }, (image) => patchedImage(image, step.patch));
  if (step.kind === 'publish') alter('staged', (image) => patchedImage(image, step.patch));
  if (step.kind === 'share') alter('staged', (image) => ({ ...image, visibility: 'shared' }));
  if (step.kind === 'deactivate') alter(step.image, (image) => ({ ...image, status: 'deactivated' }));
  if (step.kind === 'reactivate') alter(step.image, (image) => ({ ...image, status: 'active' }));
  if (step.kind === 'copy-to-stores') {
    alter(step.image, (image) => ({ ...image, stores: [...image.stores, ...step.stores] }));
  }
}

/** A new image as it is once its data is there. */
function staging(attributes: ImageAttributes): Image {
  return {
    id: attributes.id ?? '',
    name: attributes.name ?? null,
    status: 'active',
    visibility: attributes.visibility ?? 'private',
    hidden: attributes.hidden ?? false,
    protected: attributes.protected ?? false,
    owner: attributes.owner ?? null,
    diskFormat: attributes.diskFormat ?? null,
    containerFormat: attributes.containerFormat ?? null,
    minDisk: attributes.minDisk ?? 0,
    minRam: attributes.minRam ?? 0,
    size: null,
    virtualSize: null,
    checksum: null,
    hashAlgorithm: null,
    hashValue: null,
    description: attributes.description ?? null,
    tags: attributes.tags ?? [],
    stores: [],
    createdAt: '',
    updatedAt: '',
    properties: attributes.properties ?? {},
  };
}
