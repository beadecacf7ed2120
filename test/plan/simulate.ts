import { afterOf, freedBy, neededBy } from '../../src/apply/progress.ts';
import { recipeOf } from '../../src/image/recipe.ts';
import {
  type Image,
  type ImageAttributes,
  type Member,
  type PatchOperation,
  setOperation,
} from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import { type Change, isUnlistedChange, type Plan } from '../../src/model/plan.ts';
import type { Step } from '../../src/model/step.ts';
import { live, SERVICE } from '../support/plan-input.ts';

/** A cloud in memory: enough to carry out a plan's steps and look at the result. */
export interface Cloud {
  readonly images: Map<string, Image>;
  readonly members: Map<string, readonly Member[]>;
  /** Ids of all created images, deleted ones included: Glance gives no id twice. */
  created: number;
  /** Glance's time: every change of an image sets its `updated_at`. Absent: times stay as they are. */
  now?: number;
}

export function cloudOf(
  images: readonly Image[],
  members: Readonly<Record<string, readonly Member[]>> = {},
): Cloud {
  return {
    images: new Map(images.map((image) => [image.id, image])),
    members: new Map(Object.entries(members)),
    created: 0,
  };
}

/** Carries out every step of a plan, and calls `observe` after each; uploads have the given digests. */
export function carryOut(
  plan: Plan,
  cloud: Cloud,
  observe: (cloud: Cloud) => void = () => {},
  published = new Map<string, string>(),
): void {
  // A change that gives an image up ends after the change that takes it.
  const parts = inOrderOfReferences(plan.changes).map((change) => ({ change, staged: '' }));
  const first = parts.map((part) => ({ part, steps: untilTaken(stepsOf(part.change)) }));
  const last = parts.map((part) => ({
    part,
    steps: stepsOf(part.change).slice(untilTaken(stepsOf(part.change)).length),
  }));
  for (const { part, steps } of [...first, ...last]) {
    const { change } = part;
    let { staged } = part;
    for (const planned of steps) {
      const step = filledIn(planned, published);
      if (step.kind === 'stage') {
        cloud.created += 1;
        staged = step.attributes.id ?? newId(cloud.created);
      }
      if (step.kind === 'resume') staged = step.id;
      if (isTaken(step, change, cloud)) continue;
      perform(step, staged, cloud);
      if (step.kind === 'publish') published.set(change.name, staged);
      observe(cloud);
    }
    part.staged = staged;
  }
}

/** The steps before an image is retired unless another change takes it. */
function untilTaken(steps: readonly Step[]): readonly Step[] {
  const at = steps.findIndex((step) => step.kind === 'retire' && step.unlessTakenBy !== undefined);
  return at === -1 ? steps : steps.slice(0, at);
}

/** Whether another change has given the image its own name, so that it is no backup. */
function isTaken(step: Step, { name }: Change, cloud: Cloud): boolean {
  if (step.kind !== 'retire' || step.unlessTakenBy === undefined) return false;
  return cloud.images.get(step.id)?.properties[MARKER.image] !== name;
}

/** The steps after a comparison: an image with an even id holds the wanted bytes, and so does one that must stay. */
function stepsOf({ steps }: Change): readonly Step[] {
  const [first] = steps;
  if (first?.kind !== 'compare') return steps;
  const isEven = Number.parseInt(first.id.slice(-1), 16) % 2 === 0;
  return isEven || first.refused !== null ? first.same : steps.slice(1);
}

function newId(turn: number): string {
  return `00000000-0000-4000-9000-${String(turn).padStart(12, '0')}`;
}

/** The changes, each after those that publish an image to which it refers. */
function inOrderOfReferences(changes: readonly Change[]): readonly Change[] {
  const done: Change[] = [];
  const visit = (change: Change): void => {
    if (done.includes(change)) return;
    for (const step of change.steps) {
      const references = 'references' in step ? Object.values(step.references ?? {}) : [];
      const names = [...references, freedBy(change)];
      for (const other of changes) if (names.includes(other.name)) visit(other);
    }
    done.push(change);
  };
  for (const change of changes) visit(change);
  return done;
}

/** The step with the ids of published images in place of its references. */
function filledIn(step: Step, published: ReadonlyMap<string, string>): Step {
  if (!('references' in step) || !step.references) return step;
  const ids = Object.entries(step.references).map(([key, name]) => [key, published.get(name) ?? ''] as const);
  if (ids.some(([, id]) => id === '')) throw new Error('a step refers to an image that is not published');
  if (step.kind === 'stage') {
    const properties = { ...step.attributes.properties, ...Object.fromEntries(ids) };
    return { ...step, attributes: { ...step.attributes, properties } };
  }
  return { ...step, patch: [...step.patch, ...ids.map(([key, id]) => setOperation(key, id))] };
}

/** Failures of a run. Absent: none. */
export interface Mishaps {
  /** Names whose changes fail before their first step. */
  readonly failing?: readonly string[];
  /** The run is killed after this number of steps; null: never. */
  readonly killedAfter?: number | null;
}

/**
 * Carries out a plan in apply's order: changes of images that stay, then deletions, then unlisted images. The last wait
 * until all others are done, and so does a change whose list version no other change has recorded.
 */
export function applyAll(
  plan: Plan,
  cloud: Cloud,
  { failing = [], killedAfter = null }: Mishaps = {},
  observe: (cloud: Cloud) => void = () => {},
): void {
  let left = killedAfter ?? Number.POSITIVE_INFINITY;
  const done = new Set<string>();
  let isHeldBack = plan.changes.some(({ blockedBy }) => blockedBy.length > 0);
  const published = new Map<string, string>();
  const waiting: Change[] = [];
  const carry = (change: Change, planned: readonly Step[]) => {
    const steps = planned.slice(0, left);
    left -= steps.length;
    carryOut({ ...plan, changes: [{ ...change, steps }] }, cloud, observe, published);
    if (steps.length < planned.length) isHeldBack = true;
    return steps.length === planned.length;
  };
  for (const change of inOrderOfReferences(inOrderOfApply(plan.changes))) {
    if (isUnlistedChange(change) && isHeldBack) continue;
    if (change.blockedBy.length > 0) continue;
    if (change.notedBy && !change.notedBy.some((name) => done.has(name))) continue;
    const lacks = neededBy(change).some((name) => !published.has(name));
    if (lacks || (failing.includes(change.name) && change.steps.length > 0)) {
      isHeldBack = true;
      continue;
    }
    const first = change.steps.findIndex((step) => awaitedBy(step).length > 0);
    if (first !== -1) waiting.push(change);
    if (carry(change, first === -1 ? change.steps : change.steps.slice(0, first)) && first === -1) {
      done.add(change.name);
    }
  }
  // Each pass ends the changes whose awaited ones are done.
  for (let ended = -1; ended !== done.size; ) {
    ended = done.size;
    for (const change of waiting) {
      const awaited = change.steps.flatMap(afterOf);
      if (done.has(change.name) || awaited.some((name) => !done.has(name))) continue;
      const first = change.steps.findIndex((step) => awaitedBy(step).length > 0);
      if (carry(change, change.steps.slice(first))) done.add(change.name);
    }
  }
}

/** The names of the changes that must have ended before a step. */
function awaitedBy(step: Step): readonly string[] {
  const taker = step.kind === 'retire' && step.unlessTakenBy !== undefined ? [step.unlessTakenBy] : [];
  return [...afterOf(step), ...taker];
}

function inOrderOfApply(changes: readonly Change[]): readonly Change[] {
  const staying = changes.filter((change) => !isUnlistedChange(change));
  return [
    ...staying.filter(({ action }) => action !== 'delete'),
    ...staying.filter(({ action }) => action === 'delete'),
    ...changes.filter(isUnlistedChange),
  ];
}

/** Digests of all prepared bytes. */
const MADE = { md5: 'e'.repeat(32), sha512: 'e'.repeat(128) };

function perform(step: Step, staged: string, cloud: Cloud): void {
  const idOf = (subject: 'staged' | { readonly id: string }) => (subject === 'staged' ? staged : subject.id);
  switch (step.kind) {
    case 'stage':
      cloud.images.set(staged, created(staged, step.attributes, cloud.created));
      return;
    case 'upload': {
      const { md5 = null, sha512 = null } = recipeOf(step.prepare ?? null) ? MADE : step.expect.digests;
      change(cloud, staged, {
        status: 'active',
        checksum: md5,
        hashAlgorithm: 'sha512',
        hashValue: sha512,
        size: 1000,
        diskFormat: cloud.images.get(staged)?.diskFormat ?? 'raw',
      });
      return;
    }
    case 'publish':
      patch(cloud, staged, step.patch);
      return;
    case 'retire':
      patch(cloud, step.id, step.patch);
      if (step.deactivate) change(cloud, step.id, { status: 'deactivated' });
      return;
    case 'update':
      patch(cloud, step.id, step.patch);
      return;
    case 'share':
      change(cloud, staged, { visibility: 'shared' });
      cloud.members.set(staged, members(step.members ?? idsOf(cloud, step.carryFrom)));
      return;
    case 'members':
      cloud.members.set(step.id, members(step.want));
      return;
    case 'deactivate':
      change(cloud, idOf(step.image), { status: 'deactivated' });
      return;
    case 'reactivate':
      change(cloud, idOf(step.image), { status: 'active' });
      return;
    case 'copy-to-stores': {
      const id = idOf(step.image);
      change(cloud, id, { stores: [...(cloud.images.get(id)?.stores ?? []), ...step.stores] });
      return;
    }
    case 'delete': {
      const image = cloud.images.get(step.id);
      if (image?.protected && !step.unprotect) throw new Error(`${step.id} is protected`);
      cloud.images.delete(step.id);
      return;
    }
    case 'resume':
    case 'record':
    case 'check':
    case 'recheck':
    case 'download-backup':
      return;
  }
}

/** Creates the image as apply does: with a marker of its own id. */
function created(id: string, attributes: ImageAttributes, turn: number): Image {
  return live({
    id,
    status: 'queued',
    checksum: null,
    hashAlgorithm: null,
    hashValue: null,
    size: null,
    diskFormat: null,
    owner: SERVICE,
    createdAt: new Date(Date.UTC(2030, 0, 1, 0, 0, turn)).toISOString().replace('.000', ''),
    ...attributes,
    properties: { ...attributes.properties, [MARKER.id]: id },
  });
}

function change(cloud: Cloud, id: string, fields: Partial<Image>): void {
  const image = cloud.images.get(id);
  if (!image) throw new Error(`no image ${id}`);
  const { now } = cloud;
  const moved = now === undefined ? {} : { updatedAt: new Date(now).toISOString().replace('.000', '') };
  cloud.images.set(id, { ...image, ...fields, ...moved });
}

const BASE: Readonly<Record<string, keyof Image>> = {
  name: 'name',
  visibility: 'visibility',
  os_hidden: 'hidden',
  protected: 'protected',
  min_disk: 'minDisk',
  min_ram: 'minRam',
  owner: 'owner',
  description: 'description',
  tags: 'tags',
};

function patch(cloud: Cloud, id: string, operations: readonly PatchOperation[]): void {
  for (const operation of operations) {
    const key = operation.path.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');
    const image = cloud.images.get(id);
    if (!image) throw new Error(`no image ${id}`);
    const base = BASE[key];
    if (base) {
      change(cloud, id, { [base]: operation.value });
      continue;
    }
    const { [key]: before, ...others } = image.properties;
    if (operation.op === 'remove' && before === undefined) throw new Error(`409: no property ${key}`);
    const properties = operation.op === 'remove' ? others : { ...others, [key]: String(operation.value) };
    change(cloud, id, { properties });
  }
}

function members(ids: readonly string[]): readonly Member[] {
  return ids.map((memberId) => ({ memberId, status: 'pending' }));
}

function idsOf(cloud: Cloud, id: string | null): readonly string[] {
  return (cloud.members.get(id ?? '') ?? []).map((member) => member.memberId);
}
