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
    inPlace: opened.readInto ? { readInto: opened.readInto } : null,
    expect: { digests, size: size ?? opened.bytes },
    total: opened.bytes ?? size,
    end: opened.end,
    preparedFrom: () => null,
    close: async () => {},
  };
}
