import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HEARTBEAT_MS } from '../../src/apply/heartbeat.ts';
import { fingerprintImage } from '../../src/image/fingerprint.ts';
import { MARKER } from '../../src/model/marker.ts';
import { type Bench, openBench } from '../support/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await bench.close();
});

const isPatch = (request: string) => request.startsWith('PATCH');

/** Advances the clock until this many PATCHes were sent. A sign of life waits for the sign before. */
async function untilPatched(times: number): Promise<void> {
  while (bench.requests.filter(isPatch).length < times) {
    vi.advanceTimersByTime(HEARTBEAT_MS);
    await new Promise(setImmediate);
  }
}

/** Applies two images with `transfers: 1`: the first is about to send its bytes, the second waits. */
async function oneWaits() {
  const images = [await bench.imageOf('one', { name: 'one' }), await bench.imageOf('two', { name: 'two' })];
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const uploads: string[] = [];
  const { upload } = bench.glance.data;
  bench.glance.data.upload = async (...given) => {
    uploads.push(given[0]);
    if (uploads.length === 1) await held;
    return upload.apply(bench.glance.data, given);
  };
  const plan = await bench.plan(images);
  let applied: ReturnType<Bench['apply']> | undefined;
  await new Promise<void>((resolve) => {
    const ready = () => {
      const begun = bench.events.filter((event) => event.type === 'step-started' && event.step === 'upload');
      if (begun.length === 2 && uploads.length === 1) resolve();
      else setImmediate(ready);
    };
    applied = bench.apply(plan, { transfers: 1 });
    ready();
  });
  const staged = [...(await bench.byRole('one')).staged, ...(await bench.byRole('two')).staged];
  const waiting = staged.find((image) => image.id !== uploads[0]);
  if (!waiting || !applied) throw new Error('nothing waits');
  bench.forget();
  return { images, waiting, uploads, letGo, applied };
}

describe('a staged image that waits for its upload', () => {
  it('a staged image that waits for its upload gets signs of life and is otherwise unchanged', async () => {
    const { images, waiting, letGo, applied } = await oneWaits();
    await untilPatched(3);
    expect(new Set(bench.requests.filter(isPatch))).toEqual(new Set([`PATCH /v2/images/${waiting.id}`]));
    const after = await bench.glance.images.get(waiting.id);
    expect(after.properties[MARKER.run]).toBe('bench:1:1');
    expect(fingerprintImage(after)).toBe(fingerprintImage(waiting));

    letGo();
    expect((await applied).changes.map((change) => change.outcome)).toEqual(['done', 'done']);
    expect((await bench.plan(images)).changes.map((change) => change.action)).toEqual([
      'unchanged',
      'unchanged',
    ]);
  });

  it('a staged image that waits for its upload is not uploaded during a sign of life, which would overwrite its status', async () => {
    const { waiting, uploads, letGo, applied } = await oneWaits();
    const { images } = bench.glance;
    const patch = images.patch;
    let answer = () => {};
    images.patch = async (...given) => {
      if (given[0] === waiting.id && uploads.length === 1) {
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
      }
      return patch.apply(images, given);
    };
    vi.advanceTimersByTime(HEARTBEAT_MS);
    letGo();
    while (!bench.events.some(({ type }) => type === 'change-done')) await new Promise(setImmediate);
    expect(uploads).not.toContain(waiting.id);
    answer();
    expect((await applied).changes.map((change) => change.outcome)).toEqual(['done', 'done']);
    expect(uploads).toContain(waiting.id);
  });

  it('a staged image that waits for its upload is uploaded although a sign of life fails', async () => {
    const { waiting, letGo, applied } = await oneWaits();
    bench.fault = ({ method }) => (method === 'PATCH' ? { status: 500 } : undefined);
    await untilPatched(2);
    bench.fault = () => undefined;
    letGo();
    expect((await applied).changes.map((change) => change.outcome)).toEqual(['done', 'done']);
    expect((await bench.glance.images.get(waiting.id)).status).toBe('active');
  });
});

it('an upload sends no sign of life while the bytes flow', async () => {
  const { upload } = bench.glance.data;
  bench.glance.data.upload = async (...given) => {
    bench.forget();
    vi.advanceTimersByTime(10 * HEARTBEAT_MS);
    await upload.apply(bench.glance.data, given);
    expect(bench.requests.filter(isPatch)).toEqual([]);
  };
  expect((await bench.reconcile(await bench.imageOf('bytes'))).outcome).toBe('done');
});
