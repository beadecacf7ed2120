import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { dearmour } from '../../src/publisher/openpgp/armour.ts';
import { asSigned, isClearsigned, splitCleartext } from '../../src/publisher/openpgp/cleartext.ts';
import { packetTypes } from '../../src/publisher/openpgp/packets.ts';
import { readVerdict } from '../../src/publisher/openpgp/status.ts';
import { verifyCleartext } from '../../src/publisher/openpgp/verify.ts';
import { createGnuPg } from '../support/gnupg.ts';
import { options } from '../support/source-server.ts';
import { edited, editedBytes, text } from './arbitraries.ts';
import { describeParser, survives } from './harness.ts';

const ARMOUR = [
  '-----BEGIN PGP SIGNATURE-----',
  'Comment: none',
  '',
  Buffer.alloc(60, 0x88).toString('base64'),
  '=abcd',
  '-----END PGP SIGNATURE-----',
  '',
].join('\n');
const SIGNED = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\none\n- - two\n\nthree\n${ARMOUR}`;

const piece = fc.oneof(
  text,
  fc.constantFrom(
    '\n',
    '\r\n',
    '- ',
    '-',
    ' \t',
    '-----BEGIN PGP SIGNED MESSAGE-----\n',
    'Hash: SHA1\n',
    '=',
  ),
);

describeParser('OpenPGP: clearsigned text', (fuzz) => {
  fuzz('damaged anywhere: the text stays the same after signing it again', edited(SIGNED, piece), (given) => {
    const document = Buffer.from(given);
    const cleartext = splitCleartext(document, 'it');
    expect(isClearsigned(document)).toBe(true);
    expect(asSigned(cleartext.text)).toEqual(cleartext.text);
    const again = splitCleartext(cleartext.message, 'it');
    expect(again.text).toEqual(cleartext.text);
    expect(again.signature).toEqual(cleartext.signature);
  });
  fuzz('any text inside: comes out unchanged', fc.array(text), (lines) => {
    const body = asSigned(Buffer.from(lines.join('\n')));
    const escaped = body.toString('latin1').replace(/(^|\n)-/g, '$1- -');
    const document = SIGNED.replace(/one[\s\S]*three/, () => escaped);
    expect(splitCleartext(Buffer.from(document, 'latin1'), 'it').text).toEqual(body);
  });
  fuzz('any text', piece, (given) => splitCleartext(Buffer.from(given), 'it'));
});

describeParser('OpenPGP: clearsigned text and gpgv', (fuzz) => {
  const body = `${'e3'.repeat(32)}  x.img\n- ${'0'.repeat(64)}  y.img\n`;
  const change = fc.record({
    at: fc.nat(10_000),
    by: fc.oneof(fc.nat(255), fc.constantFrom(10, 13, 32, 45)),
  });
  let keyring: string;
  let signed: Buffer;
  beforeAll(async () => {
    const gnupg = await createGnuPg();
    await gnupg.newKey('Publisher');
    keyring = await gnupg.keyring(['Publisher']);
    signed = await gnupg.clearsign(body, 'Publisher');
  });
  fuzz(
    'a few changed bytes: refused, or still the same text',
    fc.array(change, { maxLength: 2 }),
    async (changes) => {
      const document = Buffer.from(signed);
      for (const { at, by } of changes) document[at % document.length] = by;
      const cleartext = splitCleartext(document, 'it');
      const { text: found } = await verifyCleartext(cleartext, { place: 'it', keyring }, options());
      expect(found.toString().trimEnd()).toBe(body.trimEnd());
    },
  );
});

describeParser('OpenPGP: armour', (fuzz) => {
  fuzz('damaged anywhere', edited(ARMOUR, piece), (given) => dearmour(given, 'SIGNATURE'));
});

describeParser('OpenPGP: packets', (fuzz) => {
  const packets = Buffer.from([0x88, 2, 0, 0, 0xc2, 1, 0, 0x89, 0, 1, 0, 0xc2, 0xff, 0, 0, 0, 1, 0]);
  fuzz('any bytes', fc.oneof(editedBytes(packets), fc.uint8Array()), (bytes) => {
    const types = packetTypes(Buffer.from(bytes));
    if (types !== null) expect(types.length).toBeLessThanOrEqual(bytes.length);
  });
  it('valid signatures of gpg are accepted by the parser', () => {
    expect(packetTypes(packets)).toEqual([2, 2, 2, 2]);
    expect(packetTypes(packets.subarray(0, -1))).toBeNull();
  });
});

describeParser('OpenPGP: status lines of gpgv', (fuzz) => {
  const status = fc.array(
    fc.tuple(
      fc.constantFrom('GOODSIG', 'VALIDSIG', 'BADSIG', 'ERRSIG', 'EXPKEYSIG', 'NEWSIG', 'NODATA', 'x'),
      text,
    ),
  );
  fuzz('in any order: only a signature that gpg calls good and valid is accepted', status, (lines) => {
    const verdict = readVerdict(lines.map((words) => `[GNUPG:] ${words.join(' ')}`).join('\n'));
    const said = (keyword: string) => lines.filter(([word]) => word === keyword).length;
    expect(verdict.good.length).toBeLessThanOrEqual(Math.min(said('GOODSIG'), said('VALIDSIG')));
    expect(verdict.bad.length).toBeGreaterThanOrEqual(said('BADSIG') + said('EXPKEYSIG'));
  });
});

describe('a megabyte', () => {
  it.each(['-', '- ', '\n', ' ', '\t\n', '-----BEGIN PGP SIGNATURE-----\n', ARMOUR, 'Hash: SHA1\n', 'A'])(
    'an OpenPGP document of a megabyte that repeats %j is read in bounded time',
    async (given) => {
      const long = given.repeat(1_000_000 / given.length);
      await survives(() => splitCleartext(Buffer.from(SIGNED.replace('one', long)), 'it'));
      await survives(() => splitCleartext(Buffer.from(SIGNED.replace('Hash', `${long}Hash`)), 'it'));
      await survives(() => dearmour(long, 'SIGNATURE'));
      await survives(() => dearmour(ARMOUR.replace('=abcd', long), 'SIGNATURE'));
      await survives(() => readVerdict(`[GNUPG:] ${long}`));
    },
  );
});
