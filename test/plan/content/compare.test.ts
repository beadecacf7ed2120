import { describe, expect, it } from 'vitest';
import { MARKER, SDK_DIGEST } from '../../../src/model/marker.ts';
import { compareContent } from '../../../src/plan/content/compare.ts';
import { HOLDING_OLD, live, marked, NEW, OLD, wanted } from '../../support/plan-input.ts';

const NO_FACTS = { digests: {}, bytes: null, validators: null, problem: null };

function verdict(...given: Parameters<typeof compareContent>): string {
  return compareContent(...given).verdict;
}

describe('the first comparison with a result decides', () => {
  it('compares content by a given md5 and Glance’s checksum', () => {
    expect(verdict(wanted({ digests: { md5: OLD.md5 } }), live(), undefined)).toBe('different');
  });

  it('compares content by digests in any case', () => {
    const shouting = live({ checksum: NEW.md5.toUpperCase(), hashValue: NEW.sha512.toUpperCase() });
    expect(verdict(wanted(), shouting, undefined)).toBe('same');
  });

  it('compares content by a given digest and those that openstacksdk recorded', () => {
    const sha256 = 'c'.repeat(64);
    const image = wanted({ digests: { sha256 } });
    expect(verdict(image, live({ properties: { [SDK_DIGEST.sha256]: sha256 } }), undefined)).toBe('same');
    expect(verdict(image, live({ properties: { [SDK_DIGEST.legacySha256]: sha256 } }), undefined)).toBe(
      'same',
    );
    expect(verdict(image, live(), undefined)).toBe('unknown');
  });

  it('compares content by a given digest of a rarer algorithm and those that reconcile recorded', () => {
    const recorded = { [MARKER.digests]: `sha1:${'1'.repeat(40)} sha384:${'3'.repeat(96)}` };
    expect(
      verdict(wanted({ digests: { sha384: '3'.repeat(96) } }), live({ properties: recorded }), undefined),
    ).toBe('same');
    expect(
      verdict(wanted({ digests: { sha1: '2'.repeat(40) } }), live({ properties: recorded }), undefined),
    ).toBe('different');
  });

  it('compares content without records about other bytes, which a snapshot inherits', () => {
    const inherited = { [SDK_DIGEST.md5]: NEW.md5, [SDK_DIGEST.sha256]: 'c'.repeat(64) };
    const snapshot = live({ ...HOLDING_OLD, properties: inherited });
    expect(verdict(wanted({ digests: { sha256: 'c'.repeat(64) } }), snapshot, undefined)).toBe('unknown');
  });

  it('compares content by a local file’s own digests when the file gives none', () => {
    const image = wanted({ digests: {} });
    expect(verdict(image, live(), { ...NO_FACTS, digests: NEW })).toBe('same');
    expect(verdict(image, live(), { ...NO_FACTS, digests: OLD })).toBe('different');
  });

  it('compares content by a given size, which can only tell that content differs', () => {
    expect(verdict(wanted({ digests: {}, size: 999 }), live(), undefined)).toBe('different');
    expect(verdict(wanted({ digests: {}, size: 1000 }), live(), undefined)).toBe('unknown');
  });
});

describe('every shared algorithm must agree', () => {
  const sha256 = 'c'.repeat(64);
  const uploaded = live({ properties: { [SDK_DIGEST.md5]: NEW.md5, [SDK_DIGEST.sha256]: sha256 } });
  const recorded = live({ properties: { [MARKER.digests]: `sha1:${'1'.repeat(40)}` } });

  it.each([
    ['sha256 differs, though md5 agrees', { md5: NEW.md5, sha256: '0'.repeat(64) }, uploaded],
    ['sha256 differs, though md5 and sha512 agree', { ...NEW, sha256: '0'.repeat(64) }, uploaded],
    ['md5 differs, though sha512 agrees', { ...NEW, md5: OLD.md5 }, live()],
    ['sha1 differs, though sha512 agrees', { sha512: NEW.sha512, sha1: '2'.repeat(40) }, recorded],
    ['md5 and sha1 differ, though sha512 agrees', { ...NEW, md5: OLD.md5, sha1: '2'.repeat(40) }, recorded],
  ])('every shared algorithm must agree: %s', (by, digests, found) => {
    expect(compareContent(wanted({ digests }), found, undefined)).toMatchObject({
      verdict: 'different',
      by: `given ${by}`,
    });
  });

  it('every shared algorithm must agree, except one without a recorded digest', () => {
    expect(verdict(wanted({ digests: { ...NEW, sha256 } }), live(), undefined)).toBe('same');
  });

  it('every shared algorithm and the size must agree', () => {
    expect(compareContent(wanted({ size: 999 }), live(), undefined)).toMatchObject({
      verdict: 'different',
      by: 'given size differs, though md5 and sha512 agree',
    });
    expect(verdict(wanted({ size: 1000 }), live(), undefined)).toBe('same');
  });
});

describe('without a digest, validators decide', () => {
  const image = wanted({ digests: {} });
  const recorded = (validators: object) =>
    live({ properties: marked('current', { [MARKER.validators]: JSON.stringify(validators) }) });

  it.each([
    ['the same ETag', { etag: '"1"' }, { etag: '"1"' }, 'same'],
    ['another ETag', { etag: '"1"' }, { etag: '"2"' }, 'different'],
    [
      'the same date but another length',
      { lastModified: 'x', length: 1 },
      { lastModified: 'x', length: 2 },
      'different',
    ],
    ['the same length alone', { length: 1 }, { length: 1 }, 'unknown'],
    ['nothing in common', { etag: '"1"' }, { lastModified: 'x' }, 'unknown'],
  ])('without a digest, validators decide: %s', (_what, remote, known, expected) => {
    expect(verdict(image, recorded(known), { ...NO_FACTS, validators: remote })).toBe(expected);
  });

  it('without a digest, validators decide, except missing or invalid ones', () => {
    const facts = { ...NO_FACTS, validators: { etag: '"1"' } };
    expect(verdict(image, live(), facts)).toBe('unknown');
    const broken = live({ properties: marked('current', { [MARKER.validators]: '{"etag":' }) });
    expect(verdict(image, broken, facts)).toBe('unknown');
  });
});

describe('the ground of the verdict', () => {
  const sha1 = 'd'.repeat(40);
  const recording = live({ properties: marked('current', { [MARKER.digests]: `sha1:${sha1}` }) });
  const groundOf = (...given: Parameters<typeof compareContent>) => compareContent(...given).by;

  it.each([
    ['given digest agrees', wanted(), live(), NO_FACTS],
    ['given digest differs', wanted({ digests: OLD }), live(), NO_FACTS],
    ['given digest agrees', wanted({ digests: { md5: NEW.md5 } }), live(), NO_FACTS],
    ['given digest agrees', wanted({ digests: { sha1 } }), recording, NO_FACTS],
    ['source digest agrees', wanted({ digests: {} }), live(), { ...NO_FACTS, digests: NEW }],
    ['source digest differs', wanted({ digests: {} }), live(), { ...NO_FACTS, digests: OLD }],
    ['source digest agrees', wanted({ digests: {} }), recording, { ...NO_FACTS, digests: { sha1 } }],
    ['given size differs', wanted({ digests: {}, size: 7 }), live(), NO_FACTS],
    ['nothing to compare by', wanted({ digests: {} }), live(), NO_FACTS],
    ['nothing to compare by', wanted({ digests: {}, size: 7 }), live({ size: null }), NO_FACTS],
  ])('the ground of the verdict is shown: %s (%#)', (by, image, found, facts) => {
    expect(groundOf(image, found, facts)).toBe(by);
  });

  it.each([
    ['ETag of the source agrees', { etag: '1' }, { etag: '1' }],
    ['ETag of the source differs', { etag: '1' }, { etag: '2' }],
    ['Last-Modified of the source agrees', { lastModified: 'x' }, { lastModified: 'x' }],
    ['length of the source differs', { length: 1 }, { length: 2 }],
  ])('the ground of the verdict is shown: %s', (by, remote, known) => {
    const found = live({ properties: marked('current', { [MARKER.validators]: JSON.stringify(known) }) });
    expect(groundOf(wanted({ digests: {} }), found, { ...NO_FACTS, validators: remote })).toBe(by);
  });
});
