import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { RoleName } from './directory.ts';

/** A token: its user, its scope and its expiry. */
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
  /** The token's audit id, then the audit id of the token that it was made from. */
  readonly auditIds: readonly string[];
  /** Microseconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly credentialId: string | null;
}

export type Grant = Omit<Token, 'id' | 'auditIds' | 'issuedAt' | 'expiresAt'>;

/** The issued tokens. They are only in memory: after a restart clients have to authenticate again. */
export interface Tokens {
  /** Issues a token. @param from the token that this token is made from, and whose expiry it keeps */
  issue(grant: Grant, from?: Token): Token;
  /** The token if this Keystone issued it and it is neither revoked nor expired. */
  find(id: string | undefined): Token | undefined;
  /** Whether this Keystone ever issued the id. */
  known(id: string): boolean;
  revoke(id: string): void;
}

/** Creates an empty set of tokens. `seconds`: how long a token is valid. */
export function openTokens(clock: Clock, seconds: number): Tokens {
  const live = new Map<string, Token>();
  const revoked = new Set<string>();
  return {
    issue(grant, from) {
      const issuedAt = clock.now();
      const token: Token = {
        ...grant,
        // Looks like a Fernet token: the same prefix and about the same length.
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

/** Removes expired tokens, so that a sandbox can run for weeks. Tokens expire in about the order of their insertion. */
function forgetExpired(live: Map<string, Token>, now: number): void {
  for (const [id, token] of live) {
    if (token.expiresAt > now) return;
    live.delete(id);
  }
}
