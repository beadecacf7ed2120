import { holdOf } from '../../image/hold.ts';
import { readMarkers } from '../../image/markers.ts';
import type { Desired, DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import type { Observed, SourceFacts } from '../../model/observed.ts';
import { compareContent } from '../content/compare.ts';
import { type HoldContext, holdOn } from '../content/held.ts';
import { hasOtherOrigin, ownersOf, type PlanInput } from '../input.ts';
import { isSelected, type Selection } from '../selection.ts';
import { type Match, matchImages } from './match.ts';
import { namesInUse } from './names-in-use.ts';
import { withFormerNames } from './publisher-id.ts';

export type Matches = ReadonlyMap<DesiredImage, Match>;

/** A plan's input with the match of every entry, selected or not. */
export interface MatchedInput extends PlanInput {
  readonly matches: Matches;
}

/** One entry of the state file, and its live images. */
export interface MatchedImage {
  readonly image: DesiredImage;
  readonly match: Match;
  readonly input: PlanInput;
}

/** The input that a match depends on besides the state. The same objects give the same matches. */
type Scene = Pick<PlanInput, 'observed' | 'projects' | 'busy' | 'allowed'>;

interface Known extends Scene {
  readonly desired: Desired;
  readonly named: Desired;
  readonly matches: Matches;
}

const known = new WeakMap<Observed, Known>();

/**
 * Matches every entry of the state with the live images. The matches are kept, so that `sourcesToLookAt` and the plan
 * share them. An entry gets the former names that its publisher id tells. Facts only decide between current images.
 */
export function matchAll(input: PlanInput): MatchedInput {
  const { named, matches } = recall(input) ?? remember(input);
  return { ...input, desired: named, matches: decideAll(matches, input) };
}

/** Matches again after a rule skipped entries: a skipped entry can free its live image for another entry. */
export function matchRest(input: PlanInput): MatchedInput {
  return { ...input, matches: decideAll(matchesOf(input.desired, input), input) };
}

/** The matches of the entries that the run is about. */
export function selectedMatches({ matches, selection }: MatchedInput): readonly MatchedPair[] {
  return pairsIn(matches, selection);
}

/** The matches of the entries that a selection names. */
export function pairsIn(matches: Matches, selection: Selection): readonly MatchedPair[] {
  return [...matches].filter(([image]) => isSelected(image.name, selection));
}

type MatchedPair = readonly [image: DesiredImage, match: Match];

function recall({ desired, observed, projects, busy, allowed }: PlanInput): Known | undefined {
  const found = known.get(observed);
  const isSame =
    found?.desired === desired &&
    found.projects === projects &&
    found.busy === busy &&
    found.allowed?.newOrigin === allowed?.newOrigin;
  return isSame ? found : undefined;
}

function remember({ desired, observed, projects, busy, allowed }: PlanInput): Known {
  const scene = { desired, observed, projects, ...(busy ? { busy } : {}), ...(allowed ? { allowed } : {}) };
  const named = withFormerNames({ desired, observed, projects });
  const matched = { ...scene, named, matches: matchesOf(named, scene) };
  known.set(observed, matched);
  return matched;
}

function matchesOf(desired: Desired, { observed, projects, busy = new Set(), allowed }: Scene): Matches {
  return matchImages(desired, {
    stack: desired.stack,
    names: namesInUse(desired),
    images: observed.images,
    busy,
    owners: (image) => ownersOf(image, { observed, projects }),
    isElsewhere: (image) => hasOtherOrigin(image, { desired, ...(allowed ? { allowed } : {}) }),
  });
}

function decideAll(matches: Matches, input: PlanInput): Matches {
  return new Map(
    [...matches].map(([image, match]) => [image, decide(image, match, input.facts.get(image.name), input)]),
  );
}

/**
 * Chooses among several published images. While a hold lasts, the image that the last rollback published, even before the
 * image with the pinned id; else the image with the wanted content, else the newest.
 */
function decide(
  image: DesiredImage,
  match: Match,
  facts: SourceFacts | undefined,
  input: HoldContext,
): Match {
  const { live, by } = match;
  if (live === null || match.superseded.length === 0 || (by !== 'marker' && by !== 'id')) return match;
  const held = lastRolledBackTo(match);
  if (held && holdOn(image, held, facts, input)) return withLive(match, held);
  if (by === 'id') return match;
  const same = [live, ...match.superseded].find(
    (current) => compareContent(image, current, facts).verdict === 'same',
  );
  return same ? withLive(match, same) : match;
}

/** The published image that the last rollback of an entry published; null: none records a rollback. */
export function lastRolledBackTo({ live, superseded }: Pick<Match, 'live' | 'superseded'>): Image | null {
  const turnOf = (image: Image) => holdOf(image)?.turn ?? 0;
  const [last] = [...(live ? [live] : []), ...superseded]
    .filter((image) => holdOf(image) !== null)
    .sort((a, b) => turnOf(b) - turnOf(a));
  return last ?? null;
}

/** The match with another of its published images as the live one. A pinned image may be a backup after a rollback. */
export function withLive(match: Match, live: Image): Match {
  if (match.live === live) return match;
  const others = [match.live, ...match.superseded].flatMap((one) => (one && one !== live ? [one] : []));
  const isBackup = (one: Image) => readMarkers(one)?.role === 'backup';
  return {
    ...match,
    live,
    by: 'marker',
    superseded: others.filter((one) => !isBackup(one)),
    backups: [...others.filter(isBackup), ...match.backups],
  };
}
