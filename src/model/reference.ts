import type { DocumentReference, GlanceSource } from './source/source.ts';

/** A question to a publisher, asked before a plan is made. The answer is a `Published`. */
export type PublishedReference =
  | StratuslabReference
  | SimplestreamsReference
  | HepixReference
  | GlanceReference;

/** An image of another Glance, from which its digests, size and formats are read. */
export interface GlanceReference {
  readonly kind: 'glance';
  readonly source: GlanceSource;
  /** Properties to copy; patterns with `*`. Empty: none. */
  readonly copyProperties: readonly string[];
}

/** A file of checksums, e.g. SHA256SUMS, and the keys that must have signed it. */
export interface ChecksumReference {
  readonly document: DocumentReference;
  /** The name of the image's file in the document; null: the last part of the source's path. */
  readonly name: string | null;
  /** A detached OpenPGP signature; null: none, or the document itself is clearsigned. */
  readonly signature: DocumentReference | null;
  /** Absolute path of the public keys; one of them must have signed. Null: signatures are not checked. */
  readonly keyring: string | null;
}

export interface StratuslabReference {
  readonly kind: 'stratuslab';
  /** 27 characters; null: `document` must hold exactly one image. */
  readonly identifier: string | null;
  /** A metadata document (XML or RDF/JSON); null: reconcile asks the marketplace. */
  readonly document: DocumentReference | null;
  /** Base URL of the marketplace. */
  readonly marketplace: string;
  /** Emails or certificate subjects of trusted endorsers; empty: every endorsement counts. */
  readonly endorsers: readonly string[];
  /** Absolute path of certificates (PEM) that an endorser's certificate must lead to; null: no chain is checked. */
  readonly ca: string | null;
}

export interface SimplestreamsReference {
  readonly kind: 'simplestreams';
  /** The mirror's base: an http(s) URL, or an absolute path of a directory. */
  readonly mirror: DocumentReference;
  /** Path of the index below the base; null: `streams/v1/index.sjson` with a keyring, else `streams/v1/index.json`. */
  readonly index: string | null;
  readonly product: string;
  /** Name or `ftype` of the item; null: the one disk image of the version. */
  readonly item: string | null;
  /** A version's name; null: the newest that has the item. */
  readonly version: string | null;
  readonly keyring: string | null;
}

/** A HEPiX image list, and the conditions under which reconcile trusts it. */
export interface ImageListReference {
  readonly document: DocumentReference;
  readonly trust: ListTrust;
  /** `dc:identifier` that the list must have; null: any. */
  readonly identifier: string | null;
}

/** The signers that a list needs. The file must say `none` itself, so that no unchecked list is used by accident. */
export type ListTrust =
  | 'none'
  | {
      /** Absolute path of a directory as /etc/grid-security/certificates. */
      readonly caDirectory: string;
      /** Allowed endorsers: DN and CA in OpenSSL's slash form; empty: the endorser that the list itself names. */
      readonly endorsers: readonly { readonly dn: string; readonly ca: string | null }[];
    };

/** One image of a HEPiX list. */
export interface HepixReference {
  readonly kind: 'hepix';
  readonly list: ImageListReference;
  /** `dc:identifier` of the image. */
  readonly identifier: string;
}
