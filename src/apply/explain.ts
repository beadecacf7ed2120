import { StalledError } from '../glance/watch.ts';
import { CheckError, LocalCheckError, ReconcileError } from '../model/errors.ts';
import type { ReportedError } from '../model/report.ts';
import type { ChangeContext } from './context.ts';

/**
 * A change's failure as the report shows it. A timeout also names the step, the image and its status. Looks at the image
 * for that, so call it before the clean-up.
 */
export async function explainFailure(failure: unknown, context: ChangeContext): Promise<ReportedError> {
  const error = reported(failure);
  const { step } = context.state;
  if (failure instanceof StalledError) {
    return { ...error, message: `step ${step}: ${error.message}`, hint: stallHint(failure, context) };
  }
  const isTimeout = failure instanceof ReconcileError && failure.code === 'timeout';
  if (!isTimeout || step === undefined) return error;
  return { ...error, message: `${error.message}; it stopped at step ${step}${await imageAtWork(context)}` };
}

/** The hint for a stuck image. It depends on whether the image is deleted, kept for its id, or live. */
function stallHint({ image, hint }: StalledError, { state }: ChangeContext): string | null {
  const { staged, step, published } = state;
  if (step === 'stage' || (staged?.id === image.id && staged.pinned)) {
    return (
      `If another run or user still works on the image, run again later. If not, run \`openstack image delete ${image.id}\` ` +
      'and remove `id:` or choose another id, because Glance never accepts an id twice.'
    );
  }
  if (staged?.id !== image.id || !staged.created || published) return hint;
  return (
    'This run deletes the image, and the next run starts again. If that fails the same way, look for the image id in ' +
    'the log of the Images service.'
  );
}

async function imageAtWork({ state, change, glance }: ChangeContext): Promise<string> {
  const id = state.staged?.id ?? change.imageId;
  if (id === null) return '';
  const status = await glance.images.find(id).then(
    (image) => (image ? `"${image.status}"` : 'gone'),
    () => 'unreachable',
  );
  return `, image ${id} (${status})`;
}

/** An error as the report shows it. An unexpected error gets a hint how to report it. */
export function reported(error: unknown): ReportedError {
  if (error instanceof ReconcileError) {
    const { code, message, hint } = error;
    const isCheck = error instanceof CheckError || error instanceof LocalCheckError;
    const output = isCheck && error.output.length > 0 ? { output: error.output } : {};
    return { code, message, hint, ...output };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'unexpected',
    message,
    hint: 'This is an error in reconcile itself. Run again with -vv and report it.',
  };
}
