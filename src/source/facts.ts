import type { DesiredImage, FileSource, HttpSource } from '../model/desired.ts';
import type { SourceFacts } from '../model/observed.ts';
import { usableCachedDownload } from './cached-download.ts';
import { openFile } from './file.ts';
import { askHttp } from './http-facts.ts';
import { digestLocalFile } from './local-digests.ts';
import type { SourceOptions } from './source.ts';

/**
 * What can be known of an image's source without moving its data. A local file is hashed unless the state file
 * gives a digest; a remote is asked for length, ETag and Last-Modified. A source that cannot be looked at is a
 * `problem`, not an error; only an abort throws, with the signal's reason. The source of an image that is to be
 * absent is left alone.
 */
export async function learnFacts(image: DesiredImage, options: SourceOptions): Promise<SourceFacts> {
  options.signal?.throwIfAborted();
  try {
    return await factsOf(image, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    const problem = error instanceof Error ? error.message : String(error);
    return { ...given(image), problem: options.secrets.redact(problem) };
  }
}

function factsOf(image: DesiredImage, options: SourceOptions): Promise<SourceFacts> {
  const { source } = image;
  if (image.state === 'absent') return Promise.resolve(given(image));
  switch (source?.kind) {
    case undefined:
      return Promise.resolve(given(image));
    case 'file':
      return fileFacts(image, source, options);
    case 'http':
      return httpFacts(image, source, options);
  }
}

/** What the state file itself says. */
function given({ digests, size }: DesiredImage): SourceFacts {
  return { digests, bytes: size ?? null, validators: null, problem: null };
}

async function fileFacts(
  image: DesiredImage,
  { path }: FileSource,
  options: SourceOptions,
): Promise<SourceFacts> {
  if (Object.keys(image.digests).length === 0) {
    return { ...given(image), ...(await digestLocalFile(path, options)) };
  }
  const file = await openFile(path, options.signal);
  await file.close();
  return { ...given(image), bytes: file.bytes };
}

async function httpFacts(
  image: DesiredImage,
  source: HttpSource,
  options: SourceOptions,
): Promise<SourceFacts> {
  const wanted = { digests: image.digests, size: image.size ?? null };
  const cached = source.cachedAt && (await usableCachedDownload(source.cachedAt, options, wanted));
  if (cached)
    return { ...given(image), bytes: cached.bytes, digests: { ...cached.digests, ...image.digests } };
  const validators = await askHttp(source, options);
  return { ...given(image), bytes: validators.length ?? image.size ?? null, validators };
}
