import { setTimeout as pause } from 'node:timers/promises';
import type { CloudView } from './cloud.ts';
import type { Observer } from './observer.ts';

const INTERVAL_MS = 20;

export interface Poller {
  /** Again does nothing. Throws what a look failed with. */
  stop(): Promise<void>;
}

/** Looks at what a listing shows, again and again: what every user of the cloud could have seen at that instant. */
export function startPolling(view: CloudView, prefix: string, observer: Observer): Poller {
  let stopped = false;
  const polling = (async () => {
    while (!stopped) {
      observer.glance(await view.listVisible(prefix), 'polled');
      await pause(INTERVAL_MS);
    }
  })();
  // It may fail before anybody waits for it.
  polling.catch(() => {});
  return {
    async stop() {
      stopped = true;
      await polling;
    },
  };
}
