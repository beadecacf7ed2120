import type { DesiredImage } from '../model/desired.ts';
import { compareDigests, type Digests } from '../model/digest.ts';
import { type Image, storedDigests } from '../model/image.ts';
import { MARKER, type Validators } from '../model/marker.ts';
import type { SourceFacts } from '../model/observed.ts';
import { preparationOf } from '../model/preparation.ts';
import { readMarkers, recordedDigests } from './markers.ts';
import { coveredDigests, mayDoNothing, recipeOf } from './preparation.ts';

/** Whether a live image holds the content that the file wants, and what told. */
export interface ContentVerdict {
  readonly verdict: 'same' | 'different' | 'unknown';
  /** For people, e.g. `sha512 differs`. */
  readonly by: string;
}

const UNKNOWN: ContentVerdict = { verdict: 'unknown', by: 'nothing to compare by' };

/**
 * The first comparison that can tell, tells: given digests against what Glance computed, then against recorded
 * ones; a local file's own digests likewise; the given size; the remote's validators against the recorded ones.
 * Names and dates alone never do. Where the stored bytes are made of others, it is those, by what is recorded of them;
 * and what was made of them in another way is other content.
 */
export function compareContent(
  image: DesiredImage,
  live: Image,
  facts: SourceFacts | undefined,
): ContentVerdict {
  const recipe = recipeOf(preparationOf(image));
  const made = readMarkers(live)?.made ?? null;
  const sameWay = recipe === (made?.recipe ?? null);
  if (recipe === null) {
    const told = firstTold(byStored(image, live, facts));
    if (sameWay || told.verdict === 'different' || told.by.includes('digest')) return told;
    return OTHERWISE_MADE;
  }
  if (!made || !sameWay) return compareUnprepared(image, live, made !== null);
  return firstTold([
    () => byDigests('given digest', compareDigests(image.digests, made.digests)),
    () => byDigests('source digest', compareDigests(coveredDigests(image, facts), made.digests)),
    () => bySize(image.size, made.bytes),
    () => byRecordedValidators(facts, live),
  ]);
}

type Comparison = () => ContentVerdict;

function byStored(image: DesiredImage, live: Image, facts: SourceFacts | undefined): readonly Comparison[] {
  const stored = storedDigests(live);
  const recorded = recordedDigests(live);
  const covered = coveredDigests(image, facts);
  return [
    () => byDigests('given digest', compareDigests(image.digests, withoutMd5(stored))),
    () => byDigests('given digest', compareDigests(image.digests, stored)),
    () => byDigests('given digest', compareDigests(image.digests, recorded)),
    () => byDigests('source digest', compareDigests(covered, stored)),
    () => byDigests('source digest', compareDigests(covered, recorded)),
    () => bySize(image.size, live.size),
    () => byRecordedValidators(facts, live),
  ];
}

const OTHERWISE_MADE: ContentVerdict = {
  verdict: 'different',
  by: 'what is done with the bytes of the source differs',
};

/** The file wants something done with the bytes, and with those of the live image it was not done, or not so. */
function compareUnprepared(image: DesiredImage, live: Image, wasMade: boolean): ContentVerdict {
  const preparation = preparationOf(image);
  const told = compareDigests(image.digests, { ...recordedDigests(live), ...storedDigests(live) });
  const isAsServed = !wasMade && preparation?.digestsCover === 'source' && told === 'same';
  if (isAsServed && mayDoNothing(preparation)) return byDigests('given digest', told);
  // Of what others have made, nobody can tell how they did it.
  return wasMade || isAsServed || isOurUpload(live) ? OTHERWISE_MADE : UNKNOWN;
}

/** Every upload of ours is marked so, and no image that was only adopted. */
function isOurUpload(live: Image): boolean {
  return readMarkers(live) !== null && live.properties[MARKER.exceptions] !== undefined;
}

function firstTold(comparisons: readonly Comparison[]): ContentVerdict {
  for (const compare of comparisons) {
    const told = compare();
    if (told.verdict !== 'unknown') return told;
  }
  return UNKNOWN;
}

function byRecordedValidators(facts: SourceFacts | undefined, live: Image): ContentVerdict {
  return byValidators(facts?.validators ?? null, readMarkers(live)?.validators ?? null);
}

/** The multihash alone: it is asked before the weaker md5. */
function withoutMd5({ md5: _, ...strong }: Digests): Digests {
  return strong;
}

function byDigests(what: string, verdict: 'same' | 'different' | 'unknown'): ContentVerdict {
  return { verdict, by: `${what} ${verdict === 'same' ? 'agrees' : 'differs'}` };
}

/** A size can only ever tell that content differs. */
function bySize(wanted: number | undefined, live: number | null): ContentVerdict {
  if (wanted === undefined || live === null || wanted === live) return UNKNOWN;
  return { verdict: 'different', by: 'given size differs' };
}

/** Different if anything that both name differs; the same if an ETag or a date is among what agrees. */
function byValidators(remote: Validators | null, recorded: Validators | null): ContentVerdict {
  if (!remote || !recorded) return UNKNOWN;
  const shared = (['etag', 'lastModified', 'length'] as const).filter(
    (key) => remote[key] !== undefined && recorded[key] !== undefined,
  );
  const differing = shared.find((key) => remote[key] !== recorded[key]);
  if (differing) return { verdict: 'different', by: `${VALIDATOR_NAMES[differing]} of the source differs` };
  const deciding = shared.find((key) => key !== 'length');
  return deciding ? { verdict: 'same', by: `${VALIDATOR_NAMES[deciding]} of the source agrees` } : UNKNOWN;
}

const VALIDATOR_NAMES = { etag: 'ETag', lastModified: 'Last-Modified', length: 'length' } as const;
