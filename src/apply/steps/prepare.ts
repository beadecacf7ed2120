import { threadsPay } from '../../content/digesting.ts';
import type { InPlace } from '../../content/hashed-blocks.ts';
import type { UploadStep } from '../../model/step.ts';
import type { OpenSource } from '../../source/open.ts';
import type { ChangeContext, Prepared } from '../context.ts';
import { whileAlive } from '../heartbeat.ts';

/** A source's bytes as the step stores them: unchanged for most images. */
export async function prepareSource(
  step: UploadStep,
  opened: OpenSource,
  context: ChangeContext,
): Promise<Prepared> {
  const { prepare, expect } = step;
  if (prepare) {
    // Load its libraries only for images that need preparation.
    const { prepareAs } = await import('./prepare-as.ts');
    return whileAlive(context, () => prepareAs(prepare, step, opened, context));
  }
  const { digests, size } = expect;
  return {
    blocks: opened.stream,
    inPlace: inPlace(opened),
    expect: { digests, size: size ?? opened.bytes },
    total: opened.bytes ?? size,
    end: opened.end,
    preparedFrom: () => null,
    close: async () => {},
  };
}

/** Null for a small file: threads that hash cost more than they save there. */
function inPlace({ bytes, readInto }: OpenSource): InPlace | null {
  return readInto && bytes !== null && threadsPay(bytes) ? { readInto } : null;
}
