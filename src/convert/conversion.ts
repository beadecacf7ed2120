/** One state file made of another tool's files. */
export interface Conversion {
  /** The cloud it is for, where the other tool named clouds; null: none is named. */
  readonly cloud: string | null;
  /** The state file: YAML that a state can be loaded from. */
  readonly text: string;
  readonly images: number;
  /** What could not be taken over as it was, each for one line. Also told in comments of the text. */
  readonly warnings: readonly string[];
}
