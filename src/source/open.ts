import { SourceError } from '../model/errors.ts';
import type { Place } from '../model/source/source.ts';
import { openCached } from './cache/open-cached.ts';
import { openFile } from './file.ts';
import { openHttp } from './http/http.ts';
import type { OpenSource, SourceOptions, WantedContent } from './source.ts';

export type { Downloads } from './cache/downloads.ts';
export type { OpenSource, SourceOptions, WantedContent } from './source.ts';

/**
 * Opens one place of a source for one reading. Throws a `SourceError` when it cannot be read and the signal's reason on an abort,
 * both here and from the stream. The caller closes it. This does not check the bytes against `wanted`, which only
 * decides whether a cached download may replace the remote, whether to keep the bytes, and whether a transfer without validators may
 * resume.
 */
export async function openSource(
  reference: Place,
  options: SourceOptions,
  wanted: WantedContent,
): Promise<OpenSource> {
  options.signal?.throwIfAborted();
  switch (reference.kind) {
    case 'file':
      return openFile(reference.path, options);
    case 'http':
      return openCached(reference, options, wanted, (begun) => openHttp(reference, options, wanted, begun));
    case 'glance': {
      const { openGlance } = options;
      if (!openGlance) throw new SourceError('this run has no access to another Glance');
      return openCached(reference, options, wanted, async (begun) => {
        const offset = begun?.bytes ?? 0;
        return { ...(await openGlance(reference, offset)), offset };
      });
    }
  }
}
