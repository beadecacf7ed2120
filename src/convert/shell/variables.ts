import type { Position } from '../../model/position.ts';

/** A text value of a shell file. */
export interface ShellText {
  /** The text with its references filled in. An unset variable is empty, as in bash. */
  readonly text: string;
  /** An unset variable that the text refers to; null: none. */
  readonly unset: string | null;
  readonly at: Position;
}

/** A variable of a shell file: a text or an array. */
export type ShellVariable =
  | { readonly kind: 'text'; readonly value: ShellText }
  | {
      /** The keys of `indexed` are whole numbers, as text. */
      readonly kind: 'indexed' | 'associative';
      readonly entries: ReadonlyMap<string, ShellText>;
      readonly at: Position;
    };

/** The variables that a file sets, by name. */
export type ShellVariables = ReadonlyMap<string, ShellVariable>;
