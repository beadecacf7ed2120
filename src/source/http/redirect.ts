import { redirectOf } from '../../http/redirect.ts';
import { SourceError } from '../../model/errors.ts';
import type { SourceAuth } from '../../model/source/source.ts';
import { publicUrl } from './failures.ts';
import { type Headers, header } from './validators.ts';

/** A URL and the credentials that may be shown to its server. */
export interface Place {
  readonly url: URL;
  readonly auth: SourceAuth | null;
}

interface Redirecting {
  readonly method: 'GET' | 'HEAD';
  readonly status: number;
  readonly headers: Headers;
  readonly place: Place;
}

/**
 * The place that an answer redirects to; null when it is not a redirect. Credentials are dropped for good on leaving an
 * origin. Throws SourceError for a redirect that is never followed.
 */
export function redirection({ method, status, headers, place }: Redirecting): Place | null {
  const redirect = redirectOf(
    { status, location: header(headers, 'location') },
    { url: place.url, method, reach: 'anywhere' },
  );
  if (redirect === null) return null;
  if (!('refused' in redirect)) {
    return { url: redirect.to, auth: redirect.keepsCredentials ? place.auth : null };
  }
  const from = publicUrl(place.url);
  const { refused, to } = redirect;
  if (to === null) throw new SourceError(`${from} redirects (${status}) without saying where to`);
  if (refused === 'not http')
    throw new SourceError(`${from} redirects to ${to.protocol}, which reconcile does not follow`);
  throw new SourceError(`${from} redirects from https to ${publicUrl(to)}, which reconcile does not follow`, {
    hint: 'Name the unprotected URL as `source` if that is what you want.',
    hintsAtSource: true,
  });
}
