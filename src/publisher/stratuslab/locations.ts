import { type Secrets, withoutCredentials } from '../../model/secrets.ts';
import type { HttpSource } from '../../model/source/source.ts';
import { quoted } from '../../model/text.ts';
import { httpSource } from '../http-source.ts';

/**
 * The locations with http or https, in the order of the metadata, each once, and a warning for every other location,
 * such as `pdisk:…`, which only StratusLab's own storage understands.
 */
export function usableLocations(
  locations: readonly string[],
  secrets: Secrets,
): { readonly usable: readonly HttpSource[]; readonly warnings: readonly string[] } {
  const usable = new Map<string, HttpSource>();
  const warnings: string[] = [];
  for (const location of locations) {
    const source = secretSource(location, secrets);
    if (source) usable.set(source.url, source);
    else
      warnings.push(
        `the location ${quoted(withoutCredentials(location))} is ignored: reconcile fetches only http and https`,
      );
  }
  return { usable: [...usable.values()], warnings };
}

/** The source that an http(s) URL names, whose password is from now on a secret; null for any other text. */
export function secretSource(text: string, secrets: Secrets): HttpSource | null {
  const source = httpSource(text);
  if (source?.auth?.scheme === 'basic') secrets.add(source.auth.password);
  return source;
}
