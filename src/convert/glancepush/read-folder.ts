import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ConversionError, UsageError } from '../../model/errors.ts';
import type { FoundErrors } from '../found-errors.ts';
import { readAssignments } from '../shell/read-assignments.ts';
import type { ShellVariables } from '../shell/variables.ts';
import { readTextFile, whyUnreadable } from '../text-file.ts';

/** Where glancepush's files are. */
export interface Places {
  /** Absolute path of what is /etc/glancepush on the host that it ran on. */
  readonly directory: string;
  /** As messages call it. */
  readonly shown: string;
  /** Absolute path of the work queue, /var/spool/glancepush there; null: it is not looked at. */
  readonly spool: string | null;
  readonly shownSpool: string;
}

/** What glancepush's folders hold. Credentials (`clouds/*.creds`, `*.key`) are not opened. */
export interface Folder {
  /** `glancepushrc`. */
  readonly settings: ShellVariables;
  /** `meta/<image>`, by image. */
  readonly meta: ReadonlyMap<string, ShellVariables>;
  /** `clouds/<cloud>`, by cloud; null: the file is python-glancepush's, and not read. */
  readonly clouds: ReadonlyMap<string, ShellVariables | null>;
  /** `<spool>/<image>`, by image. */
  readonly spool: ReadonlyMap<string, ShellVariables>;
  /** Images whose `transform/<image>`, or `test/<image>`, holds something. */
  readonly transforms: ReadonlySet<string>;
  readonly tests: ReadonlySet<string>;
}

/** Reads it all. Throws UsageError for what cannot be read; what is no assignment is added to the faults. */
export async function readFolder(places: Places, errors: FoundErrors): Promise<Folder> {
  const { directory, shown } = places;
  const found = await stat(directory).catch((cause) => {
    throw new UsageError(`cannot read ${shown}: ${whyUnreadable(cause)}`, { cause });
  });
  if (!found.isDirectory()) {
    throw new UsageError(`${shown} is no directory`, { hint: 'Give what is /etc/glancepush on its host.' });
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
    // An INI file with a password in it.
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
    throw new UsageError(`cannot read ${shownSpool}: ${whyUnreadable(cause)}`, { cause });
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

/** Files of a folder that hold something, in order of name; copies that editors and packages leave are not meant. */
async function filled(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new UsageError(`cannot read ${folder}: ${whyUnreadable(error)}`, { cause: error });
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
