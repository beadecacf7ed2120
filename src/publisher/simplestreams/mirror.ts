import { join } from 'node:path';
import { VerificationError } from '../../model/errors.ts';
import type { DocumentReference } from '../../model/source/source.ts';
import { quoted } from '../../model/text.ts';

const LONGEST_PATH = 4096;

/**
 * The document at a path below a mirror's base. In simplestreams every path is relative to that base, also in an index,
 * and must not leave it. `VerificationError` for a path that is absolute, a URL, or has parts such as `..`, and for a
 * path that hides these by percent-encoding. `place` names the document with the path, for messages.
 */
export function below(mirror: DocumentReference, path: string, place: string): DocumentReference {
  const trouble = troubleWith(path);
  if (trouble !== null) {
    throw new VerificationError(`${place} gives the path ${quoted(path)}, which ${trouble}`, {
      hint: 'Ask the publisher of the mirror. Paths must be relative to the base of the mirror.',
    });
  }
  if (mirror.kind === 'file') {
    const shown = mirror.shown === undefined ? {} : { shown: join(mirror.shown, path) };
    return { kind: 'file', path: join(mirror.path, path), ...shown };
  }
  const url = new URL(mirror.url);
  url.hash = '';
  url.pathname = url.pathname.endsWith('/') ? url.pathname + path : `${url.pathname}/${path}`;
  return { kind: 'http', url: url.href, ...(mirror.auth ? { auth: mirror.auth } : {}) };
}

function troubleWith(path: string): string | null {
  if (path === '') return 'is empty';
  if (path.length > LONGEST_PATH) return `is longer than ${LONGEST_PATH} characters`;
  if (path.startsWith('/')) return 'is absolute';
  if (/^[a-z][a-z0-9+.-]*:/i.test(path)) return 'is a URL';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the check is about control characters
  if (/[\u0000-\u001f\u007f]/.test(path)) return 'holds control characters';
  if (/[\\?#]/.test(path)) return 'holds a backslash, "?" or "#"';
  if (/%(?:2e|2f|5c|25|[01][0-9a-f]|7f)/i.test(path)) return 'hides characters by encoding them';
  if (path.split('/').some((part) => /^\.+$/.test(part))) return 'climbs out of its folder';
  return null;
}
