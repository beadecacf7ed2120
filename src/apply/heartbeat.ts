import { setOperation } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import type { ChangeContext } from './context.ts';

/** Milliseconds between two signs of life. Other hosts' runs take this one for dead after a few that did not come. */
export const HEARTBEAT_MS = 30_000;

/** Signs of life that go on until they are ended. */
export interface Heartbeat {
  /** Settles once no sign is under way any more; again does nothing more. */
  end(): Promise<void>;
}

/**
 * Shows other runs that this one is still at work on what it has staged, however long it waits: the image gets the
 * value that it has, which moves its `updated_at` and nothing else. Glance writes an image back whole, as it has read
 * it, so nothing else may change the image meanwhile: end it before every upload, import or other PATCH. See
 * docs/decisions/0008-signs-of-life.md.
 */
export function beginHeartbeat({ glance, run, state }: ChangeContext): Heartbeat {
  const { staged } = state;
  // What an earlier run has staged bears that run's mark; others may take it up at any time, which does no harm.
  if (!staged?.created) return { end: async () => {} };
  let underWay: Promise<unknown> | null = null;
  const beat = () => {
    // One that fails tells this run nothing: its next request will.
    underWay ??= glance.images
      .patch(staged.id, [setOperation(MARKER.run, run)])
      .catch(() => {})
      .finally(() => {
        underWay = null;
      });
  };
  const timer = setInterval(beat, HEARTBEAT_MS).unref();
  return {
    async end() {
      clearInterval(timer);
      await underWay;
    },
  };
}

/** Does work that takes long and changes nothing of the staged image, with signs of life. */
export async function whileAlive<T>(context: ChangeContext, work: () => Promise<T>): Promise<T> {
  const heartbeat = beginHeartbeat(context);
  try {
    return await work();
  } finally {
    await heartbeat.end();
  }
}
