import type { DesiredImage, StatedImage } from '../../model/desired.ts';
import { ALGORITHMS, type Digests } from '../../model/digest.ts';
import { VerificationError } from '../../model/errors.ts';
import { storesPacked } from '../../model/preparation.ts';
import type { Published } from '../../model/published.ts';
import type { SourceReference } from '../../model/source/source.ts';

/**
 * Completes an image of the state file with its publisher's answer. Where both give a value, the file's counts; digests
 * and sizes must agree: `VerificationError` where they do not.
 */
export function mergePublished(image: StatedImage, published: Published): DesiredImage {
  const { published: _asked, ...rest } = image;
  const digestOf = image.preparation?.digestsCover ?? published.digestOf;
  // Digests of the packed file and of its content cannot be compared.
  const comparable = digestOf === published.digestOf;
  const digests = comparable ? mergeDigests(image.digests, published) : image.digests;
  const size = comparable ? mergeSize(image.size, published) : image.size;
  // The publisher's value says how its file is packed; the state file may store it so.
  const isStoredPacked = storesPacked({ ...published.defaults, ...image });
  const packing = isStoredPacked ? null : published.packing;
  const decompress = image.preparation?.decompress ?? packing ?? undefined;
  const diskFormat = image.diskFormat ?? (image.preparation?.convert ? undefined : published.diskFormat);
  const version = image.version ?? published.version;
  const properties = { ...published.properties, ...image.properties };
  return {
    ...published.defaults,
    ...rest,
    source: sourceOf(published),
    digests,
    preparation: {
      ...image.preparation,
      digestsCover: digestOf,
      ...(decompress === undefined ? {} : { decompress }),
    },
    ...(size == null ? {} : { size }),
    ...(diskFormat == null ? {} : { diskFormat }),
    ...(version == null ? {} : { version }),
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
  };
}

function sourceOf({ locations, publisher }: Published): SourceReference {
  const [first] = locations;
  if (first === undefined) throw new VerificationError(`${publisher} gives no address of the image`);
  const places = locations.flatMap((place) => (place.kind === 'glance' ? [] : [place]));
  return places.length < 2 ? first : { kind: 'alternatives', places };
}

function mergeDigests(given: Digests, { digests, publisher }: Published): Digests {
  const wrong = ALGORITHMS.find(
    (name) => given[name] !== undefined && digests[name] !== undefined && given[name] !== digests[name],
  );
  if (wrong === undefined) return { ...digests, ...given };
  throw new VerificationError(
    `the file gives ${wrong} ${given[wrong]}, but ${publisher} says ${digests[wrong]}`,
    {
      hint: 'Remove the `checksum` to accept what the publisher offers now, or pin the version in another way.',
    },
  );
}

function mergeSize(given: number | undefined, { size, publisher }: Published): number | null {
  if (given === undefined || size === null || given === size) return given ?? size;
  throw new VerificationError(`the file gives a size of ${given} bytes, but ${publisher} says ${size}`, {
    hint: 'Remove the `size` to accept what the publisher offers now.',
  });
}
