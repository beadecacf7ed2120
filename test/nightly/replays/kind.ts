/** The states of a publisher's site, oldest first. The last one is served at the end of each sequence. */
export const VERSIONS = [1, 2, 3, 4] as const;
export type Version = (typeof VERSIONS)[number];

/** What the site serves at a time, by path and query. */
export type Pages = Readonly<Record<string, string | Buffer>>;

/** One kind of publisher, with its site in each version. */
export interface Kind {
  readonly name: string;
  /** More fields of `glance.server`: `image_lists`. */
  readonly server?: object;
  /** Entries of the state file. */
  readonly images: readonly object[];
  readonly pages: (version: Version) => Pages;
  /** The published images after a version: content by name. */
  readonly published: (version: Version) => Readonly<Record<string, string>>;
}

/** Makes a kind, whose site has this URL, and signs its documents. */
export interface Workroom {
  readonly url: string;
  readonly folder: string;
}

/** The result for each version, made once. */
export async function perVersion<T>(
  make: (version: Version) => T | Promise<T>,
): Promise<(version: Version) => T> {
  const made = new Map<Version, T>();
  for (const version of VERSIONS) made.set(version, await make(version));
  return (version) => made.get(version)!;
}
