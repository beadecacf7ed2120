import { isKnown, ownersIn } from '../../image/ownership.ts';
import type { DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import type { Blocker } from '../../model/plan.ts';
import { ownersOf, type PlanInput } from '../input.ts';
import { indexOf } from '../match/indexes.ts';

/** The way out while no project is known. */
const NAME_THE_PROJECT =
  'Set OS_PROJECT_ID (in clouds.yaml: project_id) to the project of these credentials, or set OS_AUTH_URL to a Keystone that can tell';

/**
 * Blocks an entry while no project is known and the entry may mean some visible image, whose owner may be another
 * project. Changing that image could take it from its users, and creating the name again could duplicate it.
 */
export function blockUnknownProject({
  image,
  input,
}: {
  readonly image: DesiredImage;
  readonly input: PlanInput;
}): Blocker | null {
  if (isKnown(ownersOf(image, input))) return null;
  const candidates = [...new Set(possibleImages(image, input).map(({ id }) => id))].sort();
  if (candidates.length === 0) return null;
  return {
    code: 'unknown-project',
    message: `no project is known for these credentials, so reconcile cannot tell whether it may change this image: it changes nothing, and creates no second one. ${NAME_THE_PROJECT}.`,
    candidates,
    scope: 'plan',
  };
}

/** Every visible image, in any role and of any owner, that the entry could mean. */
function possibleImages(image: DesiredImage, { desired, observed }: PlanInput): readonly Image[] {
  const index = indexOf(observed.images);
  const names = new Set([image.name, ...image.previously]);
  return [
    ...index.withIds(new Set(image.id === undefined ? [] : [image.id])),
    ...index.withNames(names),
    ...index.markedAs(desired.stack, names),
    ...(image.publisherId === undefined ? [] : index.withPublisherId(image.publisherId)),
  ];
}

/** Says that nothing is pruned while no project is known; `count` is the number of images that would be. */
export function unknownProjectWarnings({ observed }: PlanInput, count: number): readonly string[] {
  if (isKnown(ownersIn(observed.target)) || count === 0) return [];
  return [`no project is known for these credentials, so this run prunes nothing. ${NAME_THE_PROJECT}`];
}
