/** An image as somebody might publish it. */
export interface Specimen {
  readonly what: string;
  /** As it is declared. */
  readonly format: string;
  readonly bytes: Buffer;
}

export interface UnsafeSpecimen extends Specimen {
  /** Every rule that it breaks, sorted. */
  readonly rules: readonly string[];
}

export function unsafe(what: string, format: string, bytes: Buffer, ...rules: string[]): UnsafeSpecimen {
  return { what, format, bytes, rules: rules.sort() };
}
