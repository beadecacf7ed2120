import { formatList, type Markers, readMarkers } from '../../image/markers.ts';
import { isOfStack, ownersIn } from '../../image/ownership.ts';
import { type DesiredImage, publishersOf } from '../../model/desired.ts';
import { type Image, type PatchOperation, setOperation } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Change } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import { compareVersions } from '../../model/version-order.ts';
import { hasOtherOrigin, ownersOf, type PlanInput } from '../input.ts';
import { makeBasis, makeChange } from '../make-change.ts';
import { type MatchedInput, pairsIn } from '../match/match-all.ts';
import { namesInUse } from '../match/names-in-use.ts';
import { isPartial, isSelected } from '../selection.ts';
import { addToPatch, asUpdate, publishedImage } from './patch-of.ts';

/**
 * Before deleting an image that its list dropped, records the list's new version on the images that stay, selected or
 * not. Otherwise the older list, served again, would recreate it. The deletion waits for one of these records. An image
 * that is hidden or deactivated stays, and records the version itself. Apart from deletions, new content records the
 * version, and so does any other change of an image of the list.
 */
export function recordListVersions(changes: readonly Change[], input: MatchedInput): readonly Change[] {
  const current = currentLists(input);
  if (current.size === 0) return changes;
  const context: ListContext = {
    input,
    current,
    live: new Map(input.observed.images.map((image) => [image.id, image])),
    lists: new Map(input.desired.images.flatMap(({ name, list }) => (list ? [[name, list] as const] : []))),
  };
  const toRecord = new Map(
    changes.flatMap((change) =>
      listsToRecord(change, context).map((list) => [list.identifier, list] as const),
    ),
  );
  const planned = [
    ...changes.map((change) => recordOnChange(change, toRecord, context)),
    ...unselectedRecords(toRecord, context),
  ];
  const recordings = recordingsOf(toRecord, planned, imagesWithList(toRecord, planned, context));
  return inOrder(planned, input).map((change) => waitForRecord(change, recordings, context));
}

interface ListContext {
  readonly input: MatchedInput;
  /** The lists as they are served now, by identifier. */
  readonly current: ReadonlyMap<string, List>;
  readonly live: ReadonlyMap<string, Image>;
  /** The list of each entry that comes from one, by the entry's name. */
  readonly lists: ReadonlyMap<string, List>;
}

/** The file's lists as they are served now, by identifier, even if no image of theirs is wanted or still valid. */
function currentLists({ desired }: PlanInput): ReadonlyMap<string, List> {
  const current = new Map<string, List>();
  for (const { found } of publishersOf(desired).asked) {
    const known = found && current.get(found.identifier);
    if (!found || (known && compareVersions(known.version, found.version) >= 0)) continue;
    current.set(found.identifier, found);
  }
  return current;
}

/** The lists that a change must record: each is newer than the version recorded on an image that the change deletes. */
function listsToRecord({ blockedBy, steps }: Change, context: ListContext): readonly List[] {
  if (blockedBy.length > 0) return [];
  return steps.filter(isRemoval).flatMap(({ id }) => newerList(context.live.get(id), context) ?? []);
}

function isRemoval(step: Step): step is Extract<Step, { kind: 'delete' }> {
  return step.kind === 'delete' && (step.reason === 'pruned' || step.reason === 'absent');
}

/** The list that a live image came from, if a higher version is served now; otherwise null. */
function newerList(image: Image | undefined, { current }: ListContext): List | null {
  const before: Markers['list'] = (image && readMarkers(image)?.list) ?? null;
  const list = before && current.get(before.identifier);
  return list && isHigher(list, before) ? list : null;
}

/** Adds the record of the list's version to a change where it is due. */
function recordOnChange(change: Change, toRecord: ReadonlyMap<string, List>, context: ListContext): Change {
  const image = publishedImage(change, context.live);
  if (!image || change.blockedBy.length > 0) return change;
  if (change.action === 'hide' || change.action === 'deactivate') {
    const list = newerList(image, context);
    return list ? addToPatch(change, operationFor(list)) : change;
  }
  const list = context.lists.get(change.name);
  if (!list || (change.steps.length === 0 && !toRecord.has(list.identifier))) return change;
  return canRecord(image, change, context) ? addRecord(list, image, change) : change;
}

/** Whether the image is this stack's, and stays. An image that is staged or adopted gets the version of its list anyway. */
function canRecord(image: Image, { steps }: Change, { input: { desired } }: ListContext): boolean {
  return !steps.some(isRemoval) && readMarkers(image)?.stack === desired.stack;
}

/** Records the version also on images of the list that `--target` does not select, but never on excluded ones. */
function unselectedRecords(toRecord: ReadonlyMap<string, List>, context: ListContext): readonly Change[] {
  const { input } = context;
  const all = pairsIn(input.matches, { targets: [], excludes: input.selection.excludes });
  return all.flatMap(([image, { live }]) => {
    const list = image.list && toRecord.get(image.list.identifier);
    if (!list || !live || image.state === 'absent' || isSelected(image.name, input.selection)) return [];
    const markers = readMarkers(live);
    if (markers?.stack !== input.desired.stack || !isHigher(list, markers.list)) return [];
    if (hasOtherOrigin(live, input)) return [];
    return [
      makeChange(input.observed.target.region, {
        name: image.name,
        action: 'update',
        imageId: live.id,
        reason: 'its list dropped another image',
        fields: [listVersionField(list, markers.list)],
        basis: makeBasis([live], ownersOf(image, input), {
          namesakes: live.name === image.name ? [live.id] : [],
        }),
        steps: [recordingStep(list, live)],
      }),
    ];
  });
}

/** The changes in the order of the file, then those of unlisted images. */
function inOrder(changes: readonly Change[], { desired: { images } }: PlanInput): readonly Change[] {
  const places = new Map(images.map(({ name }, index) => [name, index]));
  const placeOf = ({ name }: Change) => places.get(name) ?? images.length;
  return [...changes].sort((a, b) => placeOf(a) - placeOf(b));
}

/** Where the version of a list that dropped images is recorded. */
interface Recording {
  /** Whether an image that stays has recorded it already. */
  readonly isDone: boolean;
  /** The changes of this plan that record it. */
  readonly changes: readonly Change[];
  /** An image of the list that stays; undefined: there is none. */
  readonly stayingImage: ImageWithList | undefined;
}

/** Most changes that a deletion waits for: one is enough, and a long list may drop as many images as it keeps. */
const MOST_RECORDING = 20;

function recordingsOf(
  toRecord: ReadonlyMap<string, List>,
  planned: readonly Change[],
  staying: readonly ImageWithList[],
): ReadonlyMap<string, Recording> {
  const free = planned.filter(({ blockedBy }) => blockedBy.length === 0);
  return new Map(
    [...toRecord].map(([identifier, list]) => {
      const others = staying.filter((image) => image.list.identifier === identifier);
      const recording = {
        isDone: others.some((other) => !isHigher(list, other.list)),
        changes: free.filter((change) => recordsVersion(change, list)),
        stayingImage: others[0],
      };
      return [identifier, recording];
    }),
  );
}

/** A deletion waits until the list's version is recorded. If this run may not record it, the image stays. */
function waitForRecord(
  change: Change,
  recordings: ReadonlyMap<string, Recording>,
  context: ListContext,
): Change {
  const [list] = listsToRecord(change, context);
  const recording = list && recordings.get(list.identifier);
  if (!recording || recording.isDone) return change;
  const notedBy = recording.changes.slice(0, MOST_RECORDING).map(({ name }) => name);
  if (notedBy.length > 0) return { ...change, notedBy };
  return recording.stayingImage ? keepImage(change, list, recording.stayingImage, context) : change;
}

/** A published image of a listed entry that this plan does not delete, and the list recorded on it. */
interface ImageWithList {
  readonly name: string;
  readonly list: List;
}

function imagesWithList(
  toRecord: ReadonlyMap<string, List>,
  planned: readonly Change[],
  { input: { desired, observed } }: ListContext,
): readonly ImageWithList[] {
  if (toRecord.size === 0) return [];
  const names = namesInUse(desired);
  const deleted = new Set(planned.flatMap(({ steps }) => steps.filter(isRemoval).map(({ id }) => id)));
  const ours = ownersIn(observed.target);
  return observed.images.flatMap((live) => {
    const markers = readMarkers(live);
    const isOurs = markers?.role === 'current' && isOfStack(live, desired.stack, ours);
    if (!isOurs || !markers.list || deleted.has(live.id) || !names.has(markers.image)) return [];
    return [{ name: markers.image, list: markers.list }];
  });
}

function keepImage(change: Change, list: List, other: ImageWithList, { input }: ListContext): Change {
  const advice = isPartial(input.selection)
    ? `Select another image of the list as well, such as ${JSON.stringify(other.name)}`
    : 'The image is deleted once reconcile may change another image of the list';
  return {
    ...change,
    action: 'unchanged',
    reason: 'the list version cannot be recorded',
    fields: [],
    warnings: [
      ...change.warnings,
      `the list ${list.identifier.slice(0, 80)} dropped this image, but the image stays: this run cannot record the list's version on another image, and without that an older list could recreate it. ${advice}`,
    ],
    steps: [],
  };
}

/** The identifier and version of a published list, as images record them. */
type List = NonNullable<DesiredImage['list']>;

/** True when the list is newer than the version that an image records, or the image records another list or none. */
function isHigher(list: List, recorded: Markers['list']): boolean {
  return recorded?.identifier !== list.identifier || compareVersions(recorded.version, list.version) < 0;
}

/** Whether a change records this version of the list on its image. */
function recordsVersion({ steps }: Pick<Change, 'steps'>, list: List): boolean {
  const { path, value } = operationFor(list);
  return steps.some((step) => {
    if (step.kind === 'stage') return step.attributes.properties?.[MARKER.list] === value;
    if (step.kind !== 'update' && step.kind !== 'publish') return false;
    return step.patch.some((operation) => operation.path === path && operation.value === value);
  });
}

/** The change with the list's version recorded on the image; unchanged if the image records it, or the change does. */
function addRecord(list: List, image: Image, change: Change): Change {
  const before = readMarkers(image)?.list ?? null;
  if (recordsVersion(change, list) || !isHigher(list, before)) return change;
  const recorded = addToPatch(change, operationFor(list));
  return {
    ...asUpdate(recorded, 'fields differ'),
    fields: [...change.fields, listVersionField(list, before)],
    steps: recorded === change ? [recordingStep(list, image), ...change.steps] : recorded.steps,
  };
}

/** The recorded version as a field of the change, for reports. */
function listVersionField(list: List, before: Markers['list']): Change['fields'][number] {
  const version = before?.identifier === list.identifier ? before.version : null;
  return { path: 'list_version', before: version, after: list.version };
}

function recordingStep(list: List, { id }: Pick<Image, 'id'>): Step {
  return { kind: 'update', id, patch: [operationFor(list)] };
}

function operationFor(list: List): PatchOperation {
  return setOperation(MARKER.list, formatList(list));
}
