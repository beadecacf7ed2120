import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../src/model/desired.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { wanted } from '../support/plan-input.ts';
import { brokenReferences } from './broken-references.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const NO_BACKUP = { ...wanted().backup, keep: 0 };

function kern(content: string): Promise<DesiredImage> {
  return bench.imageOf(content, { name: 'kern', backup: NO_BACKUP });
}

function machine(content: string, fields: Partial<DesiredImage> = {}): Promise<DesiredImage> {
  return bench.imageOf(content, { name: 'machine', references: { kernel_id: { image: 'kern' } }, ...fields });
}

/** The state of the story before and after the run that is cut. */
interface Story {
  readonly before: () => Promise<readonly DesiredImage[]>;
  readonly after: () => Promise<readonly DesiredImage[]>;
  readonly prune?: 'delete';
}

const STORIES: Readonly<Record<string, Story>> = {
  creation: {
    before: async () => [],
    after: async () => [await machine('m'), await kern('k1')],
  },
  'replacement of the image that is referred to': {
    before: async () => [await machine('m'), await kern('k1')],
    after: async () => [await machine('m'), await kern('k2')],
  },
  'replacement of both': {
    before: async () => [await machine('m1', { backup: NO_BACKUP }), await kern('k1')],
    after: async () => [await machine('m2', { backup: NO_BACKUP }), await kern('k2')],
  },
  'replacement of both, with a backup of the image that refers': {
    before: async () => [await machine('m1'), await kern('k1')],
    after: async () => [await machine('m2'), await kern('k2')],
  },
  'prune of both': {
    before: async () => [await machine('m'), await kern('k1')],
    after: async () => [],
    prune: 'delete',
  },
  'replacement beside the deletion of the image that refers': {
    before: async () => [await machine('m'), await kern('k1')],
    after: async () => [{ ...(await machine('m')), state: 'absent' }, await kern('k2')],
  },
};

describe.each(Object.entries(STORIES))('a %s, cut at any request', (_title, { before, after, prune }) => {
  const world = prune ? { settings: { prune } } : {};

  it.each(['reset', 'lose-answer'] as const)('(%s) leaves no image without its kernel', async (cut) => {
    for (let at = 0; ; at++) {
      await bench.close();
      bench = await openBench();
      await bench.apply(await bench.plan(await before()));
      const images = await after();
      const plan = await bench.plan(images, world);
      let count = 0;
      bench.fault = ({ service }) => {
        if (service !== 'image') return undefined;
        count += 1;
        if (count <= at) return undefined;
        // From the cut on, no request arrives, as if the process were dead.
        return count === at + 1 ? cut : 'reset';
      };
      await bench.apply(plan, { parallelism: at % 2 === 0 ? 1 : 4 });
      bench.fault = () => undefined;
      expect({ at, broken: await brokenReferences(bench) }).toEqual({ at, broken: [] });
      await bench.apply(await bench.plan(images, world));
      expect({ at, broken: await brokenReferences(bench) }).toEqual({ at, broken: [] });
      const again = await bench.plan(images, world);
      expect({ at, open: again.changes.filter(({ action }) => action !== 'unchanged') }).toEqual({
        at,
        open: [],
      });
      if (count <= at) return;
    }
  });
});
