import type { DesiredImage } from '../model/desired.ts';
import type { Image, PatchOperation } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import { setOperation } from '../model/patch.ts';
import type { Change } from '../model/plan.ts';
import type { Step } from '../model/step.ts';
import { compareVersions } from '../model/version-order.ts';
import type { PlanInput } from './context.ts';
import { formatList, type Markers, readMarkers } from './markers.ts';

type List = NonNullable<DesiredImage['list']>;

/**
 * Has the version of a list that withdrew an image outlive that image: where one goes that an earlier version brought,
 * the images that stay note the version of now. Otherwise the earlier list, served again, would bring it back. One
 * that is hidden or deactivated is there still, and notes it itself. Else a version is noted with new content, and
 * where the image is changed anyway.
 */
export function noteWithdrawals(changes: readonly Change[], input: PlanInput): readonly Change[] {
  const current = currentLists(input);
  if (current.size === 0) return changes;
  const live = new Map(input.observed.images.map((image) => [image.id, image]));
  const free = changes.filter(({ blockedBy }) => blockedBy.length === 0);
  const withdrawing = new Set(
    free.flatMap(({ steps }) =>
      steps.flatMap((step) => {
        const list = isRemoval(step) ? laterList(live.get(step.id), current) : null;
        return list ? [list.identifier] : [];
      }),
    ),
  );
  const images = new Map(input.desired.images.map((image) => [image.name, image]));
  return changes.map((change) => {
    const image = change.imageId === null ? undefined : live.get(change.imageId);
    if (!image || change.blockedBy.length > 0) return change;
    if (change.action === 'hide' || change.action === 'deactivate') {
      const list = laterList(image, current);
      return list ? { ...change, steps: noting(list, image, change.steps) } : change;
    }
    const list = images.get(change.name)?.list;
    if (!list || (change.steps.length === 0 && !withdrawing.has(list.identifier))) return change;
    return stays(image, change, input) ? note(list, image, change) : change;
  });
}

/** What the file's lists are by now, by identifier, whatever of them is wanted or still valid. */
function currentLists({ desired }: PlanInput): ReadonlyMap<string, List> {
  const current = new Map<string, List>();
  for (const { found } of desired.askedLists ?? []) {
    const known = found && current.get(found.identifier);
    if (!found || (known && compareVersions(known.version, found.version) >= 0)) continue;
    current.set(found.identifier, found);
  }
  return current;
}

function isRemoval(step: Step): step is Extract<Step, { kind: 'delete' }> {
  return step.kind === 'delete' && (step.reason === 'pruned' || step.reason === 'absent');
}

/** The list that a live image came from, where it has a higher version by now. */
function laterList(image: Image | undefined, current: ReadonlyMap<string, List>): List | null {
  const noted: Markers['list'] = (image && readMarkers(image)?.list) ?? null;
  const list = noted && current.get(noted.identifier);
  return list && isHigher(list, noted) ? list : null;
}

function isHigher(list: List, noted: Markers['list']): boolean {
  return noted?.identifier !== list.identifier || compareVersions(noted.version, list.version) < 0;
}

/** New content is staged with the version of its list, and what is not ours is not written on. */
function stays(image: Image, { action, steps }: Change, { desired }: PlanInput): boolean {
  const isReplaced = steps.some((step) => step.kind === 'publish' || isRemoval(step));
  return !isReplaced && (action === 'adopt' || readMarkers(image)?.stack === desired.stack);
}

function note(list: List, image: Image, change: Change): Change {
  const noted = readMarkers(image)?.list ?? null;
  const isNoted = change.steps.some(
    (step) => step.kind === 'update' && step.patch.some(({ path }) => path === operationFor(list).path),
  );
  if (isNoted || !isHigher(list, noted)) return change;
  const before = noted?.identifier === list.identifier ? noted.version : null;
  return {
    ...change,
    ...(change.action === 'unchanged' ? { action: 'update', reason: 'fields differ' } : {}),
    fields: [...change.fields, { path: 'list_version', before, after: list.version }],
    steps: noting(list, image, change.steps),
  };
}

/** The image's update, or one of its own, with the version that is noted. */
function noting(list: List, { id }: Image, steps: readonly Step[]): readonly Step[] {
  const operation = operationFor(list);
  const update = steps.find((step) => step.kind === 'update' && step.id === id);
  if (!update) return [{ kind: 'update', id, patch: [operation] }, ...steps];
  return steps.map((step) =>
    step === update && step.kind === 'update' ? { ...step, patch: [...step.patch, operation] } : step,
  );
}

function operationFor(list: List): PatchOperation {
  return setOperation(MARKER.list, formatList(list));
}
