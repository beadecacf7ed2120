import { lstat, mkdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Conversion } from '../convert/draft.ts';
import { checkFolder, writeWhole } from '../files/write-whole.ts';
import { UsageError } from '../model/errors.ts';
import type { CommandContext } from './context.ts';

interface Destination {
  /** The path of a file, or of a directory: a path that ends in `/` or that is an existing directory. */
  readonly output: string;
  readonly force: boolean;
}

/** Every user may read a converted state file, because convert writes no secrets. */
const MODE = 0o644;

/**
 * Writes state files: one to a file, or each to `<directory>/<cloud>.yaml`. Returns the paths, relative to the working folder like
 * `output`. Without `force`, throws UsageError before it writes, when a file exists already.
 */
export async function writeConversions(
  conversions: readonly Conversion[],
  { output, force }: Destination,
  { terminal: { cwd }, secrets }: Pick<CommandContext, 'terminal' | 'secrets'>,
): Promise<readonly { readonly path: string; readonly images: string }[]> {
  const isDirectory = output.endsWith('/') || (await isExistingDirectory(resolve(cwd, output)));
  if (!isDirectory && conversions.length > 1) {
    throw new UsageError(`${output} is one file, but there are ${conversions.length} state files to write`, {
      hint: 'Choose a cloud with --cloud, or give a directory: -o DIRECTORY/.',
    });
  }
  const files = conversions.map((conversion) => ({
    conversion,
    path: isDirectory ? join(output, `${fileName(conversion)}.yaml`) : output,
  }));
  for (const { path } of files) if (!force) await refuseExisting(path, cwd);
  if (isDirectory) await makeDirectory(output, cwd);
  for (const { path } of files) await checkFolder(resolve(cwd, path));
  for (const { path, conversion } of files)
    await writeWhole(resolve(cwd, path), conversion.text, MODE, secrets);
  return files.map(({ path, conversion }) => ({
    path,
    images:
      conversion.images === 1 ? ', 1 image' : conversion.images > 1 ? `, ${conversion.images} images` : '',
  }));
}

/** The file is named after the cloud, so a `/` in the name is replaced. */
function fileName({ cloud }: Conversion): string {
  return cloud === null ? 'glance' : cloud.replaceAll('/', '_');
}

async function refuseExisting(path: string, cwd: string): Promise<void> {
  const found = await lstat(resolve(cwd, path)).catch(() => null);
  if (found) throw new UsageError(`${path} exists already`, { hint: 'Give --force to overwrite it.' });
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
