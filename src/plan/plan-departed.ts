import type { Image } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import { setOperation } from '../model/patch.ts';
import type { Action, Change } from '../model/plan.ts';
import type { Step } from '../model/step.ts';
import type { PlanInput } from './context.ts';
import { fingerprintImage } from './fingerprint.ts';
import { type Markers, readMarkers } from './markers.ts';
import { deleteStep } from './retention.ts';
import { isPartial } from './selection.ts';

/**
 * Plans what becomes of images of our stack whose entry left the file: published ones as `prune` says, staged ones
 * of interrupted runs are deleted. Only a file that names its stack may conclude anything from what it does not
 * list, and only from the whole of it.
 */
export function planDeparted(input: PlanInput): readonly Change[] {
  const { desired, observed, selection } = input;
  if (!desired.stackNamed || isPartial(selection)) return [];
  const known = new Set(desired.images.flatMap((image) => [image.name, ...image.previously]));
  const pinned = new Set(desired.images.map((image) => image.id));
  const ours = observed.target.projectId;
  return observed.images
    .flatMap((live) => {
      const markers = readMarkers(live);
      const departed = markers?.stack === desired.stack && !known.has(markers.image) && !pinned.has(live.id);
      return departed && (ours === '' || live.owner === ours) ? [{ live, markers }] : [];
    })
    .sort((a, b) => order(a).localeCompare(order(b)))
    .flatMap(({ live, markers }) => planOne(live, markers, input));
}

function planOne(live: Image, markers: Markers, input: PlanInput): readonly Change[] {
  if (markers.role === 'staged') {
    if (input.busy?.has(live.id)) return [];
    return [change(live, markers, input, 'delete', [deleteStep(live, 'leftover')])];
  }
  if (markers.role === 'backup') return [];
  switch (input.desired.settings.prune) {
    case 'never':
      return [];
    case 'delete':
      return [change(live, markers, input, 'delete', [deleteStep(live, 'pruned')])];
    case 'deactivate':
      if (live.status !== 'active') return [];
      return [
        change(live, markers, input, 'deactivate', [
          { kind: 'deactivate', image: { id: live.id } },
          { kind: 'update', id: live.id, patch: [setOperation(MARKER.pruned, 'deactivate')] },
        ]),
      ];
    case 'hide':
      if (live.hidden || !input.observed.features.hidden) return [];
      return [
        change(live, markers, input, 'hide', [
          {
            kind: 'update',
            id: live.id,
            patch: [setOperation('os_hidden', true), setOperation(MARKER.pruned, 'hide')],
          },
        ]),
      ];
  }
}

function change(
  live: Image,
  markers: Markers,
  input: PlanInput,
  action: Action,
  steps: readonly Step[],
): Change {
  const leftover = markers.role === 'staged';
  const ours = input.observed.target.projectId;
  return {
    region: input.observed.target.region,
    name: markers.image,
    action,
    imageId: live.id,
    reason: leftover
      ? 'left by an interrupted run'
      : `no longer in the file (prune: ${input.desired.settings.prune})`,
    fields: departedFields(action, live),
    content: null,
    blockedBy: [],
    warnings: [],
    timeout: null,
    basis: {
      images: { [live.id]: fingerprintImage(live) },
      members: {},
      namesakes: [],
      owners: ours === '' ? [] : [ours],
    },
    steps,
  };
}

function departedFields(action: Action, live: Image): Change['fields'] {
  if (action === 'hide') return [{ path: 'hidden', before: live.hidden, after: true }];
  if (action === 'deactivate') return [{ path: 'status', before: live.status, after: 'deactivated' }];
  return [];
}

/** By name, then by id: never by how they were listed. */
function order({ live, markers }: { readonly live: Image; readonly markers: Markers }): string {
  return `${markers.image}\0${live.id}`;
}
