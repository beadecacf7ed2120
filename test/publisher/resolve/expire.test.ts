import { describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../../src/model/desired.ts';
import { afterExpiry } from '../../../src/publisher/resolve/expire.ts';
import { wanted } from '../../support/plan-input.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const PAST = '2025-12-31T23:59:59Z';
const FUTURE = '2026-01-01T00:00:01Z';

const image = (expired?: DesiredImage['expired']) => wanted(expired === undefined ? {} : { expired });

describe('before its time', () => {
  it.each([undefined, 'keep', 'prune', 'delete'] as const)('%s: an image stays as it is wanted', (policy) => {
    expect(afterExpiry(image(policy), FUTURE, NOW)).toEqual(image(policy));
    expect(afterExpiry(image(policy), null, NOW)).toEqual(image(policy));
  });

  it('what was hidden or deactivated comes back, unless the file says otherwise', () => {
    expect(afterExpiry(image('hide'), FUTURE, NOW)).toMatchObject({ hidden: false });
    expect(afterExpiry({ ...image('hide'), hidden: true }, FUTURE, NOW)).toMatchObject({ hidden: true });
    expect(afterExpiry(image('deactivate'), FUTURE, NOW)).toMatchObject({ status: 'active' });
  });
});

describe('after its time', () => {
  it('keep, the default: nothing is done any more', () => {
    expect(afterExpiry(image(), PAST, NOW)?.expiry).toEqual({
      reason: 'expired on 2025-12-31T23:59:59Z',
      unchanged: true,
    });
  });

  it('prune: it counts as not listed', () => {
    expect(afterExpiry(image('prune'), PAST, NOW)).toBeNull();
  });

  it('delete: it is to be absent', () => {
    expect(afterExpiry(image('delete'), PAST, NOW)).toMatchObject({
      state: 'absent',
      expiry: { reason: 'expired on 2025-12-31T23:59:59Z' },
    });
  });

  it.each([
    ['hide', { hidden: true }],
    ['deactivate', { status: 'deactivated' }],
  ] as const)('%s: what is there is changed, and nothing is fetched', (policy, fields) => {
    const after = afterExpiry(image(policy), PAST, NOW);
    expect(after).toMatchObject({ ...fields, digests: {}, expiry: { unchanged: false } });
    expect(after).not.toHaveProperty('source');
    expect(after).not.toHaveProperty('diskFormat');
  });
});
