export interface SuiteOptions {
  /** A short run: a part of the cases, for a first look. */
  readonly sample: boolean;
}

/** What the `run` of a suite in test/nightly gives back. */
export interface SuiteResult {
  readonly tried: number;
  /** A line for each: the case, and what was seen. */
  readonly violations: readonly string[];
  /** Why the suite tried nothing, e.g. a missing package. */
  readonly skipped?: string;
}
