import { readMarkers, recordedDigests } from '../../image/markers.ts';
import { mayKeepBytes, otherRecipe, recipeOf } from '../../image/recipe.ts';
import type { DesiredImage } from '../../model/desired.ts';
import { ALGORITHMS, type Digests, namesOf } from '../../model/digest.ts';
import { type Image, storedDigests } from '../../model/image.ts';
import { MARKER, type Validators } from '../../model/marker.ts';
import type { SourceFacts } from '../../model/observed.ts';
import { type Preparable, type Preparation, preparationOf, showsPacking } from '../../model/preparation.ts';
import { comparableDigests } from './wanted.ts';

/** Whether a live image holds the content that the file wants, and the ground of the verdict. */
export interface ContentVerdict {
  readonly verdict: 'same' | 'different' | 'unknown';
  /** For people, e.g. `sha512 differs`. */
  readonly by: string;
}

const UNKNOWN: Comparison = { verdict: 'unknown', by: 'nothing to compare by', digestAgrees: false };

/**
 * Compares the content of a live image with the wanted one. The first comparison with a result decides:
 *
 * 1. given digests and size with those of the live bytes, computed by Glance or recorded;
 * 2. digests of the source, e.g. of a local file, with the same;
 * 3. validators of the remote server (ETag, Last-Modified, length) with the recorded ones.
 *
 * Every algorithm that both sides have must agree: if the md5 agrees and the sha256 does not, the content differs. Names
 * and dates alone decide nothing. Prepared images are compared by the recorded bytes that they were made from; another
 * preparation of the same bytes is other content.
 */
export function compareContent(
  image: DesiredImage,
  live: Image,
  facts: SourceFacts | undefined,
): ContentVerdict {
  const preparedFrom = readMarkers(live)?.preparedFrom ?? null;
  const sameWay = isPreparedAs(image, live);
  if (preparedFrom && sameWay) return compareBytes(image, live, facts, { ...preparedFrom, isStored: false });
  if (sameWay || recipeOf(preparationFor(image, live)) === null) {
    const compared = compareBytes(image, live, facts, {
      bytes: live.size,
      digests: knownDigests(live),
      isStored: true,
    });
    return sameWay || compared.verdict === 'different' || compared.digestAgrees
      ? compared
      : PREPARED_DIFFERENTLY;
  }
  return compareUnprepared(image, live, preparedFrom !== null);
}

/**
 * Whether a live image records that it was prepared as the file wants. Where the content decides whether it is unpacked,
 * both recipes count: the same source is prepared in the same way again.
 */
export function isPreparedAs(image: DesiredImage, live: Image): boolean {
  const recorded = readMarkers(live)?.preparedFrom?.recipe ?? null;
  if (recorded === recipeOf(preparationFor(image, live))) return true;
  if (otherRecipe(preparable(image, live)) !== recorded) return false;
  return recorded !== null || isDiskAsServed(live);
}

/** The preparation of an image's content. A container format that the file leaves open stays that of the live image. */
export function preparationFor(image: DesiredImage, live: Image): Preparation | null {
  return preparationOf(preparable(image, live));
}

function preparable(image: DesiredImage, live: Image): Preparable {
  if (image.containerFormat !== undefined || live.containerFormat === null) return image;
  return { ...image, containerFormat: live.containerFormat };
}

/** Whether reconcile uploaded the image, and inspected it as a disk: it holds no packed bytes. */
function isDiskAsServed(live: Image): boolean {
  const allowed = live.properties[MARKER.exceptions]?.split(' ') ?? [];
  return isOurUpload(live) && !allowed.includes('format-mismatch');
}

/** Size and digests of the live bytes, or of those that they were made from. */
interface Known {
  readonly bytes: number | null;
  readonly digests: Digests;
}

/** The verdict of one comparison. */
interface Comparison extends ContentVerdict {
  /** True when a digest agrees, even if the verdict is `different`: both sides are about the same bytes. */
  readonly digestAgrees: boolean;
}

function compareBytes(
  image: DesiredImage,
  live: Image,
  facts: SourceFacts | undefined,
  known: Known & { readonly isStored: boolean },
): Comparison {
  // A digest that was given decides: a comparison of the stored bytes can tell it. An ETag cannot.
  const mustTell = known.isStored && namesOf(image.digests).length > 0;
  const comparisons = [
    () => byDescription('given', image, known),
    () => byDescription('source', { digests: comparableDigests(image, facts) }, known),
    ...(mustTell
      ? []
      : [() => byValidators(facts?.validators ?? null, readMarkers(live)?.validators ?? null)]),
  ];
  for (const compare of comparisons) {
    const compared = compare();
    if (compared.verdict !== 'unknown') return compared;
  }
  return UNKNOWN;
}

/** Digests of the stored bytes. Those that Glance computed go before recorded ones. */
export function knownDigests(live: Image): Digests {
  return { ...recordedDigests(live), ...storedDigests(live) };
}

const PREPARED_DIFFERENTLY: Comparison = {
  verdict: 'different',
  by: 'the preparation of the source differs',
  digestAgrees: false,
};

/** Compares an image that the file wants prepared with a live image whose preparation differs or is missing. */
function compareUnprepared(image: DesiredImage, live: Image, wasMade: boolean): ContentVerdict {
  const preparation = preparationFor(image, live);
  const given = byDescription('given', image, { bytes: live.size, digests: knownDigests(live) });
  const isAsServed = !wasMade && preparation?.digestsCover === 'source' && given.digestAgrees;
  if (isAsServed && mayKeepBytes(preparation) && !showsPacking(image)) return given;
  // An image that reconcile did not upload does not record how it was prepared.
  return wasMade || isAsServed || isOurUpload(live) ? PREPARED_DIFFERENTLY : UNKNOWN;
}

/** Whether reconcile uploaded the image: it marks every upload with its exceptions, and no image that it adopts. */
function isOurUpload(live: Image): boolean {
  return readMarkers(live) !== null && live.properties[MARKER.exceptions] !== undefined;
}

/** Compares by digests and size. A size can only tell that content differs. */
function byDescription(
  whose: 'given' | 'source',
  { digests, size }: Pick<DesiredImage, 'digests' | 'size'>,
  known: Known,
): Comparison {
  const shared = ALGORITHMS.filter(
    (name) => digests[name] !== undefined && known.digests[name] !== undefined,
  );
  const same = shared.filter((name) => digests[name] === known.digests[name]);
  const others = shared.filter((name) => digests[name] !== known.digests[name]);
  const digestAgrees = same.length > 0;
  const though = digestAgrees ? `, though ${inflected(same, 'agree')}` : '';
  if (others.length > 0) {
    const what = digestAgrees ? inflected(others, 'differ') : 'digest differs';
    return { verdict: 'different', by: `${whose} ${what}${though}`, digestAgrees };
  }
  if (size !== undefined && known.bytes !== null && size !== known.bytes) {
    return { verdict: 'different', by: `${whose} size differs${though}`, digestAgrees };
  }
  return digestAgrees ? { verdict: 'same', by: `${whose} digest agrees`, digestAgrees } : UNKNOWN;
}

function inflected(names: readonly string[], verb: string): string {
  return `${names.join(' and ')} ${verb}${names.length === 1 ? 's' : ''}`;
}

/** Compares validators: `different` if any that both sides have differs, `same` if an ETag or a date agrees. */
function byValidators(remote: Validators | null, recorded: Validators | null): Comparison {
  if (!remote || !recorded) return UNKNOWN;
  const shared = (['etag', 'lastModified', 'length'] as const).filter(
    (key) => remote[key] !== undefined && recorded[key] !== undefined,
  );
  const differing = shared.find((key) => remote[key] !== recorded[key]);
  if (differing)
    return { ...UNKNOWN, verdict: 'different', by: `${VALIDATOR_NAMES[differing]} of the source differs` };
  const deciding = shared.find((key) => key !== 'length');
  if (!deciding) return UNKNOWN;
  return { ...UNKNOWN, verdict: 'same', by: `${VALIDATOR_NAMES[deciding]} of the source agrees` };
}

const VALIDATOR_NAMES = { etag: 'ETag', lastModified: 'Last-Modified', length: 'length' } as const;
