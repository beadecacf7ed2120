import type { Desired, DesiredImage } from '../../model/desired.ts';
import {
  claimsOf,
  nameOfEntry,
  toldOf,
  type Unresolved,
  type UnresolvedEntry,
} from '../../model/unresolved.ts';
import type { PlanInput } from '../input.ts';
import { matchAll } from '../lookups.ts';
import { isSelected, type Selection } from '../selection.ts';
import { type Doubt, findDoubt } from './reserved.ts';

/** What a plan has to say of what is left out: not of images that it is not about. */
export function unresolvedIn(
  { unresolved = [] }: Pick<Desired, 'unresolved'>,
  selection: Selection,
): readonly Unresolved[] {
  return unresolved.filter(({ name }) => name === null || isSelected(name, selection)).map(toldOf);
}

/**
 * What is unresolved is missing from the state and has not left it. An image that would take, rename, retire or tidy up
 * a live image that may be of an unresolved entry is left out as well, until there is nothing left to doubt.
 */
export function leaveOutDoubtful(input: PlanInput): PlanInput {
  const { unresolved = [], images } = input.desired;
  if (unresolved.length === 0) return input;
  const doubtful = new Map(
    [...matchAll(input)].flatMap(([image, match]) => {
      const doubt = findDoubt(image, match, input.desired.stack, unresolved);
      return doubt === null ? [] : [[image, entryFor(image, doubt)] as const];
    }),
  );
  if (doubtful.size === 0) return input;
  const others = images.filter((image) => !doubtful.has(image));
  return leaveOutDoubtful(withUnresolved(input, others, [...unresolved, ...doubtful.values()]));
}

function entryFor(image: DesiredImage, { live, of: other }: Doubt<UnresolvedEntry>): UnresolvedEntry {
  const { name, at } = image;
  return {
    name,
    list: null,
    at,
    message: `the live image ${live.id} may be that of ${JSON.stringify(nameOfEntry(other))}, which cannot be resolved: it is left as it is`,
    hint: `It is planned again once ${JSON.stringify(nameOfEntry(other))} (${other.at.file}:${other.at.line}) can be resolved, or has left the file.`,
    claims: claimsOf(image),
  };
}

/** The input without what is left out. What is missing from the rest has not left the file. */
export function withUnresolved(
  input: PlanInput,
  images: readonly DesiredImage[],
  unresolved: readonly UnresolvedEntry[],
): PlanInput {
  const { settings, warnings } = input.desired;
  const isTold = settings.prune === 'never' || warnings.includes(NOTHING_PRUNED);
  return {
    ...input,
    desired: {
      ...input.desired,
      images,
      unresolved,
      settings: { ...settings, prune: 'never' },
      warnings: isTold ? warnings : [...warnings, NOTHING_PRUNED],
    },
  };
}

const NOTHING_PRUNED = 'nothing is pruned in this run, as not everything could be resolved';
