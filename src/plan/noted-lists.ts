import { type Markers, readMarkers } from '../image/markers.ts';
import { isOwn, type Owners } from '../image/ownership.ts';
import type { Image } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import { type PlanInput, projectId } from './input.ts';

/** The list that an image of this stack came from, as it was noted there. */
export interface NotedList {
  readonly live: Image;
  readonly markers: Markers;
  readonly identifier: string;
  readonly version: string;
}

/**
 * What the live images of the stack note, backups among them; what was staged and never published does not count. Any
 * project may write such notes on its own images: those of others are not believed.
 */
export function notedLists(
  input: Pick<PlanInput, 'desired' | 'observed' | 'projects'>,
): readonly NotedList[] {
  const owners = ownersOfStack(input);
  return input.observed.images.flatMap((live) => {
    // Cheap, and false for most: markers take longer to read.
    if (live.properties[MARKER.list] === undefined || !isOwn(live, owners)) return [];
    const markers = readMarkers(live);
    if (markers?.stack !== input.desired.stack || markers.role === 'staged' || !markers.list) return [];
    return [{ live, markers, ...markers.list }];
  });
}

function ownersOfStack(input: Pick<PlanInput, 'desired' | 'observed' | 'projects'>): Owners {
  const ours = input.observed.target.projectId;
  if (ours === '') return [];
  return [ours, ...input.desired.images.flatMap(({ owner }) => (owner ? [projectId(input, owner)] : []))];
}

/** UUIDs are the same in either case (RFC 9562), and no two lists are told apart by that alone. */
export function isSameList(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
