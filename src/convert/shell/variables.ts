import type { Position } from '../../model/position.ts';

/** A text that a shell file gives. */
export interface ShellText {
  /** References to variables filled in; one that is set nowhere is the empty text, as in bash. */
  readonly text: string;
  /** A variable that the text refers to and that nothing read so far sets; null: there is none. */
  readonly unset: string | null;
  readonly at: Position;
}

export type ShellVariable =
  | { readonly kind: 'text'; readonly value: ShellText }
  | {
      /** Keys of `indexed` are whole numbers, as texts. */
      readonly kind: 'indexed' | 'associative';
      readonly entries: ReadonlyMap<string, ShellText>;
      readonly at: Position;
    };

/** What a file of assignments sets, by name. */
export type ShellVariables = ReadonlyMap<string, ShellVariable>;
