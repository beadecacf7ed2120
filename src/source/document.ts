import { describeSource } from '../model/describe-source.ts';
import { SourceError } from '../model/errors.ts';
import type { DocumentReference } from '../model/published.ts';
import { openSource } from './open.ts';
import type { SourceOptions } from './source.ts';

/** More than any checksum file, image list or index that is published; less than an image put there by mistake. */
export const LARGEST_DOCUMENT = 64 * 1024 * 1024;

/** A run waits for its documents before anything else: a server that drips must not hold it up for hours. */
const DOCUMENT_TIMEOUT_MS = 120_000;

/**
 * The bytes of a small document, fetched in full: a checksum file, a list, metadata, a signature. `SourceError` when
 * it cannot be read, is longer than `limit` bytes, or is not there in full, all tries included, after
 * `documentTimeoutMs`; the signal's reason on an abort.
 */
export async function fetchDocument(
  reference: DocumentReference,
  options: SourceOptions,
  limit = LARGEST_DOCUMENT,
): Promise<Buffer> {
  const { documentTimeoutMs = DOCUMENT_TIMEOUT_MS, signal } = options;
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(tooSlow(reference, documentTimeoutMs)), documentTimeoutMs);
  const all = signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal;
  try {
    return await readDocument(reference, { ...options, signal: all }, limit);
  } finally {
    clearTimeout(timer);
  }
}

async function readDocument(
  reference: DocumentReference,
  options: SourceOptions,
  limit: number,
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

function tooSlow(reference: DocumentReference, milliseconds: number): SourceError {
  return new SourceError(
    `${describeSource(reference)} did not arrive in full within ${milliseconds / 1000} s`,
    {
      hint: 'Its server is silent or too slow. Run again, or download the document and name the local file.',
    },
  );
}
