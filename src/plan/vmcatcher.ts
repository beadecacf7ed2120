import { readMarkers } from '../image/markers.ts';
import { isOfStack, mayBeOwn, ownersIn } from '../image/ownership.ts';
import { type Image, setOperation } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import type { Change, Plan } from '../model/plan.ts';
import { unknownProjectWarnings } from './guards/unknown-project.ts';
import { hasOtherOrigin, type PlanInput } from './input.ts';
import { makeBasis, makeChange } from './make-change.ts';
import { makePlan, planFrom } from './make-plan.ts';

/** The images of our stack that an event of vmcatcher is about: those with this value of a property. */
interface EventKey {
  readonly property: string;
  readonly value: string;
}

/**
 * Plans the one image that an event announces. If an earlier event created it under another name, for example because
 * its title contains the version, the image is renamed or replaced.
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
  // Without warnings about unlisted images: other events made those.
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

/** Blocks a name that another event's image has, until that expires: two images of one title would replace each other. */
function leaveOthers(change: Change, { observed }: PlanInput, { property, value }: EventKey): Change {
  const holder = observed.images.find(({ id }) => id === change.imageId);
  const other = holder?.properties[property] ?? value;
  if (!holder || other === value || hasExpired(holder)) return change;
  const message =
    `"${change.name}" is the image of ${other}, but the event is about ${value}: ` +
    'give them different names with image_name, e.g. "{dc:title} {dc:identifier}", or delete the other image';
  return { ...change, steps: [], blockedBy: [{ code: 'foreign', message, candidates: [holder.id] }] };
}

/** Whether an earlier event said that the image expired. Each setting of `expired` leaves one of these signs. */
function hasExpired({ hidden, status, properties }: Image): boolean {
  return hidden || status === 'deactivated' || properties[MARKER.expired] === 'true';
}

/**
 * Plans an expired image that is kept: it gets a marker by which another image may take over its name. The next event
 * that announces the image removes the marker.
 */
export function planKeeping(input: PlanInput, { property, value }: EventKey): Plan {
  const { stack } = input.desired;
  const owners = ownersIn(input.observed.target);
  const published = input.observed.images.flatMap((image) => {
    const markers = readMarkers(image);
    const isMeant = markers?.stack === stack && markers.role === 'current' && !hasExpired(image);
    return isMeant && image.properties[property] === value ? [{ image, name: markers.image }] : [];
  });
  return planFrom(
    input,
    published
      .filter(({ image }) => isOfStack(image, stack, owners) && !hasOtherOrigin(image, input))
      .map(({ image, name }) => noteExpiry(image, name, input)),
    unknownProjectWarnings(input, published.length),
  );
}

function noteExpiry(image: Image, name: string, { observed: { target } }: PlanInput): Change {
  return makeChange(target.region, {
    name,
    action: 'update',
    imageId: image.id,
    reason: 'expired',
    fields: [{ path: 'expired', before: null, after: 'true' }],
    basis: makeBasis([image], ownersIn(target), {
      namesakes: image.name === name ? [image.id] : [],
    }),
    steps: [{ kind: 'update', id: image.id, patch: [setOperation(MARKER.expired, 'true')] }],
  });
}

/**
 * Plans the removal of expired images by the rules of `prune`, as if the file no longer listed the images of the event.
 * The event names them, so `prevent_delete` prevents only their deletion, not hiding or deactivating.
 */
export function planRemoval(input: PlanInput, key: EventKey): Plan {
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
    // Without warnings about backups that stay: the settings ask for that.
    warnings: [
      ...input.desired.warnings,
      ...(names.size > 0 ? unableToHide(input) : []),
      ...unknownProjectWarnings(input, names.size),
    ],
  };
}

function unableToHide({ desired, observed }: PlanInput): readonly string[] {
  if (desired.settings.prune !== 'hide' || observed.features.hidden) return [];
  return ['this service cannot hide images; expired images stay as they are'];
}

/**
 * Names under which our stack has images of the event: published ones, backups or staged ones. A name whose published
 * image is another event's now is not one of them. While no project is known, every image counts, so that its change is
 * blocked rather than forgotten.
 */
function namesOf({ desired, observed }: PlanInput, key: EventKey): ReadonlySet<string> {
  const isMeant = (image: Image) => image.properties[key.property] === key.value;
  const owners = ownersIn(observed.target);
  const ours = observed.images.flatMap((image) => {
    const markers = mayBeOwn(image, owners) ? readMarkers(image) : null;
    return markers?.stack === desired.stack ? [{ image, markers }] : [];
  });
  const published = ours.filter(({ markers }) => markers.role === 'current');
  const namesWhere = (held: typeof ours) => new Set(held.map(({ markers }) => markers.image));
  const meant = namesWhere(published.filter(({ image }) => isMeant(image)));
  const others = namesWhere(published.filter(({ image }) => !isMeant(image)));
  const all = namesWhere(ours.filter(({ image }) => isMeant(image)));
  return new Set([...all].filter((name) => meant.has(name) || !others.has(name)));
}
