import { readMarkers } from '../../image/markers.ts';
import { mayKeepBytes, recipeOf } from '../../image/recipe.ts';
import type { DesiredImage } from '../../model/desired.ts';
import { compareDigests, type Digests, namesOf } from '../../model/digest.ts';
import { type Image, storedDigests } from '../../model/image.ts';
import type { SourceFacts } from '../../model/observed.ts';
import { showsPacking } from '../../model/preparation.ts';
import { planSource } from '../../model/source/redact-source.ts';
import type { CompareStep } from '../../model/step.ts';
import { compareContent, knownDigests, preparationFor } from './compare.ts';

/**
 * Whether only the bytes can tell if a live image holds the wanted content: the file gives digests of the stored bytes, none
 * of them is of an algorithm that is known of the image, and the size agrees.
 */
export function isUncompared(image: DesiredImage, live: Image, facts: SourceFacts | undefined): boolean {
  return (
    namesOf(image.digests).length > 0 &&
    describesStored(image, live) &&
    compareDigests(image.digests, knownDigests(live)) === 'unknown' &&
    (live.status !== 'deactivated' || sourceTells(image, live, facts)) &&
    compareContent(image, live, facts).verdict === 'unknown'
  );
}

/**
 * Whether a deactivated image must come back with bytes that nothing can compare: Glance does not give its data, and the
 * source does not tell. Then only new content is what the file wants.
 */
export function comesBackUnseen(image: DesiredImage, live: Image, wanted: 'active' | 'deactivated'): boolean {
  const isGiven = namesOf(image.digests).length > 0 && describesStored(image, live);
  return image.source !== undefined && isGiven && live.status === 'deactivated' && wanted === 'active';
}

/** Whether the given digests describe the bytes that the live image should hold. */
export function describesStored(image: DesiredImage, live: Image): boolean {
  if (readMarkers(live)?.preparedFrom) return false;
  const preparation = preparationFor(image, live);
  if (recipeOf(preparation) === null) return true;
  // `decompress: auto` stores bytes that are not packed as they are served.
  return (
    preparation !== null &&
    mayKeepBytes(preparation) &&
    preparation.digestsCover === 'source' &&
    !showsPacking(image)
  );
}

/** Whether the bytes of the source can be read and compared with a digest that Glance names. */
function sourceTells(
  { source, preparation }: Pick<DesiredImage, 'source' | 'preparation'>,
  live: Image,
  facts: SourceFacts | undefined,
): boolean {
  const isDescribed = (preparation?.digestsCover ?? 'source') === 'source';
  const isNamed = namesOf(storedDigests(live)).length > 0;
  return source !== undefined && isDescribed && isNamed && facts?.problem == null;
}

/** The given digests that are not known of a live image: a comparison tells them. */
export function learntDigests({ digests }: Pick<DesiredImage, 'digests'>, live: Image): Digests {
  const known = knownDigests(live);
  return Object.fromEntries(Object.entries(digests).filter(([name]) => !Object.hasOwn(known, name)));
}

/**
 * What a comparison reads: a local file where Glance names a digest that its bytes can be compared by, else the live image,
 * which lies nearer than most servers. Glance does not give the data of a deactivated image, so apply reads the source then.
 */
export function comparedBytes(
  image: Pick<DesiredImage, 'source' | 'preparation'>,
  live: Image,
  facts: SourceFacts | undefined,
): Pick<CompareStep, 'read' | 'bytes'> {
  const { source } = image;
  const isNear = source?.kind === 'file' || live.status === 'deactivated';
  if (source && isNear && sourceTells(image, live, facts)) {
    return { read: planSource(source), bytes: facts?.bytes ?? null };
  }
  return { read: 'image', bytes: live.size };
}
