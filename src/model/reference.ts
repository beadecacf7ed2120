import type { DocumentReference, GlanceSource } from './source.ts';

/** Something to be asked of a publisher before a plan is made. What it answers is a `Published`. */
export type PublishedReference =
  | StratuslabReference
  | SimplestreamsReference
  | HepixReference
  | GlanceReference;

/** An image of another Glance: its digests, size and formats are read there. */
export interface GlanceReference {
  readonly kind: 'glance';
  readonly source: GlanceSource;
  /** Which of its properties are copied; patterns with `*`. Empty: none. */
  readonly copyProperties: readonly string[];
}

/** A file of checksums, e.g. SHA256SUMS, and who is to have signed it. */
export interface ChecksumReference {
  readonly document: DocumentReference;
  /** The file's name in it; null: the last part of the source's path. */
  readonly name: string | null;
  /** A detached OpenPGP signature; null: none, or the document itself is clearsigned. */
  readonly signature: DocumentReference | null;
  /** Absolute path of the public keys; one of them must have signed. Null: signatures are not checked. */
  readonly keyring: string | null;
}

export interface StratuslabReference {
  readonly kind: 'stratuslab';
  /** 27 characters; null where `document` is to hold one image. */
  readonly identifier: string | null;
  /** A metadata document (XML or RDF/JSON); null: the marketplace is asked. */
  readonly document: DocumentReference | null;
  /** Base URL of the marketplace. */
  readonly marketplace: string;
  /** Emails or certificate subjects of those whose endorsement counts; empty: anybody's. */
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

/** A HEPiX image list and what it must be to be believed. */
export interface ImageListReference {
  readonly document: DocumentReference;
  readonly trust: ListTrust;
  /** `dc:identifier` that the list must have; null: any. */
  readonly identifier: string | null;
}

/** Who must have signed a list. `none` has to be written: an unsigned or unchecked list is never taken by accident. */
export type ListTrust =
  | 'none'
  | {
      /** Absolute path of a directory as /etc/grid-security/certificates. */
      readonly caDirectory: string;
      /** Who may endorse: DN and CA in OpenSSL's slash form; empty: whoever the list itself names. */
      readonly endorsers: readonly { readonly dn: string; readonly ca: string | null }[];
    };

/** One image of a HEPiX list. */
export interface HepixReference {
  readonly kind: 'hepix';
  readonly list: ImageListReference;
  /** `dc:identifier` of the image. */
  readonly identifier: string;
}
