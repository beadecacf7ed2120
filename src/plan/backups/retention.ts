import { holdRemovals } from '../../image/hold.ts';
import { readMarkers } from '../../image/markers.ts';
import { newestFirst } from '../../image/order.ts';
import type { DesiredImage } from '../../model/desired.ts';
import { compareDigests } from '../../model/digest.ts';
import { type Image, type PatchOperation, setOperation, storedDigests } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Features } from '../../model/observed.ts';
import type { DeleteStep, Step } from '../../model/step.ts';
import type { Referred } from '../input.ts';
import { backupOperations, type Completion, completeBackups } from './backup-form.ts';

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
  /** Images that stay although the file does not keep them, because others refer to them; absent: none. */
  readonly referred?: Referred | undefined;
}

/**
 * Retires published images: each becomes a backup, or is deleted if the file keeps none. Then the oldest backups beyond
 * `backup.keep` are deleted, and the others get the attributes that the file wants.
 *
 * A retiring image with the same content as another one, or as `published`, is deleted and does not count as a backup:
 * two runs at once published it. An image matched by publisher id only (`matched`) always becomes a backup: it may be a
 * user's copy. So do images that may not go, and they stay however many the file keeps.
 */
export function retirement(
  image: DesiredImage,
  { retiring, backups, published, matched = null, live: current, mayGo, referred = new Map() }: Retirement,
  features: Features,
): Completion {
  const { keep } = image.backup;
  const newest = newestFirst(retiring);
  const isSpared = (live: Image) => live === matched || (live !== current && !mayGo(live));
  const isDuplicate = (live: Image, index: number) =>
    !isSpared(live) &&
    mayGo(live) &&
    [published, ...newest.slice(0, index)].some((other) => other !== null && holdSameContent(other, live));
  const duplicates = newest.filter(isDuplicate);
  const joining = newest.filter((live) => !duplicates.includes(live));
  const kept = joining.filter((live, index) => index < keep || isSpared(live));
  const going = joining.filter((live) => !kept.includes(live));
  const last = Math.max(0, ...backups.map((backup) => readMarkers(backup)?.retired ?? 0));
  // A store that still uses the data may refuse a deletion. A duplicate that stays then must not count as newer.
  const turnOf = (live: Image) =>
    duplicates.includes(live) ? 0 : last + joining.length - joining.indexOf(live);
  const surplus = surplusBackups(backups, Math.max(0, keep - kept.length), mayGo).filter(
    ({ id }) => !referred.has(id),
  );
  const staying = backups.filter((backup) => !surplus.includes(backup));
  const completion = completeBackups(image, staying, features);
  return {
    fields: completion.fields,
    steps: [
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

/** The backups (the last retired first) beyond `room` that may be deleted. */
function surplusBackups(
  backups: readonly Image[],
  room: number,
  mayGo: Retirement['mayGo'],
): readonly Image[] {
  return backups.slice(room).filter(mayGo);
}

/** Deletes a live image; unprotects it first if it is protected. */
export function deleteStep(live: Image, reason: DeleteStep['reason']): DeleteStep {
  return { kind: 'delete', id: live.id, unprotect: live.protected, reason };
}

function retireStep(
  image: DesiredImage,
  live: Image,
  { turn, keep }: { readonly turn: number; readonly keep: number },
  features: Features,
): Step {
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
