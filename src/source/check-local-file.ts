import { HEAD_BYTES } from '../content/detect-format.ts';
import { layerOf } from '../content/packed-content.ts';
import { inspectEnds } from '../content/safety/inspect-ends.ts';
import { inspectImage } from '../content/safety/inspect-image.ts';
import type { DesiredImage } from '../model/desired.ts';
import { compareDigests, type Digests, namesOf } from '../model/digest.ts';
import { SourceError, VerificationError } from '../model/errors.ts';
import { detectsPacking, preparationOf } from '../model/preparation.ts';
import type { InspectionOrder } from '../model/safety.ts';
import { openFile } from './file.ts';
import { digestLocalFile } from './local-digests.ts';
import type { SourceOptions } from './source.ts';

/**
 * Holds a local file to the size, the digests and the formats that its entry gives, as the upload will. Throws
 * `SourceError` or `VerificationError` with the first difference. What describes unpacked or converted content is left to
 * the upload.
 */
export async function checkLocalFile(
  path: string,
  image: DesiredImage,
  order: InspectionOrder,
  options: SourceOptions,
): Promise<void> {
  const preparation = preparationOf({ ...image, containerFormat: order.containerFormat });
  const isDescribed = preparation?.digestsCover !== 'decompressed';
  if (isDescribed) await checkSize(path, image, options);
  if (preparation === null) await inspectFile(path, image, order, options);
  const given = namesOf(image.digests);
  if (!isDescribed || given.length === 0) return;
  const { digests } = await digestLocalFile(path, options, given);
  if (compareDigests(digests, image.digests) === 'different') throw otherFile(path, digests, image.digests);
}

/** The error for a file whose digests differ from the given ones. */
export function otherFile(path: string, own: Digests, wanted: Digests): SourceError {
  const name = namesOf(wanted).find(
    (algorithm) => own[algorithm] !== undefined && own[algorithm] !== wanted[algorithm],
  );
  const has = name === undefined ? '' : `: its ${name} is ${own[name]}`;
  return new SourceError(`${path} does not have the given digest${has}`, {
    hint: 'Correct the `checksum`, or the file.',
  });
}

async function checkSize(path: string, { size }: DesiredImage, options: SourceOptions): Promise<void> {
  const file = await openFile(path, options);
  await file.close();
  if (file.bytes === 0) throw new VerificationError(`${path} is empty: an image needs at least one byte`);
  if (size === undefined || size === file.bytes) return;
  throw new SourceError(`${path} has ${file.bytes} bytes, and the entry gives \`size: ${size}\``, {
    hint: 'Correct the `size`, or the file.',
  });
}

/** Reads the beginning of the file, as far as the inspection needs it, and the end. */
async function inspectFile(
  path: string,
  image: DesiredImage,
  order: InspectionOrder,
  options: SourceOptions,
): Promise<void> {
  // Apply detects a format that the entry does not give.
  if (order.diskFormat === null) return;
  const inspect = inspectImage(order, path);
  const file = await openFile(path, options);
  async function* from(offset: number): AsyncGenerator<Uint8Array, void, undefined> {
    if (offset === 0) return yield* file.stream;
    // The stream has closed its file.
    const again = await openFile(path, options);
    try {
      yield await again.readAt(offset, again.bytes - offset);
    } finally {
      await again.close();
    }
  }
  try {
    // The upload unpacks it.
    if (detectsPacking(image) && layerOf(await file.readAt(0, HEAD_BYTES)) !== null) return;
    await inspectEnds(inspect, file.bytes, from);
    inspect.finish();
  } finally {
    await file.close();
  }
}
