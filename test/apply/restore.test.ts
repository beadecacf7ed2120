import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setOperation } from '../../src/model/image.ts';
import { type Bench, openBench } from '../support/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

function sent(): readonly string[] {
  return bench.requests.filter((request) => request.startsWith('PUT') || request.startsWith('POST'));
}

async function expectConverged(image: Parameters<Bench['reconcile']>[0], id: string): Promise<void> {
  expect((await bench.plan([image])).summary).toMatchObject({ unchanged: 1 });
  const { current, staged, backup } = await bench.byRole();
  expect([current.map((found) => found.id), staged]).toEqual([[id], []]);
  expect(backup).toMatchObject([{ visibility: 'private', hidden: true }]);
}

describe('content of a backup', () => {
  it('content of a backup is published again, back and forth, without an upload', async () => {
    const first = await bench.imageOf('first', { visibility: 'public' });
    const second = await bench.imageOf('second', { visibility: 'public', protected: true });
    const a = (await bench.reconcile(first)).imageId as string;
    const b = (await bench.reconcile(second)).imageId as string;
    for (const [image, id, content] of [
      [first, a, 'first'],
      [second, b, 'second'],
      [first, a, 'first'],
    ] as const) {
      bench.forget();
      expect(await bench.reconcile(image)).toMatchObject({ action: 'replace', outcome: 'done', imageId: id });
      expect(sent()).toEqual([]);
      expect(await bench.download(id)).toBe(content);
      await expectConverged(image, id);
    }
  });

  it('content of a backup is published after a run that was cut off at any request', async () => {
    const first = await bench.imageOf('first', { visibility: 'shared' });
    const second = await bench.imageOf('second', { visibility: 'shared' });
    const ids = [await bench.reconcile(first), await bench.reconcile(second)].map(({ imageId }) => imageId);
    let cuts = 0;
    for (let point = 1; ; point += 1) {
      const back = point % 2 === 1;
      const image = back ? first : second;
      const interruption = new AbortController();
      let changes = 0;
      bench.afterResponse = ({ method }) => {
        if (method !== 'GET') changes += 1;
        if (changes === point) interruption.abort(new Error('cut off'));
      };
      await bench.reconcile(image, { signal: interruption.signal });
      bench.afterResponse = () => {};
      bench.forget();
      expect((await bench.reconcile(image)).error).toBeNull();
      expect(sent()).toEqual([]);
      await expectConverged(image, ids[back ? 0 : 1] as string);
      if (!interruption.signal.aborted) break;
      cuts += 1;
    }
    expect(cuts).toBeGreaterThanOrEqual(3);
  });
});

it('a backup that an interrupted rollback has shared and unhidden is private and hidden afterwards', async () => {
  await bench.reconcile(await bench.imageOf('first'));
  const second = await bench.imageOf('second');
  const { imageId } = await bench.reconcile(second);
  const [backup] = (await bench.byRole()).backup;
  await bench.glance.images.patch(backup?.id ?? '', [
    setOperation('visibility', 'shared'),
    setOperation('os_hidden', false),
  ]);
  expect(await bench.reconcile(second)).toMatchObject({ action: 'update', outcome: 'done' });
  await expectConverged(second, imageId as string);
});
