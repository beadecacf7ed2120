import { publicUrl } from '../../http/faults.ts';
import { SourceError } from '../../model/errors.ts';
import type { SourceAuth } from '../../model/source.ts';
import { type Headers, header } from './validators.ts';

/** A URL and the credentials that may be shown to it. */
export interface Place {
  readonly url: URL;
  readonly auth: SourceAuth | null;
}

interface Redirecting {
  readonly status: number;
  readonly headers: Headers;
  readonly place: Place;
}

/** Where an answer sends us; null when it does not. Credentials are dropped for good on leaving an origin. */
export function redirection({ status, headers, place }: Redirecting): Place | null {
  if (![301, 302, 303, 307, 308].includes(status)) return null;
  const from = publicUrl(place.url);
  const location = header(headers, 'location');
  if (location === undefined || !URL.canParse(location, place.url.href)) {
    throw new SourceError(`${from} redirects (${status}) without saying where to`);
  }
  const url = withoutUser(new URL(location, place.url));
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new SourceError(`${from} redirects to ${url.protocol}, which is not followed`);
  }
  if (place.url.protocol === 'https:' && url.protocol === 'http:') {
    throw new SourceError(`${from} redirects from https to ${publicUrl(url)}, which is not followed`, {
      hint: 'Name the unprotected URL as `source` if that is what you want.',
    });
  }
  return { url, auth: url.origin === place.url.origin ? place.auth : null };
}

/** A URL without user information and fragment: neither is ever sent. */
export function withoutUser(url: URL): URL {
  const bare = new URL(url.href);
  bare.username = '';
  bare.password = '';
  bare.hash = '';
  return bare;
}
