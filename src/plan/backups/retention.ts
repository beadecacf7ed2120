import { holdRemovals } from '../../image/hold.ts';
import { readMarkers } from '../../image/markers.ts';
import { newestFirst } from '../../image/order.ts';
import type { DesiredImage } from '../../model/desired.ts';
import { compareDigests } from '../../model/digest.ts';
import { type Image, type PatchOperation, setOperation, storedDigests } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Features } from '../../model/observed.ts';
import type { DeleteStep, RetireStep, Step } from '../../model/step.ts';
import type { Move, Referred } from '../input.ts';
import { backupOperations, type Completion, completeBackups } from './backup-form.ts';
import { type Clock, dueStage, pastLimit } from './stages.ts';

/** The images that a retirement is about. */
interface Retirement {
  /** Images that stop being the published one. */
  readonly retiring: readonly Image[];
  /** Present backups, the last retired first. */
  readonly backups: readonly Image[];
  /** The image that stays published, or a backup that is published again; null: new content is published. */
  readonly published: Image | null;
  /** The retiring image that was matched by publisher id only; absent or null: none. */
  readonly matched?: Image | null;
  /** The entry's live image, of which a guard blocks the deletion; null: no image of the entry retires. */
  readonly live: Image | null;
  /** Whether another image, or the live one as a duplicate, may be deleted by the way. */
  readonly mayGo: (live: Image) => boolean;
  /** By which ages and stages count. */
  readonly clock: Clock;
  /** Images that stay although the file does not keep them, because others refer to them; absent: none. */
  readonly referred?: Referred | undefined;
  /** The retiring image that another entry gets: it becomes a backup only if that fails. Absent: none. */
  readonly gives?: Move | undefined;
}

/**
 * Retires published images: each becomes a backup, or is deleted if the file keeps none. Then backups past a limit (`backup.keep`,
 * `backup.max_age`) take their next stage, which is usually their deletion. The others get the attributes that the file wants.
 *
 * A retiring image with the same content as another one, or as `published`, is deleted and does not count as a backup:
 * two runs at once published it. An image matched by publisher id only (`matched`) always becomes a backup: it may be a
 * user's copy. So do images that may not go, and they stay however many the file keeps.
 */
export function retirement(image: DesiredImage, retired: Retirement, features: Features): Completion {
  const {
    backups,
    published,
    matched = null,
    live: current,
    mayGo,
    clock,
    referred = new Map(),
    gives,
  } = retired;
  const { keep } = image.backup;
  // An image of which `then` keeps the first stages becomes a backup in any case.
  const hasStages = image.backup.stages !== undefined && image.backup.stages[0] !== 'delete';
  const newest = newestFirst(retired.retiring.filter((live) => live !== gives?.image));
  const isSpared = (live: Image) => live === matched || (live !== current && !mayGo(live));
  const isDuplicate = (live: Image, index: number) =>
    !isSpared(live) &&
    mayGo(live) &&
    [published, ...newest.slice(0, index)].some((other) => other !== null && holdSameContent(other, live));
  const duplicates = newest.filter(isDuplicate);
  const joining = newest.filter((live) => !duplicates.includes(live));
  const kept = joining.filter((live, index) => index < keep || hasStages || isSpared(live));
  const going = joining.filter((live) => !kept.includes(live));
  const last = Math.max(0, ...backups.map((backup) => readMarkers(backup)?.retired ?? 0));
  // A store that still uses the data may refuse a deletion. A duplicate that stays then must not count as newer.
  const turnOf = (live: Image) =>
    duplicates.includes(live) ? 0 : last + joining.length - joining.indexOf(live);
  const past = pastLimit(backups, Math.max(0, keep - kept.length), image.backup, clock).filter(
    (backup) => mayGo(backup) && !referred.has(backup.id),
  );
  const due = past.map((backup) => [backup, dueStage(backup, image.backup, features, clock)] as const);
  const surplus = due.flatMap(([backup, stage]) => (stage === 'delete' ? [backup] : []));
  const staying = backups.filter((backup) => !surplus.includes(backup));
  const stages = new Map(
    due.flatMap(([backup, stage]) => (stage === null ? [] : [[backup, stage] as const])),
  );
  const completion = completeBackups(image, staying, features, stages);
  return {
    fields: completion.fields,
    steps: [
      ...(gives ? [giveStep(image, gives, last + joining.length + 1, features)] : []),
      ...kept.map((live) =>
        retireStep(image, live, { turn: turnOf(live), keep: Math.max(keep, kept.length) }, features),
      ),
      // Renamed before the deletion, which may fail: the published name must be free.
      ...[...going, ...duplicates].flatMap((live) => [
        retireStep(image, live, { turn: turnOf(live), keep }, features),
        ...(referred.has(live.id) ? [] : [deleteStep(live, 'not-kept')]),
      ]),
      ...surplus.map((live) => deleteStep(live, 'retention')),
      ...completion.steps,
    ],
  };
}

function holdSameContent(a: Image, b: Image): boolean {
  return a.size === b.size && compareDigests(storedDigests(a), storedDigests(b)) === 'same';
}

/** Downloads the data of images before they are retired, if the file names a folder for that. */
export function downloadSteps(image: DesiredImage, retiring: readonly Image[]): readonly Step[] {
  const { directory } = image.backup;
  if (directory === undefined) return [];
  return newestFirst(retiring).map((live) => ({ kind: 'download-backup', id: live.id, directory }));
}

/** Deletes a live image; unprotects it first if it is protected. */
export function deleteStep(live: Image, reason: DeleteStep['reason']): DeleteStep {
  return { kind: 'delete', id: live.id, unprotect: live.protected, reason };
}

function giveStep(image: DesiredImage, { image: live, to }: Move, turn: number, features: Features): Step {
  return { ...retireStep(image, live, { turn, keep: image.backup.keep }, features), unlessTakenBy: to };
}

function retireStep(
  image: DesiredImage,
  live: Image,
  { turn, keep }: { readonly turn: number; readonly keep: number },
  features: Features,
): RetireStep {
  const patch: readonly PatchOperation[] = [
    ...backupOperations(image, live, features),
    setOperation(MARKER.role, 'backup'),
    setOperation(MARKER.retired, String(turn)),
    ...holdRemovals(live),
  ];
  return {
    kind: 'retire',
    id: live.id,
    patch,
    deactivate: image.backup.deactivate && live.status === 'active',
    keep,
  };
}
