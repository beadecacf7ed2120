import { recipeOf } from '../../image/recipe.ts';
import type { DesiredImage } from '../../model/desired.ts';
import { type Digests, namesOf } from '../../model/digest.ts';
import { type Image, storedDigests } from '../../model/image.ts';
import type { SourceFacts } from '../../model/observed.ts';
import { preparationOf } from '../../model/preparation.ts';
import { planSource } from '../../model/source/redact-source.ts';
import type { CompareStep } from '../../model/step.ts';
import { compareContent, knownDigests } from './compare.ts';

/**
 * Whether only the bytes can tell if a live image holds the wanted content: the file gives digests, none of them is of
 * an algorithm that is known of the image, and the size agrees. Of prepared bytes, the given digests tell nothing.
 */
export function isUncompared(image: DesiredImage, live: Image, facts: SourceFacts | undefined): boolean {
  return (
    namesOf(image.digests).length > 0 &&
    recipeOf(preparationOf(image)) === null &&
    compareContent(image, live, facts).verdict === 'unknown'
  );
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
  { source }: Pick<DesiredImage, 'source'>,
  live: Image,
  facts: SourceFacts | undefined,
): Pick<CompareStep, 'read' | 'bytes'> {
  const canTell = namesOf(storedDigests(live)).length > 0 && facts?.problem == null;
  const isNear = source?.kind === 'file' || live.status === 'deactivated';
  if (source && canTell && isNear) return { read: planSource(source), bytes: facts?.bytes ?? null };
  return { read: 'image', bytes: live.size };
}
