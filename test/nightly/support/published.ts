import { setTimeout as pause } from 'node:timers/promises';
import type { CloudView, Wire } from '../../chaos/cloud.ts';

const INTERVAL_MS = 10;
const ROLE = 'owner_specified.reconcile.role';

/** Watches what any user of the cloud sees under one name. */
export interface PublishedWatch {
  /** Stops, and returns what broke a promise, each once. */
  stop(): Promise<readonly string[]>;
}

/** @param checksums the md5 of every content that the name may have */
export function watchPublished(view: CloudView, name: string, checksums: readonly string[]): PublishedWatch {
  const found = new Set<string>();
  let [stopped, wasPublished, looks] = [false, false, 0];
  const watching = (async () => {
    while (!stopped) {
      const images = (await view.listVisible(name)).filter((image) => image.name === name);
      looks += 1;
      const active = images.filter(({ status }) => status === 'active');
      if (active.length > 0) wasPublished = true;
      else if (wasPublished) found.add('no image is published');
      for (const image of images) {
        if (image.status !== 'active') found.add(`a published image is ${image.status}`);
        else if (!checksums.includes(image.checksum)) found.add(`published with ${image.checksum}`);
        if (image[ROLE] === 'staged') found.add('a staged image is published');
      }
      await pause(INTERVAL_MS);
    }
  })();
  watching.catch(() => {});
  return {
    async stop() {
      stopped = true;
      await watching;
      return looks > 0 ? [...found] : ['nothing was looked at'];
    },
  };
}

/** The published images of a name. */
export async function publishedNow(view: CloudView, name: string): Promise<readonly Wire[]> {
  const visible = await view.listVisible(name);
  return visible.filter((image) => image.name === name && image.status === 'active');
}

/** The images that no run has published or put away. */
export async function stagedNow(view: CloudView, prefix: string): Promise<readonly Wire[]> {
  return (await view.look(prefix)).images.filter((image) => image[ROLE] === 'staged');
}
