import { canonicalJson } from '../../image/fingerprint.ts';
import { localChecksMark } from '../../image/local-checks.ts';
import { expectedProperties } from '../../image/markers.ts';
import type { Algorithm } from '../../model/digest.ts';
import { DISK_FORMATS, type PatchOperation } from '../../model/image.ts';
import { MARKER, SDK_DIGEST } from '../../model/marker.ts';
import type { Action, Change, Plan } from '../../model/plan.ts';
import { detectsPacking } from '../../model/preparation.ts';
import type { Step, UploadStep } from '../../model/step.ts';
import { contentOf, recipeOfStep } from '../content/shown.ts';
import { summarise } from '../summarise.ts';
import { namesakesFault } from './basis-picture.ts';
import { idsOf } from './simulate.ts';
import { stepsOfWays } from './ways.ts';

/** Why what a plan shows does not follow from its steps, as far as the plan alone can tell; null when it does. */
export function planPictureFault(plan: Plan): string | null {
  for (const [index, change] of plan.changes.entries()) {
    const fault = changeFault(change, plan);
    if (fault !== null) return `/changes/${index} of "${change.name}": ${fault}`;
  }
  const twice = changedTwice(plan.changes);
  if (twice !== null) return `two changes alter the image ${twice}`;
  return isSame(plan.summary, summarise(plan.changes)) ? null : '/summary does not count the changes';
}

function changeFault(change: Change, plan: Plan): string | null {
  const faults = Object.values(FAULT_OF).map((faultOf) => faultOf(change, plan));
  return faults.find((fault) => fault !== null) ?? null;
}

/** How each key of a change is held to the steps. The type demands an answer for every new key. */
const FAULT_OF: {
  readonly [Key in keyof Required<Change>]: (change: Change, plan: Plan) => string | null;
} = {
  region: ({ region }, { targets }) =>
    targets.some((target) => target.region === region) ? null : 'it is for another region',
  action: unlessBlocked(actionFault),
  content: unlessBlocked(contentFault),
  steps: unlessBlocked(
    (change, { stack }) =>
      stepsOfWays(change)
        .map((step) => markerFault(step, change, stack))
        .find((fault) => fault !== null) ?? null,
  ),
  // change-picture.ts holds these to the live images.
  name: unknownHere,
  imageId: unknownHere,
  fields: unknownHere,
  adopts: unknownHere,
  held: (change) => (change.held && publishes(change) ? 'it is shown as held, and publishes an image' : null),
  // Apply compares the rest of the basis with the live images.
  basis: unlessBlocked(namesakesFault),
  // Words of the planner, and limits: no step follows from them.
  reason: unknownHere,
  blockedBy: unknownHere,
  warnings: unknownHere,
  timeout: unknownHere,
  notedBy: unknownHere,
  // An edited plan can only leave more out, or refer to an image that its own change does not wait for.
  refersTo: unknownHere,
};

function unknownHere(): null {
  return null;
}

/** Apply refuses a plan with a blocked change: its steps do nothing. */
function unlessBlocked(
  faultOf: (change: Change, plan: Plan) => string | null,
): (change: Change, plan: Plan) => string | null {
  return (change, plan) => (change.blockedBy.length > 0 ? null : faultOf(change, plan));
}

function changedTwice(changes: readonly Change[]): string | null {
  const seen = new Map<string, Change>();
  for (const change of changes) {
    if (change.blockedBy.length > 0 || change.steps.length === 0) continue;
    for (const id of idsOf(change)) {
      const other = seen.get(id);
      if (other && !handsOver(other, change, id) && !handsOver(change, other, id)) return id;
      seen.set(id, change);
    }
  }
  return null;
}

/** Whether one change gives an image up, and the other one takes it after the successor is published. */
function handsOver(giving: Change, getting: Change, image: string): boolean {
  const gives = giving.steps.some(
    (step) => step.kind === 'retire' && step.id === image && step.unlessTakenBy === getting.name,
  );
  const takes = getting.steps.some(
    (step) =>
      (step.kind === 'update' || step.kind === 'resume') && step.id === image && step.freedBy === giving.name,
  );
  return gives && takes;
}

/** What the steps of each action do. A new action must say so here. */
const FITS: Readonly<Record<Action, (change: Change) => boolean>> = {
  create: (change) => publishes(change) && change.imageId === null,
  replace: (change) => publishes(change) && (change.imageId !== null || has(change, 'resume')),
  resume: (change) =>
    publishes(change) ? has(change, 'resume') : isUpdate(change) && change.fields.length === 0,
  verify: (change) => {
    const [first, ...rest] = change.steps;
    return first?.kind === 'compare' && (rest.length === 0 || publishes({ ...change, steps: rest }));
  },
  update: isUpdate,
  adopt: isUpdate,
  rename: (change) => isUpdate(change) && change.fields.some(({ path }) => path === 'name'),
  hide: (change) => isUpdate(change) && setsHidden(change),
  deactivate: (change) => isUpdate(change) && has(change, 'deactivate'),
  reactivate: (change) => isUpdate(change) && has(change, 'reactivate'),
  delete: ({ steps }) => steps.length > 0 && steps.every(({ kind }) => kind === 'delete'),
  held: ({ steps, held }) => steps.length === 0 && held !== undefined,
  unchanged: ({ steps }) => steps.length === 0,
};

function actionFault(change: Change): string | null {
  if (FITS[change.action](change)) return null;
  return `/action is ${change.action}, and its steps do something else`;
}

function has({ steps }: Change, kind: Step['kind']): boolean {
  return steps.some((step) => step.kind === kind);
}

function publishes(change: Change): boolean {
  return has(change, 'publish');
}

function isUpdate(change: Change): boolean {
  const removes = change.steps.some(
    (step) => step.kind === 'delete' && (step.reason === 'absent' || step.reason === 'pruned'),
  );
  return change.steps.length > 0 && !publishes(change) && !removes;
}

function setsHidden({ steps }: Change): boolean {
  return steps.some(
    (step) =>
      step.kind === 'update' && step.patch.some(({ path, value }) => path === '/os_hidden' && value === true),
  );
}

function contentFault({ content, steps }: Change): string | null {
  const upload = steps.find((step) => step.kind === 'upload');
  const stage = steps.find((step) => step.kind === 'stage');
  if (!upload || !stage) return content === null ? null : '/content is shown, and no step uploads it';
  if (content === null) return '/content does not show the bytes that are uploaded';
  const [first] = steps;
  const compares = first?.kind === 'compare' ? Object.entries(first.digests) : [];
  if (compares.some(([name, hex]) => content.digests[name as Algorithm] !== hex))
    return 'the bytes are compared with other digests than /content shows';
  if (!isSame(content, contentOf(upload, content.bytes)))
    return '/content is not what the upload step uploads';
  const { diskFormat = null, containerFormat, minDisk, properties = {} } = stage.attributes;
  const { inspect, detectFormat } = upload;
  const isInspected =
    inspect.diskFormat === diskFormat &&
    detectFormat === (diskFormat === null) &&
    inspect.containerFormat === containerFormat &&
    inspect.minDiskGiB === minDisk;
  if (!isInspected) return 'the upload step inspects other attributes than the image gets';
  if (upload.detectPacking && !mayDetectPacking(upload))
    return 'the upload step unpacks bytes that it must store as they are';
  const expected =
    upload.method === 'web-download' ? {} : expectedProperties(upload.expect, recipeOfStep(upload));
  const recorded = Object.entries(properties).filter(([key]) => CONTENT_MARKERS.includes(key));
  if (!isSame(expected, Object.fromEntries(recorded)))
    return 'the image records other content than is uploaded';
  const { [MARKER.checked]: checked } = properties;
  if (checked !== localChecksMark(upload.checks)[MARKER.checked])
    return 'the image records other checks than its bytes must pass';
  const mark = [...new Set(inspect.allow)].sort().join(' ') || 'none';
  return properties[MARKER.exceptions] === mark
    ? null
    : 'the image records other exceptions than are allowed';
}

/** Whether the planner leaves it to apply to look for a packing. */
function mayDetectPacking({ source, prepare, inspect, method }: UploadStep): boolean {
  if (prepare && prepare.decompress !== 'none') return false;
  const { decompress: _, ...preparation } = prepare ?? {};
  const diskFormat = DISK_FORMATS.find((known) => known === inspect.diskFormat);
  const { containerFormat } = inspect;
  return detectsPacking({ preparation, source, containerFormat, diskFormat, method });
}

const CONTENT_MARKERS: readonly string[] = [
  SDK_DIGEST.md5,
  SDK_DIGEST.sha256,
  MARKER.digests,
  MARKER.source,
  MARKER.validators,
];

/** Markers say whose an image is: a plan marks images for its own stack, and for the change's name. */
function markerFault(step: Step, { name }: Change, stack: string): string | null {
  const roles = ROLES_SET[step.kind];
  if (!roles) return null;
  const marks = step.kind === 'stage' ? Object.entries(step.attributes.properties ?? {}) : marksOf(step);
  const keys = marks.map(([key]) => key);
  const lacking = (NEEDED[step.kind] ?? []).find((key) => !keys.includes(key));
  if (lacking !== undefined) return `a ${step.kind} step does not set ${lacking}`;
  for (const [key, value] of marks) {
    if (key === MARKER.stack && value !== stack) return 'it marks an image as of another stack';
    if (key === MARKER.image && value !== name) return 'it marks an image as of another name';
    if (key === MARKER.role && !roles.includes(String(value))) return 'it marks an image with another role';
    const isOtherId = key === MARKER.id && 'id' in step && value !== step.id;
    if (isOtherId) return 'it marks an image with another id';
  }
  return null;
}

const ROLES_SET: Readonly<Partial<Record<Step['kind'], readonly string[]>>> = {
  stage: ['staged'],
  publish: ['current'],
  update: ['current'],
  retire: ['backup'],
};

/** What the steps set in any case: without these, an image would not be what its step's kind says. */
const NEEDED: Readonly<Partial<Record<Step['kind'], readonly string[]>>> = {
  stage: [MARKER.stack, MARKER.image, MARKER.role, MARKER.managed],
  publish: ['name', 'visibility', MARKER.role],
  retire: ['name', 'visibility', MARKER.role],
};

function marksOf(step: Step): readonly (readonly [string, PatchOperation['value']])[] {
  return 'patch' in step ? step.patch.map(({ path, value }) => [path.slice(1), value] as const) : [];
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
