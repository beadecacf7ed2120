import type { Target } from './cloud.ts';
import type { Digests } from './digest.ts';
import type { Image, Member } from './image.ts';
import type { Validators } from './marker.ts';
import type { ProjectReference } from './project-reference.ts';

/** The live images that matter to a state file, and what the service offers. */
export interface Observed {
  readonly target: Target;
  readonly features: Features;
  /**
   * Every image found by a name, id or publisher id of the file, or by our stack's marker: each once, of any owner,
   * without deleted ones.
   */
  readonly images: readonly Image[];
  /**
   * Names that were not asked for, by entry: the stack's own listing shows the entry's image. Other images of these names
   * are unknown. Absent: every name was asked for.
   */
  readonly unasked?: ReadonlyMap<string, readonly string[]>;
  /** Names that every new image must have a value of, in Glance's words. Absent: not asked for. */
  readonly required?: readonly string[];
  /** Members by image id, fetched only where the file manages them and the image is shared. */
  readonly members: ReadonlyMap<string, readonly Member[]>;
  /** What the service grants this run. Absent: it was not asked. */
  readonly grants?: Grants;
}

/** Rights, stores and quotas of the run's user and project, as far as the service can be asked for them. */
export interface Grants {
  /** The roles of the token; null: not known. */
  readonly roles: readonly string[] | null;
  /** The stores; null: not asked for, or the service has a single one without a name. */
  readonly stores: readonly Store[] | null;
  /** The usage of the quotas that the service enforces, by their names in Glance. */
  readonly usage: Readonly<Record<string, Usage>>;
}

export interface Store {
  readonly id: string;
  readonly readOnly: boolean;
}

/** The usage of one quota. */
export interface Usage {
  /** Negative: none. */
  readonly limit: number;
  readonly usage: number;
}

/** The features of the service, derived from the API versions that it lists. */
export interface Features {
  /** Highest Images API v2 minor, e.g. 15 for v2.15. */
  readonly minor: number;
  /** `os_hidden` and the multihash fields (v2.7). */
  readonly hidden: boolean;
  /** Several stores (v2.8). */
  readonly stores: boolean;
}

/** A project as Keystone knows it. */
export interface Project {
  readonly id: string;
  readonly name: string;
}

/** Facts about an image's source that are known before the plan. */
export interface SourceFacts {
  /** Digests of the bytes that would be stored: given ones, and a local file's own. */
  readonly digests: Digests;
  /** Bytes of the source; null when not known. */
  readonly bytes: number | null;
  /** The remote server's validators; null for local files and when the server did not answer. */
  readonly validators: Validators | null;
  /**
   * Digests that an earlier rehearsal read from the source, whose server still gives the same validators; absent: none.
   * No ground to call content the same or different.
   */
  readonly learnt?: Digests;
  /** Why looking at the source failed; null when it did not fail, or was not needed. */
  readonly problem: SourceProblem | null;
  /** Why each mirror was passed over before another answered; absent: the first answered, or the source is one place. */
  readonly passedOver?: readonly string[];
}

/** A failure to look at a source. */
export interface SourceProblem {
  readonly message: string;
  /** The way out; null: none is known. */
  readonly hint: string | null;
  /** True when apply would fail too, unless the file, the source or its server changes. False: the server may answer later. */
  readonly lasts: boolean;
}

/** The key of a project, as a state file names it, in the map of resolved projects. */
export function projectKey(reference: Pick<ProjectReference, 'project' | 'domain'>): string {
  return JSON.stringify([reference.domain ?? null, reference.project]);
}
