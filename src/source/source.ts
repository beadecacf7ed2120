import type { MinimumRate } from '../http/minimum-rate.ts';
import type { Environment } from '../http/proxy.ts';
import type { RetrySettings } from '../http/retry.ts';
import type { Validators } from '../model/marker.ts';
import type { DigestsCover } from '../model/preparation.ts';
import type { Secrets } from '../model/secrets.ts';
import type { GlanceSource } from '../model/source.ts';
import type { ContentExpectation } from '../model/step.ts';
import type { Downloads } from './cache/downloads.ts';

/** What a source needs to know of the run it serves. */
export interface SourceOptions {
  /** For the proxy variables alone: HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY, in upper or lower case. */
  readonly env: Environment;
  /** Learns the credentials that are used. */
  readonly secrets: Secrets;
  /** Folder that remembers the digests of local files; null: they are computed each time. */
  readonly cacheDir: string | null;
  /** Stops everything, at any time, with its reason. */
  readonly signal?: AbortSignal;
  /** Gets a line about what was done about trouble, e.g. a resumed transfer. */
  readonly log?: (line: string) => void;
  /** Gets a line now and then about work that takes long. */
  readonly inform?: (line: string) => void;
  /** Milliseconds between two such lines; default 10 000. */
  readonly informEveryMs?: number;
  /** Gets what a person should know and no failure is, e.g. that a download could not be kept. */
  readonly warn?: (line: string) => void;
  /** Milliseconds that a server may be silent while reconcile waits for it; default: 60 000. */
  readonly idleTimeoutMs?: number;
  /** A server that sends less while reconcile waits counts as silent; default: 1 KiB a second over five minutes. */
  readonly minimumRate?: MinimumRate;
  /** Milliseconds for a whole document, all tries included; default: 120 000. */
  readonly documentTimeoutMs?: number;
  /** Collects the origins that gave no answer in that time, to wait for each only once; absent: waits every time. */
  readonly silentServers?: Set<string>;
  /** How failed requests are repeated, over the defaults. */
  readonly retry?: Partial<RetrySettings>;
  /** Opens an image of another Glance, from `offset` bytes on (default 0); absent where there is no way to one. */
  readonly openGlance?: (source: GlanceSource, offset?: number) => Promise<OpenSource>;
  /** How downloads are kept; absent: they are not, and only what lies where `file:` says is used. */
  readonly downloads?: Downloads;
}

/** What the bytes must be, as far as it matters to where they are taken from. */
export interface WantedContent extends Pick<ContentExpectation, 'digests'> {
  /** Bytes. */
  readonly size?: number | null;
  /** What digests and size describe: the file as served (default), or what is in it. */
  readonly digestsCover?: DigestsCover;
}

/** What an earlier download has left. */
export interface Begun {
  /** The first bytes of the file. */
  readonly bytes: number;
  /** What the remote said of its file then. */
  readonly validators: Validators;
}

/** Opens a source where an earlier download was broken off; from its beginning (offset 0) if that cannot be. */
export type OpenFrom = (begun: Begun | null) => Promise<OpenedFrom>;

export interface OpenedFrom extends OpenSource {
  /** Where in the file the stream begins. */
  readonly offset: number;
}

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
  /** Told by whoever has read all of it that it is what was wanted; absent where nobody needs to know. */
  accepted?(): Promise<void>;
  /** Frees what the source holds; may be called at any time and more than once. */
  close(): Promise<void>;
}
