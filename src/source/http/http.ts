import { faultOf, LOST } from '../../http/faults.ts';
import { describeMissed, watchMinimumRate } from '../../http/minimum-rate.ts';
import { PassingFailure, type Tries, withTries } from '../../http/retry.ts';
import { SourceError } from '../../model/errors.ts';
import type { Validators } from '../../model/marker.ts';
import type { HttpSource } from '../../model/source/source.ts';
import type { Begun, OpenedFrom, SourceOptions, WantedContent } from '../source.ts';
import { publicUrl, sourceTries, statusFailure } from './failures.ts';
import { createHttpClient, discard, type HttpAnswer, type HttpClient } from './http-client.ts';
import type { Place } from './redirect.ts';
import { contentRange, contradict, header, marksOf, rangeCondition, validatorsOf } from './validators.ts';

/** One download, from the first byte to the last, over as many connections as it takes. */
interface Transfer {
  readonly client: HttpClient;
  readonly tries: Tries;
  /** The marks and length of the file, from the first answer. */
  readonly validators: Validators;
  /** Whether a digest would show that parts of different files were put together. */
  readonly verified: boolean;
  readonly options: SourceOptions;
}

/**
 * Opens a remote file. A transfer that breaks, falls silent or is slower than the minimum rate is resumed where it
 * stopped (`Range`, `If-Range`), as long as the server says that the file is the same. `SourceError` when the file has
 * changed, when the transfer cannot be resumed, and after too many tries without progress. With the bytes of an earlier
 * download (`begun`), only the rest is requested; when the server has another file by now, or does not send parts, the
 * transfer starts at the beginning.
 */
export async function openHttp(
  source: HttpSource,
  given: SourceOptions,
  wanted: WantedContent,
  begun: Begun | null = null,
): Promise<OpenedFrom> {
  // Without an abort on closing, a reader that still waits would take the broken connection for one to resume.
  const closing = new AbortController();
  const signal = given.signal ? AbortSignal.any([given.signal, closing.signal]) : closing.signal;
  const options = { ...given, signal };
  const client = createHttpClient(source, options);
  const tries = sourceTries(options);
  try {
    const { answer, validators, offset } = await withTries(tries, async () => {
      const rest = begun && (await restOfFile(client, begun, options));
      return rest ?? wholeFile(client, options);
    });
    const verified = Object.keys(wanted.digests).length > 0;
    return {
      bytes: validators.length ?? null,
      validators,
      offset,
      stream: download({ client, tries, validators, verified, options }, answer, offset),
      close() {
        closing.abort(new SourceError(`${publicUrl(client.start.url)} was closed before it was read`));
        return client.close();
      },
    };
  } catch (error) {
    await client.close();
    throw error;
  }
}

interface Opened {
  readonly answer: HttpAnswer;
  /** The marks and length of the whole file. */
  readonly validators: Validators;
  /** The byte of the file with which the answer's body begins. */
  readonly offset: number;
}

async function wholeFile(client: HttpClient, options: SourceOptions): Promise<Opened> {
  return asWhole(await client.send('GET', client.start), options);
}

function asWhole(answer: HttpAnswer, options: SourceOptions): Opened {
  try {
    if (answer.status !== 200) throw statusFailure(answer.place.url, answer.status, answer.headers);
    checkEncoding(answer, options);
    return { answer, validators: validatorsOf(answer.headers), offset: 0 };
  } catch (error) {
    discard(answer);
    throw error;
  }
}

/** The rest after the given bytes, or the whole file if the server sends that; null when the server has no such rest. */
async function restOfFile(client: HttpClient, begun: Begun, options: SourceOptions): Promise<Opened | null> {
  const answer = await client.send('GET', client.start, rangeFrom(begun.bytes, begun.validators));
  if (answer.status === 200) return asWhole(answer, options);
  const range = answer.status === 206 ? contentRange(answer.headers) : null;
  const now = {
    ...marksOf(answer.headers),
    ...(typeof range?.total === 'number' ? { length: range.total } : {}),
  };
  if (range?.start === begun.bytes && !contradict(begun.validators, now)) {
    checkEncoding(answer, options);
    return { answer, validators: { ...begun.validators, ...now }, offset: begun.bytes };
  }
  discard(answer);
  return null;
}

/** Headers that request the bytes after the first `bytes`, on condition that the file is still the same. */
function rangeFrom(bytes: number, validators: Validators): Readonly<Record<string, string>> {
  const condition = rangeCondition(validators);
  return { range: `bytes=${bytes}-`, ...(condition === null ? {} : { 'if-range': condition }) };
}

const OWN_COMPRESSION: Readonly<Record<string, RegExp>> = {
  gzip: /\.t?gz$/i,
  'x-gzip': /\.t?gz$/i,
  bzip2: /\.t?bz2$/i,
  'x-bzip2': /\.t?bz2$/i,
  xz: /\.t?xz$/i,
  'x-xz': /\.t?xz$/i,
  zstd: /\.zst$/i,
};

/** Accepts the label of servers that report a compressed file's own compression as if they had added it. */
function checkEncoding({ headers, place }: HttpAnswer, { log }: SourceOptions): void {
  const encoding = header(headers, 'content-encoding')?.trim().toLowerCase();
  if (!encoding || encoding === 'identity') return;
  const name = publicUrl(place.url);
  const ending = Object.hasOwn(OWN_COMPRESSION, encoding) ? OWN_COMPRESSION[encoding] : undefined;
  if (ending?.test(place.url.pathname)) {
    log?.(`${name} has the label Content-Encoding ${encoding}; reconcile takes its bytes as they are`);
    return;
  }
  throw new SourceError(
    `${name} is sent with Content-Encoding ${encoding}, so its bytes are not the file's`,
    {
      hint: 'Set up the server to send the file as it is, or download the file and name the local copy.',
    },
  );
}

async function* download(
  transfer: Transfer,
  first: HttpAnswer,
  offset: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { client, tries, validators, options } = transfer;
  const rate = watchMinimumRate(options.minimumRate);
  const slowTries = sourceTries(options);
  let answer = first;
  let received = offset;
  // The time of a new connection counts as waiting: one byte for each connection is too slow as well.
  let since = performance.now();
  try {
    for (;;) {
      let reason = LOST.text;
      let isSlow = false;
      try {
        for await (const block of answer.body as AsyncIterable<Uint8Array>) {
          const verdict = rate.arrived(block.length, performance.now() - since);
          if (block.length > 0) tries.progressed();
          if (verdict === 'kept') slowTries.progressed();
          received += block.length;
          yield block;
          since = performance.now();
          isSlow = verdict === 'missed' && received < (validators.length ?? Number.POSITIVE_INFINITY);
          if (isSlow) break;
        }
        if (!isSlow && received >= (validators.length ?? 0)) return;
        if (isSlow) reason = describeMissed(options.minimumRate);
      } catch (error) {
        options.signal?.throwIfAborted();
        reason = faultOf(error).text;
      }
      const broken = brokeOff(transfer, answer.place, received, reason);
      await (isSlow ? slowTries : tries).failed(broken);
      answer = await resume(transfer, answer.place, received, broken);
    }
  } finally {
    discard(answer);
    await client.close();
  }
}

function brokeOff({ validators }: Transfer, { url }: Place, received: number, reason: string): SourceError {
  const total = validators.length === undefined ? '' : ` of ${validators.length}`;
  return new SourceError(`${publicUrl(url)} broke off after ${received}${total} bytes: ${reason}`);
}

/** The answer that continues after `received` bytes. */
async function resume(
  transfer: Transfer,
  place: Place,
  received: number,
  broken: SourceError,
): Promise<HttpAnswer> {
  const { client, tries, validators, verified } = transfer;
  const condition = rangeCondition(validators);
  if (condition === null && !verified) throw notResumable(broken, 'the server gives neither ETag nor date');
  const headers = rangeFrom(received, validators);
  // First ask the mirror to which redirects led, once; it may be gone by now, and the start may redirect to another.
  let from = place;
  return withTries(tries, async () => {
    const asked = from;
    from = client.start;
    const answer = await client.send('GET', asked, headers);
    try {
      checkPart(transfer, answer, received, broken);
      return answer;
    } catch (error) {
      discard(answer);
      if (!expired(answer.status) || asked === client.start) throw error;
      throw new PassingFailure(error as SourceError);
    }
  });
}

/** Whether the place of a redirect may have been a signed URL that has expired. */
function expired(status: number): boolean {
  return [400, 401, 403, 404, 410].includes(status);
}

/** Throws unless the answer has the rest of the same file. */
function checkPart(transfer: Transfer, answer: HttpAnswer, received: number, broken: SourceError): void {
  const { status, headers, place } = answer;
  const { validators } = transfer;
  if (status === 200) {
    if (contradict(validators, validatorsOf(headers))) throw changed(place, transfer);
    throw notResumable(broken, 'the server sends the whole file again when asked for the rest');
  }
  if (status === 412 || status === 416) throw changed(place, transfer);
  if (status !== 206) throw statusFailure(place.url, status, headers);
  checkEncoding(answer, transfer.options);
  const range = contentRange(headers);
  if (!range || range.start !== received) {
    throw notResumable(broken, 'the server answered with other bytes than those asked for');
  }
  const now = { ...marksOf(headers), ...(range.total === null ? {} : { length: range.total }) };
  if (contradict(validators, now)) throw changed(place, transfer);
}

/** Servers behind one name may give the same file other marks: where a digest tells, a new transfer is worth a try. */
function changed({ url }: Place, { verified }: Transfer): SourceError {
  return new SourceError(`${publicUrl(url)} was changed while it was downloaded`, {
    hint: 'Run again to download the new file.',
    mayStartOver: verified,
  });
}

function notResumable(broken: SourceError, why: string): SourceError {
  return new SourceError(`${broken.message}; it cannot be resumed: ${why}`, {
    hint: 'Run again to download the file from its beginning.',
    mayStartOver: true,
    cause: broken,
  });
}
