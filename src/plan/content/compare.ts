import { readMarkers, recordedDigests } from '../../image/markers.ts';
import { mayDoNothing, recipeOf } from '../../image/recipe.ts';
import type { DesiredImage } from '../../model/desired.ts';
import { ALGORITHMS, type Digests } from '../../model/digest.ts';
import { type Image, storedDigests } from '../../model/image.ts';
import { MARKER, type Validators } from '../../model/marker.ts';
import type { SourceFacts } from '../../model/observed.ts';
import { preparationOf } from '../../model/preparation.ts';
import { comparableDigests } from './wanted.ts';

/** Whether a live image holds the content that the file wants, and what told. */
export interface ContentVerdict {
  readonly verdict: 'same' | 'different' | 'unknown';
  /** For people, e.g. `sha512 differs`. */
  readonly by: string;
}

const UNKNOWN: ContentVerdict = { verdict: 'unknown', by: 'nothing to compare by' };

/**
 * The first comparison that can tell, tells: given digests and size against all that is known of the live bytes, by
 * Glance's computing or by record; a local file's own digests likewise; the remote's validators against the recorded
 * ones. Every algorithm that both have must agree: a publisher whose md5 is still right and whose sha256 is not offers
 * other content. Names and dates alone never tell. Where the stored bytes are made of others, it is those, by what is
 * recorded of them; and what was made of them in another way is other content.
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
    const told = firstTold(
      comparisons(image, live, facts, { bytes: live.size, digests: knownDigests(live) }),
    );
    if (sameWay || told.verdict === 'different' || told.by.includes('digest')) return told;
    return OTHERWISE_MADE;
  }
  if (!made || !sameWay) return compareUnprepared(image, live, made !== null);
  return firstTold(comparisons(image, live, facts, made));
}

/** What is known of the bytes that digests and size are of. */
interface Known {
  readonly bytes: number | null;
  readonly digests: Digests;
}

type Comparison = () => ContentVerdict;

function comparisons(
  image: DesiredImage,
  live: Image,
  facts: SourceFacts | undefined,
  known: Known,
): readonly Comparison[] {
  return [
    () => byDescription('given', image, known),
    () => byDescription('source', { digests: comparableDigests(image, facts) }, known),
    () => byValidators(facts?.validators ?? null, readMarkers(live)?.validators ?? null),
  ];
}

/** Of the stored bytes; what Glance computed itself goes before what is recorded. */
function knownDigests(live: Image): Digests {
  return { ...recordedDigests(live), ...storedDigests(live) };
}

const OTHERWISE_MADE: ContentVerdict = {
  verdict: 'different',
  by: 'what is done with the bytes of the source differs',
};

/** The file wants something done with the bytes, and with those of the live image it was not done, or not so. */
function compareUnprepared(image: DesiredImage, live: Image, wasMade: boolean): ContentVerdict {
  const preparation = preparationOf(image);
  const told = byDescription('given', image, { bytes: live.size, digests: knownDigests(live) });
  const isAsServed = !wasMade && preparation?.digestsCover === 'source' && told.agrees;
  if (isAsServed && mayDoNothing(preparation)) return told;
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

/** A verdict by digests and size. `agrees`: a digest does, so that both are of the same bytes, or are meant to be. */
interface Described extends ContentVerdict {
  readonly agrees: boolean;
}

/** A size can only ever tell that content differs. */
function byDescription(
  whose: 'given' | 'source',
  { digests, size }: Pick<DesiredImage, 'digests' | 'size'>,
  known: Known,
): Described {
  const shared = ALGORITHMS.filter(
    (name) => digests[name] !== undefined && known.digests[name] !== undefined,
  );
  const same = shared.filter((name) => digests[name] === known.digests[name]);
  const others = shared.filter((name) => digests[name] !== known.digests[name]);
  const agrees = same.length > 0;
  const though = agrees ? `, though ${inflected(same, 'agree')}` : '';
  if (others.length > 0) {
    const what = agrees ? inflected(others, 'differ') : 'digest differs';
    return { verdict: 'different', by: `${whose} ${what}${though}`, agrees };
  }
  if (size !== undefined && known.bytes !== null && size !== known.bytes) {
    return { verdict: 'different', by: `${whose} size differs${though}`, agrees };
  }
  return agrees ? { verdict: 'same', by: `${whose} digest agrees`, agrees } : { ...UNKNOWN, agrees };
}

function inflected(names: readonly string[], verb: string): string {
  return `${names.join(' and ')} ${verb}${names.length === 1 ? 's' : ''}`;
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
