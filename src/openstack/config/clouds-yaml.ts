import path from 'node:path';
import { fileFault } from '../../files/file-fault.ts';
import { readWhole } from '../../files/read-whole.ts';
import { ConfigError } from '../../model/errors.ts';
import { type FoundFile, type JoinedFiles, joinFiles } from './join-files.ts';
import { isMapping, type RawCloud } from './raw-cloud.ts';

/** Where to look for configuration; from the caller, never from the process. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  /** True: `cwd` may hold files of a stranger, so no folder in it is searched for clouds.yaml. */
  readonly skipsCwd?: boolean;
}

export interface CloudsFile extends JoinedFiles {
  /** The path of clouds.yaml; null when no folder has one. */
  readonly path: string | null;
  /** The searched folders, for error messages. */
  readonly searched: readonly string[];
}

/**
 * Reads clouds.yaml, secure.yaml and clouds-public.yaml, each found by its own search.
 * Order as in openstacksdk (openstack/config/loader.py): the file that a variable names, then the working directory,
 * the user's configuration folder, ~/.config/openstack, the site's, /etc/openstack; in each .yaml, .yml, .json.
 * Throws ConfigError for a file that exists and cannot be read, and when a variable names a missing file.
 */
export async function loadCloudsFile(surroundings: Surroundings): Promise<CloudsFile> {
  const folders = searchFolders(surroundings);
  const { env } = surroundings;
  const [clouds, secure, vendors] = await Promise.all([
    findFile('clouds', folders, absolute(env.OS_CLIENT_CONFIG_FILE, surroundings)),
    findFile('secure', folders, absolute(env.OS_CLIENT_SECURE_FILE, surroundings)),
    findFile('clouds-public', folders, undefined),
  ]);
  return {
    path: clouds?.path ?? null,
    ...joinFiles({ clouds, secure, vendors }),
    searched: folders.map(({ path: folder }) => folder),
  };
}

/** An absolute path: `~` and `~/…` are in the user's home, relative paths in the working directory. */
export function expandPath(file: string, surroundings: Pick<Surroundings, 'cwd' | 'home'>): string {
  const expanded = file === '~' || file.startsWith('~/') ? path.join(surroundings.home, file.slice(1)) : file;
  return path.resolve(surroundings.cwd, expanded);
}

interface Folder {
  readonly path: string;
  /** True for the working directory, unless it is also a folder of the user or the site. */
  readonly isOfWork: boolean;
}

function searchFolders({ env, cwd, home, skipsCwd = false }: Surroundings): readonly Folder[] {
  const userFolder = env.XDG_CONFIG_HOME || path.join(home, '.config');
  const siteFolders = (env.XDG_CONFIG_DIRS || '/etc/xdg').split(path.delimiter).filter(Boolean);
  const configured = [
    path.join(userFolder, 'openstack'),
    path.join(home, '.config', 'openstack'),
    ...siteFolders.map((folder) => path.join(folder, 'openstack')),
    '/etc/openstack',
  ];
  const folders = skipsCwd ? configured : [cwd, ...configured];
  return [...new Set(folders)].map((folder) => ({ path: folder, isOfWork: !configured.includes(folder) }));
}

function absolute(file: string | undefined, surroundings: Surroundings): string | undefined {
  return file ? expandPath(file, surroundings) : undefined;
}

async function findFile(
  name: string,
  folders: readonly Folder[],
  named: string | undefined,
): Promise<FoundFile | undefined> {
  if (named !== undefined) {
    const text = await readIfThere(named);
    if (text === undefined) {
      throw new ConfigError(`${named} does not exist`, {
        hint: `Correct or unset ${name === 'secure' ? 'OS_CLIENT_SECURE_FILE' : 'OS_CLIENT_CONFIG_FILE'}.`,
      });
    }
    return { path: named, content: await parse(named, text), isOfWork: false };
  }
  for (const folder of folders) {
    for (const extension of ['yaml', 'yml', 'json']) {
      const candidate = path.join(folder.path, `${name}.${extension}`);
      const text = await readIfThere(candidate);
      if (text === undefined) continue;
      return { path: candidate, content: await parse(candidate, text), isOfWork: folder.isOfWork };
    }
  }
  return undefined;
}

/** Bytes, more than any list of clouds has. A device or an image, named by mistake, must not fill the memory. */
const LARGEST = 10 * 1024 * 1024;

async function readIfThere(file: string): Promise<string | undefined> {
  const bytes = await readBytes(file);
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ConfigError(`${file} is not valid UTF-8`, { hint: 'Save the file as UTF-8.', cause });
  }
}

async function readBytes(file: string): Promise<Buffer | undefined> {
  const bytes = await readWhole(file, LARGEST).catch((error: NodeJS.ErrnoException) => {
    const { code } = error;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new ConfigError(`${file} ${fileFault(error)}`, {
      hint: 'Make the file readable, or move it away.',
      cause: error,
    });
  });
  if (bytes === null) throw new ConfigError(`${file} is larger than ${LARGEST / 1024 / 1024} MiB`);
  return bytes;
}

/** Errors name only the place and the kind of a fault: the parser's own messages quote the file, with its passwords. */
async function parse(file: string, text: string): Promise<RawCloud> {
  // Loaded here: most runs have no such file, and the yaml library costs as much as the rest of the start.
  const { contentOf } = await import('./clouds-content.ts');
  const content = contentOf(file, text);
  if (content === null || content === undefined) return {};
  if (!isMapping(content)) throw new ConfigError(`${file} does not hold a mapping`);
  return content;
}
