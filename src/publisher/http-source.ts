import type { HttpSource } from '../model/source/source.ts';

/** The source that an http(s) URL names, with its credentials taken out of the URL; null for any other text. */
export function httpSource(text: string): HttpSource | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  if (url.username === '' && url.password === '') return { kind: 'http', url: url.href };
  const [user, password] = [decoded(url.username), decoded(url.password)];
  url.username = '';
  url.password = '';
  return { kind: 'http', url: url.href, auth: { scheme: 'basic', user, password } };
}

/** A part of a URL without percent-encoding; as it is where the encoding is wrong. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
