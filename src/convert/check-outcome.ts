import { EXIT, ReconcileError, StateError } from '../model/errors.ts';
import { loadState } from '../state/load.ts';
import type { Conversion, StateDraft } from './draft.ts';
import { drawState } from './draw-state.ts';

/** Characters of the outcome's line that an error shows. */
const LONGEST_EXCERPT = 80;

/**
 * Draws a draft and loads it as a state from `directory`, so that nothing is handed out that could not be validated.
 * Throws ReconcileError (`conversion`) for values that a state file cannot hold, e.g. two images with one id.
 */
export async function drawAndCheck(
  draft: StateDraft,
  warnings: readonly string[],
  directory: string,
): Promise<Conversion> {
  const text = drawState(draft);
  try {
    await loadState({ paths: ['-'], readStdin: async () => text, env: {}, cwd: directory });
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    throw invalidOutcome(error);
  }
  return { cloud: draft.cloud, text, images: draft.images.length, warnings };
}

function invalidOutcome(error: StateError): ReconcileError {
  const [first] = error.faults;
  const excerpt = (first?.excerpt ?? '').trim().slice(0, LONGEST_EXCERPT);
  const others = error.faults.length > 1 ? ` (and ${error.faults.length - 1} more)` : '';
  return new ReconcileError(
    'conversion',
    `a state file cannot hold this: ${first?.message ?? 'unknown'}: ${excerpt}${others}`,
    EXIT.usage,
    { hint: 'Mend it in what is converted, and convert it again.', cause: error },
  );
}
