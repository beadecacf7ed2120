import type { DesiredImage } from '../model/desired.ts';
import { compareDigests } from '../model/digest.ts';
import { type Image, type PatchOperation, storedDigests } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import type { Features } from '../model/observed.ts';
import { setOperation } from '../model/patch.ts';
import type { DeleteStep, Step } from '../model/step.ts';
import { backupOperations, type Completion, completeBackups } from './backup-form.ts';
import { readMarkers } from './markers.ts';
import { newestFirst } from './match.ts';

/**
 * How published images make room: each becomes a backup, or goes if none are kept; then the oldest backups over the
 * number that is kept go, and the others are brought into the form that the file wants. `retiring` holds the images that stop being the published one. One that
 * holds the same content as another (or as `published`, which stays published) is no backup and takes none's place:
 * two runs at once published it.
 */
export function retirement(
  image: DesiredImage,
  retiring: readonly Image[],
  backups: readonly Image[],
  features: Features,
  published: Image | null,
): Completion {
  const { keep } = image.backup;
  const newest = newestFirst(retiring);
  const isTwin = (live: Image, index: number) =>
    [published, ...newest.slice(0, index)].some((other) => other !== null && holdSameContent(other, live));
  const twins = newest.filter(isTwin);
  const joining = newest.filter((live) => !twins.includes(live));
  const kept = joining.slice(0, keep);
  const last = Math.max(0, ...backups.map((backup) => readMarkers(backup)?.retired ?? 0));
  // A store that still uses the data may refuse a deletion: what stays then must not be taken for a newer backup.
  const turnOf = (live: Image) => (twins.includes(live) ? 0 : last + joining.length - joining.indexOf(live));
  const surplus = surplusBackups(image, backups, kept.length);
  const staying = backups.filter((backup) => !surplus.includes(backup));
  const completion = completeBackups(image, staying, features);
  return {
    fields: completion.fields,
    steps: [
      ...kept.map((live) => retireStep(image, live, turnOf(live), features)),
      // For the same reason the name is freed first.
      ...[...joining.slice(keep), ...twins].flatMap((live) => [
        retireStep(image, live, turnOf(live), features),
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

/** The oldest backups that are one too many once `joining` more have joined them. */
export function surplusBackups(
  image: DesiredImage,
  backups: readonly Image[],
  joining: number,
): readonly Image[] {
  return backups.slice(Math.max(0, image.backup.keep - joining));
}

export function deleteStep(live: Image, reason: DeleteStep['reason']): DeleteStep {
  return { kind: 'delete', id: live.id, unprotect: live.protected, reason };
}

function retireStep(image: DesiredImage, live: Image, turn: number, features: Features): Step {
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
    keep: image.backup.keep,
  };
}
