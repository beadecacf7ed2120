import { setTimeout as pause } from 'node:timers/promises';
import { readMarkers } from '../../src/image/markers.ts';
import { exitCodeOfReport } from '../../src/model/exit-code.ts';
import type { Image } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import { type Bench, openBench } from '../support/bench.ts';

/** Exit codes of a run that met another one: done, partial, stale, or failed because its image was taken. */
const EXPECTED = [0, 1, 4, 5];
/** Milliseconds that publishing may wait. */
const LONGEST_DELAY = 40;

/**
 * Two runs publish one name at once, each request of publishing delayed at random: two stacks, or two versions of one
 * stack's file. At every look a name that was published stays published, and two stacks never keep one name between them.
 */
export async function run({ sample }: { readonly sample: boolean }): Promise<{
  readonly tried: number;
  readonly violations: readonly string[];
}> {
  const violations: string[] = [];
  const rounds = sample ? 30 : 400;
  for (let round = 0; round < rounds; round++) {
    const isLineage = round % 2 === 0;
    const hasOld = round % 4 < 2;
    const bench = await openBench();
    try {
      const faults = await play(bench, isLineage, hasOld);
      const what = `round ${round} (${isLineage ? 'two versions of a file' : 'two stacks'}${hasOld ? ', over an old image' : ''})`;
      violations.push(...faults.map((fault) => `${what}: ${fault}`));
    } finally {
      await bench.close();
    }
  }
  return { tried: rounds, violations };
}

async function play(bench: Bench, isLineage: boolean, hasOld: boolean): Promise<readonly string[]> {
  if (hasOld) await bench.reconcile(await bench.imageOf('old'));
  delayPublishing(bench);
  const [one, other] = [await bench.imageOf('one'), await bench.imageOf(isLineage ? 'other' : 'one')];
  const stack = isLineage ? 'prod' : 'lab';
  const plans = [await bench.plan([one]), await bench.plan([other], { stack })];
  const free = plans.filter(({ changes }) => changes.every(({ blockedBy }) => blockedBy.length === 0));

  const faults: string[] = [];
  let ended = false;
  const watching = (async () => {
    while (!ended) {
      if (hasOld && (await published(bench)).length === 0) faults.push('no image is published');
      await pause(5);
    }
  })();
  const reports = await Promise.all(free.map((plan) => bench.apply(plan)));
  ended = true;
  await watching;

  for (const report of reports) {
    const code = exitCodeOfReport(report, null);
    if (!EXPECTED.includes(code)) faults.push(`a run ended with ${code}`);
  }
  const stacks = new Set((await published(bench)).map((image) => readMarkers(image)?.stack));
  if (stacks.size > 1) faults.push(`${stacks.size} stacks keep one name`);
  // Each file once more: the stack that has the name must converge.
  for (const image of isLineage ? [one, other] : [one]) {
    const again = await bench.plan([image], { stack: [...stacks][0] ?? 'prod' });
    if (again.changes.every(({ blockedBy }) => blockedBy.length === 0)) await bench.apply(again);
    const active = await published(bench);
    if (active.length !== 1) faults.push(`${active.length} images are published after the next run`);
  }
  return faults;
}

function delayPublishing({ glance: { images } }: Bench): void {
  const patch = images.patch.bind(images);
  images.patch = async (id, operations, options) => {
    const publishes = operations.some(({ path, value }) => path === `/${MARKER.role}` && value === 'current');
    if (publishes) await pause(Math.random() * LONGEST_DELAY);
    return patch(id, operations, options);
  };
}

async function published({ glance }: Bench): Promise<readonly Image[]> {
  const found: Image[] = [];
  for await (const image of glance.images.list({ names: ['cirros'] })) found.push(image);
  return found.filter(({ status }) => status === 'active');
}
