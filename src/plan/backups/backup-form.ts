import { readMarkers } from '../../image/markers.ts';
import type { DesiredImage } from '../../model/desired.ts';
import { type Image, type PatchOperation, setOperation } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Features } from '../../model/observed.ts';
import type { Blocker, FieldChange } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import type { PlanInput } from '../input.ts';
import { namesInUse } from '../match/names-in-use.ts';
import { backupName } from './names.ts';

/** One attribute of a backup: its value now, and the value that the file wants for backups. */
interface Row {
  /** The state file's name. */
  readonly path: string;
  readonly wire: string;
  readonly before: string | boolean | null;
  readonly after: string | boolean;
}

/** The steps that give backups the attributes that the file wants, and the differences for people. */
export interface Completion {
  readonly fields: readonly FieldChange[];
  readonly steps: readonly Step[];
}

/** The operations that give a live image the name and visibility of a backup of this entry. */
export function backupOperations(
  image: DesiredImage,
  live: Image,
  features: Features,
): readonly PatchOperation[] {
  return rowsOf(image, live, features).map((row) => setOperation(row.wire, row.after));
}

/**
 * Gives kept backups the attributes that the file wants: an interrupted rollback may have shared or reactivated one.
 * After a rename, backups get the new name, or reconcile would not find them once `previously` is gone.
 */
export function completeBackups(
  image: DesiredImage,
  backups: readonly Image[],
  features: Features,
): Completion {
  const parts = backups.map((backup) => completeBackup(image, backup, features));
  const fields = parts.flatMap((part) => part.fields);
  const isFirst = (field: FieldChange, index: number) =>
    fields.findIndex((other) => JSON.stringify(other) === JSON.stringify(field)) === index;
  return { fields: fields.filter(isFirst), steps: parts.flatMap((part) => part.steps) };
}

function completeBackup(image: DesiredImage, backup: Image, features: Features): Completion {
  const differing = rowsOf(image, backup, features).filter((row) => row.before !== row.after);
  const isUnderOtherName = readMarkers(backup)?.image !== image.name;
  const patch = [
    ...differing.map((row) => setOperation(row.wire, row.after)),
    ...(isUnderOtherName ? [setOperation(MARKER.image, image.name)] : []),
  ];
  const isAwake = image.backup.deactivate && backup.status === 'active';
  return {
    fields: differing.map(({ path, before, after }) => ({ path, before, after })),
    steps: [
      ...(patch.length > 0 ? [{ kind: 'update', id: backup.id, patch } as const] : []),
      ...(isAwake ? [{ kind: 'deactivate', image: { id: backup.id } } as const] : []),
    ],
  };
}

function rowsOf({ name, backup: policy }: DesiredImage, live: Image, features: Features): readonly Row[] {
  return [
    { path: 'backup.name', wire: 'name', before: live.name, after: backupName(policy, name, live) },
    { path: 'backup.visibility', wire: 'visibility', before: live.visibility, after: policy.visibility },
    ...(features.hidden
      ? [{ path: 'backup.hidden', wire: 'os_hidden', before: live.hidden, after: policy.hidden }]
      : []),
  ];
}

/** Blocks a backup that would get the name of another entry: users who ask for that name could not tell them apart. */
export function takenBackupNames(
  { image, input }: { readonly image: DesiredImage; readonly input: PlanInput },
  steps: readonly Step[],
): readonly Blocker[] {
  const names = namesInUse(input.desired);
  return renamings(steps)
    .filter(({ name }) => name !== image.name && names.has(name))
    .map(({ id, name }) => ({
      code: 'ambiguous',
      message: `as a backup, image ${id} would get the name "${name}", which belongs to another entry. Give \`backup.name\` a template that no other name fits, such as the default with {created_at}.`,
      candidates: [id],
    }));
}

interface Renaming {
  readonly id: string;
  readonly name: string;
}

/** The live images that the steps rename. A staged image is not among them: it gets the entry's own name. */
function renamings(steps: readonly Step[]): readonly Renaming[] {
  return steps.flatMap((step) => {
    if (step.kind !== 'retire' && step.kind !== 'update') return [];
    return step.patch.flatMap((operation) =>
      operation.op !== 'remove' && operation.path === '/name'
        ? [{ id: step.id, name: String(operation.value) }]
        : [],
    );
  });
}
