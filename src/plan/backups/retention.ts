import { isMarkedAsFound, readMarkers } from '../../image/markers.ts';
import { newestFirst } from '../../image/order.ts';
import type { DesiredImage } from '../../model/desired.ts';
import { compareDigests } from '../../model/digest.ts';
import { type Image, type PatchOperation, setOperation, storedDigests } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Features } from '../../model/observed.ts';
import type { DeleteStep, Step } from '../../model/step.ts';
import { backupOperations, type Completion, completeBackups } from './backup-form.ts';

/** The live images of one entry, when published images make room. */
interface Retiring {
  readonly image: DesiredImage;
  /** Images that stop being the published image. */
  readonly retiring: readonly Image[];
  /** Backups that exist already, the last retired first. */
  readonly backups: readonly Image[];
  readonly features: Features;
  /** The image that is published afterwards; null when apply has yet to create that image. */
  readonly published: Image | null;
  /** The image that this run matched by publisher id only; absent or null: none. */
  readonly matched?: Image | null;
}

/**
 * How published images make room: each becomes a backup, or goes if none are kept; then the oldest backups over the
 * number that is kept go, and the others are brought into the form that the file wants. `retiring` holds the images
 * that stop being the published one. One that holds the same content as another (or as `published`, which stays
 * published) is no backup and takes none's place: two runs at once published it. What was found by an identifier alone
 * (`heir`, or marked so by an earlier run) becomes a backup in any case: it may be somebody's own.
 */
export function retirement({
  image,
  retiring,
  backups,
  features,
  published,
  matched = null,
}: Retiring): Completion {
  const { keep } = image.backup;
  const newest = newestFirst(retiring);
  const isSpared = (live: Image) => live === matched || isMarkedAsFound(live);
  const isDuplicate = (live: Image, index: number) =>
    !isSpared(live) &&
    [published, ...newest.slice(0, index)].some((other) => other !== null && holdSameContent(other, live));
  const duplicates = newest.filter(isDuplicate);
  const joining = newest.filter((live) => !duplicates.includes(live));
  const kept = joining.filter((live, index) => index < keep || isSpared(live));
  const going = joining.filter((live) => !kept.includes(live));
  const last = Math.max(0, ...backups.map((backup) => readMarkers(backup)?.retired ?? 0));
  // A store that still uses the data may refuse a deletion: what stays then must not be taken for a newer backup.
  const turnOf = (live: Image) =>
    duplicates.includes(live) ? 0 : last + joining.length - joining.indexOf(live);
  const room = joining.length > 0 ? keep - kept.length : backupsToKeep(image, backups);
  const surplus = backups.slice(Math.max(0, room));
  const staying = backups.filter((backup) => !surplus.includes(backup));
  const completion = completeBackups(image, staying, features);
  return {
    fields: completion.fields,
    steps: [
      ...kept.map((live) =>
        retireStep(image, live, { turn: turnOf(live), keep: Math.max(keep, kept.length) }, features),
      ),
      // For the same reason the name is freed first.
      ...[...going, ...duplicates].flatMap((live) => [
        retireStep(image, live, { turn: turnOf(live), keep }, features),
        deleteStep(live, 'not-kept'),
      ]),
      ...surplus.map((live) => deleteStep(live, 'retention')),
      ...completion.steps,
    ],
  };
}

function holdSameContent(a: Image, b: Image): boolean {
  return a.size === b.size && compareDigests(storedDigests(a), storedDigests(b)) === 'same';
}

/** Where the file names a folder, the data of images that are about to be retired is kept there first. */
export function downloadSteps(image: DesiredImage, retiring: readonly Image[]): readonly Step[] {
  const { directory } = image.backup;
  if (directory === undefined) return [];
  return newestFirst(retiring).map((live) => ({ kind: 'download-backup', id: live.id, directory }));
}

/**
 * How many of the backups, the last retired first, are kept where none joins them. One that was found by an identifier
 * stays until there is a later one, or a run after the one that took it over would delete it.
 */
export function backupsToKeep({ backup: { keep } }: DesiredImage, [last]: readonly Image[]): number {
  return last && isMarkedAsFound(last) ? Math.max(1, keep) : keep;
}

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
  ];
  return {
    kind: 'retire',
    id: live.id,
    patch,
    deactivate: image.backup.deactivate && live.status === 'active',
    keep,
  };
}
