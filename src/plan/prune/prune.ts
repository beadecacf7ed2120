import { readMarkers } from '../../image/markers.ts';
import { lastRetiredFirst } from '../../image/order.ts';
import { type Image, setOperation } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Blocker, Change } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import { deleteStep } from '../backups/retention.ts';
import { keptFor } from '../change/checks.ts';
import { preventPruning } from '../guards/prevent.ts';
import type { PlanInput } from '../input.ts';
import { makeBasis, makeChange } from '../make-change.ts';
import { findUnlisted, type Unlisted } from './unlisted.ts';

/**
 * Plans what becomes of images of our stack whose entry left the file: published ones as `prune` says, their backups
 * with them if they are deleted, and staged ones of interrupted runs are deleted.
 */
export function planUnlisted(input: PlanInput): readonly Change[] {
  return findUnlisted(input).flatMap((departed) => [
    ...planPruning(departed, input),
    ...departed.staged
      .filter((live) => !input.busy?.has(live.id))
      .map((live) =>
        change(departed.name, [live], input, {
          action: 'delete',
          imageId: live.id,
          reason: keptFor(live) === null ? 'left by an interrupted run' : 'kept as it did not pass a check',
          steps: [deleteStep(live, 'leftover')],
        }),
      ),
  ]);
}

function planPruning(departed: Unlisted, input: PlanInput): readonly Change[] {
  return prunings(departed, input).map((change) => unlessCutShort(change, input));
}

/** What a file that was cut short listed before has not left it. */
function unlessCutShort(change: Change, { desired: { bareFiles = [] } }: PlanInput): Change {
  if (bareFiles.length === 0) return change;
  const message = `${bareFiles.join(', ')}: no image is listed there, and a file that was cut short looks the same. If it is meant to list none, say \`settings_only: true\` under glance.server.reconcile in it, or allow it for one run with --allow-empty`;
  return {
    ...change,
    steps: [],
    blockedBy: [...change.blockedBy, { code: 'guard', message, candidates: [] }],
  };
}

function prunings(departed: Unlisted, input: PlanInput): readonly Change[] {
  switch (input.desired.settings.prune) {
    case 'never':
      return [];
    case 'hide':
      return departed.published.flatMap((live) => planHiding(live, departed, input));
    case 'deactivate':
      return departed.published.flatMap((live) => planDeactivation(live, departed, input));
    case 'delete':
      return planRemoval(departed, input);
  }
}

/** One that was deactivated when it left the file is out of use already. */
function planHiding(live: Image, { name }: Unlisted, input: PlanInput): readonly Change[] {
  const asleep = readMarkers(live)?.pruned === 'deactivate' && live.status === 'deactivated';
  if (live.hidden || asleep || !input.observed.features.hidden) return [];
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
 * Marked before it is deactivated: a run that is killed between the two leaves an active image, which the next one
 * deactivates. What is deactivated and bears no mark was deactivated by somebody else, and is left so.
 */
function planDeactivation(live: Image, { name }: Unlisted, input: PlanInput): readonly Change[] {
  if (live.status !== 'active') return [];
  // There is one mark of what was done: hiding is undone, or nothing would undo it when the entry comes back.
  const shows = readMarkers(live)?.pruned === 'hide' && live.hidden;
  const patch = [
    ...(shows ? [setOperation('os_hidden', false)] : []),
    setOperation(MARKER.pruned, 'deactivate'),
  ];
  return [
    change(name, [live], input, {
      action: 'deactivate',
      imageId: live.id,
      fields: [
        ...(shows ? [{ path: 'hidden', before: true, after: false }] : []),
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

/** The published image first: if it is in use and must stay, so do its backups. */
function planRemoval({ name, published, backups }: Unlisted, input: PlanInput): readonly Change[] {
  const going = [...published, ...backups];
  if (going.length === 0) return [];
  const telling = published.length > 0 ? published : lastOf(backups);
  const { blockedBy, warnings } = preventUnlisted(name, telling, 'delete', input);
  return [
    change(name, going, input, {
      action: 'delete',
      imageId: published[0]?.id ?? null,
      fields: backups.length > 0 ? [{ path: 'backups', before: backups.length, after: 0 }] : [],
      warnings,
      blockedBy: [...blockedBy, ...protection(going)],
      steps: going.map((live) => deleteStep(live, 'pruned')),
    }),
  ];
}

/** What the file last said of an image stands on the published one; where that is gone, on its last backup. */
function lastOf(backups: readonly Image[]): readonly Image[] {
  return lastRetiredFirst(backups).slice(0, 1);
}

function preventUnlisted(
  name: string,
  telling: readonly Image[],
  prune: 'hide' | 'deactivate' | 'delete',
  { allowed }: PlanInput,
): Pick<Change, 'blockedBy' | 'warnings'> {
  const prevented = telling.filter((image) => readMarkers(image)?.preventDelete).map(({ id }) => id);
  if (prevented.length === 0) return { blockedBy: [], warnings: [] };
  return preventPruning(name, prevented, prune, allowed);
}

/** Somebody protected it, perhaps this very file: that its entry is gone does not say that it may be lifted. */
function protection(going: readonly Image[]): readonly Blocker[] {
  const candidates = going.filter((image) => image.protected).map((image) => image.id);
  if (candidates.length === 0) return [];
  return [
    {
      code: 'guard',
      message:
        'protected images are never unprotected by `prune`. Lift the protection by hand (openstack image set --unprotected ID), or put the entry back with `state: absent`.',
      candidates,
    },
  ];
}

type Departure = Pick<Change, 'action' | 'imageId'> &
  Partial<Pick<Change, 'reason' | 'fields' | 'warnings' | 'blockedBy'>> & { readonly steps: readonly Step[] };

function change(name: string, images: readonly Image[], input: PlanInput, departure: Departure): Change {
  const { desired, observed } = input;
  const ours = observed.target.projectId;
  return makeChange(observed.target.region, {
    reason: `no longer in the file (prune: ${desired.settings.prune})`,
    ...departure,
    name,
    basis: makeBasis(images, ours === '' ? [] : [ours]),
  });
}
