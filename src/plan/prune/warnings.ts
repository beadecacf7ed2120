import { readMarkers } from '../../image/markers.ts';
import { isKnown, ownersIn } from '../../image/ownership.ts';
import { publishersOf } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { adoptOption } from '../guards/adoption.ts';
import { unknownProjectWarnings } from '../guards/unknown-project.ts';
import type { PlanInput } from '../input.ts';
import { findNameless, findUnlisted, type Unlisted } from './unlisted.ts';

/**
 * Names the unlisted images that this run leaves, because reconcile no longer manages them. Also names the entries that
 * count as unlisted because they expired.
 */
export function unlistedWarnings(input: PlanInput): readonly string[] {
  const { prune } = input.desired.settings;
  const unlisted = findUnlisted(input);
  const cannotHide = prune === 'hide' && !input.observed.features.hidden && unlisted.length > 0;
  const going = unlisted.flatMap(({ inOtherProject }) =>
    inOtherProject.filter((live) => wouldGo(live, input)),
  );
  return [
    ...publishersOf(input.desired).expired.map(
      ({ name, expiry }) => `${name}: ${expiry?.reason ?? 'expired'}; it counts as no longer listed`,
    ),
    ...(cannotHide
      ? ['prune: hide: this service cannot hide images; images that are no longer listed stay as they are']
      : []),
    ...unknownProjectWarnings(input, going.length),
    ...unlisted.flatMap((one) => [
      ...(prune === 'delete' ? [] : stayingBackups(one, input)),
      ...movedToOtherProject(one, input),
      ...foundByOthers(one, input),
    ]),
    ...findNameless(input).flatMap((one) => namelessLeftovers(one, input)),
  ];
}

function stayingBackups({ name, backups }: Unlisted, { desired }: PlanInput): readonly string[] {
  if (backups.length === 0) return [];
  const stay = `${backups.length} of its backups ${backups.length === 1 ? 'stays' : 'stay'}`;
  return [
    `"${name}" is no longer in the file, and ${stay} (prune: ${desired.settings.prune}): ${idsOf(backups).join(', ')}`,
  ];
}

function movedToOtherProject({ name, inOtherProject }: Unlisted, input: PlanInput): readonly string[] {
  const { prune } = input.desired.settings;
  const remaining = inOtherProject.filter((live) => wouldGo(live, input));
  // Without a project of our own, no image is known to be another project's.
  if (remaining.length === 0 || !isKnown(ownersIn(input.observed.target))) return [];
  const which = remaining.map(({ id, owner }) => `${id} (project ${owner})`).join(', ');
  return [
    `"${name}" is no longer in the file, and reconcile leaves its images of other projects alone (prune: ${prune}): ${which}. To delete such an image, put the entry back with \`state: absent\` and that project as its \`owner:\``,
  ];
}

/** Images that this stack replaced and did not publish are not ours to prune. */
function foundByOthers({ name, found }: Unlisted, input: PlanInput): readonly string[] {
  const remaining = found.filter((live) => wouldGo(live, input));
  if (remaining.length === 0) return [];
  return [
    `"${name}" is no longer in the file, and images that this stack did not publish stay (prune: ${input.desired.settings.prune}): ${idsOf(remaining).join(', ')}. To prune them too, give ${adoptOption(name)}`,
  ];
}

/** Whether this run would change this image if it belonged to our project. */
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

/** All files without a stack's name share one stack, so an image that one file does not list may be another's. */
function namelessLeftovers({ name, staged }: Unlisted, { busy }: PlanInput): readonly string[] {
  const remaining = staged.filter((live) => !busy?.has(live.id));
  if (remaining.length === 0) return [];
  const images = remaining.length === 1 ? 'a staged image' : `${remaining.length} staged images`;
  return [
    `"${name}" is not in this file, and an interrupted run left ${images}, perhaps of another file without a stack's name. If not, delete: openstack image delete ${idsOf(remaining).join(' ')}. For a stack with a name (glance.server.name), reconcile deletes them itself`,
  ];
}

function idsOf(images: readonly Image[]): readonly string[] {
  return images.map(({ id }) => id);
}
