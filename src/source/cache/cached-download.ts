import { access } from 'node:fs/promises';
import { compareDigests, namesOf } from '../../model/digest.ts';
import { SourceError } from '../../model/errors.ts';
import { digestLocalFile, type LocalFile } from '../local-digests.ts';
import type { SourceOptions, WantedContent } from '../source.ts';

/**
 * The cached download of a remote source, when it may replace the source: the file exists and has every wanted digest
 * (at least one) and the wanted size. Otherwise null, with a log line when the file exists. Only reads: `openCached`
 * writes the file.
 */
export async function usableCachedDownload(
  path: string,
  options: SourceOptions,
  wanted: WantedContent,
): Promise<LocalFile | null> {
  if (!(await exists(path))) return null;
  const ignored = (why: string) => {
    options.log?.(`the cached download ${path} is ignored: ${why}`);
    return null;
  };
  const algorithms = namesOf(wanted.digests);
  if (algorithms.length === 0) return ignored('no digest is given to check it against');
  if (wanted.digestOf === 'decompressed') return ignored('the digest is that of the unpacked content');
  try {
    const file = await digestLocalFile(path, options, algorithms);
    if (typeof wanted.size === 'number' && file.bytes !== wanted.size) {
      return ignored(`it has ${file.bytes} bytes, expected ${wanted.size}`);
    }
    if (compareDigests(file.digests, wanted.digests) === 'same') return file;
    return ignored('its digest is not the expected one');
  } catch (error) {
    if (error instanceof SourceError) return ignored(error.message);
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
