import type { DesiredImage } from '../../model/desired.ts';
import type { Digests } from '../../model/digest.ts';
import type { DiskFormat, Image } from '../../model/image.ts';
import type { SourceFacts } from '../../model/observed.ts';
import type { FieldChange } from '../../model/plan.ts';
import { preparationOf } from '../../model/preparation.ts';

/** Digests of the bytes that the file's own digests are of. What is known of a source is of the file as it is served. */
export function comparableDigests(image: DesiredImage, facts: SourceFacts | undefined): Digests {
  const isOfSource = (preparationOf(image)?.digestsCover ?? 'source') === 'source';
  return isOfSource ? { ...facts?.digests, ...image.digests } : image.digests;
}

/** The disk format that the image is to have; undefined: told from its content. */
export function wantedFormat({ diskFormat, preparation }: DesiredImage): DiskFormat | undefined {
  return diskFormat ?? preparation?.convert?.to;
}

/** Active images cannot change these: a difference means a replacement. */
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
