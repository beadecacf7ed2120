import { expect, it } from 'vitest';
import { matchAll } from '../../../src/plan/match/match-all.ts';
import { HOLDING_OLD, inputFor, live, marked, wanted } from '../../support/plan-input.ts';

const old = live({
  ...HOLDING_OLD,
  id: '00000000-0000-4000-8000-000000000001',
  properties: marked('current'),
});
const staged = live({ id: '00000000-0000-4000-8000-000000000002', properties: marked('staged') });
const input = inputFor([wanted()], { live: [old, staged] });

function matchOf(given: typeof input) {
  const [match] = matchAll(given).matches.values();
  return match;
}

it('the same state and cloud are matched once', () => {
  expect(matchOf(input)).toBe(matchOf({ ...input, facts: new Map() }));
});

it.each([
  ['another state', { desired: { ...input.desired } }],
  ['other projects', { projects: new Map() }],
  ['another cloud', { observed: { ...input.observed } }],
])('%s is matched again', (_what, changed) => {
  expect(matchOf({ ...input, ...changed })).not.toBe(matchOf(input));
});

it('an image that another run works on is matched as busy, also after a match without that run', () => {
  expect(matchOf(input)).toMatchObject({ staged: [staged], busy: [] });
  expect(matchOf({ ...input, busy: new Set([staged.id]) })).toMatchObject({ staged: [], busy: [staged] });
});

it('of two current images, the image with the wanted content is meant, else the newest', () => {
  const right = live({ id: '00000000-0000-4000-8000-000000000003', properties: marked('current') });
  const newer = { ...old, createdAt: '2025-01-01T00:00:00Z' };
  expect(matchOf(inputFor([wanted()], { live: [newer, right] }))).toMatchObject({
    live: right,
    superseded: [newer],
  });
  const neither = { ...right, ...HOLDING_OLD };
  expect(matchOf(inputFor([wanted()], { live: [newer, neither] }))).toMatchObject({
    live: newer,
    superseded: [neither],
  });
});
