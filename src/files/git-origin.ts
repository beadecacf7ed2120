import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

/** Bytes of a Git configuration that are read: many times any real one. */
const MOST_CONFIG = 1024 * 1024;

/**
 * Where a state file comes from: the Git repository that holds it, by its remote's host and path, and the file's path
 * there, e.g. `gitlab.example/cloud/images:prod/glance.yaml`. A fresh clone in CI has the same origin as a
 * user's checkout, over https or ssh, with or without credentials. A remote that is a folder, e.g. /srv/git/images.git,
 * counts by its path: all its clones on one host, and on hosts that mount it alike, have one origin. Null outside a
 * repository and without a remote.
 *
 * Reads Git's files and runs no command. `path` is an absolute path of a file or folder.
 * Formats: gitrepository-layout(5), git-config(1), git-fetch(1) "GIT URLS".
 */
export async function originOf(path: string): Promise<string | null> {
  const real = await realpath(path).catch(() => null);
  if (real === null) return null;
  const found = await findRepository(dirname(real));
  if (found === null) return null;
  const remote = remoteOf(await readText(join(found.common, 'config')), found.root);
  if (remote === null) return null;
  return `${remote}:${relative(found.root, real).split(sep).join('/') || '.'}`;
}

interface Repository {
  /** The folder that was checked out. */
  readonly root: string;
  /** The folder of the configuration; several work trees may share it. */
  readonly common: string;
}

/** The nearest repository at or above a folder. */
async function findRepository(folder: string): Promise<Repository | null> {
  const common = await gitFolderOf(folder);
  if (common !== null) return { root: folder, common };
  return dirname(folder) === folder ? null : findRepository(dirname(folder));
}

/** `.git` is a folder, or in work trees and submodules a file that names one. */
async function gitFolderOf(folder: string): Promise<string | null> {
  const git = join(folder, '.git');
  if ((await readText(join(git, 'HEAD'))) !== '') return git;
  const [, named] = /^gitdir: (.+?)\r?\n?$/.exec(await readText(git)) ?? [];
  if (named === undefined) return null;
  const own = resolve(folder, named);
  const common = (await readText(join(own, 'commondir'))).trim();
  return common === '' ? own : resolve(own, common);
}

async function readText(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.slice(0, MOST_CONFIG);
}

/** The place of the remote `origin`, or of the only remote; null for none. `root`: a relative path starts there. */
function remoteOf(config: string, root: string): string | null {
  const urls = new Map<string, string>();
  let remote: string | null = null;
  for (const line of config.split(/\r?\n/)) {
    const section = /^\s*\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(line);
    if (section) remote = section[1]?.toLowerCase() === 'remote' ? (section[2] ?? null) : null;
    const [, value = ''] = /^\s*(?:\[[^\]]*\])?\s*url\s*=(.*)$/i.exec(line) ?? [];
    const [, quoted, plain] = /^(?:"([^"]+)"|([^"#;]+))$/.exec(value.trim()) ?? [];
    const url = quoted ?? plain;
    if (remote !== null && url !== undefined && !urls.has(remote)) urls.set(remote, url);
  }
  const chosen = urls.get('origin') ?? (urls.size === 1 ? [...urls.values()][0] : undefined);
  return chosen === undefined ? null : (folderOf(chosen, root) ?? hostAndPath(chosen));
}

/** The same text for every way to reach a repository: no scheme, user, password, port or `.git`. */
function hostAndPath(url: string): string | null {
  const [, address, path] =
    /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?([^/]*)\/(.+)$/i.exec(url) ??
    /^(?:[^/@]+@)?([^/:]+):(.+)$/.exec(url) ??
    [];
  if (address === undefined || path === undefined) return null;
  const host = address.replace(/:\d*$/, '').toLowerCase();
  const plain = path.replace(/^\/+|\/+$/g, '').replace(/\.git$/i, '');
  return host === '' || plain === '' ? null : `${host}/${plain}`;
}

/**
 * The place of a remote that is a folder: its last name, and a hash of its path; null for any other remote. All who see
 * an image see its origin, so the path is not in it, and last names alone are often the same (`images.git` of two teams).
 */
function folderOf(url: string, root: string): string | null {
  const [, local] = /^file:\/\/(?:localhost)?(\/.*)$/i.exec(url) ?? [];
  // As Git has it, a path has no colon before its first slash.
  if (local === undefined && /^[^/]*:/.test(url)) return null;
  const path = resolve(root, local === undefined ? url : decoded(local)).replace(/(?:\/\.git|\.git)$/i, '');
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 12);
  return `folder/${basename(path)}-${hash}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
