import { StalledError } from '../glance/watch.ts';
import { CheckError, ReconcileError } from '../model/errors.ts';
import type { ReportedError } from '../model/report.ts';
import type { ChangeContext } from './context.ts';

/**
 * A change's failure in the report's words. One of waiting in vain also says at which step, and with which image in
 * which status: a look at the image, to be taken before it is tidied up.
 */
export async function explained(failure: unknown, context: ChangeContext): Promise<ReportedError> {
  const error = reported(failure);
  const { step } = context.state;
  if (failure instanceof StalledError) {
    return { ...error, message: `step ${step}: ${error.message}`, hint: wayOut(failure, context) };
  }
  const isTimeout = failure instanceof ReconcileError && failure.code === 'timeout';
  if (!isTimeout || step === undefined) return error;
  return { ...error, message: `${error.message}; it stood at step ${step}${await imageAtWork(context)}` };
}

/** By what becomes of the image: removed with the failure, kept for its id, or one that is live. */
function wayOut({ image, hint }: StalledError, { state }: ChangeContext): string | null {
  const { staged, step, published } = state;
  if (step === 'stage' || (staged?.id === image.id && staged.pinned)) {
    return (
      `If somebody is still at work on it, run again later. If not, \`openstack image delete ${image.id}\` ends it; ` +
      'Glance gives no id twice, so remove `id:` then, or choose another.'
    );
  }
  if (staged?.id !== image.id || !staged.created || published) return hint;
  return (
    'It is removed, and the next run begins anew. If that ends the same way, look for its id in the log of the ' +
    'Images service.'
  );
}

async function imageAtWork({ state, change, glance }: ChangeContext): Promise<string> {
  const id = state.staged?.id ?? change.imageId;
  if (id === null) return '';
  const status = await glance.images.find(id).then(
    (image) => (image ? `"${image.status}"` : 'gone'),
    () => 'not to be reached',
  );
  return `, image ${id} (${status})`;
}

/** An error as a value; what nobody expected says where to look. */
export function reported(error: unknown): ReportedError {
  if (error instanceof ReconcileError) {
    const { code, message, hint } = error;
    const output = error instanceof CheckError && error.output.length > 0 ? { output: error.output } : {};
    return { code, message, hint, ...output };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'unexpected',
    message,
    hint: 'This is a fault of reconcile itself. Run again with -vv and report it.',
  };
}
