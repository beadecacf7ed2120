import { StaleError } from '../model/errors.ts';
import type { Step } from '../model/step.ts';
import { type ChangeContext, warn } from './context.ts';
import { reported } from './reported.ts';
import { runStep } from './run-step.ts';

/**
 * Of a change that failed, still does what needs nothing of what failed: what dead runs have left goes, as the plan has
 * said, or it would stay for as long as the change fails. Not where the plan is not true any more, nor after an abort.
 */
export async function tidyUp(left: readonly Step[], failure: unknown, context: ChangeContext): Promise<void> {
  if (context.signal.aborted || failure instanceof StaleError) return;
  for (const step of left) {
    if (step.kind !== 'delete' || step.reason !== 'leftover') continue;
    try {
      await runStep(step, context);
    } catch (error) {
      const { message } = reported(error);
      warn(context, `the leftover ${step.id} could not be removed (${message}); the next run tries again`);
      return;
    }
  }
}
