import type { Secrets } from './secrets.ts';

/** Writes lines for people, separate from the result. Each line is plain text without a line break. */
export interface Log {
  /** The level of detail: 0 by default, 1 with `-v`, 2 with `-vv`. */
  readonly verbosity: number;
  warn(line: string): void;
  info(line: string): void;
  debug(line: string): void;
}

/** Absolute paths. */
export interface Folders {
  /** Relative paths start here. */
  readonly work: string;
  readonly home: string;
  /** Keeps digests of local files between runs. */
  readonly cache: string;
}

/** What a run may touch for the state file of a stranger. */
export interface Confinement {
  /** Absolute paths. Files of the state lie in one of them. */
  readonly folders: readonly string[];
  /** Hosts whose addresses need not be public. */
  readonly allowHosts: readonly string[];
}

/** One run of the pipeline: every stage gets it, from the command to the last step. */
export interface RunContext {
  /** Stops the run; its reason is the run's error. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Collects every secret that the run uses, and removes it from every text. */
  readonly secrets: Secrets;
  readonly clock: () => Date;
  readonly folders: Folders;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** True: the run leaves no file behind, not even the digests of local files. */
  readonly leavesNoFile?: boolean;
  /** Present when the state file is a stranger's. */
  readonly confinement?: Confinement;
  /** Reads standard input to its end, for the state file `-`. */
  readonly readStdin: () => Promise<string>;
}
