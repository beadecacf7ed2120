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

/** One attribute of a backup: as it is, and as the file wants its backups. */
interface Row {
  /** The state file's name. */
  readonly path: string;
  readonly wire: string;
  readonly before: string | boolean | null;
  readonly after: string | boolean;
}

/** What brings backups into the form that the file wants, and the differences for people. */
export interface Completion {
  readonly fields: readonly FieldChange[];
  readonly steps: readonly Step[];
}

/** The operations by which an image looks like a backup of this one. */
export function backupOperations(
  image: DesiredImage,
  live: Image,
  features: Features,
): readonly PatchOperation[] {
  return rowsOf(image, live, features).map((row) => setOperation(row.wire, row.after));
}

/**
 * Brings backups that are kept into the form that the file wants: an interrupted rollback may have shared or woken
 * one, and after a rename they belong to the new name, or nothing would look after them once `previously` is gone.
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

/** A backup that would bear the name of another entry: who asks for that by its name could not tell them apart. */
export function takenBackupNames(
  { image, input }: { readonly image: DesiredImage; readonly input: PlanInput },
  steps: readonly Step[],
): readonly Blocker[] {
  const names = namesInUse(input.desired);
  return renamings(steps)
    .filter(({ name }) => name !== image.name && names.has(name))
    .map(({ id, name }) => ({
      code: 'ambiguous',
      message: `as a backup, image ${id} would bear the name "${name}", which is that of another entry. Give \`backup.name\` a template that no other name fits, as the default one with {created_at}.`,
      candidates: [id],
    }));
}

interface Renaming {
  readonly id: string;
  readonly name: string;
}

/** Of live images: what is staged and published gets the entry's own name. */
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
