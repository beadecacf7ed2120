import type { Access, AuthMethod } from './auth/access.ts';
import type { Authoriser } from './http/exchange.ts';

/** Seconds: a token with less time left is renewed before it is used. */
const MARGIN = 120;

/** The current access of one run, renewed when due. Requests that find it due at the same time share one renewal. */
export interface TokenKeeper {
  /** An access with at least `seconds` left, unless even a new one has less. */
  access(seconds?: number): Promise<Access>;
  readonly authoriser: Authoriser;
}

/** `now` in milliseconds since 1970. */
export function createTokenKeeper(
  method: AuthMethod,
  signal?: AbortSignal,
  now: () => number = Date.now,
): TokenKeeper {
  let current: Access | undefined;
  let renewal: Promise<Access> | undefined;

  function renew(): Promise<Access> {
    renewal ??= method.authenticate(signal).then(
      (access) => {
        current = access;
        renewal = undefined;
        return access;
      },
      (error) => {
        renewal = undefined;
        throw error;
      },
    );
    return renewal;
  }

  async function access(seconds = 0): Promise<Access> {
    if (current !== undefined && hasLeft(current, Math.max(seconds, MARGIN), now())) return current;
    return renew();
  }

  return {
    access,
    authoriser: {
      async headers() {
        return (await access()).headers;
      },
      async renewed(refused) {
        if (!method.renewable) return null;
        // Another request may have replaced the refused token in the meantime.
        if (current !== undefined && current.headers !== refused) return current.headers;
        return (await renew()).headers;
      },
    },
  };
}

function hasLeft(access: Access, seconds: number, now: number): boolean {
  return access.expiresAt === null || access.expiresAt - now >= seconds * 1000;
}
