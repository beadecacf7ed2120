import { lstat, mkdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Conversion } from '../convert/draft.ts';
import { checkFolder, writeWhole } from '../files/write-whole.ts';
import { UsageError } from '../model/errors.ts';

interface Destination {
  /** A file; or a directory, which ends in `/` or is there already. */
  readonly output: string;
  readonly force: boolean;
}

/** Anybody may read a state file: there is no secret in it. */
const MODE = 0o644;

/**
 * Writes state files: one to a file, or each to `<directory>/<cloud>.yaml`. Gives the paths as the user would write
 * them. Throws UsageError, before anything is written, when something is there already and `force` is not given.
 */
export async function writeConversions(
  conversions: readonly Conversion[],
  { output, force }: Destination,
  cwd: string,
): Promise<readonly { readonly path: string; readonly images: string }[]> {
  const isDirectory = output.endsWith('/') || (await isExistingDirectory(resolve(cwd, output)));
  if (!isDirectory && conversions.length > 1) {
    throw new UsageError(`${conversions.length} state files do not fit into ${output}`, {
      hint: 'Choose one with --cloud, or give a directory: -o DIRECTORY/.',
    });
  }
  const files = conversions.map((conversion) => ({
    conversion,
    path: isDirectory ? join(output, `${fileName(conversion)}.yaml`) : output,
  }));
  for (const { path } of files) if (!force) await refuseExisting(path, cwd);
  if (isDirectory) await makeDirectory(output, cwd);
  for (const { path } of files) await checkFolder(resolve(cwd, path));
  for (const { path, conversion } of files) await writeWhole(resolve(cwd, path), conversion.text, MODE);
  return files.map(({ path, conversion }) => ({
    path,
    images:
      conversion.images === 1 ? ', 1 image' : conversion.images > 1 ? `, ${conversion.images} images` : '',
  }));
}

/** A cloud's name is that of a file, so there is no `/` in it. */
function fileName({ cloud }: Conversion): string {
  return cloud === null ? 'glance' : cloud.replaceAll('/', '_');
}

async function refuseExisting(path: string, cwd: string): Promise<void> {
  const found = await lstat(resolve(cwd, path)).catch(() => null);
  if (found) throw new UsageError(`${path} is there already`, { hint: 'Overwrite it with --force.' });
}

async function isExistingDirectory(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() === true;
}

async function makeDirectory(path: string, cwd: string): Promise<void> {
  await mkdir(resolve(cwd, path), { recursive: true }).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message.replace(/, mkdir '.*$/, '') : String(cause);
    throw new UsageError(`cannot make the directory ${path}: ${why}`, { cause });
  });
}
