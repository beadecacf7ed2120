import { type Secrets, withoutCredentials } from '../../model/secrets.ts';
import type { HttpSource } from '../../model/source.ts';
import { quoted } from '../../model/text.ts';

/**
 * The places that can be fetched, in the order of the metadata, each once, and a warning for every other, such as
 * `pdisk:…`, which only StratusLab's own storage understands.
 */
export function usableLocations(
  locations: readonly string[],
  secrets: Secrets,
): { readonly usable: readonly HttpSource[]; readonly warnings: readonly string[] } {
  const usable = new Map<string, HttpSource>();
  const warnings: string[] = [];
  for (const location of locations) {
    const source = httpSource(location, secrets);
    if (source) usable.set(source.url, source);
    else
      warnings.push(
        `the location ${quoted(withoutCredentials(location))} is not used: only http(s) can be fetched`,
      );
  }
  return { usable: [...usable.values()], warnings };
}

/** The source that a URL names, its credentials taken out; null for what is no http(s) URL. */
export function httpSource(text: string, secrets: Secrets): HttpSource | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  if (url.username === '' && url.password === '') return { kind: 'http', url: url.href };
  const auth = { scheme: 'basic', user: decode(url.username), password: decode(url.password) } as const;
  secrets.add(auth.password);
  url.username = '';
  url.password = '';
  return { kind: 'http', url: url.href, auth };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
