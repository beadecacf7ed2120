import type { Access, AuthMethod } from './auth/access.ts';
import type { Authoriser } from './http/exchange.ts';

/** Seconds that a token must have left to be used at all. */
const MARGIN = 120;

/** The current access of one run, renewed when due. Requests that find it due at once share one renewal. */
export interface TokenKeeper {
  /** An access with at least `seconds` left, as far as a renewal can bring that. */
  access(seconds?: number): Promise<Access>;
  readonly authoriser: Authoriser;
}

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
        // Another request may have had the refused token replaced meanwhile.
        if (current !== undefined && current.headers !== refused) return current.headers;
        return (await renew()).headers;
      },
    },
  };
}

function hasLeft(access: Access, seconds: number, now: number): boolean {
  return access.expiresAt === null || access.expiresAt - now >= seconds * 1000;
}
