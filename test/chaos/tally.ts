/** The results of one kind of points. */
export interface Tally {
  readonly kind: string;
  /** The number of points. */
  readonly points: number;
  readonly tried: number;
  /** The points with a violation. */
  readonly violations: number;
  readonly looks: number;
  readonly seconds: number;
  /** A note for people. */
  readonly note?: string;
}
