import type { CatalogueService } from '../catalogue.ts';

/** What authentication yields. Holds secrets. */
export interface Access {
  /** What authenticates a request. */
  readonly headers: Readonly<Record<string, string>>;
  /** By this machine's clock, in milliseconds; null: never. */
  readonly expiresAt: number | null;
  /** For people. */
  readonly user: string;
  readonly project: ScopedProject | null;
  /** For people: what stands in the project's place when there is none, e.g. `domain Default`. */
  readonly scope: string;
  readonly catalogue: readonly CatalogueService[];
}

/** The {@link Access.scope} of a token that is good for nothing but getting another. */
export const UNSCOPED = 'unscoped';

export interface ScopedProject {
  /** Empty when only the name is known, which is so without Keystone. */
  readonly id: string;
  readonly name: string;
  readonly domain: { readonly id: string; readonly name: string };
}

/** One way to authenticate. */
export interface AuthMethod {
  /** Throws AuthError when refused. */
  authenticate(signal?: AbortSignal): Promise<Access>;
  /** False where a second try yields the same: a fixed token, basic credentials, nothing at all. */
  readonly renewable: boolean;
  /** Keystone's own URL, ending in its version; null without Keystone. */
  readonly identityUrl: (() => Promise<string>) | null;
  /** The Images endpoint, where the method itself brings it. */
  readonly endpoint: string | null;
}
