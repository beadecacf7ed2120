import { SourceError } from '../../model/errors.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import { completeSource } from '../../model/source/redact-source.ts';
import type { FileSource, HttpSource, SourceReference } from '../../model/source/source.ts';
import type { UploadStep } from '../../model/step.ts';
import { type OpenSource, openSource, type WantedContent } from '../../source/open.ts';
import { type ChangeContext, knownSource, placed } from '../context.ts';

/** Opens an upload's source, with the credentials and the query from the state file. A retry opens it again. */
export function openStepSource(step: UploadStep, context: ChangeContext): Promise<OpenSource> {
  const { digests, size } = step.expect;
  return openKnownSource(
    step.source,
    { digests, size, digestOf: step.prepare?.digestsCover ?? 'source' },
    context,
  );
}

/** Opens a source of the plan for one reading, with the credentials and the query from the state file. */
export async function openKnownSource(
  planned: SourceReference,
  wanted: WantedContent,
  context: ChangeContext,
): Promise<OpenSource> {
  const source = completeSource(planned, knownSource(context));
  if (source === null) throw unknownQuery(planned);
  return openSource(placedSource(source, context), context.source, wanted);
}

/** The source with absolute paths. The state file's own source has them already; that of a plan alone does not. */
function placedSource(source: SourceReference, context: ChangeContext): SourceReference {
  switch (source.kind) {
    case 'file':
      return placedPlace(source, context);
    case 'http':
      return placedPlace(source, context);
    case 'alternatives':
      return { ...source, places: source.places.map((place) => placedPlace(place, context)) };
    case 'glance':
      return source;
  }
}

function placedPlace<Place extends FileSource | HttpSource>(place: Place, context: ChangeContext): Place {
  if (place.kind === 'file') {
    const path = placed(place.path, context);
    return path === place.path ? place : { ...place, path, shown: place.path };
  }
  const { cachedAt, cachedBelow } = place;
  return {
    ...place,
    ...(cachedAt === undefined ? {} : { cachedAt: placed(cachedAt, context) }),
    ...(cachedBelow === undefined ? {} : { cachedBelow: placed(cachedBelow, context) }),
  };
}

function unknownQuery(source: SourceReference): SourceError {
  return new SourceError(
    `the credentials or the query of ${describeSource(source)} are neither in the plan nor in the state file`,
    {
      hint: 'Apply with the unchanged state file that the plan was made from, or plan again.',
    },
  );
}
