/** What a state file is to say, before it is drawn: plain values, and comments that tell where they are from. */
export interface StateDraft {
  /** Lines at the head of the file. */
  readonly about: readonly string[];
  /** The stack's name; null: none is given. */
  readonly stack: string | null;
  readonly cloud: string | null;
  /** What is said above `cloud`. */
  readonly aboutCloud: readonly string[];
  readonly images: readonly Entry[];
  readonly lists: readonly Entry[];
}

/** One image, or one list of images. */
export interface Entry {
  readonly about: readonly string[];
  readonly fields: readonly Field[];
}

export interface Field {
  readonly key: string;
  readonly value: Value;
  /** Lines above the field. */
  readonly about?: readonly string[];
}

export type Value = string | number | boolean | readonly Value[] | ReadonlyMap<string, Value>;

/** What could not be taken over, as comments. */
export function noteLines(notes: readonly string[]): readonly string[] {
  return notes.map((text) => `Note: ${text}.`);
}

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
