/** What came of one kind of points. */
export interface Tally {
  readonly kind: string;
  /** How many there are. */
  readonly points: number;
  readonly tried: number;
  /** Points at which something was wrong. */
  readonly violations: number;
  readonly looks: number;
  readonly seconds: number;
  /** More to say, for people. */
  readonly note?: string;
}
