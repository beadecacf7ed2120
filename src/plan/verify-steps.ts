import type { Change } from '../model/plan.ts';
import type { CompareStep, PublishStep, StageStep, Step, Subject } from '../model/step.ts';

/** A step that contradicts those before it, or the change that it belongs to. */
interface StepFault {
  /** From 0. */
  readonly index: number;
  readonly message: string;
}

/** How far a change has come. */
interface Progress {
  readonly change: Change;
  obtained: 'staged' | 'resumed' | null;
  uploaded: boolean;
  recorded: boolean;
  published: boolean;
}

/**
 * Finds the first step that reconcile would not plan; null when there is none. In a valid change:
 *
 * - a published image was staged private under another name, uploaded and verified before;
 * - an image is retired after its successor is published;
 * - every live image that changes is in the basis, because apply compares only those again.
 *
 * Leftovers and old backups need not be in the basis: apply checks their markers before it deletes them. An image may be
 * deactivated without being in the basis, because that can be undone.
 */
export function stepFault(change: Change): StepFault | null {
  const progress: Progress = {
    change,
    obtained: null,
    uploaded: false,
    recorded: false,
    published: false,
  };
  for (const [index, step] of change.steps.entries()) {
    const message =
      (step.kind === 'compare' ? comparison(step, index, change) : faultOf(step, progress)) ??
      unplannedImage(step, change);
    if (message !== null) return { index, message };
  }
  if (progress.obtained === null || progress.published) return null;
  return { index: change.steps.length - 1, message: 'an image is staged and never published' };
}

/**
 * Finds a change that could never begin or end: it refers to an image that the plan does not publish, or waits for a
 * change that waits for it. Null when there is none.
 */
export function waitFault(
  changes: readonly Change[],
): { readonly name: string; readonly message: string } | null {
  // Apply leaves out an image that refers to one whose change is blocked.
  const publishing = new Set(
    changes.flatMap(({ name, steps, blockedBy }) =>
      blockedBy.length > 0 || steps.some(({ kind }) => kind === 'publish') ? [name] : [],
    ),
  );
  // What must have happened before a change has published ("p"), and before it is done ("d").
  const waits = new Map<string, string[]>();
  const wait = (node: string, others: readonly string[]) =>
    waits.set(node, [...(waits.get(node) ?? []), ...others]);
  for (const { name, steps } of changes) {
    const freeing = steps.flatMap(freedBy);
    const needed = [...steps.flatMap(referencesOf), ...freeing];
    const strange = needed.find((other) => !publishing.has(other));
    if (strange !== undefined && freeing.includes(strange))
      return { name, message: `it waits until "${strange}" is published, which the plan does not do` };
    if (strange !== undefined)
      return { name, message: `it refers to the image of "${strange}", which the plan does not publish` };
    const first = steps.slice(0, steps.findIndex(({ kind }) => kind === 'publish') + 1);
    const others = (some: readonly Step[]) =>
      some.flatMap(afterOf).flatMap((other) => (other === name ? [] : [`d${other}`]));
    wait(`p${name}`, [...needed.map((other) => `p${other}`), ...others(first)]);
    wait(`d${name}`, [`p${name}`, ...others(steps)]);
  }
  const free = new Set<string>();
  for (let before = -1; before < free.size; ) {
    before = free.size;
    for (const [node, others] of waits)
      if (others.every((other) => free.has(other) || !waits.has(other))) free.add(node);
  }
  const stuck = [...waits.keys()].find((node) => !free.has(node));
  return stuck === undefined
    ? null
    : { name: stuck.slice(1), message: 'it waits for a change that waits for it' };
}

function referencesOf(step: Step): readonly string[] {
  if (step.kind === 'compare') return step.same.flatMap(referencesOf);
  return 'references' in step ? Object.values(step.references ?? {}) : [];
}

function afterOf(step: Step): readonly string[] {
  const taker = step.kind === 'retire' && step.unlessTakenBy !== undefined ? [step.unlessTakenBy] : [];
  return 'after' in step ? [...(step.after ?? []), ...taker] : taker;
}

function freedBy(step: Step): readonly string[] {
  return (step.kind === 'update' || step.kind === 'resume') && step.freedBy ? [step.freedBy] : [];
}

/** A comparison decides between two lists of steps, so it comes first, and each list is valid by itself. */
function comparison(
  { id, digests, same, refused }: CompareStep,
  index: number,
  change: Change,
): string | null {
  if (index > 0) return 'bytes would be compared after another step';
  if (Object.keys(digests).length === 0) return 'bytes would be compared with no digest';
  if (id !== change.imageId) return 'the bytes of another image would be compared';
  if (same.some(({ kind }) => kind === 'compare' || kind === 'stage' || kind === 'resume'))
    return 'an image whose bytes agree would be replaced';
  if ((refused === null) !== change.steps.length > 1)
    return 'it does not say what follows if the bytes differ';
  return stepFault({ ...change, steps: same })?.message ?? null;
}

function faultOf(step: Exclude<Step, CompareStep>, progress: Progress): string | null {
  switch (step.kind) {
    case 'stage':
    case 'resume':
      return obtain(step, progress);
    case 'upload':
      if (progress.obtained !== 'staged' || progress.uploaded) return 'there is no fresh image to upload to';
      if (step.prepare && step.method === 'web-download')
        return 'Glance cannot prepare what it fetches itself';
      if (step.checks && step.method === 'web-download')
        return 'no check can see beforehand what Glance fetches itself';
      progress.uploaded = true;
      return null;
    case 'record':
      if (!progress.uploaded || progress.recorded) return 'there is no upload to compare';
      progress.recorded = true;
      return null;
    case 'publish':
      return publish(step, progress);
    case 'check':
      return check(progress);
    case 'retire':
      return hasSuccessor(step, progress)
        ? null
        : 'an image would be retired before its successor is published';
    case 'delete':
      if (step.reason !== 'not-kept' || hasSuccessor(step, progress)) return null;
      return 'an image would be deleted before its successor is published';
    case 'recheck':
    case 'share':
      return needsStaged(progress);
    case 'copy-to-stores':
    case 'deactivate':
    case 'reactivate':
      return step.image === 'staged' ? needsStaged(progress) : null;
    case 'download-backup':
    case 'update':
    case 'members':
      return null;
  }
}

function obtain(step: Extract<Step, { kind: 'stage' | 'resume' }>, progress: Progress): string | null {
  if (progress.obtained !== null) return 'a second image would be staged';
  progress.obtained = step.kind === 'stage' ? 'staged' : 'resumed';
  return step.kind === 'stage' ? visibleWhenStaged(step, progress.change) : null;
}

/** Until an image is verified, only its owner may see it, and it must not have the published name. */
function visibleWhenStaged({ attributes }: StageStep, { name }: Change): string | null {
  if (attributes.visibility !== 'private') return 'an image would be staged where other projects see it';
  return attributes.name === name ? 'an image would be staged under its published name' : null;
}

function publish({ patch }: PublishStep, progress: Progress): string | null {
  const missing = needsStaged(progress);
  if (missing !== null) return missing;
  if (progress.published) return 'an image would be published twice';
  if (progress.obtained === 'staged' && !progress.recorded) return 'an image would be published unverified';
  const name = patch.findLast(({ path }) => path === '/name');
  if (name?.value !== progress.change.name) return 'an image would be published under another name';
  progress.published = true;
  return null;
}

/** A check needs uploaded bytes, and must run before the image is published. */
function check(progress: Progress): string | null {
  if (progress.published) return 'an image would be checked after it is published';
  if (progress.obtained === 'staged' && !progress.recorded)
    return 'an image would be checked before it is there';
  return needsStaged(progress);
}

/** Whether the change has published a successor of this image, or another image is published already. */
function hasSuccessor({ id }: { readonly id: string }, { change, published }: Progress): boolean {
  const publishes = change.steps.some((step) => step.kind === 'publish');
  return publishes ? published : change.imageId !== null && change.imageId !== id;
}

function needsStaged({ obtained }: Progress): string | null {
  return obtained === null ? 'there is no staged image yet' : null;
}

function unplannedImage(step: Step, { basis }: Change): string | null {
  const unplanned = idsIn(step).find((id) => !Object.hasOwn(basis.images, id));
  return unplanned === undefined ? null : `the change was not planned from the image ${unplanned}`;
}

/** The ids of live images that a step changes. */
function idsIn(step: Step): readonly string[] {
  switch (step.kind) {
    case 'compare':
    case 'resume':
    case 'retire':
    case 'update':
    case 'members':
    case 'download-backup':
      return [step.id];
    case 'delete':
      return step.reason === 'leftover' || step.reason === 'retention' ? [] : [step.id];
    case 'copy-to-stores':
    case 'reactivate':
      return idOf(step.image);
    case 'share':
      return step.carryFrom === null ? [] : [step.carryFrom];
    case 'stage':
    case 'upload':
    case 'record':
    case 'check':
    case 'recheck':
    case 'publish':
    case 'deactivate':
      return [];
  }
}

function idOf(subject: Subject): readonly string[] {
  return subject === 'staged' ? [] : [subject.id];
}
