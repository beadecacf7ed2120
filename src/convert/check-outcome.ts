import { EXIT, ReconcileError, StateError } from '../model/errors.ts';
import { loadState } from '../state/load.ts';
import type { Conversion, StateDraft } from './draft.ts';
import { drawState } from './draw-state.ts';

/** Characters that an error shows of the generated line. */
const LONGEST_EXCERPT = 80;

/**
 * Draws a draft and loads the text as a state from `directory`, so that every result is a valid state file. Throws
 * ReconcileError (`conversion`) for values that a state file cannot hold, e.g. two images with one id.
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
    `the converted state would be invalid: ${first?.message ?? 'unknown error'}: ${excerpt}${others}`,
    EXIT.usage,
    { hint: 'Correct the files that you convert, then convert them again.', cause: error },
  );
}
