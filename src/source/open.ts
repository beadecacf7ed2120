import type { SourceReference } from '../model/desired.ts';
import { usableCachedDownload } from './cached-download.ts';
import { openFile } from './file.ts';
import { openHttp } from './http.ts';
import type { OpenSource, SourceOptions, WantedContent } from './source.ts';

export type { OpenSource, SourceOptions, WantedContent } from './source.ts';

/**
 * Opens a source for one reading. `SourceError` when it cannot be read, the signal's reason on an abort, both
 * here and from the stream. Whoever opens it closes it. The bytes are not held to `wanted` here: that only
 * decides whether a cached download may stand in for the remote, and whether a transfer without validators may
 * be resumed.
 */
export async function openSource(
  reference: SourceReference,
  options: SourceOptions,
  wanted: WantedContent,
): Promise<OpenSource> {
  options.signal?.throwIfAborted();
  switch (reference.kind) {
    case 'file':
      return openFile(reference.path, options.signal);
    case 'http': {
      const { cachedAt } = reference;
      const cached = cachedAt !== undefined && (await usableCachedDownload(cachedAt, options, wanted));
      if (!cached) return openHttp(reference, options, wanted);
      options.log?.(`the cached download ${cachedAt} is used`);
      return openFile(cachedAt, options.signal);
    }
  }
}
