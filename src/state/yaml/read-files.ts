import { createHash } from 'node:crypto';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileFault } from '../../files/file-fault.ts';
import { liesIn } from '../../files/lies-in.ts';
import { readWhole } from '../../files/read-whole.ts';
import { UsageError } from '../../model/errors.ts';
import { suggestion } from '../../model/text.ts';
import type { ErrorList } from './errors.ts';
import { type SourceText, sourceText } from './source-text.ts';

/** Bytes that one state file may have. */
const MAX_FILE_BYTES = 10 * 1024 * 1024;
/** The file name that messages use for standard input. */
export const STDIN = '<stdin>';

interface Inputs {
  readonly paths: readonly string[];
  readonly readStdin?: (() => Promise<string>) | undefined;
  readonly cwd: string;
  /** Present for files of a stranger: their links must not lead to the runner's files. */
  readonly untrusted?: object | undefined;
  /** Files that a directory holds and that are no state files: names in the directory, or paths. */
  readonly ignore?: readonly string[] | undefined;
}

interface ReadFiles {
  readonly sources: readonly SourceText[];
  /** The files of `ignore`. */
  readonly ignored: readonly SourceText[];
  readonly files: readonly string[];
  /** Digest of all files' bytes, in order. */
  readonly sha256: string;
}

/**
 * Reads every state file: files, the `*.yaml`, `*.yml` and `*.sls` (in any case) of directories in order of name, and
 * standard input for `-`. Reads a file once, however often it is named. Throws UsageError for a missing or unreadable
 * file, and adds an error for a file that is not UTF-8.
 */
export async function readFiles(inputs: Inputs, errors: ErrorList): Promise<ReadFiles> {
  const hash = createHash('sha256');
  const sources: SourceText[] = [];
  const ignored: SourceText[] = [];
  const seen = new Set<string>();
  let base: string | undefined;
  const listed = await listFiles(inputs);
  refuseUnknownIgnores(listed, inputs);
  for (const { name, location } of listed) {
    if (inputs.untrusted && location !== null) await refuseLink(name, location, inputs.cwd);
    const identity = location === null ? '-' : await realpath(location).catch(() => location);
    if (seen.has(identity)) continue;
    seen.add(identity);
    const bytes = location === null ? await readStandardInput(inputs) : await readBytes(name, location);
    if (location !== null && isIgnored(location, inputs)) {
      ignored.push(sourceText(name, path.dirname(location), bytes.toString('utf8')));
      continue;
    }
    hash.update(bytes);
    const directory = location === null ? inputs.cwd : path.dirname(location);
    base ??= directory;
    sources.push(decode(name, { directory, base }, bytes, errors));
  }
  return { sources, ignored, files: sources.map((source) => source.file), sha256: hash.digest('hex') };
}

function isIgnored(location: string, inputs: Pick<Inputs, 'cwd' | 'ignore'>): boolean {
  return (inputs.ignore ?? []).some((name) => means(name, location, inputs));
}

/** Whether a name of `ignore` means this file: its name in the directory, or its path. */
function means(name: string, location: string, { cwd }: Pick<Inputs, 'cwd'>): boolean {
  return name === path.basename(location) || path.resolve(cwd, name) === location;
}

/** A mistyped name must not leave the user in the belief that a file is ignored. */
function refuseUnknownIgnores(listed: readonly Listed[], inputs: Inputs): void {
  const unknown = (inputs.ignore ?? []).find(
    (name) => !listed.some(({ location }) => location !== null && means(name, location, inputs)),
  );
  if (unknown === undefined) return;
  throw new UsageError(`--ignore ${unknown} names no file of this run`, {
    hint: suggestion(
      unknown,
      listed.map(({ name }) => name),
    ),
  });
}

/** Throws UsageError for a state file that is not in its folder, or whose folder is a link out of the working directory. */
async function refuseLink(name: string, location: string, cwd: string): Promise<void> {
  const way = path.relative(cwd, location);
  const isBelow = way !== '..' && !way.startsWith(`..${path.sep}`);
  if ((await liesIn(location, [path.dirname(location)])) && (!isBelow || (await liesIn(location, [cwd]))))
    return;
  throw new UsageError(`${name} is a symbolic link that leads out of its folder`, {
    hint: 'With --untrusted, name a state file that is no such link.',
  });
}

interface Listed {
  /** The name that messages show. */
  readonly name: string;
  /** Absolute; null: standard input. */
  readonly location: string | null;
}

async function listFiles({ paths, cwd }: Inputs): Promise<readonly Listed[]> {
  const lists = await Promise.all(
    paths.map(async (name): Promise<readonly Listed[]> => {
      if (name === '-') return [{ name: STDIN, location: null }];
      const location = path.resolve(cwd, name);
      const found = await stat(location).catch((cause) => {
        throw unreadable(name, cause);
      });
      return found.isDirectory() ? listDirectory(name, location) : [{ name, location }];
    }),
  );
  return lists.flat();
}

async function listDirectory(name: string, location: string): Promise<readonly Listed[]> {
  const entries = await readdir(location).catch((cause) => {
    throw unreadable(name, cause);
  });
  const files = entries.filter((entry) => /^[^.].*\.(?:ya?ml|sls)$/i.test(entry)).sort();
  if (files.length === 0) {
    throw new UsageError(`${name} contains no *.yaml, *.yml or *.sls file`, {
      hint: 'Name a state file, or a directory with state files.',
    });
  }
  return files.map((file) => ({ name: path.join(name, file), location: path.join(location, file) }));
}

async function readStandardInput({ readStdin }: Inputs): Promise<Buffer> {
  if (!readStdin) throw new UsageError('this program cannot read a state file from standard input');
  const bytes = Buffer.from(await readStdin());
  if (bytes.length > MAX_FILE_BYTES) throw tooLarge(STDIN);
  return bytes;
}

async function readBytes(name: string, location: string): Promise<Buffer> {
  const bytes = await readWhole(location, MAX_FILE_BYTES).catch((cause) => {
    throw unreadable(name, cause);
  });
  if (bytes === null) throw tooLarge(name);
  return bytes;
}

function tooLarge(name: string): UsageError {
  return new UsageError(`${name} is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB`, {
    hint: 'Name the YAML file, not an image.',
  });
}

function unreadable(name: string, cause: unknown): UsageError {
  return new UsageError(`${name} ${fileFault(cause)}`, {
    hint: 'Name the state file with -f. Without -f, reconcile reads glance.yaml in the working directory.',
    cause,
  });
}

function decode(
  file: string,
  { directory, base }: Pick<SourceText, 'directory' | 'base'>,
  bytes: Buffer,
  errors: ErrorList,
): SourceText {
  try {
    return sourceText(file, directory, new TextDecoder('utf-8', { fatal: true }).decode(bytes), base);
  } catch {
    const lossy = sourceText(file, directory, bytes.toString('utf8'));
    const start = Math.max(lossy.text.indexOf('\uFFFD'), 0);
    errors.add(
      { source: lossy, start, end: start + 1 },
      'this byte is not valid UTF-8',
      'Save the file as UTF-8.',
    );
    return sourceText(file, directory, '');
  }
}
