import { describeSource } from '../../model/describe-source.ts';
import type { ListProperties } from '../../model/desired.ts';
import { VerificationError } from '../../model/errors.ts';
import type { Published } from '../../model/published.ts';
import type { HepixReference } from '../../model/reference.ts';
import { nearestNames, quoted } from '../../model/text.ts';
import type { SourceOptions } from '../../source/source.ts';
import type { AcceptedList } from './check-list.ts';
import { listProperties } from './list-properties.ts';
import { type PublishedList, readImageList } from './read-image-list.ts';
import { sameIdentifier } from './same-identifier.ts';

/**
 * Reads an image list for one of its images. Errors as of `readImageList`, and a `VerificationError` when the image is
 * not in the list, or cannot be taken as it is listed.
 */
export async function resolveHepix(
  reference: HepixReference,
  options: SourceOptions,
  properties: ListProperties = 'vmcatcher',
  earlier: AcceptedList | null = null,
  now = new Date(),
): Promise<Published> {
  const list = await readImageList(reference.list, options, earlier, now);
  const place = `image list ${describeSource(reference.list.document)}`;
  return publishedImage(list, reference.identifier, properties, place);
}

/** One image of a list that was read, with its properties and the list's warnings. */
export function publishedImage(
  list: PublishedList,
  identifier: string,
  properties: ListProperties,
  place: string,
): Published {
  const image = list.images.find((candidate) => sameIdentifier(candidate.identifier, identifier));
  if (image === undefined) throw missing(list, identifier, place);
  const { attributes: _all, ...published } = image;
  return {
    ...published,
    properties: listProperties(properties, list, image),
    warnings: [...list.warnings, ...image.warnings],
  };
}

function missing(list: PublishedList, identifier: string, place: string): VerificationError {
  const dropped = list.dropped.find(
    (image) => image.identifier !== null && sameIdentifier(image.identifier, identifier),
  );
  if (dropped) {
    return new VerificationError(
      `${place}: its image ${quoted(identifier)} cannot be taken: ${dropped.reason}`,
      {
        hint: 'Ask the endorser to mend the list.',
      },
    );
  }
  const near = nearestNames(
    identifier,
    list.images.map((image) => image.identifier),
  );
  const known = near.map((name) => {
    const { title } = list.images.find((image) => image.identifier === name)!;
    return `${quoted(name)} (${quoted(title)})`;
  });
  const hint = known.length === 0 ? 'The list has no image.' : `The list has ${known.join(', ')}.`;
  return new VerificationError(`${place}: it has no image ${quoted(identifier)}`, { hint });
}
