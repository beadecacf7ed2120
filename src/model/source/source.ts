/**
 * The source of an image's bytes. Paths are absolute; in a plan they are as `shown`. Each kind of source is one member.
 */
export type SourceReference = Place | AlternativesSource;

/** A source that is one place. */
export type Place = FileSource | HttpSource | GlanceSource;

/** An image of another Glance, or of another region or project. */
export interface GlanceSource {
  readonly kind: 'glance';
  /** Entry of clouds.yaml; null: the credentials of the run. */
  readonly cloud: string | null;
  readonly region: string | null;
  /** Name or id. */
  readonly image: string;
}

/** Mirrors: places that hold the same bytes, to be tried in order; at least one. Digests tell that they do. */
export interface AlternativesSource {
  readonly kind: 'alternatives';
  readonly places: readonly (FileSource | HttpSource)[];
}

export interface FileSource {
  readonly kind: 'file';
  readonly path: string;
  /**
   * The path for plans and people: relative to the folder of the state file, or absolute where the file itself says so.
   * Absent: `path`.
   */
  readonly shown?: string;
}

export interface HttpSource {
  readonly kind: 'http';
  /** Without credentials. In a plan also without its query, which may hold a token. */
  readonly url: string;
  /** In a plan only: a digest of the query that was left out. */
  readonly queryDigest?: string;
  /** In a plan only: true when credentials were left out. */
  readonly needsAuth?: true;
  readonly auth?: SourceAuth;
  /** Absolute path of the cached download (`file:` beside `source:`): used if present and its digests agree. */
  readonly cachedAt?: string;
  /** The folder that `cachedAt` stays below, also after symbolic links: that of the state file. */
  readonly cachedBelow?: string;
  /** Both as a plan holds them: relative to the folder of the state file. Absent: the same. */
  readonly cacheShown?: { readonly cachedAt: string; readonly cachedBelow: string };
}

/** Credentials of a source, already read from the environment. Never written to a plan or a log. */
export type SourceAuth =
  | { readonly scheme: 'basic'; readonly user: string; readonly password: string }
  | { readonly scheme: 'bearer'; readonly token: string };

/** A small document about images: a checksum file, a list, metadata, a signature. */
export type DocumentReference = FileSource | HttpSource;
