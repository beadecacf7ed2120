import type { ListProperties } from '../../model/desired.ts';
import { VerificationError } from '../../model/errors.ts';
import type { Published } from '../../model/published.ts';
import { nearestNames, quoted } from '../../model/text.ts';
import { listProperties } from './list-properties.ts';
import type { PublishedList } from './read-image-list.ts';
import { sameIdentifier } from './same-identifier.ts';

/**
 * Finds an image in a list by its identifier, with its properties and the list's warnings. `VerificationError` when the
 * list does not have the image, or its entry cannot be used. `place` names the list in messages.
 */
export function findListedImage(
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
      `${place}: its image ${quoted(identifier)} cannot be used: ${dropped.reason}`,
      {
        hint: 'Ask the endorser to correct the list.',
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
  const hint =
    known.length === 0
      ? 'Ask the endorser: the list is empty.'
      : `Use one of its images: ${known.join(', ')}.`;
  return new VerificationError(`${place}: it has no image ${quoted(identifier)}`, { hint });
}
