import { readMarkers } from '../../image/markers.ts';
import { isOurs } from '../../image/ownership.ts';
import type { DesiredImage } from '../../model/desired.ts';
import type { Image, PatchOperation } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Adopted, Blocker } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import { matchesGlob, shellWord } from '../../model/text.ts';
import { type Allowances, ownersOf } from '../input.ts';
import { indexOf } from '../match/indexes.ts';
import type { Match } from '../match/match.ts';
import type { MatchedImage } from '../match/match-all.ts';

/** Whether the entry or an option of this run lets it delete what was not ours, and lift any protection. */
export function mayAdopt(
  { name, adopt = false }: Pick<DesiredImage, 'name' | 'adopt'>,
  allowed: Allowances | undefined,
): boolean {
  return adopt || (allowed?.adopts ?? []).some((pattern) => matchesGlob(name, pattern));
}

/**
 * Whether a change may delete a backup, or an image that an interrupted run left, by the way. Other ones stay as
 * backups: those that this stack did not publish, and those that a person protected.
 */
export function mayGo({ image, input }: Pick<MatchedImage, 'image' | 'input'>): (live: Image) => boolean {
  const owners = ownersOf(image, input);
  return (live) =>
    mayAdopt(image, input.allowed) ||
    (isOurs(live, input.desired.stack, owners) && !isProtectedByHand(image, live));
}

/** True for a protection that neither this file sets or lifts, nor an earlier apply of the file set. */
function isProtectedByHand(image: DesiredImage, live: Image): boolean {
  return live.protected && image.protected === undefined && !readMarkers(live)?.managed.protected;
}

/** The images that a change takes over: they were not ours until now. */
export function adoptedBy({ image, match, input }: MatchedImage, steps: readonly Step[]): readonly Adopted[] {
  const touched = idsIn(steps);
  const resumed = steps.flatMap((step) => (step.kind === 'resume' ? [step.id] : []));
  const { withIds } = indexOf(input.observed.images);
  const concerned = new Set([match.live, ...match.superseded, ...withIds(new Set(resumed))]);
  return [...concerned].flatMap((live) => {
    if (!live || !touched.has(live.id)) return [];
    if (isOurs(live, input.desired.stack, ownersOf(image, input))) return [];
    const { id, name, owner } = live;
    return [{ id, name, owner, protected: live.protected, by: foundBy(live, match) }];
  });
}

function foundBy(live: Image, match: Match): string {
  return live.properties[MARKER.found] ?? (live === match.live ? match.by : null) ?? 'marker';
}

function idsIn(steps: readonly Step[]): ReadonlySet<string> {
  return new Set(
    steps.flatMap((step) => {
      if ('id' in step) return [step.id];
      return 'image' in step && step.image !== 'staged' ? [step.image.id] : [];
    }),
  );
}

/** Blocks the deletion of images that were not ours, and lifting a protection that a person set, unless it is allowed. */
export function blockUnadopted(planned: MatchedImage, steps: readonly Step[]): readonly Blocker[] {
  const { image, input } = planned;
  if (mayAdopt(image, input.allowed)) return [];
  const owners = ownersOf(image, input);
  const { withIds } = indexOf(input.observed.images);
  const imagesOf = (ids: readonly string[]) => withIds(new Set(ids));
  const deleted = imagesOf(steps.flatMap((step) => (isDeletion(step) ? [step.id] : [])));
  const foreign = deleted.filter((live) => !isOurs(live, input.desired.stack, owners));
  const lifted = imagesOf(unprotectedBy(steps)).filter((live) =>
    isOurs(live, input.desired.stack, owners) ? isProtectedByHand(image, live) : live.protected,
  );
  const shielded = deleted.filter((live) => !foreign.includes(live) && isProtectedByHand(image, live));
  const protectedOnes = [...new Set([...lifted, ...shielded])].filter((live) => !foreign.includes(live));
  return [
    ...blocker('not-adopted', foreign, image, 'delete an image that this stack did not publish'),
    ...blocker('protected', protectedOnes, image, 'lift a protection that this file did not set'),
  ];
}

function isDeletion(step: Step): step is Extract<Step, { kind: 'delete' }> {
  return step.kind === 'delete' && step.reason !== 'leftover';
}

/** The images that a PATCH of these steps unprotects. */
function unprotectedBy(steps: readonly Step[]): readonly string[] {
  const resumed = steps.find((step) => step.kind === 'resume')?.id;
  return steps.flatMap((step) => {
    if (step.kind === 'publish') return unprotects(step.patch) && resumed !== undefined ? [resumed] : [];
    const isPatch = step.kind === 'update' || step.kind === 'retire';
    return isPatch && unprotects(step.patch) ? [step.id] : [];
  });
}

function unprotects(patch: readonly PatchOperation[]): boolean {
  return patch.some(({ path, value }) => path === '/protected' && value === false);
}

function blocker(
  code: 'not-adopted' | 'protected',
  images: readonly Image[],
  { name }: DesiredImage,
  what: string,
): readonly Blocker[] {
  if (images.length === 0) return [];
  const byHand = code === 'protected' ? ', lift it by hand (openstack image set --unprotected ID)' : '';
  return [
    {
      code,
      message: `this change would ${what}. If that is meant, say \`adopt: true\` in the entry${byHand}, or allow it for one run with ${adoptOption(name)}.`,
      candidates: images.map(({ id }) => id).sort(),
    },
  ];
}

/** The option that allows this for one run. */
export function adoptOption(name: string): string {
  return `--adopt ${shellWord(name)}`;
}

/** Says which backups stay although the file keeps fewer. `keep`: the file's number, or a larger one. */
export function sparedWarnings(
  { image, match, input }: MatchedImage,
  keep = image.backup.keep,
): readonly string[] {
  const spared = match.backups.slice(keep).filter((live) => !mayGo({ image, input })(live));
  if (spared.length === 0) return [];
  const ids = spared.map(({ id }) => id).join(', ');
  return [
    `more backups stay than \`backup.keep\` says, because this stack did not publish them, or a person protected them: ${ids}. To let them go, say \`adopt: true\` in the entry, or give ${adoptOption(image.name)}`,
  ];
}
