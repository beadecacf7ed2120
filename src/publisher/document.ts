import { SourceError } from '../model/errors.ts';
import { describeSource } from '../model/source/describe-source.ts';
import type { DocumentReference } from '../model/source/source.ts';
import { openSource } from '../source/open.ts';
import type { SourceOptions } from '../source/source.ts';

/** Bytes. Larger than every published checksum file, image list or index; smaller than an image named by mistake. */
export const LARGEST_DOCUMENT = 64 * 1024 * 1024;

/**
 * A run waits for its documents before anything else. A server that sends a byte now and then must not delay it for
 * hours.
 */
const DOCUMENT_TIMEOUT_MS = 120_000;

/**
 * Fetches a small document in full: a checksum file, a list, metadata or a signature. `what` names it in hints.
 * `SourceError` when it cannot be read, has more than `limit` bytes, or has not arrived in full after
 * `documentTimeoutMs`, all tries included. `SourceError` without a request when its server is one of `silentServers`.
 * Throws the signal's reason on an abort.
 */
export async function fetchDocument(
  reference: DocumentReference,
  options: SourceOptions,
  limit = LARGEST_DOCUMENT,
  what = 'document',
): Promise<Buffer> {
  const { documentTimeoutMs = DOCUMENT_TIMEOUT_MS, silentServers, signal } = options;
  const origin = originOf(reference);
  if (origin !== null && silentServers?.has(origin)) throw knownSilent(reference, origin);
  const deadline = new AbortController();
  let hasAnswered = false;
  const timer = setTimeout(() => deadline.abort(tooSlow(reference, documentTimeoutMs)), documentTimeoutMs);
  const all = signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal;
  try {
    return await readDocument(reference, { ...options, signal: all }, limit, () => {
      hasAnswered = true;
    });
  } catch (error) {
    throw withHintFor(reference, what, error);
  } finally {
    clearTimeout(timer);
    if (origin !== null && deadline.signal.aborted && !hasAnswered) silentServers?.add(origin);
  }
}

function withHintFor(reference: DocumentReference, what: string, error: unknown): unknown {
  if (!(error instanceof SourceError)) return error;
  const { message, status } = error;
  const hint = hintFor(reference, what, error);
  return hint === null
    ? error
    : new SourceError(message, { hint, cause: error, ...(status === null ? {} : { status }) });
}

function hintFor(
  { kind }: DocumentReference,
  what: string,
  { status, hintsAtSource }: SourceError,
): string | null {
  if (status === 401 || status === 403) return `Check the credentials for the ${what} in the state file.`;
  if (status === 404 || status === 410) return `Check the address of the ${what}: it may have moved.`;
  if (!hintsAtSource) return null;
  return kind === 'file'
    ? `Check the path of the ${what} and its permissions.`
    : `Check the address of the ${what}.`;
}

function originOf(reference: DocumentReference): string | null {
  return reference.kind === 'http' && URL.canParse(reference.url) ? new URL(reference.url).origin : null;
}

async function readDocument(
  reference: DocumentReference,
  options: SourceOptions,
  limit: number,
  onAnswer: () => void,
): Promise<Buffer> {
  const opened = await openSource(reference, options, { digests: {} });
  onAnswer();
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
    hint: 'Check the address: it may be that of an image instead of the document.',
  });
}

function knownSilent(reference: DocumentReference, origin: string): SourceError {
  return new SourceError(
    `${describeSource(reference)} was not requested, because ${origin} did not answer earlier in this run`,
    { hint: 'Run again once the server answers, or download the document and name the local file.' },
  );
}

function tooSlow(reference: DocumentReference, milliseconds: number): SourceError {
  return new SourceError(
    `${describeSource(reference)} did not arrive in full within ${milliseconds / 1000} s`,
    {
      hint: 'The server is silent or too slow. Run again, or download the document and name the local file.',
    },
  );
}
