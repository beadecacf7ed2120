/** An image as a user might publish it. */
export interface Specimen {
  readonly what: string;
  /** The declared disk format. */
  readonly format: string;
  /** Its container format, when it is not `bare`. */
  readonly container?: string;
  readonly bytes: Buffer;
}

export interface UnsafeSpecimen extends Specimen {
  /** Every rule that it breaks, sorted. */
  readonly rules: readonly string[];
}

export function unsafe(what: string, format: string, bytes: Buffer, ...rules: string[]): UnsafeSpecimen {
  return { what, format, bytes, rules: rules.sort() };
}

export interface HonestSpecimen extends Specimen {
  readonly virtualSize: number | null;
}

export function honest(
  what: string,
  format: string,
  bytes: Buffer,
  virtualSize: number | null,
): HonestSpecimen {
  return { what, format, bytes, virtualSize };
}
