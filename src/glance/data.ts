import { Readable } from 'node:stream';
import { ConnectionError, EXIT, ReconcileError } from '../model/errors.ts';
import { isTooSlow } from '../openstack/http/connection-error.ts';
import { sessionTries } from '../openstack/http/repeat.ts';
import type { ServiceClient, ServiceRequest, ServiceResponse } from '../openstack/service.ts';
import { AnswerError } from './answer.ts';
import { type CallOptions, imagePath } from './call.ts';

export interface UploadOptions extends CallOptions {
  /** Bytes of the body. Newer services refuse other lengths, and check quotas before. */
  readonly size?: number;
  /** Store id; default: the service's default store. */
  readonly store?: string;
}

export interface Download {
  /** Bytes of `stream`; null when the service does not say. */
  readonly bytes: number | null;
  readonly stream: Readable;
}

/** A low estimate of how fast a service takes data, for the time that a token must last. */
const BYTES_PER_SECOND = 10_000_000;
const MIN_TOKEN_SECONDS = 300;
const MAX_TOKEN_SECONDS = 3600;

/** Uploads and downloads of an image's data, as streams. */
export class ImageData {
  readonly #service: ServiceClient;

  constructor(service: ServiceClient) {
    this.#service = service;
  }

  /**
   * Uploads the data of a queued image, which then is active. When `body` throws, reconcile breaks the connection and
   * the image stays queued, without data.
   */
  async upload(id: string, body: AsyncIterable<Uint8Array>, options: UploadOptions = {}): Promise<void> {
    await this.#put(`${imagePath(id)}/file`, body, options);
  }

  /** Uploads data to the staging area, for a `glance-direct` import. */
  async stage(
    id: string,
    body: AsyncIterable<Uint8Array>,
    options: Omit<UploadOptions, 'store'> = {},
  ): Promise<void> {
    await this.#put(`${imagePath(id)}/stage`, body, options);
  }

  async #put(path: string, body: AsyncIterable<Uint8Array>, options: UploadOptions): Promise<void> {
    const { size, store, signal } = options;
    await this.#service.ensureToken(tokenSeconds(size));
    const request: ServiceRequest = {
      method: 'PUT',
      path,
      body,
      ...(size !== undefined && { bodyBytes: size }),
      headers: {
        ...(size !== undefined && { 'x-openstack-image-size': String(size) }),
        ...(store !== undefined && { 'x-image-meta-store': store }),
      },
      ...(signal && { signal }),
    };
    const answer = await this.#service.request(request);
    await answer.drop();
  }

  /**
   * The data from byte `offset` on. The stream is not verified: compare it with the image's digests. Throws
   * ReconcileError for an image without data, and HttpError (416) for an offset at or past the end.
   */
  async download(id: string, options: CallOptions & { readonly offset?: number } = {}): Promise<Download> {
    const { offset = 0, signal } = options;
    const answer = await this.#service.request({
      method: 'GET',
      path: `${imagePath(id)}/file`,
      headers: { accept: 'application/octet-stream', ...(offset > 0 && { range: `bytes=${offset}-` }) },
      ...(signal && { signal }),
    });
    if (answer.status === 204) {
      await answer.drop();
      throw new ReconcileError('no-data', `image ${id} has no data`, EXIT.error);
    }
    const length = contentLength(answer);
    if (offset === 0) return { bytes: length, stream: answer.body };
    if (answer.status !== 206) {
      const rest = length === null ? null : Math.max(0, length - offset);
      return { bytes: rest, stream: Readable.from(skipBytes(answer.body, offset)) };
    }
    const range = answer.headers['content-range'];
    if (!range?.startsWith(`bytes ${offset}-`)) {
      await answer.drop();
      throw new AnswerError(
        `data of image ${id} from byte ${offset}: the service sent ${range ?? 'another part'}`,
      );
    }
    return { bytes: length, stream: answer.body };
  }

  /**
   * The bytes from `offset` on, over as many connections as it takes: an image's data never changes, so a download that
   * breaks goes on where it stopped. `ConnectionError` when several connections in a row bring nothing, or when as many
   * are too slow.
   */
  async *read(
    id: string,
    options: CallOptions & { readonly offset?: number } = {},
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const { offset: start = 0, signal } = options;
    const repeating = { retry: this.#service.retry, signal };
    const tries = sessionTries(repeating);
    const slowTries = sessionTries(repeating);
    let offset = start;
    for (;;) {
      const { stream } = await this.download(id, { ...options, offset });
      try {
        for await (const block of stream as AsyncIterable<Uint8Array>) {
          tries.progressed();
          offset += block.length;
          yield block;
        }
        return;
      } catch (error) {
        if (!(error instanceof ConnectionError)) throw error;
        await (isTooSlow(error) ? slowTries : tries).failed(error);
      }
    }
  }
}

function tokenSeconds(size: number | undefined): number {
  if (size === undefined) return MAX_TOKEN_SECONDS;
  return Math.min(MAX_TOKEN_SECONDS, MIN_TOKEN_SECONDS + Math.ceil(size / BYTES_PER_SECOND));
}

function contentLength(answer: ServiceResponse): number | null {
  const length = answer.headers['content-length'];
  const bytes = /^\d+$/.test(length ?? '') ? Number(length) : null;
  return Number.isSafeInteger(bytes) ? bytes : null;
}

/** For a service that ignores ranges and sends all data. */
async function* skipBytes(body: Readable, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    if (left < chunk.length) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}
