import { readMarkers } from '../../image/markers.ts';
import type { DesiredImage, RetirementStage } from '../../model/desired.ts';
import {
  type Image,
  ownValue,
  type PatchOperation,
  removeOperation,
  setOperation,
} from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Features } from '../../model/observed.ts';
import type { Blocker, FieldChange } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import type { PlanInput } from '../input.ts';
import { namesInUse } from '../match/names-in-use.ts';
import { backupName } from './names.ts';
import { retiredSince, takenStages } from './stages.ts';

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
  return [
    ...rowsOf(image, live, features, []).map((row) => setOperation(row.wire, row.after)),
    ...setAsideOperation(image, live),
  ];
}

/** Remembers the values that `backup.properties` takes the place of. */
function setAsideOperation({ backup }: DesiredImage, live: Image): readonly PatchOperation[] {
  const known = readMarkers(live)?.setAside ?? {};
  const former = Object.keys(backup.properties ?? {}).map(
    (key) =>
      [key, Object.hasOwn(known, key) ? known[key] : (ownValue(live.properties, key) ?? null)] as const,
  );
  const setAside = JSON.stringify({ ...known, ...Object.fromEntries(former) });
  const isNew = former.some(([key]) => !Object.hasOwn(known, key));
  return isNew ? [setOperation(MARKER.setAside, setAside)] : [];
}

/** The operations that give a backup its former properties back. */
export function reinstating(backup: Image): readonly PatchOperation[] {
  return Object.entries(readMarkers(backup)?.setAside ?? {}).flatMap(([key, value]) => {
    const now = ownValue(backup.properties, key) ?? null;
    if (now === value) return [];
    return [value === null ? removeOperation(key) : setOperation(key, value)];
  });
}

/**
 * Gives kept backups the attributes that the file wants: an interrupted rollback may have shared or reactivated one.
 * After a rename, backups get the new name, or reconcile would not find them once `previously` is gone.
 */
export function completeBackups(
  image: DesiredImage,
  backups: readonly Image[],
  features: Features,
  stages: ReadonlyMap<Image, RetirementStage>,
): Completion {
  const parts = backups.map((backup) => completeBackup(image, backup, features, stages.get(backup) ?? null));
  const fields = parts.flatMap((part) => part.fields);
  const isFirst = (field: FieldChange, index: number) =>
    fields.findIndex((other) => JSON.stringify(other) === JSON.stringify(field)) === index;
  return { fields: fields.filter(isFirst), steps: parts.flatMap((part) => part.steps) };
}

function completeBackup(
  image: DesiredImage,
  backup: Image,
  features: Features,
  due: RetirementStage | null,
): Completion {
  const taken = takenStages(backup, image.backup, due);
  const differing = rowsOf(image, backup, features, taken).filter((row) => row.before !== row.after);
  const isUnderOtherName = readMarkers(backup)?.image !== image.name;
  const changes: readonly PatchOperation[] = [
    ...differing.map((row) => setOperation(row.wire, row.after)),
    ...(isUnderOtherName ? [setOperation(MARKER.image, image.name)] : []),
    ...setAsideOperation(image, backup),
  ];
  // Any change moves `updated_at`, and the age would start over.
  const isDated = readMarkers(backup)?.stage != null;
  const keepsAge = due === null && image.backup.maxAge !== undefined && changes.length > 0 && !isDated;
  const patch = [
    ...changes,
    ...(due === null && !keepsAge
      ? []
      : [setOperation(MARKER.stage, `${due ?? 'none'} ${retiredSince(backup)}`)]),
  ];
  const isAwake = (image.backup.deactivate || taken.includes('deactivate')) && backup.status === 'active';
  return {
    fields: [
      ...differing.map(({ path, before, after }) => ({ path, before, after })),
      ...(isAwake && due === 'deactivate'
        ? [{ path: 'backup.status', before: backup.status, after: 'deactivated' }]
        : []),
    ],
    steps: [
      ...(patch.length > 0 ? [{ kind: 'update', id: backup.id, patch } as const] : []),
      ...(isAwake ? [{ kind: 'deactivate', image: { id: backup.id } } as const] : []),
    ],
  };
}

function rowsOf(
  { name, backup: policy }: DesiredImage,
  live: Image,
  features: Features,
  taken: readonly RetirementStage[],
): readonly Row[] {
  return [
    { path: 'backup.name', wire: 'name', before: live.name, after: backupName(policy, name, live) },
    { path: 'backup.visibility', wire: 'visibility', before: live.visibility, after: policy.visibility },
    ...(features.hidden
      ? [
          {
            path: 'backup.hidden',
            wire: 'os_hidden',
            before: live.hidden,
            after: policy.hidden || taken.includes('hide'),
          },
        ]
      : []),
    ...Object.entries(policy.properties ?? {}).map(([key, after]) => ({
      path: `backup.properties.${key}`,
      wire: key,
      before: ownValue(live.properties, key) ?? null,
      after,
    })),
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
