import { readMarkers } from '../../image/markers.ts';
import { publishersOf } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import type { PlanInput } from '../input.ts';
import { findNameless, findUnlisted, type Unlisted } from './unlisted.ts';

/**
 * What the file does not list and this run does not remove: nobody looks after it any more, so the plan names it. What
 * is not listed any more as it has expired would else just be missing.
 */
export function unlistedWarnings(input: PlanInput): readonly string[] {
  const { prune } = input.desired.settings;
  const unlisted = findUnlisted(input);
  const cannotHide = prune === 'hide' && !input.observed.features.hidden && unlisted.length > 0;
  return [
    ...publishersOf(input.desired).lapsed.map(
      ({ name, expiry }) => `${name}: ${expiry?.reason ?? 'expired'}; it counts as no longer listed`,
    ),
    ...(cannotHide
      ? ['prune: hide: this service cannot hide images; what left the file stays as it is']
      : []),
    ...unlisted.flatMap((one) => [
      ...(prune === 'delete' ? [] : stayingBackups(one, input)),
      ...movedToOtherProject(one, input),
    ]),
    ...findNameless(input).flatMap((one) => namelessLeftovers(one, input)),
  ];
}

function stayingBackups({ name, backups }: Unlisted, { desired }: PlanInput): readonly string[] {
  if (backups.length === 0) return [];
  const stay = `${backups.length} of its backups ${backups.length === 1 ? 'stays' : 'stay'}`;
  return [
    `"${name}" has left the file, and ${stay} (prune: ${desired.settings.prune}): ${idsOf(backups).join(', ')}`,
  ];
}

function movedToOtherProject({ name, inOtherProject }: Unlisted, input: PlanInput): readonly string[] {
  const { prune } = input.desired.settings;
  const left = inOtherProject.filter((live) => wouldGo(live, input));
  if (left.length === 0) return [];
  const which = left.map(({ id, owner }) => `${id} (project ${owner})`).join(', ');
  return [
    `"${name}" has left the file, and what belongs to another project is left alone (prune: ${prune}): ${which}. To delete it, put the entry back with \`state: absent\` and that project as its \`owner:\``,
  ];
}

/** Whether something would be done to this image of another project, were it ours. */
function wouldGo(live: Image, { desired, busy }: PlanInput): boolean {
  const role = readMarkers(live)?.role;
  if (role === 'staged') return !busy?.has(live.id);
  switch (desired.settings.prune) {
    case 'never':
      return false;
    case 'hide':
      return role === 'current' && !live.hidden;
    case 'deactivate':
      return role === 'current' && live.status === 'active';
    case 'delete':
      return true;
  }
}

/** All files without a stack name share one stack: what one of them does not list may be another's. */
function namelessLeftovers({ name, staged }: Unlisted, { busy }: PlanInput): readonly string[] {
  const left = staged.filter((live) => !busy?.has(live.id));
  if (left.length === 0) return [];
  const images = left.length === 1 ? 'a staged image' : `${left.length} staged images`;
  return [
    `"${name}" is not in this file, and an earlier run left ${images} of it, perhaps of another file that does not name its stack. If not, remove what is left: openstack image delete ${idsOf(left).join(' ')}. A stack that is named (glance.server.name) tidies up after itself`,
  ];
}

function idsOf(images: readonly Image[]): readonly string[] {
  return images.map(({ id }) => id);
}
