import type { UploadStep } from '../../model/step.ts';
import type { OpenSource } from '../../source/open.ts';
import type { ChangeContext, Prepared } from '../context.ts';
import { whileAlive } from '../heartbeat.ts';

/** A source's bytes as the step wants them stored; for most images, as they come. */
export async function prepareSource(
  step: UploadStep,
  opened: OpenSource,
  context: ChangeContext,
): Promise<Prepared> {
  const { prepare, expect } = step;
  if (prepare) {
    // Its libraries are loaded only where something is to be done.
    const { prepareAs } = await import('./prepare-as.ts');
    return whileAlive(context, () => prepareAs(prepare, step, opened, context));
  }
  const { digests, size } = expect;
  return {
    blocks: opened.stream,
    expect: { digests, size: size ?? opened.bytes },
    total: opened.bytes ?? size,
    end: opened.end,
    made: () => null,
    close: async () => {},
  };
}
