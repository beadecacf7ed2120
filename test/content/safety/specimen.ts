/** An image as somebody might publish it. */
export interface Specimen {
  readonly what: string;
  /** As it is declared. */
  readonly format: string;
  readonly bytes: Buffer;
}
