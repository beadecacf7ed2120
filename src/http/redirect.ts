/** Redirects that one request follows at most. */
export const MOST_REDIRECTS = 10;

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** Where an answer redirects to, or why that redirect is never followed. */
type Redirect =
  | {
      readonly to: URL;
      /** Whether the request's credentials may go there as well. */
      readonly keepsCredentials: boolean;
      /** Whether it leads to the same service over TLS: same host, and the same port or 443 instead of 80. */
      readonly isUpgrade: boolean;
    }
  | {
      readonly refused: 'no location' | 'not http' | 'from https to http';
      /** Null where the answer names no URL. */
      readonly to: URL | null;
    };

/**
 * The redirect policy of Keystone, Glance and sources; null for an answer that is not a redirect. A redirect leads to
 * an http or https URL, never from https to http. Credentials stay within their origin (scheme, host and port). A
 * token of Keystone may also follow an upgrade to TLS of the same service. The user information and the fragment of the
 * new URL are dropped.
 */
export function redirectOf(status: number, location: string | undefined, from: URL): Redirect | null {
  if (!REDIRECTS.includes(status)) return null;
  if (location === undefined || !URL.canParse(location, from.href))
    return { refused: 'no location', to: null };
  const to = withoutUser(new URL(location, from));
  if (to.protocol !== 'http:' && to.protocol !== 'https:') return { refused: 'not http', to };
  if (from.protocol === 'https:' && to.protocol === 'http:') return { refused: 'from https to http', to };
  return { to, keepsCredentials: to.origin === from.origin, isUpgrade: isUpgrade(from, to) };
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
