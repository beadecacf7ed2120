import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileFault } from '../../files/file-fault.ts';
import { ConversionError, UsageError } from '../../model/errors.ts';
import type { FoundErrors } from '../found-errors.ts';
import { readAssignments } from '../shell/read-assignments.ts';
import type { ShellVariables } from '../shell/variables.ts';
import { readTextFile } from '../text-file.ts';

/** The places of glancepush's files. */
export interface Places {
  /** Absolute path of the directory that is /etc/glancepush on glancepush's host. */
  readonly directory: string;
  /** The directory's name for messages. */
  readonly shown: string;
  /** Absolute path of the work queue, /var/spool/glancepush on that host; null: the queue is ignored. */
  readonly spool: string | null;
  /** The queue's name for messages. */
  readonly shownSpool: string;
}

/** The contents of glancepush's folders, without credentials (`clouds/*.creds`, `*.key`), which are not opened. */
export interface Folder {
  /** `glancepushrc`. */
  readonly settings: ShellVariables;
  /** `meta/<image>`, by image. */
  readonly meta: ReadonlyMap<string, ShellVariables>;
  /** `clouds/<cloud>`, by cloud; null for a file of python-glancepush, which is not read. */
  readonly clouds: ReadonlyMap<string, ShellVariables | null>;
  /** `<spool>/<image>`, by image. */
  readonly spool: ReadonlyMap<string, ShellVariables>;
  /** Images with a non-empty `transform/<image>`. */
  readonly transforms: ReadonlySet<string>;
  /** Images with a non-empty `test/<image>`. */
  readonly tests: ReadonlySet<string>;
}

/** Reads all folders. Throws UsageError for an unreadable file, and adds an error for syntax that is not an assignment. */
export async function readFolder(places: Places, errors: FoundErrors): Promise<Folder> {
  const { directory, shown } = places;
  const found = await stat(directory).catch((cause) => {
    throw new UsageError(`${shown} ${fileFault(cause)}`, { cause });
  });
  if (!found.isDirectory()) {
    throw new UsageError(`${shown} is not a directory`, {
      hint: 'Name a copy of the directory /etc/glancepush.',
    });
  }
  const settings = (await isFile(join(directory, 'glancepushrc')))
    ? await readShell(join(directory, 'glancepushrc'), join(shown, 'glancepushrc'), { errors })
    : new Map();
  return {
    settings,
    meta: await readAll('meta', places, { before: settings, errors }),
    clouds: await readClouds(places, { before: settings, errors }),
    spool: await readSpool(places, errors),
    transforms: new Set(await filled(join(directory, 'transform'))),
    tests: new Set((await filled(join(directory, 'test'))).filter((name) => name !== 'lib')),
  };
}

interface Reading {
  readonly before?: ShellVariables;
  readonly mayShow?: boolean;
  readonly errors: FoundErrors;
}

async function readAll(
  part: string,
  { directory, shown }: Places,
  reading: Reading,
): Promise<ReadonlyMap<string, ShellVariables>> {
  const all = new Map<string, ShellVariables>();
  for (const name of await filled(join(directory, part))) {
    all.set(name, await readShell(join(directory, part, name), join(shown, part, name), reading));
  }
  return all;
}

async function readClouds(
  { directory, shown }: Places,
  reading: Reading,
): Promise<ReadonlyMap<string, ShellVariables | null>> {
  const clouds = new Map<string, ShellVariables | null>();
  for (const name of await filled(join(directory, 'clouds'))) {
    if (/\.(?:creds|key)$/.test(name)) continue;
    const file = await readTextFile(join(directory, 'clouds', name), join(shown, 'clouds', name));
    // python-glancepush's INI file, which holds a password.
    if (/^[ \t]*\[/m.test(file.text)) clouds.set(name, null);
    else clouds.set(name, parseShell(file, { ...reading, mayShow: false }));
  }
  return clouds;
}

async function readSpool(
  { spool, shownSpool }: Places,
  errors: FoundErrors,
): Promise<ReadonlyMap<string, ShellVariables>> {
  const all = new Map<string, ShellVariables>();
  if (spool === null) return all;
  await readdir(spool).catch((cause) => {
    throw new UsageError(`${shownSpool} ${fileFault(cause)}`, { cause });
  });
  for (const name of await filled(spool)) {
    all.set(name, await readShell(join(spool, name), join(shownSpool, name), { errors }));
  }
  return all;
}

async function readShell(path: string, shown: string, reading: Reading): Promise<ShellVariables> {
  return parseShell(await readTextFile(path, shown), reading);
}

function parseShell(
  file: Parameters<typeof readAssignments>[0],
  { before = new Map(), mayShow = true, errors }: Reading,
): ShellVariables {
  try {
    return readAssignments(file, { before, mayShow });
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    errors.take(error);
    return new Map();
  }
}

/** Names of a folder's non-empty files, in order. Leaves out copies by editors and package managers. */
async function filled(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new UsageError(`${folder} ${fileFault(error)}`, { cause: error });
  });
  const usual = names.filter(
    (name) => !/^\.|~$|\.(?:bak|orig|swp|rpmnew|rpmsave|dpkg-old|dpkg-dist)$/.test(name),
  );
  const sizes = await Promise.all(
    usual.map(async (name) => ({ name, is: await isFile(join(folder, name)) })),
  );
  return sizes
    .filter(({ is }) => is)
    .map(({ name }) => name)
    .sort();
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true && found.size > 0;
}
