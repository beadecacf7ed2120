import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameOfCertificate, sameName } from '../../../src/publisher/stratuslab/distinguished-name.ts';

const JANE = 'CN=Jane,OU=Images,C=FR,O=GRID-FR';

describe('two distinguished names', () => {
  it.each([
    ['spaces around separators', JANE, ' CN = Jane , OU=Images; C=FR,O=GRID-FR '],
    ['types in another case', JANE, 'cn=Jane,ou=Images,c=FR,o=GRID-FR'],
    ['types as numbers', JANE, '2.5.4.3=Jane,2.5.4.11=Images,C=FR,O=GRID-FR'],
    ["OpenSSL's slash form", JANE, '/O=GRID-FR/C=FR/OU=Images/CN=Jane'],
    ['a slash in a value', 'CN=host/grid.test,C=FR', '/C=FR/CN=host/grid.test'],
    ['escapes and quotation marks', 'CN=Doe\\, Jane,C=FR', 'CN="Doe, Jane",C=FR'],
    ['escaped bytes', 'CN=J\\C3\\A9r\\C3\\B4me', 'CN=Jérôme'],
    ['characters beyond the first plane', 'CN=😀', 'CN=\\F0\\9F\\98\\80'],
    [
      'an email as a number and as DER',
      'emailAddress=a@b.fr,C=FR',
      '1.2.840.113549.1.9.1=#16066140622e6672,C=FR',
    ],
    ['parts of two values in any order', 'CN=Jane+UID=7,C=FR', 'UID=7+CN=Jane,C=FR'],
  ])('two distinguished names are the same with %s', (_what, a, b) => {
    expect(sameName(a, b)).toBe(true);
    expect(sameName(b, a)).toBe(true);
  });

  it.each([
    ['another order', JANE, 'O=GRID-FR,C=FR,OU=Images,CN=Jane'],
    ['another value', JANE, JANE.replace('Jane', 'jane')],
    ['an additional part', JANE, `${JANE},DC=fr`],
    ['an escaped separator', 'CN=Jane,O=X', 'CN=Jane\\,O=X'],
    ['a part joined to the next one', 'CN=Jane+O=X', 'CN=Jane,O=X'],
    ['empty texts', '', ''],
    ['texts that are not names', 'Jane', 'Jane'],
    ['an open quotation mark', 'CN="Jane', 'CN="Jane'],
    ['an escape of nothing', 'CN=Jane\\', 'CN=Jane\\'],
    ['a plus at the end', 'CN=Jane+', 'CN=Jane+'],
  ])('two distinguished names are not the same with %s', (_what, a, b) => {
    expect(sameName(a, b)).toBe(false);
  });

  it('two distinguished names are the same only if all values are equal, however they are escaped', () => {
    const escaped = (value: string) => value.replace(/[\\",+;<>#= ]/g, (character) => `\\${character}`);
    const value = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(sameName(`CN=${escaped(a)},C=FR`, `CN=${escaped(b)},C=FR`)).toBe(a === b);
      }),
      { numRuns: 500 },
    );
  });
});

it('the name of a certificate begins with its most specific part', () => {
  expect(nameOfCertificate('O=GRID-FR\nC=FR\nCN=Doe\\, Jane')).toBe('CN=Doe\\, Jane,C=FR,O=GRID-FR');
  expect(nameOfCertificate(undefined)).toBe('');
});
