import { describeSource } from '../model/describe-source.ts';
import { SourceError } from '../model/errors.ts';
import type { DocumentReference } from '../model/published.ts';
import { openSource } from './open.ts';
import type { SourceOptions } from './source.ts';

/** More than any checksum file, image list or index that is published; less than an image put there by mistake. */
export const LARGEST_DOCUMENT = 64 * 1024 * 1024;

/**
 * The bytes of a small document, fetched in full: a checksum file, a list, metadata, a signature. `SourceError` when
 * it cannot be read or is longer than `limit` bytes; the signal's reason on an abort.
 */
export async function fetchDocument(
  reference: DocumentReference,
  options: SourceOptions,
  limit = LARGEST_DOCUMENT,
): Promise<Buffer> {
  const opened = await openSource(reference, options, { digests: {} });
  try {
    const blocks: Uint8Array[] = [];
    let bytes = 0;
    for await (const block of opened.stream) {
      bytes += block.length;
      if (bytes > limit) throw tooLong(reference, limit);
      blocks.push(block);
    }
    return Buffer.concat(blocks);
  } finally {
    await opened.close();
  }
}

function tooLong(reference: DocumentReference, limit: number): SourceError {
  return new SourceError(`${describeSource(reference)} has more than ${limit} bytes`, {
    hint: 'Check that the address is that of the document, and not of an image.',
  });
}
