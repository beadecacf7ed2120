import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../src/model/version-order.ts';

/** Versions made of the pieces that real versions consist of. */
const version = fc
  .array(
    fc.constantFrom(
      '0',
      '00',
      '1',
      '01',
      '9',
      '10',
      '2015',
      'rc',
      'rc9',
      'rc10',
      'a',
      '-',
      ',',
      '.',
      '/',
      '_',
    ),
    {
      maxLength: 8,
    },
  )
  .map((pieces) => pieces.join(''));

describe('the order of versions', () => {
  it.each([
    ['9', '10'],
    ['1.9', '1.10'],
    ['1.2', '1.2.1'],
    ['20150618211400', '20160101000000'],
    ['3.3.0-1', '3.3.0-2'],
    ['1.0-rc9', '1.0-rc10'],
    ['1.beta', '1.0'],
    ['99999999999999999999998', '99999999999999999999999'],
    ['', '0'],
  ])('the order of versions puts %j below %j', (lower, higher) => {
    expect(compareVersions(lower, higher)).toBeLessThan(0);
    expect(compareVersions(higher, lower)).toBeGreaterThan(0);
  });

  it.each([
    ['1.2', '1.2'],
    ['01.2', '1.2'],
    ['', ''],
  ])('the order of versions treats %j and %j as equal', (a, b) => {
    expect(compareVersions(a, b)).toBe(0);
  });

  it('the order of versions compares on after numbers that are equal but written differently', () => {
    expect(compareVersions('01.4', '1.5')).toBeLessThan(0);
  });

  it('the order of versions is an order: reversing the arguments reverses the result, and there are no circles', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0)
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 2_000 },
    );
  });
});
