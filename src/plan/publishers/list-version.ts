import { formatList, type Markers, readMarkers } from '../../image/markers.ts';
import { isOwn } from '../../image/ownership.ts';
import { type DesiredImage, publishersOf } from '../../model/desired.ts';
import { type Image, type PatchOperation, setOperation } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Change } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import { compareVersions } from '../../model/version-order.ts';
import { ownersOf, type PlanInput } from '../input.ts';
import { makeBasis, makeChange } from '../make-change.ts';
import { type MatchedInput, pairsIn } from '../match/match-all.ts';
import { namesInUse } from '../match/names-in-use.ts';
import { isPartial, isSelected } from '../selection.ts';

/**
 * Has the version of a list that withdrew an image outlive that image: where one goes that an earlier version brought,
 * the images that stay note the version of now, also those that are not selected, and it goes once one of them does.
 * Otherwise the earlier list, served again, would bring it back. One that is hidden or deactivated is there still, and
 * notes it itself. Else a version is noted with new content, and where the image is changed anyway.
 */
export function recordListVersions(changes: readonly Change[], input: MatchedInput): readonly Change[] {
  const current = currentLists(input);
  if (current.size === 0) return changes;
  const scene: Scene = {
    input,
    current,
    live: new Map(input.observed.images.map((image) => [image.id, image])),
    lists: new Map(input.desired.images.flatMap(({ name, list }) => (list ? [[name, list] as const] : []))),
  };
  const withdrawing = new Map(
    changes.flatMap((change) => withdrawnBy(change, scene).map((list) => [list.identifier, list] as const)),
  );
  const planned = [
    ...changes.map((change) => noteOn(change, withdrawing, scene)),
    ...unselectedNotes(withdrawing, scene),
  ];
  const notings = notingsOf(withdrawing, planned, bearersOf(withdrawing, planned, scene));
  return inOrder(planned, input).map((change) => onceNoted(change, notings, scene));
}

interface Scene {
  readonly input: MatchedInput;
  /** What the lists are by now, by identifier. */
  readonly current: ReadonlyMap<string, List>;
  readonly live: ReadonlyMap<string, Image>;
  /** By the name of the image that an entry wants of one. */
  readonly lists: ReadonlyMap<string, List>;
}

/** What the file's lists are by now, by identifier, whatever of them is wanted or still valid. */
function currentLists({ desired }: PlanInput): ReadonlyMap<string, List> {
  const current = new Map<string, List>();
  for (const { found } of publishersOf(desired).asked) {
    const known = found && current.get(found.identifier);
    if (!found || (known && compareVersions(known.version, found.version) >= 0)) continue;
    current.set(found.identifier, found);
  }
  return current;
}

/** The lists that have come to a higher version since they brought what a change removes. */
function withdrawnBy({ blockedBy, steps }: Change, scene: Scene): readonly List[] {
  if (blockedBy.length > 0) return [];
  return steps.flatMap((step) => (isRemoval(step) ? (laterList(scene.live.get(step.id), scene) ?? []) : []));
}

function isRemoval(step: Step): step is Extract<Step, { kind: 'delete' }> {
  return step.kind === 'delete' && (step.reason === 'pruned' || step.reason === 'absent');
}

/** The list that a live image came from, where it has a higher version by now. */
function laterList(image: Image | undefined, { current }: Scene): List | null {
  const before: Markers['list'] = (image && readMarkers(image)?.list) ?? null;
  const list = before && current.get(before.identifier);
  return list && isHigher(list, before) ? list : null;
}

function noteOn(change: Change, withdrawing: ReadonlyMap<string, List>, scene: Scene): Change {
  const image = subjectOf(change, scene);
  if (!image || change.blockedBy.length > 0) return change;
  if (change.action === 'hide' || change.action === 'deactivate') {
    const list = laterList(image, scene);
    return list ? { ...change, steps: noting(list, image, change.steps) } : change;
  }
  const list = scene.lists.get(change.name);
  if (!list || (change.steps.length === 0 && !withdrawing.has(list.identifier))) return change;
  return stays(image, change, scene) ? noted(list, image, change) : change;
}

/** What is published in the end: a backup or a finished upload that is taken up, else the image that is there. */
function subjectOf({ imageId, steps }: Change, { live }: Scene): Image | undefined {
  const resumed = steps.find((step) => step.kind === 'resume');
  return live.get(resumed?.id ?? imageId ?? '');
}

/** New content is staged with the version of its list, and what is not ours is not written on. */
function stays(image: Image, { action, steps }: Change, { input: { desired } }: Scene): boolean {
  const isReplaced = steps.some((step) => step.kind === 'stage' || isRemoval(step));
  return !isReplaced && (action === 'adopt' || readMarkers(image)?.stack === desired.stack);
}

/** Where only some images are selected, the others of the list are noted on all the same, unless they are excluded. */
function unselectedNotes(withdrawing: ReadonlyMap<string, List>, scene: Scene): readonly Change[] {
  const { input } = scene;
  if (withdrawing.size === 0 || !isPartial(input.selection)) return [];
  const all = pairsIn(input.matches, { targets: [], excludes: input.selection.excludes });
  return all.flatMap(([image, { live }]) => {
    const list = image.list && withdrawing.get(image.list.identifier);
    if (!list || !live || image.state === 'absent' || isSelected(image.name, input.selection)) return [];
    const markers = readMarkers(live);
    if (markers?.stack !== input.desired.stack || !isHigher(list, markers.list)) return [];
    return [
      makeChange(input.observed.target.region, {
        name: image.name,
        action: 'update',
        imageId: live.id,
        reason: 'its list withdraws another image',
        fields: [fieldOf(list, markers.list)],
        basis: makeBasis([live], ownersOf(image, input), {
          namesakes: live.name === image.name ? [live.id] : [],
        }),
        steps: noting(list, live, []),
      }),
    ];
  });
}

/** As the file lists them, then what has left it. */
function inOrder(changes: readonly Change[], { desired: { images } }: PlanInput): readonly Change[] {
  const places = new Map(images.map(({ name }, index) => [name, index]));
  const placeOf = ({ name }: Change) => places.get(name) ?? images.length;
  return [...changes].sort((a, b) => placeOf(a) - placeOf(b));
}

/** Where the version of a list is noted that withdraws images. */
interface Noting {
  /** Whether it is noted already. */
  readonly isDone: boolean;
  readonly changes: readonly Change[];
  /** One of the images that come from it and stay; absent: none does. */
  readonly bearer: Bearer | undefined;
}

/** Changes that one waits for: any of them will do, and a long list may withdraw as many images as it keeps. */
const MOST_NOTING = 20;

function notingsOf(
  withdrawing: ReadonlyMap<string, List>,
  planned: readonly Change[],
  bearers: readonly Bearer[],
): ReadonlyMap<string, Noting> {
  const free = planned.filter(({ blockedBy }) => blockedBy.length === 0);
  return new Map(
    [...withdrawing].map(([identifier, list]) => {
      const others = bearers.filter((bearer) => bearer.noted.identifier === identifier);
      const noting = {
        isDone: others.some((other) => !isHigher(list, other.noted)),
        changes: free.filter((change) => notes(change, list)),
        bearer: others[0],
      };
      return [identifier, noting];
    }),
  );
}

/** What a list withdrew goes after the version is noted; where it could be noted and is not, it stays. */
function onceNoted(change: Change, notings: ReadonlyMap<string, Noting>, scene: Scene): Change {
  const [list] = withdrawnBy(change, scene);
  const noting = list && notings.get(list.identifier);
  if (!noting || noting.isDone) return change;
  const notedBy = noting.changes
    .slice(0, MOST_NOTING + 1)
    .filter((other) => other !== change)
    .slice(0, MOST_NOTING)
    .map(({ name }) => name);
  if (notedBy.length > 0) return { ...change, notedBy };
  return noting.bearer ? left(change, list, noting.bearer, scene) : change;
}

/** A published image of an entry of the file that stays, and the list that it came from, in whatever version. */
interface Bearer {
  readonly name: string;
  readonly noted: List;
}

function bearersOf(
  withdrawing: ReadonlyMap<string, List>,
  planned: readonly Change[],
  { input: { desired, observed } }: Scene,
): readonly Bearer[] {
  if (withdrawing.size === 0) return [];
  const names = namesInUse(desired);
  const removed = planned.flatMap(({ steps }) => steps.flatMap((step) => (isRemoval(step) ? step.id : [])));
  const going = new Set(removed);
  const ours = observed.target.projectId === '' ? [] : [observed.target.projectId];
  return observed.images.flatMap((live) => {
    const markers = readMarkers(live);
    const isOurs = markers?.stack === desired.stack && markers.role === 'current' && isOwn(live, ours);
    if (!isOurs || !markers.list || going.has(live.id) || !names.has(markers.image)) return [];
    return [{ name: markers.image, noted: markers.list }];
  });
}

function left(change: Change, list: List, other: Bearer, { input }: Scene): Change {
  const wayOut = isPartial(input.selection)
    ? `Select another one as well, such as ${JSON.stringify(other.name)}`
    : 'It goes once another one can be changed';
  return {
    ...change,
    action: 'unchanged',
    reason: 'its withdrawal cannot be noted',
    fields: [],
    warnings: [
      ...change.warnings,
      `it is left as it is, although its list (${list.identifier.slice(0, 80)}) withdraws it: this run may change no other image of the list, to note that an older one must not bring it back. ${wayOut}`,
    ],
    steps: [],
  };
}

/** A published list of a version, as images note it. */
export type List = NonNullable<DesiredImage['list']>;

/** True when an image does not note yet that the list has come to this version. */
export function isHigher(list: List, noted: Markers['list']): boolean {
  return noted?.identifier !== list.identifier || compareVersions(noted.version, list.version) < 0;
}

/** Whether a change leaves this version of the list on the image that it is about. */
export function notes({ steps }: Pick<Change, 'steps'>, list: List): boolean {
  const { path, value } = operationFor(list);
  return steps.some((step) => {
    if (step.kind === 'stage') return step.attributes.properties?.[MARKER.list] === value;
    if (step.kind !== 'update' && step.kind !== 'publish') return false;
    return step.patch.some((operation) => operation.path === path && operation.value === value);
  });
}

/** The change, with a note of the list's version on the image; the same where it is noted, or comes to be. */
export function noted(list: List, image: Image, change: Change): Change {
  const before = readMarkers(image)?.list ?? null;
  if (notes(change, list) || !isHigher(list, before)) return change;
  return {
    ...change,
    ...(change.action === 'unchanged' ? { action: 'update', reason: 'fields differ' } : {}),
    fields: [...change.fields, fieldOf(list, before)],
    steps: noting(list, image, change.steps),
  };
}

/** What people see of a note. */
export function fieldOf(list: List, before: Markers['list']): Change['fields'][number] {
  const version = before?.identifier === list.identifier ? before.version : null;
  return { path: 'list_version', before: version, after: list.version };
}

/** The image's update or publication, or an update of its own, with the version that is noted. */
export function noting(list: List, { id }: Pick<Image, 'id'>, steps: readonly Step[]): readonly Step[] {
  const operation = operationFor(list);
  const carrier = steps.find((step) => (step.kind === 'update' && step.id === id) || step.kind === 'publish');
  if (!carrier) return [{ kind: 'update', id, patch: [operation] }, ...steps];
  return steps.map((step) =>
    step === carrier && (step.kind === 'update' || step.kind === 'publish')
      ? { ...step, patch: [...step.patch.filter(({ path }) => path !== operation.path), operation] }
      : step,
  );
}

function operationFor(list: List): PatchOperation {
  return setOperation(MARKER.list, formatList(list));
}
