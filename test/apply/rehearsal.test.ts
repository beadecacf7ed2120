import { expect, it } from 'vitest';
import { rehearsed } from '../../src/apply/rehearsal.ts';
import type { Step } from '../../src/model/step.ts';
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
