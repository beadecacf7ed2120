import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { RoleName } from './directory.ts';

/** What a token is good for. */
export type Scope =
  | { readonly kind: 'unscoped' }
  | { readonly kind: 'system' }
  | { readonly kind: 'project'; readonly projectId: string };

export interface Token {
  readonly id: string;
  readonly userId: string;
  readonly scope: Scope;
  readonly roles: readonly RoleName[];
  readonly methods: readonly string[];
  /** The token's own audit id, then the one of the token it was made from. */
  readonly auditIds: readonly string[];
  /** Microseconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly credentialId: string | null;
}

export type Grant = Omit<Token, 'id' | 'auditIds' | 'issuedAt' | 'expiresAt'>;

/** The tokens that are out. They live in memory alone: a restart asks clients to sign in again. */
export interface Tokens {
  /** @param from the token that this one is made from: its expiry holds */
  issue(grant: Grant, from?: Token): Token;
  /** The token if it was issued here, is not revoked and has not expired. */
  find(id: string | undefined): Token | undefined;
  /** Whether the id was ever given out. */
  known(id: string): boolean;
  revoke(id: string): void;
}

export function openTokens(clock: Clock, seconds: number): Tokens {
  const live = new Map<string, Token>();
  const revoked = new Set<string>();
  return {
    issue(grant, from) {
      const issuedAt = clock.now();
      const token: Token = {
        ...grant,
        // The shape of a Fernet token: its prefix and about its length.
        id: `gAAAAA${randomBytes(129).toString('base64url')}`,
        auditIds: [randomBytes(16).toString('base64url'), ...(from?.auditIds.slice(-1) ?? [])],
        issuedAt,
        expiresAt: from?.expiresAt ?? issuedAt + seconds * 1_000_000,
      };
      forgetExpired(live, issuedAt);
      live.set(token.id, token);
      return token;
    },
    find(id) {
      const token = id === undefined ? undefined : live.get(id);
      return token && token.expiresAt > clock.now() ? token : undefined;
    },
    known: (id) => live.has(id) || revoked.has(id),
    revoke(id) {
      if (live.delete(id)) revoked.add(id);
    },
  };
}

/** Keeps a sandbox that runs for weeks from growing; order of insertion is about the order of expiry. */
function forgetExpired(live: Map<string, Token>, now: number): void {
  for (const [id, token] of live) {
    if (token.expiresAt > now) return;
    live.delete(id);
  }
}
