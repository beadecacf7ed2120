import { describeSource } from '../../model/describe-source.ts';
import { SourceError } from '../../model/errors.ts';
import { completeSource } from '../../model/redact-source.ts';
import type { SourceReference } from '../../model/source.ts';
import type { UploadStep } from '../../model/step.ts';
import { type OpenSource, openSource } from '../../source/open.ts';
import type { ChangeContext } from '../context.ts';

/** Opens an upload's source, with what the plan does not hold of it. May be done again for another try. */
export async function openStepSource(step: UploadStep, context: ChangeContext): Promise<OpenSource> {
  const source = completeSource(step.source, context.knownSource);
  if (source === null) throw unknownQuery(step.source);
  const { digests, size } = step.expect;
  return openSource(source, context.source, {
    digests,
    size,
    digestsCover: step.prepare?.digestsCover ?? 'source',
  });
}

function unknownQuery(source: SourceReference): SourceError {
  return new SourceError(
    `the plan does not hold the credentials or the query of ${describeSource(source)}, and they are not known from elsewhere`,
    {
      hint: 'Apply with the state file that the plan was made from, unchanged, or plan again.',
    },
  );
}
