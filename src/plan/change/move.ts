import { readMarkers } from '../../image/markers.ts';
import type { Image } from '../../model/image.ts';
import type { UpdateStep } from '../../model/step.ts';
import type { Match } from '../match/match.ts';

/** For the step that begins with an image which another entry gives up: the change that must publish before. */
export function freedBy({ gets }: Pick<Match, 'gets'>): Pick<UpdateStep, 'freedBy'> {
  return gets?.freedBy ? { freedBy: gets.freedBy } : {};
}

/** For the reason of a change: the name under which the stack has the wanted content. */
export function shownMove(image: Image): string {
  const markers = readMarkers(image);
  const whose = markers?.role === 'backup' ? `the backup ${image.id} of` : `image ${image.id} of`;
  return `${whose} "${markers?.image}" holds the wanted content`;
}
