import type { SourceReference } from './desired.ts';
import { withoutCredentials } from './secrets.ts';

/** Where bytes come from, for people: no credentials, and no query string, which may hold a token. */
export function describeSource(source: SourceReference): string {
  switch (source.kind) {
    case 'file':
      return source.path;
    case 'http':
      return withoutCredentials(source.url).replace(/\?.*$/s, '?…');
  }
}
