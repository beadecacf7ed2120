import { formatList, type Markers, readMarkers } from '../image/markers.ts';
import type { DesiredImage } from '../model/desired.ts';
import type { Image, PatchOperation } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import { setOperation } from '../model/patch.ts';
import type { Change } from '../model/plan.ts';
import type { Step } from '../model/step.ts';
import { compareVersions } from '../model/version-order.ts';

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
