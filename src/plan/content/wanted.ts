import type { DesiredImage } from '../../model/desired.ts';
import { type Digests, namesOf } from '../../model/digest.ts';
import type { Image } from '../../model/image.ts';
import type { SourceFacts } from '../../model/observed.ts';
import type { FieldChange } from '../../model/plan.ts';
import { preparationOf } from '../../model/preparation.ts';
import type { ContentExpectation } from '../../model/step.ts';

/** The given digests, with those known of the source if both describe the file as it is served. */
export function comparableDigests(image: DesiredImage, facts: SourceFacts | undefined): Digests {
  const isOfSource = (preparationOf(image)?.digestsCover ?? 'source') === 'source';
  return isOfSource ? { ...facts?.digests, ...image.digests } : image.digests;
}

/**
 * The digests that a rehearsal learnt of a source for which no other digest is known. Glance itself fetches a web-download,
 * so these say nothing about its bytes.
 */
export function learntDigests(
  image: DesiredImage,
  facts: SourceFacts | undefined,
): Pick<ContentExpectation, 'digests' | 'learnt'> | null {
  const isOfSource = (preparationOf(image)?.digestsCover ?? 'source') === 'source';
  if (!facts?.learnt || !isOfSource || image.method === 'web-download') return null;
  return namesOf(comparableDigests(image, facts)).length > 0 ? null : { digests: facts.learnt, learnt: true };
}

/** The disk format that the image must have; undefined: reconcile detects it from the content. */
export function wantedFormat({ diskFormat, preparation }: DesiredImage): string | undefined {
  return diskFormat ?? preparation?.convert?.to;
}

/** The format that differs; null when none does. Glance cannot change it on an active image, so it needs a replacement. */
export function formatDifference(image: DesiredImage, live: Image): FieldChange | null {
  const diskFormat = wantedFormat(image);
  if (diskFormat !== undefined && diskFormat !== live.diskFormat) {
    return { path: 'format', before: live.diskFormat, after: diskFormat };
  }
  if (image.containerFormat !== undefined && image.containerFormat !== live.containerFormat) {
    return { path: 'container_format', before: live.containerFormat, after: image.containerFormat };
  }
  return null;
}
