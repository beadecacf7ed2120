import type { MinimumRate } from '../http/minimum-rate.ts';
import type { Environment } from '../http/proxy.ts';
import type { RetrySettings } from '../http/retry.ts';
import type { Validators } from '../model/marker.ts';
import type { DigestOf } from '../model/preparation.ts';
import type { Confinement } from '../model/run-context.ts';
import type { Secrets } from '../model/secrets.ts';
import type { GlanceSource } from '../model/source/source.ts';
import type { ContentExpectation } from '../model/step.ts';
import type { Downloads } from './cache/downloads.ts';

/** What a source needs from the run. */
export interface SourceOptions {
  /** For the proxy variables alone: HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY, in upper or lower case. */
  readonly env: Environment;
  /** Learns the credentials that are used. */
  readonly secrets: Secrets;
  /** Folder that caches the digests of local files; null: they are computed each time. */
  readonly cacheDir: string | null;
  /** True: remembers no digests in that folder. */
  readonly leavesNoFile?: boolean;
  /** Where files and hosts of a stranger's state file must be; absent: anywhere. */
  readonly confinement?: Confinement;
  /** Stops everything, at any time, with its reason. */
  readonly signal?: AbortSignal;
  /** Gets a line about trouble that was overcome, e.g. a resumed transfer. */
  readonly log?: (line: string) => void;
  /** Gets a line now and then about long work. */
  readonly inform?: (line: string) => void;
  /** Milliseconds between two lines of `inform`; default 10 000. */
  readonly informEveryMs?: number;
  /** Gets a line about trouble that is not a failure but worth knowing, e.g. a download that could not be kept. */
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
  /** How downloads are kept; absent: they are not kept, and only an existing file at `file:` is used. */
  readonly downloads?: Downloads;
}

/** The expected content, as far as it decides where the bytes come from. */
export interface WantedContent extends Pick<ContentExpectation, 'digests'> {
  /** Bytes. */
  readonly size?: number | null;
  /** What digests and size describe: the file as served (default), or its unpacked content. */
  readonly digestOf?: DigestOf;
  /**
   * The validators with which a rehearsal learnt the digests; absent: the file gives the digests. A kept download replaces
   * the source only if this cache has learnt the same: a plan may come from elsewhere.
   */
  readonly learntWith?: Validators;
  /** True: no digest is known, and the cache is to keep the bytes and learn their digest. */
  readonly toLearn?: true;
}

/** The draft that an earlier download left. */
export interface Begun {
  /** How many bytes of the file the draft has. */
  readonly bytes: number;
  /** The remote's validators at that time. */
  readonly validators: Validators;
}

/** Opens a source where an earlier download broke off, or from its beginning (offset 0) if it cannot resume. */
export type OpenFrom = (begun: Begun | null) => Promise<OpenedFrom>;

export interface OpenedFrom extends OpenSource {
  /** Byte of the file at which the stream begins. */
  readonly offset: number;
}

/** A source whose bytes are ready to flow. */
export interface OpenSource {
  /** Bytes of the whole; null when the source does not say. */
  readonly bytes: number | null;
  /** The remote's validators of its file; null for local files. */
  readonly validators: Validators | null;
  /** True: the bytes come from a download that was kept, and not from the source itself. */
  readonly isKept?: true;
  /** To be iterated once. Throws `SourceError`, or the signal's reason. */
  readonly stream: AsyncIterable<Uint8Array>;
  /** Reads the next bytes into memory of the caller, in place of `stream`; absent when the bytes only come as a stream. */
  readonly readInto?: ((memory: Buffer) => Promise<number>) | undefined;
  /** The last 512 bytes (all, when there are fewer), at any time before `close`; absent when only the stream gives them. */
  readonly end?: (() => Promise<Uint8Array>) | undefined;
  /** The reader calls it once the whole content proved to be the wanted one; absent: no need to call it. */
  accepted?(): Promise<void>;
  /** Frees the source's files and connections; may be called at any time and more than once. */
  close(): Promise<void>;
}
