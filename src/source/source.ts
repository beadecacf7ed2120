import type { GlanceSource } from '../model/desired.ts';
import type { Validators } from '../model/marker.ts';
import type { Secrets } from '../model/secrets.ts';
import type { ContentExpectation } from '../model/step.ts';
import type { RetrySettings } from './tries.ts';

/** What a source needs to know of the run it serves. */
export interface SourceOptions {
  /** For proxies only: HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in upper or lower case. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Learns the credentials that are used. */
  readonly secrets: Secrets;
  /** Folder that remembers the digests of local files; null: they are computed each time. */
  readonly cacheDir: string | null;
  /** Stops everything, at any time, with its reason. */
  readonly signal?: AbortSignal;
  /** Gets a line about what was done about trouble, e.g. a resumed transfer. */
  readonly log?: (line: string) => void;
  /** Milliseconds that a peer may be silent while it is waited for; default 60 000. */
  readonly idleTimeoutMs?: number;
  readonly retry?: Partial<RetrySettings>;
  /** Opens an image of another Glance; absent where there is no way to one. */
  readonly openGlance?: (source: GlanceSource) => Promise<OpenSource>;
}

/** What the bytes must be, as far as it matters to where they are taken from. */
export type WantedContent = Pick<ContentExpectation, 'digests'> & Partial<Pick<ContentExpectation, 'size'>>;

/** A source whose bytes are ready to flow. */
export interface OpenSource {
  /** Bytes of the whole; null when the source does not say. */
  readonly bytes: number | null;
  /** What the remote says of its file; null for local files. */
  readonly validators: Validators | null;
  /** To be iterated once. Throws `SourceError`, or the signal's reason. */
  readonly stream: AsyncIterable<Uint8Array>;
  /** The last 512 bytes (all, when there are fewer), at any time before `close`; absent where they have to be waited for. */
  readonly end?: (() => Promise<Uint8Array>) | undefined;
  /** Frees what the source holds; may be called at any time and more than once. */
  close(): Promise<void>;
}
