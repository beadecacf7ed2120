import type { Made } from '../../image/markers.ts';
import type { Digests } from '../../model/digest.ts';
import type { UploadStep } from '../../model/step.ts';
import type { OpenSource } from '../../source/open.ts';
import type { ChangeContext } from '../context.ts';
import { whileAlive } from '../heartbeat.ts';

/** A source's bytes as they are to be stored. */
export interface Prepared {
  readonly blocks: AsyncIterable<Uint8Array>;
  /** What they must still be held to as they are sent. */
  readonly expect: { readonly digests: Digests; readonly size: number | null };
  /** Bytes; null when nobody can say. */
  readonly total: number | null;
  readonly end: OpenSource['end'];
  /** What they were made of, once all of them have been read; null where they are what the digests are of. */
  made(): Made | null;
  /** Frees what it holds; the source is closed by whoever opened it. */
  close(): Promise<void>;
}

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
