/** How downloads are kept for later runs. */
export interface Downloads {
  /** Absolute path of the cache; null: none, and only the files that `file:` beside a `source` names are filled. */
  readonly directory: string | null;
  /** Bytes that the cache may hold. */
  readonly limit: number;
  readonly takeLock: TakeLock;
}

/**
 * Takes the lock file at this path, in a folder that is there; null when somebody who may still be at work has it. A
 * dead holder's is taken over. Throws the file system's errors.
 */
export type TakeLock = (path: string) => HeldLock | null;

export interface HeldLock {
  /** Gives it back; again does nothing. */
  release(): void;
}
