import { setTimeout as pause } from 'node:timers/promises';
import { type Deferred, defer } from '../model/deferred.ts';
import type { Image } from '../model/image.ts';
import { hasStatus, TOO_LONG } from './call.ts';
import type { Glance } from './client.ts';

/** Looks for images by name, for many callers at once. */
export interface NameLooks {
  /**
   * The images that have a name, visible and hidden, of any owner that a listing shows. Glance answers after the call:
   * a look that is under way already may be too old, so it never serves a later caller.
   */
  named(name: string): Promise<readonly Image[]>;
}

type Waiting = Deferred<readonly Image[]>;

/** How many times longer than the last look the next one waits for more callers. */
const WAIT = 4;
/** Milliseconds that a look waits at most. */
const LONGEST_WAIT = 500;

/**
 * Asks Glance for one batch of names at a time. Callers that come meanwhile share the next batch: two requests for up to
 * a hundred names, in place of two for each. Looks take a fifth of the time at most. So the slower Glance is, the more
 * callers share one; after a look for one name, or a while without looks, the next begins at once. Where Glance or a proxy
 * finds a batch too long, each half is asked for alone; any other failure is that of all its callers.
 */
export function createNameLooks({ images, info }: Pick<Glance, 'images' | 'info'>): NameLooks {
  let waiting = new Map<string, Waiting>();
  let isBusy = false;
  /** When the next look may begin, on the clock of `performance`. */
  let next = 0;

  async function list(names: readonly string[]): Promise<readonly Image[]> {
    const { hidden } = await info.features();
    const kinds = hidden ? [{ hidden: false }, { hidden: true }] : [{}];
    const listings = kinds.map(async (kind) => {
      const found: Image[] = [];
      for await (const image of images.list({ names, ...kind })) found.push(image);
      return found;
    });
    return (await Promise.all(listings)).flat();
  }

  async function answer(batch: ReadonlyMap<string, Waiting>): Promise<void> {
    const names = [...batch.keys()];
    try {
      const found = await list(names);
      // Compares exactly: the service's database may ignore case or trailing blanks.
      for (const [name, { resolve }] of batch) resolve(found.filter((image) => image.name === name));
    } catch (error) {
      if (names.length > 1 && hasStatus(error, ...TOO_LONG)) {
        const half = Math.ceil(names.length / 2);
        await answer(new Map([...batch].slice(0, half)));
        return answer(new Map([...batch].slice(half)));
      }
      for (const { reject } of batch.values()) reject(error);
    }
  }

  async function answerAll(): Promise<void> {
    isBusy = true;
    while (waiting.size > 0) {
      // Callers of the same moment share a batch, even without a wait.
      await pause(Math.max(0, next - performance.now()));
      const batch = waiting;
      waiting = new Map();
      const begun = performance.now();
      await answer(batch);
      const ended = performance.now();
      // A caller without company has no other to wait for.
      next = batch.size === 1 ? ended : ended + Math.min(LONGEST_WAIT, WAIT * (ended - begun));
    }
    isBusy = false;
  }

  return {
    named(name) {
      const known = waiting.get(name) ?? defer<readonly Image[]>();
      waiting.set(name, known);
      if (!isBusy) void answerAll();
      return known.promise;
    },
  };
}
