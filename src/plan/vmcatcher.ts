import { readMarkers } from '../image/markers.ts';
import { type Image, setOperation } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import type { Change, Plan } from '../model/plan.ts';
import type { PlanInput } from './input.ts';
import { makeBasis, makeChange } from './make-change.ts';
import { makePlan, planFrom } from './make-plan.ts';

/** Which images of our stack an outside event is about: those with this value of a property. */
export interface EventKey {
  readonly property: string;
  readonly value: string;
}

/**
 * The plan of the one image that an event says is there. An image that an earlier event made under another name, as a
 * title holds the version, is renamed or replaced by it.
 */
export function planArrival(input: PlanInput, key: EventKey): Plan {
  const former = namesOf(input, key);
  const images = input.desired.images.map((image) => ({
    ...image,
    previously: [...new Set([...image.previously, ...former])].filter((name) => name !== image.name),
  }));
  const { changes, unresolved, pruningWithheld } = makePlan({
    ...input,
    desired: { ...input.desired, images },
  });
  // What other events have left is not looked at.
  const plan = planFrom(
    input,
    changes.map((change) => leaveOthers(change, input, key)),
  );
  return {
    ...plan,
    ...(pruningWithheld ? { pruningWithheld } : {}),
    ...(unresolved ? { unresolved } : {}),
  };
}

/** Two images of one title would take turns in replacing each other: the name is its first bearer's until that expires. */
function leaveOthers(change: Change, { observed }: PlanInput, { property, value }: EventKey): Change {
  const bearer = observed.images.find(({ id }) => id === change.imageId);
  const other = bearer?.properties[property] ?? value;
  if (!bearer || other === value || hasExpired(bearer)) return change;
  const message =
    `"${change.name}" is the image of ${other}, and the event is about ${value}: ` +
    'tell them apart by image_name, e.g. "{dc:title} {dc:identifier}", or delete the other';
  return { ...change, steps: [], blockedBy: [{ code: 'foreign', message, candidates: [bearer.id] }] };
}

/** What became of it then is the settings' choice: any of them leaves a sign. */
function hasExpired({ hidden, status, properties }: Image): boolean {
  return hidden || status === 'deactivated' || properties[MARKER.expired] === 'true';
}

/**
 * The plan for what has expired and is kept: it stays as it is, with a note by which another image may take its name
 * over. The next event that says that it is there takes the note off.
 */
export function planKeeping(input: PlanInput, { property, value }: EventKey): Plan {
  const { stack } = input.desired;
  const kept = input.observed.images.flatMap((image) => {
    const markers = readMarkers(image);
    const isMeant = markers?.stack === stack && markers.role === 'current' && !hasExpired(image);
    return isMeant && image.properties[property] === value ? [{ image, name: markers.image }] : [];
  });
  return planFrom(
    input,
    kept.map(({ image, name }) => noteExpiry(image, name, input)),
  );
}

function noteExpiry(image: Image, name: string, { observed: { target } }: PlanInput): Change {
  return makeChange(target.region, {
    name,
    action: 'update',
    imageId: image.id,
    reason: 'expired',
    fields: [{ path: 'expired', before: null, after: 'true' }],
    basis: makeBasis([image], target.projectId === '' ? [] : [target.projectId], {
      namesakes: image.name === name ? [image.id] : [],
    }),
    steps: [{ kind: 'update', id: image.id, patch: [setOperation(MARKER.expired, 'true')] }],
  });
}

/**
 * The plan for what is to go: as if the images of the event, and no others, had left a file that listed them. As the
 * event names them, `prevent_delete` keeps them from being deleted and from nothing else.
 */
export function planDeparture(input: PlanInput, key: EventKey): Plan {
  const names = namesOf(input, key);
  const images = input.observed.images.filter((image) => names.has(readMarkers(image)?.image ?? ''));
  const desired = { ...input.desired, stackNamed: true, images: [] };
  const deletes = desired.settings.prune === 'delete';
  const allowed = deletes ? input.allowed : { deletes: [...names], replaces: [] };
  const plan = makePlan({
    ...input,
    ...(allowed ? { allowed } : {}),
    desired,
    observed: { ...input.observed, images },
  });
  return {
    ...plan,
    changes: plan.changes.map((change) => ({
      ...change,
      reason: 'expired',
      warnings: deletes ? change.warnings : [],
    })),
    // That backups stay is what was asked for.
    warnings: [...input.desired.warnings, ...(names.size > 0 ? unableToHide(input) : [])],
  };
}

function unableToHide({ desired, observed }: PlanInput): readonly string[] {
  if (desired.settings.prune !== 'hide' || observed.features.hidden) return [];
  return ['this service cannot hide images; what has expired stays as it is'];
}

/**
 * Names under which our stack holds what the event is about, published or kept for it. What is kept under a name that
 * another event has taken over by now says nothing of that one.
 */
function namesOf({ desired, observed }: PlanInput, key: EventKey): ReadonlySet<string> {
  const isMeant = (image: Image) => image.properties[key.property] === key.value;
  const ours = observed.images.flatMap((image) => {
    const markers = readMarkers(image);
    return markers?.stack === desired.stack ? [{ image, markers }] : [];
  });
  const published = ours.filter(({ markers }) => markers.role === 'current');
  const namesWhere = (held: typeof ours) => new Set(held.map(({ markers }) => markers.image));
  const meant = namesWhere(published.filter(({ image }) => isMeant(image)));
  const others = namesWhere(published.filter(({ image }) => !isMeant(image)));
  const all = namesWhere(ours.filter(({ image }) => isMeant(image)));
  return new Set([...all].filter((name) => meant.has(name) || !others.has(name)));
}
