import type { Digests } from './digest.ts';
import type { Position } from './position.ts';
import type { DigestOf, Packing } from './preparation.ts';
import type { SignatureFact } from './published.ts';

/** The source of an image as reconcile understood it, for people. */
export interface Explanation {
  /** The image's name. */
  readonly name: string;
  readonly at: Position;
  /** The kind of source, e.g. `HEPiX image list`. */
  readonly kind: string;
  /** The publisher's own name of the image. */
  readonly identifier: string | null;
  /** Places of the bytes, in the order they are tried; without credentials. */
  readonly locations: readonly string[];
  /** Bytes. */
  readonly size: number | null;
  readonly digests: Digests;
  readonly digestsCover: DigestOf;
  readonly packing: Packing | 'auto' | null;
  readonly format: string | null;
  readonly version: string | null;
  readonly signature: SignatureFact;
  /** ISO 8601, UTC. */
  readonly expires: string | null;
  readonly deprecated: string | null;
  /** Why reconcile refuses the publisher's answer; null: it accepts it. */
  readonly problem: string | null;
  readonly warnings: readonly string[];
}
