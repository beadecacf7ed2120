import { readMarkers } from '../../image/markers.ts';
import { lastRetiredFirst } from '../../image/order.ts';
import { ownersIn } from '../../image/ownership.ts';
import type { RetirementStage } from '../../model/desired.ts';
import { type Image, setOperation } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Blocker, Change } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import { deleteStep } from '../backups/retention.ts';
import { type Clock, clockOf, hasRested } from '../backups/stages.ts';
import { keptReason } from '../change/checks.ts';
import { blockOtherOrigin, blockStranger } from '../guards/origin.ts';
import { preventPruning } from '../guards/prevent.ts';
import { hasOtherOrigin, type PlanInput } from '../input.ts';
import { makeBasis, makeChange } from '../make-change.ts';
import { shownReferrers } from '../references/referrers.ts';
import { findUnlisted, type Unlisted } from './unlisted.ts';

/**
 * Plans changes for images of our stack that are unlisted. `prune` decides about published images, and about backups if
 * it is `delete`. Staged images of interrupted runs are deleted.
 */
export function planUnlisted(input: PlanInput): readonly Change[] {
  return findUnlisted(input).flatMap((unlisted) => [
    ...planPruning(unlisted, inStage(unlisted, input)),
    ...unlisted.staged
      .filter((live) => !input.busy?.has(live.id) && !hasOtherOrigin(live, input))
      .map((live) =>
        change(unlisted.name, [live], input, {
          action: 'delete',
          imageId: live.id,
          reason: keptReason(live) === null ? 'left by an interrupted run' : 'kept because a check failed',
          steps: [deleteStep(live, 'leftover')],
        }),
      ),
  ]);
}

/** The input with `prune` as the stage that these images take now, or have taken already. */
function inStage(unlisted: Unlisted, input: PlanInput): PlanInput {
  const { settings } = input.desired;
  const { prune, pruneThen } = settings;
  if (prune === 'never' || pruneThen === undefined) return input;
  const stages = [prune, ...pruneThen].filter((stage) => stage !== 'hide' || input.observed.features.hidden);
  const way = stageOf(unlisted, stages, clockOf(input)) ?? prune;
  return { ...input, desired: { ...input.desired, settings: { ...settings, prune: way } } };
}

/** The next stage if the images have rested since the last one, else the last one, which then changes nothing. */
function stageOf(
  { published, backups }: Unlisted,
  stages: readonly RetirementStage[],
  clock: Clock,
): RetirementStage | undefined {
  const images = published.length > 0 ? published : backups;
  const reached = published.map((live) => {
    const pruned = readMarkers(live)?.pruned ?? null;
    return pruned === null ? -1 : stages.indexOf(pruned);
  });
  // An image that is not marked takes the first stage. Backups alone have none before their deletion.
  const last = published.length > 0 ? Math.min(...reached) : stages.length - 2;
  const isDue = last < 0 || images.every((live) => hasRested(live, clock.apart, clock));
  return stages[isDue ? last + 1 : last] ?? stages.at(-1);
}

function planPruning(unlisted: Unlisted, input: PlanInput): readonly Change[] {
  const { published, backups } = unlisted;
  const blockers = [
    ...blockStranger(input),
    ...blockOtherOrigin(published.length > 0 ? published : lastOf(backups), input),
  ];
  const own = backups.filter((live) => !hasOtherOrigin(live, input));
  // A blocked change still shows what it is about.
  const going = blockers.length > 0 ? unlisted : { ...unlisted, backups: own };
  return prunings(going, input).map((change) => {
    const guarded = unlessCutShort(change, input);
    if (blockers.length === 0 || guarded.action === 'unchanged') return guarded;
    return { ...guarded, steps: [], blockedBy: [...guarded.blockedBy, ...blockers] };
  });
}

/** Blocks pruning while a file lists no image: a file that was cut short looks the same. */
function unlessCutShort(change: Change, { desired: { bareFiles = [] } }: PlanInput): Change {
  if (bareFiles.length === 0) return change;
  const message = `${bareFiles.join(', ')} lists no image, as a file that was cut short would. If that is meant, say \`settings_only: true\` under glance.server.reconcile there, or allow it for one run with --allow-empty`;
  return {
    ...change,
    steps: [],
    blockedBy: [...change.blockedBy, { code: 'guard', message, candidates: [], scope: 'plan' }],
  };
}

function prunings(unlisted: Unlisted, input: PlanInput): readonly Change[] {
  switch (input.desired.settings.prune) {
    case 'never':
      return [];
    case 'hide':
      return unlisted.published.flatMap((live) => planHiding(live, unlisted, input));
    case 'deactivate':
      return unlisted.published.flatMap((live) => planDeactivation(live, unlisted, input));
    case 'delete':
      return planRemoval(unlisted, input);
  }
}

/** Hides an image, unless `prune: deactivate` has deactivated it already. */
function planHiding(live: Image, { name }: Unlisted, input: PlanInput): readonly Change[] {
  const isDeactivated = readMarkers(live)?.pruned === 'deactivate' && live.status === 'deactivated';
  if (live.hidden || isDeactivated || !input.observed.features.hidden) return [];
  const patch = [setOperation('os_hidden', true), setOperation(MARKER.pruned, 'hide')];
  return [
    change(name, [live], input, {
      action: 'hide',
      imageId: live.id,
      fields: [{ path: 'hidden', before: false, after: true }],
      ...preventUnlisted(name, [live], 'hide', input),
      steps: [{ kind: 'update', id: live.id, patch }],
    }),
  ];
}

/**
 * Marks an image, then deactivates it. A run that is killed in between leaves an active image, which the next run
 * deactivates. A deactivated image without the mark was deactivated by a user, and stays so when its entry comes back.
 */
function planDeactivation(live: Image, { name }: Unlisted, input: PlanInput): readonly Change[] {
  if (live.status !== 'active') return [];
  // An image has one mark only. Hiding is undone now, because it could not be undone when the entry comes back.
  const unhides = readMarkers(live)?.pruned === 'hide' && live.hidden;
  const patch = [
    ...(unhides ? [setOperation('os_hidden', false)] : []),
    setOperation(MARKER.pruned, 'deactivate'),
  ];
  return [
    change(name, [live], input, {
      action: 'deactivate',
      imageId: live.id,
      fields: [
        ...(unhides ? [{ path: 'hidden', before: true, after: false }] : []),
        { path: 'status', before: live.status, after: 'deactivated' },
      ],
      ...preventUnlisted(name, [live], 'deactivate', input),
      steps: [
        { kind: 'update', id: live.id, patch },
        { kind: 'deactivate', image: { id: live.id } },
      ],
    }),
  ];
}

/**
 * Deletes the published image first: if it is in use and must stay, its backups stay as well. Images to which others
 * refer stay, and the change names them.
 */
function planRemoval({ name, published, backups: all }: Unlisted, input: PlanInput): readonly Change[] {
  const { referred = new Map() } = input;
  const isInUse = published.some(({ id }) => referred.has(id));
  const backups = all.filter(({ id }) => !referred.has(id));
  const going = isInUse ? [] : [...published, ...backups];
  const staying = [...published, ...all].filter(({ id }) => referred.has(id));
  const inUse = staying.map(
    ({ id }) =>
      `image ${id} stays, because other images refer to it: ${shownReferrers(referred.get(id) ?? [])}`,
  );
  if (going.length === 0) return staying.length === 0 ? [] : [leave(name, staying, inUse, input)];
  const marked = published.length > 0 ? published : lastOf(all);
  const { blockedBy, warnings } = preventUnlisted(name, marked, 'delete', input);
  return [
    change(name, going, input, {
      action: 'delete',
      imageId: published[0]?.id ?? null,
      fields:
        backups.length > 0
          ? [{ path: 'backups', before: all.length, after: all.length - backups.length }]
          : [],
      warnings: [...warnings, ...inUse],
      blockedBy: [...blockedBy, ...protection(going)],
      steps: going.map((live) => deleteStep(live, 'pruned')),
    }),
  ];
}

/** Leaves images to which others refer. Not blocked: any user who sees an image could stop every run. */
function leave(
  name: string,
  staying: readonly Image[],
  warnings: readonly string[],
  input: PlanInput,
): Change {
  return change(name, staying, input, {
    action: 'unchanged',
    imageId: staying[0]?.id ?? null,
    warnings,
    steps: [],
  });
}

/** The backup whose markers hold what the file last said, if there is no published image: the one retired last. */
function lastOf(backups: readonly Image[]): readonly Image[] {
  return lastRetiredFirst(backups).slice(0, 1);
}

function preventUnlisted(
  name: string,
  marked: readonly Image[],
  prune: 'hide' | 'deactivate' | 'delete',
  { allowed }: PlanInput,
): Pick<Change, 'blockedBy' | 'warnings'> {
  const prevented = marked.filter((image) => readMarkers(image)?.preventDelete).map(({ id }) => id);
  if (prevented.length === 0) return { blockedBy: [], warnings: [] };
  return preventPruning(name, prevented, prune, allowed);
}

/** Blocks the deletion of protected images. Leaving the file does not lift the protection, even if the file set it. */
function protection(going: readonly Image[]): readonly Blocker[] {
  const candidates = going.filter((image) => image.protected).map((image) => image.id);
  if (candidates.length === 0) return [];
  return [
    {
      code: 'guard',
      message:
        '`prune` does not delete protected images. Lift the protection by hand (openstack image set --unprotected ID), or put the entry back with `state: absent`.',
      candidates,
    },
  ];
}

type Pruning = Pick<Change, 'action' | 'imageId'> &
  Partial<Pick<Change, 'reason' | 'fields' | 'warnings' | 'blockedBy'>> & { readonly steps: readonly Step[] };

function change(name: string, images: readonly Image[], input: PlanInput, pruning: Pruning): Change {
  const { desired, observed } = input;
  return makeChange(observed.target.region, {
    reason: `no longer in the file (prune: ${desired.settings.prune})`,
    ...pruning,
    name,
    basis: makeBasis(images, ownersIn(observed.target)),
  });
}
