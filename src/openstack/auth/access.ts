import type { CatalogueService } from '../catalogue.ts';

/** The result of authentication. Holds secrets. */
export interface Access {
  /** Headers that authenticate a request. */
  readonly headers: Readonly<Record<string, string>>;
  /** By this machine's clock, in milliseconds; null: never. */
  readonly expiresAt: number | null;
  /** The name, for the user. */
  readonly user: string;
  readonly project: ScopedProject | null;
  /** True for a service without projects, unless `project` names one. Absent: it has projects. */
  readonly withoutProjects?: true;
  /** For the user: the scope, which stands in for a missing project, e.g. `domain Default`. */
  readonly scope: string;
  readonly catalogue: readonly CatalogueService[];
  /** Names of the roles that the token has; absent: not known. */
  readonly roles?: readonly string[];
}

/** The {@link Access.scope} of a token that can only be exchanged for another. */
export const UNSCOPED = 'unscoped';

export interface ScopedProject {
  /** Empty when only the name is known, as without Keystone: then no image counts as ours. */
  readonly id: string;
  readonly name: string;
  readonly domain: { readonly id: string; readonly name: string };
}

/** One way to authenticate. */
export interface AuthMethod {
  /** Throws AuthError when refused. */
  authenticate(signal?: AbortSignal): Promise<Access>;
  /** False where a second try gives the same access: a fixed token, basic credentials, no credentials. */
  readonly renewable: boolean;
  /** Keystone's own URL, ending in its version; null without Keystone. */
  readonly identityUrl: (() => Promise<string>) | null;
  /** The Images endpoint, for a method that configures it; else null. */
  readonly endpoint: string | null;
}
