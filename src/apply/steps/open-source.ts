import { SourceError } from '../../model/errors.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import { completeSource } from '../../model/source/redact-source.ts';
import type { SourceReference } from '../../model/source/source.ts';
import type { UploadStep } from '../../model/step.ts';
import { type OpenSource, openSource, type WantedContent } from '../../source/open.ts';
import { type ChangeContext, knownSource } from '../context.ts';

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
  return openSource(source, context.source, wanted);
}

function unknownQuery(source: SourceReference): SourceError {
  return new SourceError(
    `the credentials or the query of ${describeSource(source)} are neither in the plan nor in the state file`,
    {
      hint: 'Apply with the unchanged state file that the plan was made from, or plan again.',
    },
  );
}
