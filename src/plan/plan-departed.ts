import type { Image } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import { setOperation } from '../model/patch.ts';
import type { Blocker, Change } from '../model/plan.ts';
import type { Step } from '../model/step.ts';
import { keptFor } from './checking.ts';
import type { PlanInput } from './context.ts';
import { fingerprintImage } from './fingerprint.ts';
import { type Markers, readMarkers } from './markers.ts';
import { preventPruning } from './prevention.ts';
import { deleteStep } from './retention.ts';
import { isPartial } from './selection.ts';

/** Images of our stack whose entry left the file, by the name that it had. Each list is in order of id. */
interface Departed {
  readonly name: string;
  readonly published: readonly Image[];
  readonly backups: readonly Image[];
  readonly staged: readonly Image[];
}

/**
 * Plans what becomes of images of our stack whose entry left the file: published ones as `prune` says, their backups
 * with them if they are deleted, and staged ones of interrupted runs are deleted. Only a file that names its stack
 * may conclude anything from what it does not list, and only from the whole of it.
 */
export function planDeparted(input: PlanInput): readonly Change[] {
  return findDeparted(input).flatMap((departed) => [
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

/** What the file no longer lists and `prune` does not remove: nobody looks after it any more, so the plan names it. */
export function departedWarnings(input: PlanInput): readonly string[] {
  const { prune } = input.desired.settings;
  if (prune === 'delete') return [];
  const departed = findDeparted(input);
  const cannotHide = prune === 'hide' && !input.observed.features.hidden && departed.length > 0;
  return [
    ...(cannotHide
      ? ['prune: hide: this service cannot hide images; what left the file stays as it is']
      : []),
    ...departed
      .filter(({ backups }) => backups.length > 0)
      .map(({ name, backups }) => {
        const ids = backups.map((backup) => backup.id).join(', ');
        const stay = `${backups.length} of its backups ${backups.length === 1 ? 'stays' : 'stay'}`;
        return `"${name}" has left the file, and ${stay} (prune: ${prune}): ${ids}`;
      }),
  ];
}

/** True for a change that `planDeparted` made, also in a saved plan. */
export function isDeparture({ action, steps }: Pick<Change, 'action' | 'steps'>): boolean {
  if (action === 'hide' || action === 'deactivate') return true;
  return action === 'delete' && !steps.some((step) => step.kind === 'delete' && step.reason === 'absent');
}

function findDeparted({ desired, observed, selection }: PlanInput): readonly Departed[] {
  if (!desired.stackNamed || isPartial(selection)) return [];
  const known = new Set(desired.images.flatMap((image) => [image.name, ...image.previously]));
  const pinned = new Set(desired.images.map((image) => image.id));
  const ours = observed.target.projectId;
  const byName = new Map<string, { readonly live: Image; readonly role: Markers['role'] }[]>();
  for (const live of observed.images) {
    const markers = readMarkers(live);
    if (markers?.stack !== desired.stack || known.has(markers.image) || pinned.has(live.id)) continue;
    if (ours !== '' && live.owner !== ours) continue;
    byName.set(markers.image, [...(byName.get(markers.image) ?? []), { live, role: markers.role }]);
  }
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, images]) => {
      const withRole = (role: Markers['role']) =>
        images
          .filter((image) => image.role === role)
          .map(({ live }) => live)
          .sort((a, b) => (a.id < b.id ? -1 : 1));
      return {
        name,
        published: withRole('current'),
        backups: withRole('backup'),
        staged: withRole('staged'),
      };
    });
}

function planPruning(departed: Departed, input: PlanInput): readonly Change[] {
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
function planHiding(live: Image, { name }: Departed, input: PlanInput): readonly Change[] {
  const asleep = readMarkers(live)?.pruned === 'deactivate' && live.status === 'deactivated';
  if (live.hidden || asleep || !input.observed.features.hidden) return [];
  const patch = [setOperation('os_hidden', true), setOperation(MARKER.pruned, 'hide')];
  return [
    change(name, [live], input, {
      action: 'hide',
      imageId: live.id,
      fields: [{ path: 'hidden', before: false, after: true }],
      steps: [{ kind: 'update', id: live.id, patch }],
    }),
  ];
}

/**
 * Marked before it is deactivated: a run that is killed between the two leaves an active image, which the next one
 * deactivates. What is deactivated and bears no mark was deactivated by somebody else, and is left so.
 */
function planDeactivation(live: Image, { name }: Departed, input: PlanInput): readonly Change[] {
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
      steps: [
        { kind: 'update', id: live.id, patch },
        { kind: 'deactivate', image: { id: live.id } },
      ],
    }),
  ];
}

/** The published image first: if it is in use and must stay, so do its backups. */
function planRemoval({ name, published, backups }: Departed, input: PlanInput): readonly Change[] {
  const going = [...published, ...backups];
  if (going.length === 0) return [];
  const { blockedBy, warnings } = preventionOf(name, published, backups, input);
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
function preventionOf(
  name: string,
  published: readonly Image[],
  backups: readonly Image[],
  { allowed }: PlanInput,
): Pick<Change, 'blockedBy' | 'warnings'> {
  const turn = (image: Image) => readMarkers(image)?.retired ?? 0;
  const lastBackup = [...backups].sort((a, b) => turn(b) - turn(a)).slice(0, 1);
  const telling = published.length > 0 ? published : lastBackup;
  const prevented = telling.filter((image) => readMarkers(image)?.preventDelete);
  if (prevented.length === 0) return { blockedBy: [], warnings: [] };
  return preventPruning(
    name,
    prevented.map((image) => image.id),
    allowed,
  );
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
  const blockedBy = departure.blockedBy ?? [];
  return {
    region: observed.target.region,
    name,
    action: departure.action,
    imageId: departure.imageId,
    reason: departure.reason ?? `no longer in the file (prune: ${desired.settings.prune})`,
    fields: departure.fields ?? [],
    content: null,
    blockedBy,
    warnings: departure.warnings ?? [],
    timeout: null,
    basis: {
      images: Object.fromEntries(images.map((live) => [live.id, fingerprintImage(live)])),
      members: {},
      namesakes: [],
      owners: ours === '' ? [] : [ours],
    },
    steps: blockedBy.length > 0 ? [] : departure.steps,
  };
}
