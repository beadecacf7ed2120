import type { DesiredImage } from '../../model/desired.ts';
import { namesOf } from '../../model/digest.ts';
import type { Image } from '../../model/image.ts';
import type { Adopted, Change } from '../../model/plan.ts';
import type { CompareStep, Step } from '../../model/step.ts';
import { comparedBytes, isUncompared } from '../content/uncompared.ts';
import { type MatchedInput, selectedMatches } from '../match/match-all.ts';
import { publishes } from './listed.ts';

/** An entry whose live image no known digest can be compared with. */
interface Uncompared {
  readonly image: DesiredImage;
  readonly live: Image;
}

/**
 * Plans all changes, each entry whose content no digest tells in both ways: as if its bytes agreed, and as if they differed.
 * Such an entry becomes one change of both, which compares the bytes first. It counts as what it may do: a replacement.
 */
export function planBothWays(
  input: MatchedInput,
  planAll: (input: MatchedInput) => readonly Change[],
): readonly Change[] {
  const uncompared = new Map(
    selectedMatches(input).flatMap(([image, { live }]) =>
      live && image.state === 'present' && isUncompared(image, live, input.facts.get(image.name))
        ? [[image.name, { image, live }] as const]
        : [],
    ),
  );
  if (uncompared.size === 0) return planAll(input);
  const replaced = planAll({ ...input, uncompared: 'different' });
  // An image that refers to one of these cannot know its id yet, also if its own bytes agree.
  const mayPublish = new Set(replaced.filter(publishes).map(({ name }) => name));
  const kept = new Map<string, Change>();
  for (const change of planAll({ ...input, uncompared: 'same', mayPublish }))
    if (!kept.has(change.name)) kept.set(change.name, change);
  return replaced.map((different) => {
    const entry = uncompared.get(different.name);
    const same = kept.get(different.name);
    if (!entry || !same) return different;
    return isReplacementOf(same, different) ? verification(entry, same, different, input) : same;
  });
}

/** Whether the bytes decide: the image stays if they agree, and is replaced if they differ. */
function isReplacementOf(same: Change, different: Change): boolean {
  const wouldReplace = different.action === 'replace' || publishes(different);
  return wouldReplace && !publishes(same) && same.action !== 'replace';
}

function verification(
  { image, live }: Uncompared,
  same: Change,
  different: Change,
  { facts }: MatchedInput,
): Change {
  // A limit counts the change as the replacement that it may be; other blockers hold once the bytes are known to differ.
  const isRefused = different.blockedBy.some(({ code }) => code !== 'guard') || image.preventReplace === true;
  const refused = isRefused ? different.blockedBy.map(({ message }) => message).join(' ') || null : null;
  const compare: CompareStep = {
    kind: 'compare',
    id: live.id,
    digests: image.digests,
    ...comparedBytes(image, live, facts.get(image.name)),
    same: same.steps.filter(standsAlone),
    refused,
  };
  const blockedBy = [...same.blockedBy, ...(refused === null ? different.blockedBy : [])];
  const outcome = refused === null ? different : same;
  const adopts = uniqueById([...(different.adopts ?? []), ...(same.adopts ?? [])]);
  return {
    ...different,
    action: 'verify',
    reason: `no ${namesOf(image.digests).join(' or ')} of the live image is known`,
    fields: outcome.fields,
    content: refused === null ? different.content : null,
    ...(adopts.length > 0 ? { adopts } : {}),
    blockedBy,
    warnings: [...new Set([...different.warnings, ...same.warnings])],
    basis: {
      ...different.basis,
      images: { ...different.basis.images, ...same.basis.images },
      members: { ...different.basis.members, ...same.basis.members },
    },
    steps: blockedBy.length > 0 ? [] : [compare, ...(refused === null ? different.steps : [])],
  };
}

/** Housekeeping that waits for other changes is left to the next run. */
function standsAlone(step: Step): boolean {
  return !('after' in step && step.after !== undefined);
}

function uniqueById(adopted: readonly Adopted[]): readonly Adopted[] {
  return [...new Map(adopted.map((one) => [one.id, one])).values()];
}
