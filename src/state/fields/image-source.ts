import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { TOKEN_PASSWORD } from '../../model/secrets.ts';
import type { FileSource, HttpSource, SourceAuth, SourceReference } from '../../model/source/source.ts';
import type { ErrorList } from '../yaml/errors.ts';
import {
  child,
  entriesOf,
  type ListNode,
  type Node,
  resolvePath,
  type ScalarNode,
  shownPath,
} from '../yaml/tree.ts';
import { canonicalFields, type Fields, textField } from './aliases.ts';

/** Reads `source` and `file`: where the image's bytes come from. Undefined when the file gives neither. */
export function readSource(fields: Fields, errors: ErrorList): SourceReference | undefined {
  const given = fields.get('source')?.node;
  const file = fields.get('file')?.node;
  const source =
    given === undefined
      ? undefined
      : given.kind === 'list'
        ? mirrorsFrom(given, errors)
        : sourceFrom(given, errors);
  if (file?.kind !== 'scalar' || (given !== undefined && source === undefined)) return source;
  if (source === undefined) return fromLocal(file, errors);
  const places = source.kind === 'alternatives' ? source.places : [source];
  if (places.some(({ kind }) => kind === 'http')) {
    const cachedAt = cachePath(file, errors);
    if (cachedAt === undefined) return source;
    const cacheShown = { cachedAt: shownPath(file, file.text), cachedBelow: shownPath(file, '.') };
    return keptAt(source, { cachedAt, cachedBelow: file.place.source.directory, cacheShown });
  }
  if (source.kind !== 'file' || resolvePath(file, file.text) !== source.path) {
    errors.report(
      file,
      '"file" beside "source" names a cached download, but this source is a local file',
      'Remove "file" or "source".',
    );
  }
  return source;
}

/** The source whose downloads are kept in this file. All mirrors share it, as they hold the same bytes. */
function keptAt(
  source: SourceReference,
  cache: Pick<HttpSource, 'cachedAt' | 'cachedBelow' | 'cacheShown'>,
): SourceReference {
  const kept = <P extends FileSource | HttpSource>(place: P): P =>
    place.kind === 'http' ? { ...place, ...cache } : place;
  if (source.kind === 'alternatives') return { ...source, places: source.places.map(kept) };
  return source.kind === 'http' ? kept(source) : source;
}

/** Reads a list of mirrors; a list of one is this place. Undefined when one of them is invalid. */
function mirrorsFrom({ items }: ListNode, errors: ErrorList): SourceReference | undefined {
  const places = items.flatMap((item) => {
    const place = sourceFrom(item, errors);
    return place?.kind === 'file' || place?.kind === 'http' ? [place] : [];
  });
  const [first] = places;
  if (places.length < items.length) return undefined;
  return places.length < 2 ? first : { kind: 'alternatives', places };
}

/**
 * Reports several mirrors without a digest: nothing else would show that they hold the same bytes. `hasDigest`: whether the
 * entry gives one, or the address of a checksum file.
 */
export function checkMirrors(
  fields: Fields,
  source: SourceReference | undefined,
  hasDigest: boolean,
  errors: ErrorList,
): void {
  const node = fields.get('source')?.node;
  const checksum = fields.get('checksum')?.node;
  if (node === undefined || source?.kind !== 'alternatives' || hasDigest) return;
  // An invalid checksum has its own error.
  if (checksum !== undefined) return;
  errors.report(
    node,
    'several mirrors need a "checksum": nothing else shows that they hold the same bytes',
    'Add "checksum", a digest or {url: …/SHA256SUMS}.',
  );
}

/** Reads a URL, a path or `{url, auth}`. Undefined for an invalid value, and for a source that a publisher resolves. */
export function sourceFrom(node: Node, errors: ErrorList): SourceReference | undefined {
  if (node.kind === 'scalar') return fromText(node, errors);
  const url = child(node, 'url');
  if (url === undefined) {
    const isPublished = entriesOf(node).some(({ key }) =>
      /^(?:stratuslab|hepix|simplestreams|glance)$/.test(key),
    );
    if (!isPublished)
      errors.report(
        node,
        '"source" needs "url"',
        `Write e.g. {url: https://…, auth: {token: "\${RECONCILE_VAR_TOKEN}"}}.`,
      );
    return undefined;
  }
  if (url.kind !== 'scalar' || errors.hasError(url)) return undefined;
  const source = fromText(url, errors);
  const auth = child(node, 'auth');
  if (auth === undefined || source === undefined) return source;
  if (source.kind !== 'http') {
    errors.report(auth, '"auth" is for http(s) sources, and this is a local file', 'Remove "auth".');
    return source;
  }
  if (source.auth !== undefined) {
    errors.report(auth, 'the URL holds credentials already', 'Remove "auth", or the credentials in the URL.');
    return source;
  }
  const read = readAuth(auth, errors);
  return read === undefined ? source : { ...source, auth: read };
}

function fromText(node: ScalarNode, errors: ErrorList): SourceReference | undefined {
  if (errors.hasError(node)) return undefined;
  const scheme = schemeOf(node);
  if (scheme === undefined || scheme === 'file') return fromLocal(node, errors);
  if (scheme === 'http' || scheme === 'https') return fromUrl(node, errors);
  errors.report(
    node,
    `reconcile cannot read a source by ${scheme}://`,
    'Use http://, https://, file:// or a path.',
  );
  return undefined;
}

function fromLocal(node: ScalarNode, errors: ErrorList): SourceReference | undefined {
  if (errors.hasError(node)) return undefined;
  const scheme = schemeOf(node);
  if (scheme === undefined && /^(?:https?|ftp|file):/i.test(node.text)) return unusableUrl(node, errors);
  if (scheme === undefined) return localFile(node, node.text, errors);
  if (scheme !== 'file') {
    errors.report(node, '"file" must be a local file, not a URL', 'Use "source" for a URL.');
    return undefined;
  }
  try {
    return localFile(node, fileURLToPath(node.text), errors);
  } catch {
    errors.report(node, 'invalid file:// URL', 'Write file:///absolute/path, or just the path.');
    return undefined;
  }
}

function schemeOf({ text }: ScalarNode): string | undefined {
  return /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
}

function localFile(node: ScalarNode, written: string, errors: ErrorList): SourceReference | undefined {
  const path = resolvePath(node, written);
  if (node.text !== '' && !path.includes('\0')) {
    const shown = shownPath(node, written);
    return shown === path ? { kind: 'file', path } : { kind: 'file', path, shown };
  }
  errors.report(node, 'a file name must not be empty or hold NUL characters', 'Write the path of the file.');
  return undefined;
}

/** Reports an invalid URL. Its credentials cannot be located, so excerpts star out the whole URL. */
function unusableUrl(node: ScalarNode, errors: ErrorList): undefined {
  const { source, start, end } = node.place;
  if (node.text.includes('@')) source.secrets.push([start, end]);
  errors.report(
    node,
    'invalid URL',
    'Write http(s)://host/path, with %20 for a space and %2F for a slash in a password.',
  );
}

function fromUrl(node: ScalarNode, errors: ErrorList): SourceReference | undefined {
  if (!URL.canParse(node.text) || /\s/.test(node.text)) return unusableUrl(node, errors);
  const url = new URL(node.text);
  if (url.username === '' && url.password === '') return { kind: 'http', url: node.text };
  const auth = credentialsOf(url);
  if (auth === null || !credentialsAreFilledIn(node)) {
    errors.report(node, 'the URL must not hold credentials that the file itself gives', referenceHint(url));
    return undefined;
  }
  url.username = '';
  url.password = '';
  return { kind: 'http', url: url.href, auth };
}

/** A hint that fits any key. It shows no example URL with credentials, as messages are shown without any. */
function referenceHint(url: URL): string {
  return url.password === TOKEN_PASSWORD
    ? `Write \${RECONCILE_VAR_TOKEN} in place of the token, and set RECONCILE_VAR_TOKEN in the environment.`
    : `Write \${RECONCILE_VAR_PASSWORD} in place of the password, and set RECONCILE_VAR_PASSWORD in the environment. Or write {url: …, auth: {user: …, password: "\${RECONCILE_VAR_PASSWORD}"}}.`;
}

function credentialsOf(url: URL): SourceAuth | null {
  try {
    return {
      scheme: 'basic',
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
    };
  } catch {
    return null;
  }
}

/** Whether the secret part of the URL came from the environment: the password, or a user without a password. */
function credentialsAreFilledIn(node: ScalarNode): boolean {
  const [, slashes = '', userInfo = ''] = /^([a-z]+:\/\/)([^/?#]*)@/i.exec(node.text) ?? [];
  const colon = userInfo.indexOf(':');
  // A token stands in the user's place, beside a well-known password.
  const isToken = userInfo.slice(colon + 1) === TOKEN_PASSWORD;
  const start = slashes.length + (isToken ? 0 : colon + 1);
  const end = slashes.length + (isToken ? colon : userInfo.length);
  return node.filledIn.some(([from, to]) => from <= start && to >= end);
}

function readAuth(node: Node, errors: ErrorList): SourceAuth | undefined {
  const fields = canonicalFields(entriesOf(node), {}, errors);
  const secrets = ['password', 'token'].flatMap((name) => fields.get(name)?.node ?? []);
  for (const secret of secrets) {
    if (
      secret.kind !== 'scalar' ||
      secret.filledIn.some(([from, to]) => from === 0 && to === secret.text.length)
    )
      continue;
    errors.report(
      secret,
      'the file must not hold a secret itself',
      `Refer to a variable, e.g. \${RECONCILE_VAR_MIRROR_PASSWORD}.`,
    );
  }
  const user = textField(fields, 'user');
  const password = textField(fields, 'password');
  const token = textField(fields, 'token');
  if (token !== undefined && user === undefined && password === undefined) return { scheme: 'bearer', token };
  if (token === undefined && user !== undefined && password !== undefined)
    return { scheme: 'basic', user, password };
  // An invalid key already has its own error.
  const areOthersValid = entriesOf(node).every(({ value }) => !errors.hasError(value));
  if (areOthersValid) errors.report(node, '"auth" needs either "user" and "password", or "token" alone');
  return undefined;
}

/** The path of a cached download. reconcile writes there, so it must stay below the state file's directory. */
function cachePath(node: ScalarNode, errors: ErrorList): string | undefined {
  if (errors.hasError(node)) return undefined;
  const { directory } = node.place.source;
  const resolved = resolvePath(node, node.text);
  const below = path.relative(directory, resolved);
  const leaves =
    below === '' || below === '..' || below.startsWith(`..${path.sep}`) || path.isAbsolute(node.text);
  if (!leaves && !/^[a-z][a-z0-9+.-]*:\/\//i.test(node.text) && !node.text.endsWith('/')) return resolved;
  errors.report(
    node,
    '"file" beside "source" names the cached download, and must stay below the state file\'s directory',
    'Write a file name. For a local file elsewhere, write its path as "source".',
  );
  return undefined;
}
