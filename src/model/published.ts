import type { Digests } from './digest.ts';
import type { ContainerFormat, DiskFormat } from './image.ts';
import type { DigestOf, Packing } from './preparation.ts';
import type { DocumentReference, GlanceSource } from './source/source.ts';

/** A publisher's answer about one image, for a reference such as a marketplace identifier. */
export interface Published {
  /** The publisher, e.g. `StratusLab marketplace`; for people. */
  readonly publisher: string;
  /** The publisher's own name of the image, e.g. `dc:identifier`; stable from version to version where it has one. */
  readonly identifier: string | null;
  readonly title: string | null;
  /** Places of the bytes, to be tried in order; at least one. */
  readonly locations: readonly (DocumentReference | GlanceSource)[];
  /** Every digest that is published; each must agree. */
  readonly digests: Digests;
  /** Bytes. */
  readonly size: number | null;
  /** The bytes that digests and size describe: the file as served, or unpacked. */
  readonly digestOf: DigestOf;
  /** How the file is packed; null: the publisher does not say. */
  readonly packing: Packing | null;
  readonly diskFormat: DiskFormat | null;
  /** Attributes of the image in the other Glance. The state file's values override them. */
  readonly defaults?: PublishedDefaults;
  readonly version: string | null;
  /** Properties that the image gets. */
  readonly properties: Readonly<Record<string, string>>;
  readonly signature: SignatureFact;
  /** ISO 8601, UTC; null: it does not expire. */
  readonly expires: string | null;
  /** Why the publisher calls it deprecated; null: it does not. */
  readonly deprecated: string | null;
  readonly warnings: readonly string[];
}

/** Attributes that go with an image from one Glance to another. */
export interface PublishedDefaults {
  readonly containerFormat?: ContainerFormat;
  /** GiB. */
  readonly minDisk?: number;
  /** MiB. */
  readonly minRam?: number;
}

/** The signature of a document, and whether it was verified. */
export type SignatureFact =
  | {
      readonly status: 'verified';
      readonly method: SignatureMethod;
      readonly by: string;
      readonly signed?: SignedAt;
    }
  /** There is a signature, but the file does not ask to verify it. */
  | { readonly status: 'unchecked'; readonly method: SignatureMethod }
  | { readonly status: 'none' };

/** Which document was signed, and when (ISO 8601, UTC). An older signature of the same document is a replay. */
export interface SignedAt {
  /** The address, without credentials; for an endorsement, also who made it. */
  readonly document: string;
  readonly at: string;
}

type SignatureMethod = 'openpgp' | 'smime' | 'xmldsig';
