import { describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../../src/model/desired.ts';
import { afterExpiry } from '../../../src/publisher/resolve/expire.ts';
import { wanted } from '../../support/plan-input.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const PAST = '2025-12-31T23:59:59Z';
const FUTURE = '2026-01-01T00:00:01Z';

const image = (expired?: DesiredImage['expired']) => wanted(expired === undefined ? {} : { expired });

describe('an image before its expiration date', () => {
  it.each([undefined, 'keep', 'prune', 'delete'] as const)(
    'an image before its expiration date stays as the file wants it, with the policy %s',
    (policy) => {
      expect(afterExpiry(image(policy), FUTURE, NOW)).toEqual(image(policy));
      expect(afterExpiry(image(policy), null, NOW)).toEqual(image(policy));
    },
  );

  it('an image before its expiration date comes back after it was hidden or deactivated, unless the file says otherwise', () => {
    expect(afterExpiry(image('hide'), FUTURE, NOW)).toMatchObject({ hidden: false });
    expect(afterExpiry({ ...image('hide'), hidden: true }, FUTURE, NOW)).toMatchObject({ hidden: true });
    expect(afterExpiry(image('deactivate'), FUTURE, NOW)).toMatchObject({ status: 'active' });
  });
});

describe('an image after its expiration date', () => {
  it('an image after its expiration date stays unchanged with keep, the default policy', () => {
    expect(afterExpiry(image(), PAST, NOW)?.expiry).toEqual({
      reason: 'expired on 2025-12-31T23:59:59Z',
      unchanged: true,
    });
  });

  it('an image after its expiration date counts as not listed with the policy prune', () => {
    expect(afterExpiry(image('prune'), PAST, NOW)).toBeNull();
  });

  it('an image after its expiration date becomes absent with the policy delete', () => {
    expect(afterExpiry(image('delete'), PAST, NOW)).toMatchObject({
      state: 'absent',
      expiry: { reason: 'expired on 2025-12-31T23:59:59Z' },
    });
  });

  it.each([
    ['hide', { hidden: true }],
    ['deactivate', { status: 'deactivated' }],
  ] as const)(
    'an image after its expiration date is changed and not fetched with the policy %s',
    (policy, fields) => {
      const after = afterExpiry(image(policy), PAST, NOW);
      expect(after).toMatchObject({ ...fields, digests: {}, expiry: { unchanged: false } });
      expect(after).not.toHaveProperty('source');
      expect(after).not.toHaveProperty('diskFormat');
    },
  );
});
