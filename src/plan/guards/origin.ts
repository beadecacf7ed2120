import { readMarkers } from '../../image/markers.ts';
import { isOfStack, ownersIn } from '../../image/ownership.ts';
import { publishersOf } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import type { Blocker } from '../../model/plan.ts';
import { hasOtherOrigin, ownersOf, type PlanInput } from '../input.ts';

/** Blocks changes of images that another state file published under the same stack. */
export function blockOtherOrigin(images: readonly Image[], input: PlanInput): readonly Blocker[] {
  const others = images.filter((image) => hasOtherOrigin(image, input));
  const [first] = others;
  if (!first) return [];
  const { stack, origin } = input.desired;
  const own = origin ? `this file is ${origin}` : 'the origin of this file is not known';
  return [
    {
      code: 'foreign',
      message: `the stack "${stack}" published this image from ${readMarkers(first)?.origin}, and ${own}. Give one of the two stacks another name. If the file moved, say so once with --new-origin.`,
      candidates: others.map(({ id }) => id).sort(),
      scope: 'plan',
    },
  ];
}

/**
 * Blocks pruning by a file none of whose entries the stack has ever had: the images that would go are probably those of
 * another file whose stack has the same name. A file without entries is `--allow-empty`, where the user said so.
 */
export function blockStranger(input: PlanInput): readonly Blocker[] {
  const { desired, allowed } = input;
  const entries = [...desired.images, ...publishersOf(desired).expired];
  if (allowed?.newOrigin || entries.length === 0 || entries.some((entry) => wasSeen(entry, input))) return [];
  return [
    {
      code: 'foreign',
      message: `no entry of this file was ever part of the stack "${desired.stack}", so its images are probably those of another file. Give one of the two stacks another name. If every entry was renamed, say so once with --new-origin.`,
      candidates: [],
      scope: 'plan',
    },
  ];
}

/** Whether no image of the stack is in this project: the file was never applied here. */
export function isNewHere({ desired, observed }: Pick<PlanInput, 'desired' | 'observed'>): boolean {
  const owners = ownersIn(observed.target);
  return desired.stackNamed && !observed.images.some((live) => isOfStack(live, desired.stack, owners));
}

/** Warns of a file that prunes and leaves its cloud to the environment, where no image of its stack shows the cloud. */
export function unnamedCloudWarnings(input: Pick<PlanInput, 'desired' | 'observed'>): readonly string[] {
  const { cloud, settings, stack } = input.desired;
  if (settings.prune === 'never' || cloud.cloud || cloud.identity || !isNewHere(input)) return [];
  return [
    `the file prunes and does not say which cloud it means, and no image of the stack "${stack}" is here: if this is the wrong cloud, stop; if not, set glance.server.cloud`,
  ];
}

function wasSeen(entry: PlanInput['desired']['images'][number], input: PlanInput): boolean {
  const owners = ownersOf(entry, input);
  const names = [entry.name, ...entry.previously];
  const { publisherId } = entry;
  return input.observed.images.some((live) => {
    if (!isOfStack(live, input.desired.stack, owners)) return false;
    const isNamed = names.includes(readMarkers(live)?.image ?? '') || live.id === entry.id;
    return isNamed || (publisherId && live.properties[publisherId.property] === publisherId.value);
  });
}
