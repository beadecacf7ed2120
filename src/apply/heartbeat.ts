import { setOperation } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import type { ChangeContext } from './context.ts';

/** Milliseconds between two signs of life. Runs on other hosts count this run as dead after a few missing ones. */
export const HEARTBEAT_MS = 30_000;

/** Signs of life that continue until `end`. */
export interface Heartbeat {
  /** Stops the signs and waits for a running one; a second call does nothing. */
  end(): Promise<void>;
}

/**
 * Shows other runs that this run still works on its staged image. Sets the run's mark to its present value, which only
 * changes `updated_at`. Glance reads and writes back the whole image, so a concurrent change would be lost: end the
 * heartbeat before every upload, import or other PATCH. See
 * docs/decisions/0008-signs-of-life.md.
 */
export function beginHeartbeat({ glance, run, state }: ChangeContext): Heartbeat {
  const { staged } = state;
  // An image of an earlier run has that run's mark. Another run may take the image up at any time, without harm.
  if (!staged?.created) return { end: async () => {} };
  let underWay: Promise<unknown> | null = null;
  const beat = () => {
    // Ignore a failure: if the service is down, the next request of this run fails too.
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

/** Gives signs of life during long work that does not change the staged image. */
export async function whileAlive<T>(context: ChangeContext, work: () => Promise<T>): Promise<T> {
  const heartbeat = beginHeartbeat(context);
  try {
    return await work();
  } finally {
    await heartbeat.end();
  }
}
