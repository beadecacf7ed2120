import path from 'node:path';
import { readWhole } from '../../files/read-whole.ts';
import { ConfigError } from '../../model/errors.ts';

/** Where to look for configuration; from the caller, never from the process. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  /** True: `cwd` may hold files of a stranger, so no folder in it is searched for clouds.yaml. */
  readonly skipsCwd?: boolean;
}

/** A mapping as a file holds it; scalars are the text as written, or null. */
export type RawCloud = Readonly<Record<string, unknown>>;

export interface CloudsFile {
  /** The path of clouds.yaml; null when no folder has one. */
  readonly path: string | null;
  /** Entries with secure.yaml merged over them. */
  readonly clouds: Readonly<Record<string, RawCloud>>;
  /** Vendor profiles of clouds-public.yaml. */
  readonly profiles: Readonly<Record<string, RawCloud>>;
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
  const merged = deepMerge(clouds?.content ?? {}, secure?.content ?? {});
  return {
    path: clouds?.path ?? null,
    clouds: entries(merged.clouds, clouds?.path ?? secure?.path ?? ''),
    profiles: entries(vendors?.content['public-clouds'], vendors?.path ?? ''),
    searched: folders,
  };
}

/** An absolute path: `~` and `~/…` are in the user's home, relative paths in the working directory. */
export function expandPath(file: string, surroundings: Pick<Surroundings, 'cwd' | 'home'>): string {
  const expanded = file === '~' || file.startsWith('~/') ? path.join(surroundings.home, file.slice(1)) : file;
  return path.resolve(surroundings.cwd, expanded);
}

/** Merges mappings key by key, at every depth; any other value of `over` replaces that of `base`. */
function deepMerge(base: RawCloud, over: RawCloud): RawCloud {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    const before = merged.get(key);
    merged.set(key, isMapping(before) && isMapping(value) ? deepMerge(before, value) : value);
  }
  // Unlike an assignment, this treats `__proto__` as an ordinary key.
  return Object.fromEntries(merged);
}

export function isMapping(value: unknown): value is RawCloud {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function searchFolders({ env, cwd, home, skipsCwd = false }: Surroundings): readonly string[] {
  const userFolder = env.XDG_CONFIG_HOME || path.join(home, '.config');
  const siteFolders = (env.XDG_CONFIG_DIRS || '/etc/xdg').split(path.delimiter).filter(Boolean);
  const folders = [
    ...(skipsCwd ? [] : [cwd]),
    path.join(userFolder, 'openstack'),
    path.join(home, '.config', 'openstack'),
    ...siteFolders.map((folder) => path.join(folder, 'openstack')),
    '/etc/openstack',
  ];
  return [...new Set(folders)];
}

function absolute(file: string | undefined, surroundings: Surroundings): string | undefined {
  return file ? expandPath(file, surroundings) : undefined;
}

interface FoundFile {
  readonly path: string;
  readonly content: RawCloud;
}

async function findFile(
  name: string,
  folders: readonly string[],
  named: string | undefined,
): Promise<FoundFile | undefined> {
  if (named !== undefined) {
    const text = await readIfThere(named);
    if (text === undefined) {
      throw new ConfigError(`${named} does not exist`, {
        hint: `Correct or unset ${name === 'secure' ? 'OS_CLIENT_SECURE_FILE' : 'OS_CLIENT_CONFIG_FILE'}.`,
      });
    }
    return { path: named, content: await parse(named, text) };
  }
  for (const folder of folders) {
    for (const extension of ['yaml', 'yml', 'json']) {
      const candidate = path.join(folder, `${name}.${extension}`);
      const text = await readIfThere(candidate);
      if (text !== undefined) return { path: candidate, content: await parse(candidate, text) };
    }
  }
  return undefined;
}

/** Bytes, more than any list of clouds has. A device or an image, named by mistake, must not fill the memory. */
const LARGEST = 10 * 1024 * 1024;
const DEEPEST = 100;

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
    throw new ConfigError(`${file} cannot be read (${code})`, {
      hint: 'Make the file readable, or move it away.',
      cause: error,
    });
  });
  if (bytes === null) throw new ConfigError(`${file} is larger than ${LARGEST / 1024 / 1024} MiB`);
  return bytes;
}

/** Errors name only the place and the kind of a fault: the parser's own messages quote the file, with its passwords. */
async function parse(file: string, text: string): Promise<RawCloud> {
  const content = await contentOf(file, text);
  if (content === null || content === undefined) return {};
  if (!isMapping(content)) throw new ConfigError(`${file} does not hold a mapping`);
  return content;
}

async function contentOf(file: string, text: string): Promise<unknown> {
  try {
    return await parseContent(file, text);
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError(`${file}: ${buildFault(cause)}`, {
      hint: 'Write the values without aliases and merges.',
      cause,
    });
  }
}

/** The kind of an error that the parser throws while it builds values; its own words quote the file. */
function buildFault(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : '';
  if (cause instanceof RangeError)
    return 'its values are nested too deeply, or an alias is inside its own anchor';
  if (text.startsWith('Unresolved alias')) return 'an alias has no anchor before it';
  if (text.startsWith('Excessive alias')) return 'its aliases make too many values';
  return /merge/i.test(text) ? '"<<" must merge mappings only' : 'its values cannot be read';
}

/** Refuses values without end too: an alias inside its own anchor makes a value that holds itself. */
function refuseDepth(value: unknown, depth: number): void {
  if (depth > DEEPEST) throw new RangeError('too deep');
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value)) refuseDepth(inner, depth + 1);
}

async function parseContent(file: string, text: string): Promise<unknown> {
  // Loaded here: most runs have no such file, and the library costs as much as the rest of the start.
  const { parseDocument, visit } = await import('yaml');
  const document = parseDocument(text, { merge: true, prettyErrors: true, logLevel: 'silent' });
  const fault = document.errors[0];
  if (fault !== undefined) {
    const place = fault.linePos?.[0];
    const where = place === undefined ? '' : `:${place.line}:${place.col}`;
    throw new ConfigError(
      `${file}${where}: not valid YAML (${fault.code.toLowerCase().replaceAll('_', ' ')})`,
    );
  }
  visit(document, {
    // A password may look like a number or a boolean: 0123 must not become 123, nor "yes" true.
    Scalar(_key, node) {
      if (node.value !== null && typeof node.value !== 'string')
        node.value = node.source ?? String(node.value);
    },
  });
  const content: unknown = document.toJS({ maxAliasCount: 100 });
  refuseDepth(content, 0);
  return content;
}

function entries(section: unknown, file: string): Record<string, RawCloud> {
  if (section === undefined || section === null) return {};
  if (!isMapping(section)) throw new ConfigError(`${file}: the clouds are not a mapping`);
  const found = Object.entries(section).map(([name, entry]) => {
    if (entry !== null && !isMapping(entry))
      throw new ConfigError(`${file}: cloud "${name}" is not a mapping`);
    return [name, entry ?? {}] as const;
  });
  return Object.fromEntries(found);
}
