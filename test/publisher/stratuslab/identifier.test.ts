import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkIdentifier, identifierOf, isIdentifier } from '../../../src/publisher/stratuslab/identifier.ts';

/** Identifiers that the marketplace gave, and the SHA-1 of their images. */
const REAL = [
  ['b1df2953e81dcbf8a0c8ab1d4d0ab8e41cf93bc8', 'LHfKVPoHcv4oMirHU0KuOQc-TvI'],
  ['c319bbd5afc0a22ba3eaed0507c39383ec28eeff', 'MMZu9WvwKIro-rtBQfDk4PsKO7_'],
  ['c1388914de98747084004a579020ae441f0deac0', 'ME4iRTemHRwhABKV5AgrkQfDerA'],
] as const;

describe('a marketplace identifier', () => {
  it.each(REAL)('a marketplace identifier of %s is %s', (sha1, identifier) => {
    expect(identifierOf(sha1)).toBe(identifier);
    expect(identifierOf(sha1.toUpperCase())).toBe(identifier);
    expect(checkIdentifier(identifier, sha1)).toBe(true);
  });

  it('a marketplace identifier ignores leading zeros of the digest, because it is a number', () => {
    expect(identifierOf(`0${REAL[0][0]}`)).toBe(REAL[0][1]);
    expect(identifierOf('0'.repeat(40))).toBe('A'.repeat(27));
    expect(identifierOf('1')).toBe(`${'A'.repeat(26)}B`);
    expect(identifierOf('f'.repeat(40))).toBe(`P${'_'.repeat(26)}`);
  });

  it.each(['', 'xyz', 'f'.repeat(41), '0x12', '-1'])(
    'a marketplace identifier does not exist for %j',
    (sha1) => {
      expect(identifierOf(sha1)).toBeNull();
    },
  );

  it.each([
    'CIRROS',
    'Q'.repeat(27),
    'A'.repeat(26),
    'A'.repeat(28),
    `${'A'.repeat(26)}+`,
    `${'A'.repeat(27)}\n`,
  ])('a marketplace identifier does not have the form %j', (text) => {
    expect(isIdentifier(text)).toBe(false);
    expect(checkIdentifier(text, REAL[0][0])).toBe(false);
  });

  it('a marketplace identifier differs for different digests', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
        const [left, right] = [a, b].map((bytes) => createHash('sha1').update(bytes).digest('hex')) as [
          string,
          string,
        ];
        const identifier = identifierOf(left)!;
        expect(isIdentifier(identifier)).toBe(true);
        expect(checkIdentifier(identifier, right)).toBe(left === right);
      }),
      { numRuns: 300 },
    );
  });
});
