import type { Position } from './position.ts';

/**
 * The cloud of a state file and its credentials; clouds.yaml or OS_* fill in the rest.
 * Values are as written (after `${VAR}`), unresolved.
 */
export interface CloudReference {
  /** A clouds.yaml entry (`cloud:`), or the profile name of the `glance.client.identity` shape. */
  readonly cloud?: string;
  /** True when `cloud` is a profile's name: the environment may stand in when clouds.yaml has no such entry. */
  readonly profile?: boolean;
  readonly identity?: IdentityReference;
}

/** Where the fields of an `identity` stand that decide where credentials go. */
export interface IdentityPlaces {
  readonly section: Position;
  readonly url?: Position;
  readonly cacert?: Position;
  readonly insecure?: Position;
}

/** The pillar's `identity` section. */
export interface IdentityReference {
  /** Absent where the reference comes from no file. */
  readonly at?: IdentityPlaces;
  readonly engine: 'keystone' | 'none' | 'http_basic';
  /** Identity URL, or for engines without Keystone the Images endpoint; absent: from OS_*. */
  readonly url?: string;
  readonly user?: string;
  readonly userId?: string;
  readonly password?: string;
  readonly project?: string;
  readonly projectId?: string;
  readonly domain?: string;
  readonly domainId?: string;
  readonly userDomain?: string;
  readonly userDomainId?: string;
  readonly projectDomain?: string;
  readonly projectDomainId?: string;
  readonly region?: string;
  /** e.g. `internal`, `internalURL`, `public`. */
  readonly interface?: string;
  readonly cacert?: string;
  readonly insecure?: boolean;
}

/** The cloud of a plan, as a user sees it before agreeing. Nothing secret. */
export interface Target {
  /** clouds.yaml entry; null when the cloud has no name. */
  readonly cloud: string | null;
  readonly region: string;
  readonly project: string;
  /** Empty: not known. Then no image counts as ours (image/ownership.ts). */
  readonly projectId: string;
  /** True for a service without projects, where the images without an owner are ours. Absent: false. */
  readonly withoutProjects?: true;
  readonly user: string;
  /** The Images endpoint, without credentials. */
  readonly endpoint: string;
}
