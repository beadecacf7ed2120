import { createHash } from 'node:crypto';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { readWhole } from '../../files/read-whole.ts';
import { UsageError } from '../../model/errors.ts';
import type { ErrorList } from './errors.ts';
import { type SourceText, sourceText } from './source-text.ts';

export const MAX_FILE_BYTES = 10 * 1024 * 1024;
export const STDIN = '<stdin>';

interface Inputs {
  readonly paths: readonly string[];
  readonly readStdin?: (() => Promise<string>) | undefined;
  readonly cwd: string;
}

interface ReadFiles {
  readonly sources: readonly SourceText[];
  readonly files: readonly string[];
  /** Over the files' bytes, in order. */
  readonly sha256: string;
}

/**
 * Reads every state file: files, directories' `*.yaml`, `*.yml` and `*.sls` (in any case) in order of name, and `-`.
 * A file that is reached twice is read once. Throws UsageError for what is missing or unreadable;
 * a file that is no text becomes a fault.
 */
export async function readFiles(inputs: Inputs, errors: ErrorList): Promise<ReadFiles> {
  const hash = createHash('sha256');
  const sources: SourceText[] = [];
  const seen = new Set<string>();
  for (const { name, location } of await listFiles(inputs)) {
    const identity = location === null ? '-' : await realpath(location).catch(() => location);
    if (seen.has(identity)) continue;
    seen.add(identity);
    const bytes = location === null ? await readStandardInput(inputs) : await readBytes(name, location);
    hash.update(bytes);
    sources.push(decode(name, location === null ? inputs.cwd : path.dirname(location), bytes, errors));
  }
  return { sources, files: sources.map((source) => source.file), sha256: hash.digest('hex') };
}

interface Listed {
  /** As messages show it. */
  readonly name: string;
  /** Absolute; null is standard input. */
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
    throw new UsageError(`${name} holds no *.yaml, *.yml or *.sls`, {
      hint: 'Name a state file, or a directory that holds some.',
    });
  }
  return files.map((file) => ({ name: path.join(name, file), location: path.join(location, file) }));
}

async function readStandardInput({ readStdin }: Inputs): Promise<Buffer> {
  if (!readStdin) throw new UsageError('standard input cannot be read here');
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
    hint: 'State files are text; name the YAML file, not an image.',
  });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EACCES: 'may not be read',
  EISDIR: 'is a directory',
};

function unreadable(name: string, cause: unknown): UsageError {
  const code = String((cause as NodeJS.ErrnoException).code ?? 'unknown error');
  return new UsageError(`${name} ${REASONS[code] ?? `cannot be read (${code})`}`, {
    hint: 'Name the state file with -f; the default is glance.yaml in the working directory.',
    cause,
  });
}

function decode(file: string, directory: string, bytes: Buffer, errors: ErrorList): SourceText {
  try {
    return sourceText(file, directory, new TextDecoder('utf-8', { fatal: true }).decode(bytes));
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
