import { setTimeout as pause } from 'node:timers/promises';
import type { CloudView } from './cloud.ts';
import type { Observer } from './observer.ts';

const INTERVAL_MS = 20;

export interface Poller {
  /** Stops; a second call does nothing. Throws the error of a failed look. */
  stop(): Promise<void>;
}

/** Lists the images repeatedly, as any user of the cloud could at that instant. */
export function startPolling(view: CloudView, prefix: string, observer: Observer): Poller {
  let stopped = false;
  const polling = (async () => {
    while (!stopped) {
      observer.glance(await view.listVisible(prefix), 'polled');
      await pause(INTERVAL_MS);
    }
  })();
  // It may fail before `stop` awaits it.
  polling.catch(() => {});
  return {
    async stop() {
      stopped = true;
      await polling;
    },
  };
}
