import type { Readable } from 'node:stream';

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The whole body. */
  readonly text?: string;
  /** A streamed body; can be sent only once. */
  readonly stream?: AsyncIterable<Uint8Array>;
  readonly streamBytes?: number;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds; see {@link Timeouts.idle}. */
  readonly idleTimeout?: number | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Fails with ConnectionError, or the signal's reason. */
  readonly body: Readable;
}
