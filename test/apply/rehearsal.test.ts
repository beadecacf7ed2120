import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rehearsed } from '../../src/apply/rehearsal.ts';
import type { Step } from '../../src/model/step.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { live, marked, planFor, wanted } from '../support/plan-input.ts';

const stepsOf = (...args: Parameters<typeof planFor>): readonly Step[] => planFor(...args).changes[0]!.steps;

it('a rehearsal stages and uploads, and does no step after that', () => {
  const steps = stepsOf([wanted({ visibility: 'public' })]);
  expect(steps.map(({ kind }) => kind)).toEqual(['stage', 'upload', 'record', 'recheck', 'publish']);
  expect(rehearsed(steps).map(({ kind }) => kind)).toEqual(['stage', 'upload']);
});

it('a rehearsal does not use a pinned id up, and waits for no other image', () => {
  const id = '6b5f3c1e-9d0a-4f5e-8a59-0d2c1f4b7e11';
  const pinned = wanted({ id, references: { kernel_id: { image: 'kernel' } } });
  const [stage] = rehearsed(stepsOf([pinned, wanted({ name: 'kernel' })]));
  expect(stage).toMatchObject({ kind: 'stage' });
  expect(stage).not.toHaveProperty('attributes.id');
  expect(stage).not.toHaveProperty('references');
});

it('a rehearsal compares, and changes nothing where the bytes agree', () => {
  const byHand = live({ properties: {} });
  const steps = stepsOf([wanted({ digests: { sha256: 'c'.repeat(64) } })], { live: [byHand] });
  expect(steps[0]).toMatchObject({ kind: 'compare' });
  expect(rehearsed(steps)[0]).toMatchObject({ kind: 'compare', same: [] });
});

it('a rehearsal of an update does nothing', () => {
  const current = live({ minRam: 1, properties: marked('current') });
  expect(rehearsed(stepsOf([wanted({ digests: {}, minRam: 2 })], { live: [current] }))).toEqual([]);
});

describe('a rehearsal on a service', () => {
  const NOTHING = { current: [], backup: [], staged: [] };
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  const rehearse = async (image: Awaited<ReturnType<Bench['imageOf']>>) =>
    bench.apply(await bench.plan([image]), { rehearses: true });

  it('a rehearsal reports the bytes that apply would store, and leaves no image', async () => {
    const report = await rehearse(await bench.imageOf('content', { visibility: 'public' }));
    expect(report).toMatchObject({
      rehearsal: true,
      changes: [{ action: 'create', outcome: 'done', imageId: null, verified: { bytes: 7 } }],
    });
    expect(await bench.byRole()).toEqual(NOTHING);
  });

  it('a rehearsal that fails leaves no image either', async () => {
    const image = await bench.imageOf('content', { digests: { sha256: '0'.repeat(64) } });
    expect((await rehearse(image)).changes).toMatchObject([
      { outcome: 'failed', error: { code: 'verification' } },
    ]);
    expect(await bench.byRole()).toEqual(NOTHING);
  });

  it('a rehearsal of a replacement and of an update leaves the live image as it is', async () => {
    const { imageId } = await bench.reconcile(await bench.imageOf('old'));
    const before = await bench.byRole();
    expect((await rehearse(await bench.imageOf('new'))).changes).toMatchObject([
      { action: 'replace', outcome: 'done', imageId, verified: { bytes: 3 } },
    ]);
    expect((await rehearse(await bench.imageOf('old', { minRam: 5 }))).changes).toMatchObject([
      { action: 'update', outcome: 'done', imageId },
    ]);
    expect(await bench.byRole()).toEqual(before);
  });
});
