/** Redirects that one request follows at most. */
export const MOST_REDIRECTS = 10;

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
const SAFE_METHODS: readonly string[] = ['GET', 'HEAD'];

/**
 * How far a redirect may lead a request. `nowhere`: an authentication, and a body that can be sent only once. `origin`: a
 * request that is useless without its credentials, to OpenStack. `anywhere`: a download; its credentials stay behind.
 */
export type Reach = 'nowhere' | 'origin' | 'anywhere';

/** A request that a server answered. */
interface Redirected {
  readonly url: URL;
  readonly method: string;
  readonly reach: Reach;
}

/** Where an answer redirects to, or why the request does not go there. */
type Redirect =
  | {
      readonly to: URL;
      /** Whether the request's credentials go there as well. */
      readonly keepsCredentials: boolean;
    }
  | {
      readonly refused: 'no location' | 'not http' | 'from https to http' | 'another origin' | 'this request';
      /** Null where the answer names no URL. */
      readonly to: URL | null;
    };

/**
 * The redirect policy of every client: Keystone, Glance, sources and publishers; null for an answer that is not a
 * redirect. A redirect leads to an http or https URL, never from https to http. Credentials stay within their origin:
 * scheme, host and port, except for http to https of the same host, with the same port or 443 instead of 80. The method
 * stays, so a 303 is followed for GET and HEAD alone. The user information and the fragment of the new URL are dropped.
 */
export function redirectOf(
  { status, location }: { readonly status: number; readonly location: string | undefined },
  { url: from, method, reach }: Redirected,
): Redirect | null {
  if (!REDIRECTS.includes(status)) return null;
  if (location === undefined || !URL.canParse(location, from.href))
    return { refused: 'no location', to: null };
  const to = withoutUser(new URL(location, from));
  if (to.protocol !== 'http:' && to.protocol !== 'https:') return { refused: 'not http', to };
  if (from.protocol === 'https:' && to.protocol === 'http:') return { refused: 'from https to http', to };
  if (reach === 'nowhere') return { refused: 'this request', to };
  const keepsCredentials = isWithinOrigin(from, to);
  if (reach === 'origin' && !keepsCredentials) return { refused: 'another origin', to };
  // A GET in place of a DELETE would pass for its success.
  if (status === 303 && !SAFE_METHODS.includes(method)) return { refused: 'this request', to };
  return { to, keepsCredentials };
}

/** Whether credentials for `from` may go to `to`: the same scheme, host and port, or the upgrade to TLS. */
export function isWithinOrigin(from: URL, to: URL): boolean {
  return to.origin === from.origin || isUpgrade(from, to);
}

/** The same service, now over TLS. Another port of the host can belong to another service. */
function isUpgrade(from: URL, to: URL): boolean {
  if (from.protocol !== 'http:' || to.protocol !== 'https:' || from.hostname !== to.hostname) return false;
  return from.port === to.port;
}

/** A URL without user information and fragment: neither is ever sent. */
export function withoutUser(url: URL): URL {
  const bare = new URL(url.href);
  bare.username = '';
  bare.password = '';
  bare.hash = '';
  return bare;
}
