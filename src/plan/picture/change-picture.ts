import { canonicalJson, fingerprintImage, fingerprintMembers } from '../../image/fingerprint.ts';
import { readMarkers } from '../../image/markers.ts';
import { isOurs } from '../../image/ownership.ts';
import type { Image } from '../../model/image.ts';
import type { Change, FieldChange, FieldValue } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import { filledIn } from './filled-in.ts';
import { type Row, rowsOf } from './rows.ts';
import { type Outcome, simulate } from './simulate.ts';
import { waysOf } from './ways.ts';

/** The live images of a saved plan, by id. Images that are gone are left out. */
export type LiveImages = ReadonlyMap<string, Image>;

/**
 * Why the picture of a change does not follow from its steps and the live images; null when it does, or when apply will
 * leave the change out as stale. Every field that the change shows must follow from a step, and it must show every effect
 * that users see. An unknown field is refused, so a new field needs its row in rows.ts.
 */
export function changePictureFault(
  planned: Change,
  stack: string,
  live: LiveImages,
  changes: readonly Change[],
): string | null {
  if (planned.steps.length === 0 || isStale(planned, live)) return null;
  const rows: Row[] = [];
  const ways = waysOf(planned).map((way) => filledIn(way, changes));
  for (const way of ways) {
    const outcome = simulate(way, live);
    if (outcome === null) return 'it uses an image that does not exist';
    const fault =
      nameFault(way, outcome, stack) ??
      adoptionFault(way, outcome, stack) ??
      adoptsFault(way, outcome, stack, live) ??
      otherImagesFault(way, stack, live);
    if (fault !== null) return fault;
    rows.push(...rowsOf(way, outcome));
  }
  return fieldFault(planned, ways, rows);
}

/** Whether a live image is not as planned: then apply does none of the steps. */
function isStale({ basis }: Change, live: LiveImages): boolean {
  return Object.entries(basis.images).some(([id, planned]) => {
    const image = live.get(id);
    return image === undefined || fingerprintImage(image) !== planned;
  });
}

/** The image of a change has its name, before or afterwards. */
function nameFault({ name }: Change, { result }: Outcome, stack: string): string | null {
  // The name of a deleted image is a field of its own.
  const image = result;
  if (image === null || image.name === name) return null;
  if (isOfStack(image, stack) && readMarkers(image)?.image === name) return null;
  return `it is shown as "${name}", and changes the image "${image.name}"`;
}

function isOfStack(image: Image, stack: string): boolean {
  return readMarkers(image)?.stack === stack;
}

function adoptionFault({ action }: Change, { before, isNew }: Outcome, stack: string): string | null {
  if (before === null || isNew || action === 'replace') return null;
  const isOurs = isOfStack(before, stack);
  if (action === 'adopt') return isOurs ? 'the image that it adopts belongs to the stack already' : null;
  const mayBeForeign = action === 'rename' || action === 'resume' || action === 'delete';
  return isOurs || mayBeForeign ? null : `it is shown as ${action}, and adopts an image`;
}

/** The change names every image that it takes over, as that image is. */
function adoptsFault(
  { imageId, steps, basis, adopts = [] }: Change,
  { resumed }: Outcome,
  stack: string,
  live: LiveImages,
): string | null {
  const foreign = (id: string | null) => {
    const image = id === null ? undefined : live.get(id);
    return image && !isOurs(image, stack, basis.owners) ? image : null;
  };
  const wrong = adopts.find(({ by: _by, ...shown }) => {
    const image = foreign(shown.id);
    const { id, name, owner, protected: isProtected } = image ?? {};
    return canonicalJson(shown) !== canonicalJson({ id, name, owner, protected: isProtected });
  });
  if (wrong) return `it is shown to take over the image ${wrong.id}, which is another one or the stack's own`;
  const retired = steps.flatMap((step) => (step.kind === 'retire' ? [step.id] : []));
  const touched = steps.map(otherId);
  const taken = [imageId, resumed?.id ?? null, ...retired].map(foreign);
  const hidden = taken.find(
    (image) => image && touched.includes(image.id) && !adopts.some(({ id }) => id === image.id),
  );
  return hidden ? `it does not show that it takes over the image "${hidden.name}" (${hidden.id})` : null;
}

/** Images beside the change's own are backups and leftovers of the stack, or were published under its name. */
function otherImagesFault(change: Change, stack: string, live: LiveImages): string | null {
  for (const step of change.steps) {
    const id = otherId(step);
    const image = id === null || id === change.imageId ? undefined : live.get(id);
    if (!image || isOfStack(image, stack)) continue;
    const isNamesake = image.name === change.name && mayBeNamesake(step);
    if (!isNamesake)
      return `it changes the image "${image.name}" (${id}), which is not of the stack "${stack}"`;
  }
  return null;
}

function otherId(step: Step): string | null {
  if ('id' in step) return step.id;
  return 'image' in step && step.image !== 'staged' ? step.image.id : null;
}

function mayBeNamesake(step: Step): boolean {
  return step.kind === 'retire' || (step.kind === 'delete' && step.reason !== 'retention');
}

function fieldFault(change: Change, ways: readonly Change[], rows: readonly Row[]): string | null {
  const shown = new Map(change.fields.map((field) => [keyOf(field), field]));
  const known = new Set(rows.map(keyOf));
  if (shown.size < change.fields.length) return 'it shows a field twice';
  for (const [key, field] of shown) {
    if (known.has(key)) continue;
    const isCounted = ways.some((way) => isOfMembers(field, way) || isOfBackups(field, way));
    if (!isCounted) return `no step makes the field it shows: ${drawField(field)}`;
  }
  const hidden = rows.find((row) => row.due && !shown.has(keyOf(row)));
  if (hidden) return `it does not show a field that its steps change: ${drawField(hidden)}`;
  return ways.map(membersFault).find((fault) => fault !== null) ?? null;
}

/** The change with every effect that users see among its fields: a planner may know of a part alone. */
export function showEffects(change: Change, live: LiveImages, changes: readonly Change[]): Change {
  const isIdle = change.steps.length === 0 || change.blockedBy.length > 0;
  if (isIdle) return change;
  const shown = new Set(change.fields.map(keyOf));
  const lacking: Row[] = [];
  for (const way of waysOf(change)) {
    const outcome = simulate(filledIn(way, changes), live);
    for (const row of outcome === null ? [] : rowsOf(way, outcome)) {
      if (!row.due || shown.has(keyOf(row))) continue;
      shown.add(keyOf(row));
      lacking.push(row);
    }
  }
  if (lacking.length === 0) return change;
  return {
    ...change,
    fields: [...change.fields, ...lacking.map(({ path, before, after }) => ({ path, before, after }))],
  };
}

function keyOf({ path, before, after }: FieldChange): string {
  return JSON.stringify([path, sorted(before), sorted(after)]);
}

function sorted(value: FieldValue): FieldValue {
  return typeof value === 'object' && value !== null ? [...value].sort() : value;
}

function drawField({ path, before, after }: FieldChange): string {
  return `${path} ${JSON.stringify(before)} → ${JSON.stringify(after)}`;
}

/** Members are shown by name, and steps hold ids: their number must agree. `showMembersById` shows the ids instead. */
function isOfMembers({ path, before, after }: FieldChange, change: Change): boolean {
  const members = membersOf(change);
  if (path !== 'members' || members === null) return false;
  const isBefore = members.before === null || countOf(before) === members.before.length;
  return isBefore && countOf(after) === members.after.length;
}

function countOf(value: FieldValue): number {
  return Array.isArray(value) ? value.length : 0;
}

/** The member lists before (null: not known from the steps) and after a change; null when it sets none. */
function membersOf({
  imageId,
  steps,
}: Change): { readonly before: readonly string[] | null; readonly after: readonly string[] } | null {
  for (const step of steps) {
    if (step.kind === 'share' && step.members !== null) return { before: null, after: step.members };
    if (step.kind !== 'members' || step.id !== imageId) continue;
    const kept = step.want.filter((id) => !step.add.includes(id));
    return { before: [...kept, ...step.remove], after: step.want };
  }
  return null;
}

function membersFault(change: Change): string | null {
  const step = change.steps.find((each) => each.kind === 'members' && each.id === change.imageId);
  if (step?.kind !== 'members') return null;
  const planned = change.basis.members[step.id];
  const before = membersOf(change)?.before ?? [];
  const isBefore =
    planned === undefined ||
    planned === fingerprintMembers(before.map((memberId) => ({ memberId, status: 'pending' })));
  const isSound =
    step.add.every((id) => step.want.includes(id)) && !step.remove.some((id) => step.want.includes(id));
  if (!isBefore || !isSound) return 'the members that it adds and removes do not give the list that it sets';
  const isShown = change.fields.some(({ path }) => path === 'members');
  return step.add.length + step.remove.length > 0 && !isShown
    ? 'it does not show the members that it sets'
    : null;
}

/** The change with members by their ids: a plan alone cannot tell whose the names are. */
export function showMembersById(change: Change): Change {
  const members =
    waysOf(change)
      .map(membersOf)
      .find((found) => found !== null) ?? null;
  if (members === null) return change;
  const fields = change.fields.map((field) => {
    if (field.path !== 'members') return field;
    return { ...field, before: members.before ?? field.before, after: members.after };
  });
  return { ...change, fields };
}

/** The number of backups: retired images join them, and deletions make room. */
function isOfBackups({ path, before, after }: FieldChange, { steps, imageId }: Change): boolean {
  if (path !== 'backups' || typeof before !== 'number' || typeof after !== 'number') return false;
  const idsWhere = (reason: string) =>
    steps.flatMap((step) => (step.kind === 'delete' && step.reason === reason ? [step.id] : []));
  const pruned = idsWhere('pruned').filter((id) => id !== imageId);
  // Backups to which others refer stay, and published images may be pruned beside backups.
  if (pruned.length > 0) return after >= 0 && before > after && before - after <= pruned.length;
  const notKept = idsWhere('not-kept');
  const joining = steps.filter((step) => step.kind === 'retire' && !notKept.includes(step.id));
  return after >= 0 && before + joining.length - idsWhere('retention').length === after;
}
