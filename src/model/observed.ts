import type { Target } from './cloud.ts';
import type { ProjectReference } from './desired.ts';
import type { Digests } from './digest.ts';
import type { Image, Member } from './image.ts';
import type { Validators } from './marker.ts';

/** What the live service holds, as far as a state file is concerned. */
export interface Observed {
  readonly target: Target;
  readonly features: Features;
  /**
   * Every image that may matter: found by a name or id of the file, or by our stack's marker;
   * each once, whoever owns it. Deleted ones are not in it.
   */
  readonly images: readonly Image[];
  /** Members by image id, fetched only where the file manages them and the image is shared. */
  readonly members: ReadonlyMap<string, readonly Member[]>;
}

/** What the service offers, told from the versions it lists. */
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

/** What is known of an image's source before the plan, keyed by the image's name. */
export interface SourceFacts {
  /** Digests of the bytes that would be stored: given ones, and a local file's own. */
  readonly digests: Digests;
  /** Bytes that would be moved, when known. */
  readonly bytes: number | null;
  /** What the remote says of its file; null for local files and when it could not be asked. */
  readonly validators: Validators | null;
  /** Why the source could not be looked at; null when it could, or when that was not needed. */
  readonly problem: string | null;
}

/** One key for a project as a state file names it, to look its resolution up by. */
export function projectKey(reference: Pick<ProjectReference, 'project' | 'domain'>): string {
  return JSON.stringify([reference.domain ?? null, reference.project]);
}
