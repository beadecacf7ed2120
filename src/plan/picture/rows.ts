import { isBookkeeping, readMarkers } from '../../image/markers.ts';
import { type Image, ownValue } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Change, FieldChange, FieldValue } from '../../model/plan.ts';
import { FIELDS, SCALARS } from '../change/differences.ts';
import type { Outcome } from './simulate.ts';

/** A field as the steps of a change make it. */
export interface Row extends FieldChange {
  /** True: users see the effect, so the plan must show it. False: the plan may show it. */
  readonly due: boolean;
}

/** The fields that follow from the steps of a change and its live images, but for members and the count of backups. */
export function rowsOf({ name }: Pick<Change, 'name'>, outcome: Outcome): readonly Row[] {
  const { result, before } = outcome;
  const isOtherName =
    result === null && before !== null && ![before.name, readMarkers(before)?.image].includes(name);
  return [
    ...(result ? rowsOfResult(result, outcome) : []),
    ...(isOtherName ? [row('name', before.name, null)] : []),
    ...backupRows(outcome),
  ];
}

function rowsOfResult(result: Image, { before, resumed, isNew }: Outcome): readonly Row[] {
  const rows = before ? differing(before, result) : creation(result, isNew);
  return [
    ...rows,
    ...bookkeepingRows(before, result),
    ...(resumed ? resumeRows(before, resumed, result) : []),
  ];
}

function row(path: string, before: FieldValue, after: FieldValue, due = true): Row {
  return { path, before, after, due };
}

/** Defaults are left out. */
function creation(result: Image, isNew: boolean): readonly Row[] {
  const rows: readonly (readonly [string, FieldValue, boolean])[] = [
    ['id', result.id || null, isNew],
    ['format', result.diskFormat, isNew],
    ['container_format', result.containerFormat, isNew],
    ['visibility', result.visibility, isNew || result.visibility !== 'private'],
    ['protected', result.protected || null, true],
    ['hidden', result.hidden || null, true],
    ['status', result.status === 'active' ? null : result.status, true],
    ['min_disk', result.minDisk || null, true],
    ['min_ram', result.minRam || null, true],
    ['owner', result.owner, isNew],
    ['description', result.description, true],
    ['tags', result.tags.length > 0 ? result.tags : null, true],
    ...ownKeys(result).map((key) => [`properties.${key}`, textOf(result, key), true] as const),
  ];
  return rows.flatMap(([path, after, due]) => (after === null ? [] : [row(path, null, after, due)]));
}

function differing(before: Image, result: Image): readonly Row[] {
  const scalars = SCALARS.map(({ path, of }) => row(path, of(before), of(result)));
  const keys = [...new Set([...ownKeys(before), ...ownKeys(result)])].sort();
  const tags = [before, result].map((image) => [...image.tags].sort());
  const all = [
    ...scalars.filter(({ after }) => after !== null),
    row('status', before.status, result.status),
    ...(result.diskFormat === null ? [] : [row('format', before.diskFormat, result.diskFormat)]),
    // The plan names one of the two formats.
    row(
      'container_format',
      before.containerFormat,
      result.containerFormat,
      result.diskFormat === null || result.diskFormat === before.diskFormat,
    ),
    row('tags', tags[0] ?? [], tags[1] ?? []),
    ...keys.map((key) => row(`properties.${key}`, textOf(before, key), textOf(result, key))),
    row('stores', [...before.stores].sort(), [...new Set(result.stores)].sort(), false),
  ];
  return all.filter(({ before: old, after }) => JSON.stringify(old) !== JSON.stringify(after));
}

function ownKeys({ properties }: Image): readonly string[] {
  return Object.keys(properties).filter((key) => !isBookkeeping(key));
}

function textOf({ properties }: Image, key: string): string | null {
  return ownValue(properties, key) ?? null;
}

/** Fields that a plan need not show: they follow from the file as a whole, or from its place. */
const SILENT: readonly string[] = [MARKER.preventDelete, MARKER.origin];

/** Markers, of which some are fields of the state file too. */
function bookkeepingRows(before: Image | null, result: Image): readonly Row[] {
  const keys = [before, result].flatMap((image) => Object.keys(image?.properties ?? {}));
  const changed = [...new Set(keys)].filter(
    (key) => isBookkeeping(key) && (before && textOf(before, key)) !== textOf(result, key),
  );
  return [
    ...changed.map((key) => {
      const after = textOf(result, key);
      // New content without a version follows content that has one: the plan has never shown that.
      const due = Object.hasOwn(FIELDS, key) && after !== null && !SILENT.includes(key);
      return row(FIELDS[key] ?? key, before && textOf(before, key), after, due);
    }),
    ...listRows(before, result),
  ];
}

function listRows(before: Image | null, result: Image): readonly Row[] {
  const [old, list] = [before && listOf(before), listOf(result)];
  if (!list) return [];
  return [row('list_version', old?.identifier === list.identifier ? old.version : null, list.version, false)];
}

/** The list that an image records, also before it has markers of its own. */
function listOf(image: Image): { readonly identifier: string; readonly version: string } | null {
  return readMarkers({ ...image, id: image.properties[MARKER.id] ?? image.id })?.list ?? null;
}

/** A backup, an upload of an earlier run, or a published image that takes the name, and then loses its own one. */
function resumeRows(before: Image | null, resumed: Image, result: Image): readonly Row[] {
  const losesName = readMarkers(resumed)?.role === 'current' && resumed.name !== result.name;
  return [
    ...(losesName ? [row('name', resumed.name, result.name)] : []),
    row('id', before?.id ?? null, result.id, false),
    row('created_at', before?.createdAt ?? null, result.createdAt, false),
    ...listRows(resumed, result),
    row('version', before && textOf(before, MARKER.version), textOf(result, MARKER.version), false),
  ];
}

/** The attributes of backups that the change corrects. */
function backupRows({ others }: Outcome): readonly Row[] {
  return others.flatMap(([before, after]) =>
    differing(before, after).map((each) => ({
      ...each,
      path: `backup.${each.path}`,
      due: each.due && each.path !== 'status',
    })),
  );
}
