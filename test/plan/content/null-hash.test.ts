import { describe, expect, it } from 'vitest';
import { compareContent } from '../../../src/plan/content/compare.ts';
import { changeFor, live, marked, NEW, wanted } from '../../support/plan-input.ts';

/** An active image of which a newer Glance has computed no digest, or not yet: its data came by a location. */
const UNHASHED = { checksum: null, hashAlgorithm: 'sha512', hashValue: null };

describe('an active image whose os_hash_value is null', () => {
  it('an active image without a hash value is neither the same nor different', () => {
    expect(compareContent(wanted(), live(UNHASHED), undefined).verdict).toBe('unknown');
  });

  it('an active image without a hash value is compared by its bytes, and never replaced unseen', () => {
    const change = changeFor(wanted(), { live: [live({ ...UNHASHED, properties: marked('current') })] });
    expect(change.action).toBe('verify');
    expect(change.steps[0]).toMatchObject({ kind: 'compare', digests: NEW });
  });
});
