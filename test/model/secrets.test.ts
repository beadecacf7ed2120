import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutPieces } from '../../src/model/secrets.ts';

const SECRET = 'gAAAAABm0123456789abcdefghijklmnopqrstuvwxyz';

describe('pieces of a secret', () => {
  it.each([
    ['the whole', `x ${SECRET} y`, 'x *** y'],
    ['16 characters', `x ${SECRET.slice(5, 21)} y`, 'x *** y'],
    ['15 characters, which may be anything', `x ${SECRET.slice(5, 20)} y`, `x ${SECRET.slice(5, 20)} y`],
    ['two of them', `${SECRET.slice(0, 16)}-${SECRET.slice(9, 30)}`, '***-***'],
    ['two without anything between them', SECRET.slice(20) + SECRET.slice(0, 20), '***'],
    ['none', 'no secret here', 'no secret here'],
    ['nothing', '', ''],
  ])('pieces of a secret are masked: %s', (_what, text, shown) => {
    expect(withoutPieces(text, ['short', SECRET])).toBe(shown);
  });

  it('pieces of a secret never stay, with any text around them', () => {
    const piece = fc.tuple(fc.nat(SECRET.length - 16), fc.integer({ min: 16, max: SECRET.length }));
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), piece)), (parts) => {
        const text = parts
          .map((part) => (typeof part === 'string' ? part : SECRET.slice(part[0], part[0] + part[1])))
          .join('');
        const shown = withoutPieces(text, [SECRET]);
        for (let at = 0; at + 16 <= SECRET.length; at += 1)
          expect(shown).not.toContain(SECRET.slice(at, at + 16));
      }),
    );
  });

  it('nothing is masked without a secret', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(withoutPieces(text, [])).toBe(text);
      }),
    );
  });
});
