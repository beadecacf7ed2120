/** The content of a new state file before it is drawn as YAML: values, and comments with their origin. */
export interface StateDraft {
  /** Comment lines at the head of the file. */
  readonly about: readonly string[];
  /** The stack's name; null: none. */
  readonly stack: string | null;
  /** The entry of clouds.yaml; null: none. */
  readonly cloud: string | null;
  /** Comment lines above `cloud`; at the head of the file when there is no cloud. */
  readonly aboutCloud: readonly string[];
  readonly images: readonly Entry[];
  readonly lists: readonly Entry[];
}

/** One image, or one list of images. */
export interface Entry {
  /** Comment lines above the entry. */
  readonly about: readonly string[];
  readonly fields: readonly Field[];
}

/** One key of an entry. */
export interface Field {
  readonly key: string;
  readonly value: Value;
  /** Comment lines above the field. */
  readonly about?: readonly string[];
}

/** A value as YAML can hold it. */
export type Value = string | number | boolean | readonly Value[] | ReadonlyMap<string, Value>;

/** A comment for a state file that names no cloud. */
export const CLOUD_FROM_ENVIRONMENT = 'OS_CLOUD or the other OS_* variables name the cloud.';

/** Notes as comment lines. */
export function noteLines(notes: readonly string[]): readonly string[] {
  return notes.map((text) => `Note: ${text}.`);
}

/** One state file, converted from another tool's files. */
export interface Conversion {
  /** The cloud of the state file, when the other tool named clouds; null: none. */
  readonly cloud: string | null;
  /** The state file: valid YAML of a state. */
  readonly text: string;
  readonly images: number;
  /** Values that could not be converted unchanged, one line each. Most are also comments of the text. */
  readonly warnings: readonly string[];
}
