import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { SourceError, VerificationError } from '../../../src/model/errors.ts';
import { readSignedDocument, type SignedDocument } from '../../../src/publisher/signed-document.ts';
import { createGnuPg, type GnuPg } from '../../support/gnupg.ts';
import { options } from '../../support/source-server.ts';

const TEXT = 'one\n- two\n-----three  \n\nlast\n';
const PUBLISHER = 'Publisher <publisher@images.example>';
const COLLEAGUE = 'Colleague <colleague@images.example>';
const STRANGER = 'Stranger <stranger@elsewhere.example>';
const FORMER = 'Former <former@images.example>';
const COMPROMISED = 'Compromised <compromised@images.example>';

let gnupg: GnuPg;
let keyring: string;
let files = 0;

beforeAll(async () => {
  gnupg = await createGnuPg();
  for (const user of [PUBLISHER, COLLEAGUE, STRANGER, COMPROMISED]) await gnupg.newKey(user);
  await gnupg.newKey(FORMER, { at: '20200101T000000', expires: '1y' });
  await gnupg.revoke(COMPROMISED);
  keyring = await gnupg.keyring([PUBLISHER, COLLEAGUE, FORMER, COMPROMISED]);
});

interface Case {
  readonly document: string | Buffer;
  readonly signature?: string | Buffer;
  readonly keys?: string | null;
}

async function read({ document, signature, keys = keyring }: Case): Promise<SignedDocument> {
  files += 1;
  const path = join(gnupg.folder, `document-${files}`);
  await writeFile(path, document);
  if (signature !== undefined) await writeFile(`${path}.sig`, signature);
  const detached = signature === undefined ? null : ({ kind: 'file', path: `${path}.sig` } as const);
  return readSignedDocument(
    { kind: 'file', path },
    { keyring: keys, signature: detached },
    options(),
    100_000,
  );
}

async function refusal(given: Case): Promise<string> {
  const error = await read(given).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(VerificationError);
  return (error as VerificationError).message;
}

describe('a detached signature', () => {
  test('a detached signature is good when a key of the keyring made it, and the result names the key', async () => {
    const { text, fact, warnings } = await read({
      document: TEXT,
      signature: await gnupg.sign(TEXT, PUBLISHER),
    });
    expect(text).toBe(TEXT);
    expect(fact).toMatchObject({ status: 'verified', method: 'openpgp' });
    expect(fact).toHaveProperty('by', expect.stringMatching(/^Publisher <publisher@.*> \([0-9A-F]{40}\)$/));
    expect(warnings).toEqual([]);
  });

  test('a detached signature may be in ASCII armour, and so may the keyring', async () => {
    const armoured = await gnupg.keyring([PUBLISHER], { armour: true });
    const signature = await gnupg.sign(TEXT, PUBLISHER, '--armor');
    expect(signature.toString()).toContain('-----BEGIN PGP SIGNATURE-----');
    const { fact } = await read({ document: TEXT, signature, keys: armoured });
    expect(fact.status).toBe('verified');
  });

  test('a detached signature is verified with a keybox', async () => {
    const signature = await gnupg.sign(TEXT, PUBLISHER);
    const { fact } = await read({ document: TEXT, signature, keys: join(gnupg.folder, 'pubring.kbx') });
    expect(fact.status).toBe('verified');
  });

  test('a detached signature is refused when it belongs to another text', async () => {
    const signature = await gnupg.sign(TEXT, PUBLISHER);
    expect(await refusal({ document: TEXT.replace('one', '0ne'), signature })).toMatch(/Publisher.* is bad/);
  });

  test('a detached signature is refused when its key is not in the keyring, and the message names the key', async () => {
    const signature = await gnupg.sign(TEXT, STRANGER);
    expect(await refusal({ document: TEXT, signature })).toMatch(
      /is signed by [0-9A-F]{16}, but .* does not hold/,
    );
  });

  test('a detached signature is refused when its key has expired, although gpgv exits with 0', async () => {
    const signature = await gnupg.sign(TEXT, FORMER, '--faked-system-time', '20200601T000000');
    expect(await refusal({ document: TEXT, signature })).toMatch(/Former.*key that has expired/);
  });

  test('a detached signature is refused when its key was revoked later, although gpgv exits with 0', async () => {
    const author = 'Author <author@images.example>';
    await gnupg.newKey(author);
    const signature = await gnupg.sign(TEXT, author);
    expect((await read({ document: TEXT, signature, keys: await gnupg.keyring([author]) })).fact.status).toBe(
      'verified',
    );
    await gnupg.revoke(author);
    const keys = await gnupg.keyring([author]);
    expect(await refusal({ document: TEXT, signature, keys })).toMatch(/Author.*key that is revoked/);
  });

  test('a detached signature is refused when it has expired itself', async () => {
    const old = 'Old <old@images.example>';
    await gnupg.newKey(old, { at: '20200101T000000' });
    const moment = ['--faked-system-time', '20200601T000000'];
    const signature = await gnupg.sign(TEXT, old, ...moment, '--default-sig-expire', '1y');
    const keys = await gnupg.keyring([old]);
    expect(await refusal({ document: TEXT, signature, keys })).toMatch(/Old.* has expired/);
  });

  test('a detached signature may stand beside signatures by unknown keys', async () => {
    const signatures = await Promise.all([gnupg.sign(TEXT, STRANGER), gnupg.sign(TEXT, PUBLISHER)]);
    const { fact } = await read({ document: TEXT, signature: Buffer.concat(signatures) });
    expect(fact).toHaveProperty('by', expect.stringContaining('Publisher'));
  });

  test('a detached signature is refused beside a bad signature by another key of the keyring', async () => {
    const signatures = await Promise.all([gnupg.sign(TEXT, PUBLISHER), gnupg.sign('other', COLLEAGUE)]);
    const signature = Buffer.concat(signatures);
    expect(await refusal({ document: TEXT, signature })).toMatch(/Colleague.* is bad/);
  });

  test('a detached signature is accepted with a warning when it uses SHA-1', async () => {
    const signature = await gnupg.sign(TEXT, PUBLISHER, '--digest-algo', 'SHA1');
    const { fact, warnings } = await read({ document: TEXT, signature });
    expect(fact.status).toBe('verified');
    expect(warnings).toEqual([expect.stringContaining('SHA-1')]);
  });

  test.each([
    ['a page', '<html></html>'],
    ['empty', ''],
    ['binary data', Buffer.from([0xff, 0xff, 0xff])],
  ])('a detached signature is refused when the file is %s', async (_, signature) => {
    expect(await refusal({ document: TEXT, signature })).toContain('is not a detached OpenPGP signature');
  });

  test('a detached signature is refused when it holds a signed text of its own, which gpgv would verify instead', async () => {
    const signature = await gnupg.run(['--local-user', PUBLISHER, '--sign'], TEXT);
    expect(await refusal({ document: 'forged', signature })).toMatch(/document-\d+\.sig [^,]*$/);
  });

  test('a detached signature is not read without a keyring, with a warning', async () => {
    const { fact, warnings } = await read({ document: TEXT, signature: 'anything', keys: null });
    expect(fact).toEqual({ status: 'unchecked', method: 'openpgp' });
    expect(warnings).toEqual([expect.stringContaining('no keyring')]);
  });
});

describe('a clearsigned text', () => {
  test('a clearsigned text gives the signed text without escapes, and without the text around it', async () => {
    const signed = await gnupg.clearsign(TEXT, PUBLISHER);
    const document = Buffer.concat([Buffer.from('before\n'), signed, Buffer.from('after\n')]);
    for (const keys of [keyring, null]) {
      const { text, fact, firstLine } = await read({ document, keys });
      expect(text.trimEnd()).toBe('one\n- two\n-----three\n\nlast');
      expect(firstLine).toBe(5);
      expect(fact.status).toBe(keys === null ? 'unchecked' : 'verified');
    }
  });

  test('a clearsigned text may have other line breaks and a byte order mark', async () => {
    const signed = (await gnupg.clearsign(TEXT, PUBLISHER)).toString();
    const { text } = await read({ document: `\ufeff${signed.replaceAll('\n', '\r\n')}` });
    expect(text.trimEnd()).toBe('one\n- two\n-----three\n\nlast');
  });

  test('a clearsigned text is refused after a change', async () => {
    const signed = (await gnupg.clearsign(TEXT, PUBLISHER)).toString();
    expect(await refusal({ document: signed.replace('\none\n', '\n0ne\n') })).toMatch(/Publisher.* is bad/);
  });

  test('a clearsigned text is refused when its key is not in the keyring', async () => {
    expect(await refusal({ document: await gnupg.clearsign(TEXT, STRANGER) })).toMatch(
      new RegExp(`document-\\d+ .*\\b[0-9A-F]{16}, .*${keyring} `),
    );
  });

  test('a clearsigned text is refused when another signed text follows it', async () => {
    const signed = await gnupg.clearsign(TEXT, PUBLISHER);
    const document = Buffer.concat([signed, signed]);
    expect(await refusal({ document })).toContain('more than one signed text');
  });

  test('a clearsigned text is refused without escapes, a form that only gpg reads', async () => {
    const document = await gnupg.clearsign(TEXT, PUBLISHER, '--not-dash-escaped');
    expect(await refusal({ document })).toContain('has headers other than');
  });

  test('a clearsigned text is refused with lines that gpgv cuts, because it does not verify the rest', async () => {
    const signed = (await gnupg.clearsign(`${'a'.repeat(30_000)}\n`, PUBLISHER)).toString();
    const document = signed.replace(/a{1000,}/, (line) => `${line}${' '.repeat(10)}forged`);
    expect(await refusal({ document })).toContain('differs from the text');
  });

  test('a clearsigned text is refused when its end is missing', async () => {
    const signed = (await gnupg.clearsign(TEXT, PUBLISHER)).toString();
    expect(await refusal({ document: signed.slice(0, -40) })).toContain('is incomplete');
  });
});

describe('a keyring', () => {
  test('a keyring leads to the refusal of a document without a signature', async () => {
    expect(await refusal({ document: TEXT })).toContain('is not signed');
  });

  test.each([
    ['holds no keys', '<html></html>'],
    ['holds a signature', '-----BEGIN PGP SIGNATURE-----\n\niHUE\n-----END PGP SIGNATURE-----\n'],
  ])('a keyring is refused when it %s', async (_, content) => {
    const keys = join(gnupg.folder, 'no-keyring');
    await writeFile(keys, content);
    const reading = read({ document: TEXT, signature: await gnupg.sign(TEXT, PUBLISHER), keys });
    await expect(reading).rejects.toThrow('holds no OpenPGP public keys');
  });

  test('a keyring is refused with secret keys, which belong elsewhere', async () => {
    const keys = join(gnupg.folder, 'secret');
    await writeFile(keys, await gnupg.run(['--export-secret-keys', PUBLISHER]));
    const reading = read({ document: TEXT, signature: await gnupg.sign(TEXT, PUBLISHER), keys });
    await expect(reading).rejects.toMatchObject({
      name: 'SourceError',
      message: expect.stringContaining(`${keys} `),
      hint: expect.stringContaining('gpg --export'),
    });
  });

  test('a keyring is named as the keyring when it does not exist', async () => {
    const keys = join(gnupg.folder, 'missing.gpg');
    const reading = read({ document: TEXT, signature: await gnupg.sign(TEXT, PUBLISHER), keys });
    await expect(reading).rejects.toThrow(SourceError);
    await expect(reading).rejects.toThrow(/the keyring cannot be used: .*missing\.gpg [^(,]*$/);
  });
});
