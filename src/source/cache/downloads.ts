/** How reconcile keeps downloads for later runs. */
export interface Downloads {
  /** Absolute path of the cache; null: no cache, and only files that `file:` beside a `source` names are written. */
  readonly directory: string | null;
  /** Bytes that the cache may hold. */
  readonly limit: number;
  readonly takeLock: TakeLock;
}

/**
 * Takes the lock file at this path, in a folder that exists; null when its holder may still be at work. Takes over the
 * lock of a dead holder. Throws the file system's errors.
 */
export type TakeLock = (path: string) => HeldLock | null;

/** A lock that this process holds. */
export interface HeldLock {
  /** Gives the lock back; further calls do nothing. */
  release(): void;
}
