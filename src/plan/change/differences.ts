import { HOLD_MARKERS } from '../../image/hold.ts';
import {
  formatList,
  formatManaged,
  isBookkeeping,
  markerProperties,
  readMarkers,
} from '../../image/markers.ts';
import type { DesiredImage, ImageReference } from '../../model/desired.ts';
import {
  type Image,
  ownValue,
  type PatchOperation,
  removeOperation,
  setOperation,
} from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Features } from '../../model/observed.ts';
import type { FieldChange, FieldValue } from '../../model/plan.ts';
import type { References } from '../../model/step.ts';
import type { Scalar, TargetAttributes } from './attributes.ts';

/** The attributes that one PATCH can change, under the state file's names and Glance's. */
export const SCALARS: readonly Scalar[] = [
  { path: 'name', wire: 'name', of: (image) => image.name },
  { path: 'visibility', wire: 'visibility', of: (image) => image.visibility },
  { path: 'protected', wire: 'protected', of: (image) => image.protected },
  { path: 'hidden', wire: 'os_hidden', of: (image) => image.hidden },
  { path: 'min_disk', wire: 'min_disk', of: (image) => image.minDisk },
  { path: 'min_ram', wire: 'min_ram', of: (image) => image.minRam },
  { path: 'owner', wire: 'owner', of: (image) => image.owner },
  { path: 'description', wire: 'description', of: (image) => image.description },
];

/** The differences of a live image, for people, and the one PATCH that removes them. */
interface Differences {
  readonly fields: readonly FieldChange[];
  readonly patch: readonly PatchOperation[];
  readonly references: References;
}

/** Compares a live image with its target attributes. Leaves out status, members, stores and content: no PATCH sets them. */
export function differences(
  wanted: TargetAttributes,
  live: Image,
  stack: string,
  features: Features,
): Differences {
  const parts = [
    ...SCALARS.filter((scalar) => features.hidden || scalar.wire !== 'os_hidden').map((scalar) =>
      compareScalar(scalar, wanted, live),
    ),
    compareTags(wanted, live),
    compareProperties(wanted, live),
    compareMarkers(wanted, live, stack),
  ];
  const open = compareReferences(wanted, live);
  return {
    fields: [...parts.flatMap((part) => part.fields), ...open.fields],
    patch: parts.flatMap((part) => part.patch),
    references: open.references,
  };
}

type Part = Omit<Differences, 'references'>;

const NO_DIFFERENCE: Part = { fields: [], patch: [] };

function compareScalar(scalar: Scalar, wanted: TargetAttributes, live: Image): Part {
  const before = scalar.of(live);
  const after = scalar.of(wanted);
  if (before === after || after === null) return NO_DIFFERENCE;
  return { fields: [{ path: scalar.path, before, after }], patch: [setOperation(scalar.wire, after)] };
}

function compareTags(wanted: TargetAttributes, live: Image): Part {
  const before = [...live.tags].sort();
  const after = [...wanted.tags].sort();
  if (before.join('\0') === after.join('\0')) return NO_DIFFERENCE;
  return {
    fields: [{ path: 'tags', before, after }],
    patch: [{ op: 'replace', path: '/tags', value: after }],
  };
}

function compareProperties(wanted: TargetAttributes, live: Image): Part {
  const keys = [...new Set([...Object.keys(live.properties), ...Object.keys(wanted.properties)])].sort();
  const changed = keys.filter(
    (key) =>
      !isBookkeeping(key) &&
      !Object.hasOwn(wanted.references, key) &&
      ownValue(live.properties, key) !== ownValue(wanted.properties, key),
  );
  return {
    fields: changed.map((key) => ({
      path: `properties.${key}`,
      before: ownValue(live.properties, key) ?? null,
      after: ownValue(wanted.properties, key) ?? null,
    })),
    patch: changed.map((key) => propertyOperation(key, ownValue(wanted.properties, key))),
  };
}

/** The references that a live image does not have yet. */
export function compareReferences(
  wanted: Pick<TargetAttributes, 'references'>,
  live: Image,
): Pick<Differences, 'fields' | 'references'> {
  const open = Object.entries(wanted.references)
    .filter(([key, { id }]) => id === undefined || ownValue(live.properties, key) !== id)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    fields: open.map(([key, reference]) => ({
      path: `properties.${key}`,
      before: ownValue(live.properties, key) ?? null,
      after: shownReference(reference),
    })),
    references: Object.fromEntries(open.map(([key, { image }]) => [key, image])),
  };
}

/** A reference for people: the id, or whose id it will be. */
export function shownReference({ image, id }: ImageReference): string {
  return id ?? `id of ${image} (new)`;
}

/** The references as a step has them; none for a step without. */
export function stepReferences(references: References): { readonly references?: References } {
  return Object.keys(references).length === 0 ? {} : { references };
}

function propertyOperation(key: string, value: string | undefined): PatchOperation {
  return value === undefined ? removeOperation(key) : setOperation(key, value);
}

/** Compares bookkeeping by meaning. For an adopted image, new markers give no fields, only operations. */
function compareMarkers(attributes: TargetAttributes, live: Image, stack: string): Part {
  const markers = readMarkers(live);
  const adopted = markers?.stack !== stack;
  const wanted: Readonly<Record<string, string>> = {
    ...markerProperties(attributes, { stack, role: 'current', id: live.id }),
    // Our own image gets the version of its list with new content only, because lists are often signed again.
    ...(adopted && attributes.list ? { [MARKER.list]: formatList(attributes.list) } : {}),
  };
  const changed = Object.keys(wanted).filter((key) => {
    if (key === MARKER.id && !adopted) return false;
    if (key === MARKER.managed && markers) return wanted[key] !== formatManaged(markers.managed);
    return live.properties[key] !== wanted[key];
  });
  const temporary = [
    ...TEMPORARY_MARKERS,
    ...(attributes.isHeld ? [] : HOLD_MARKERS),
    ...(attributes.preventDelete ? [] : [MARKER.preventDelete]),
  ].filter((key) => live.properties[key] !== undefined);
  return {
    fields: [
      ...changed.filter((key) => Object.hasOwn(FIELDS, key) || (!adopted && key !== MARKER.image)),
      ...temporary.filter((key) => Object.hasOwn(FIELDS, key)),
    ].map((key) => markerField(key, live, wanted)),
    patch: [...changed.map((key) => propertyOperation(key, wanted[key])), ...temporary.map(removeOperation)],
  };
}

/** Markers that only a backup, or a replaced, pruned, expired or staged image has. */
const TEMPORARY_MARKERS = [
  MARKER.retired,
  MARKER.stage,
  MARKER.setAside,
  MARKER.found,
  MARKER.pruned,
  MARKER.expired,
  MARKER.run,
  MARKER.kept,
] as const;

/** Bookkeeping that is a field of the state file as well. */
export const FIELDS: Readonly<Record<string, string>> = {
  [MARKER.version]: 'version',
  [MARKER.held]: 'held',
  [MARKER.preventDelete]: 'prevent_delete',
  [MARKER.expired]: 'expired',
  [MARKER.origin]: 'origin',
};

function markerField(key: string, live: Image, wanted: Readonly<Record<string, string>>): FieldChange {
  return { path: FIELDS[key] ?? key, before: live.properties[key] ?? null, after: wanted[key] ?? null };
}

function shownReferences({ references }: TargetAttributes): readonly (readonly [string, string])[] {
  return Object.entries(references).map(([key, reference]) => [key, shownReference(reference)]);
}

/** The fields of an image that does not exist yet, for people; defaults are left out. */
export function creationFields(image: DesiredImage, wanted: TargetAttributes): readonly FieldChange[] {
  const rows: readonly (readonly [string, FieldValue])[] = [
    ['id', image.id ?? null],
    ['format', wanted.diskFormat],
    ['container_format', wanted.containerFormat],
    ['visibility', wanted.visibility],
    ['protected', wanted.protected || null],
    ['hidden', wanted.hidden || null],
    ['status', wanted.status === 'active' ? null : wanted.status],
    ['min_disk', wanted.minDisk || null],
    ['min_ram', wanted.minRam || null],
    ['owner', wanted.owner],
    ['description', wanted.description],
    ['version', wanted.version],
    ['tags', wanted.tags.length > 0 ? wanted.tags : null],
    ...[...Object.entries(wanted.properties), ...shownReferences(wanted)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [`properties.${key}`, value] as const),
  ];
  return rows.flatMap(([path, after]) => (after === null ? [] : [{ path, before: null, after }]));
}
