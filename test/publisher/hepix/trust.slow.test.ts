import { readFileSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SourceError, VerificationError } from '../../../src/model/errors.ts';
import type { ListTrust } from '../../../src/model/reference.ts';
import { readImageList } from '../../../src/publisher/hepix/read-image-list.ts';
import { verifyContent } from '../../../src/publisher/hepix/smime.ts';
import { RefusedList } from '../../../src/publisher/refused-publication.ts';
import { options } from '../../support/source-server.ts';
import { type Authority, makeWorkshop, NOW, type Signer, type Workshop } from './authority.ts';
import { imageList } from './lists.ts';

const CA = '/DC=org/DC=example/CN=Test CA';
/** The identifier of the list. */
const LIST = '76fdee70-8119-5d33-9f40-3c57e1c60df1';
const ENDORSER = '/DC=org/DC=example/CN=An Endorser';

let workshop: Workshop;
let authority: Authority;
let endorser: Signer;

beforeAll(async () => {
  workshop = await makeWorkshop();
  authority = await workshop.authority(CA);
  endorser = await authority.issue(ENDORSER);
});

beforeEach(async () => {
  await workshop.clear();
  await workshop.trust(authority, 'test.pem');
});

afterAll(() => workshop.remove());

interface Asked {
  readonly trust?: Partial<Exclude<ListTrust, 'none'>> | 'none';
  readonly identifier?: string;
  readonly now?: Date;
}

/** Reads a list from a file, trusting the workshop's directory. */
async function read(message: Buffer | string, { trust = {}, identifier, now = NOW }: Asked = {}) {
  const file = workshop.file('image.list');
  await writeFile(file, message);
  const reference = {
    document: { kind: 'file', path: file } as const,
    trust: trust === 'none' ? trust : { caDirectory: workshop.trusted, endorsers: [], ...trust },
    identifier: identifier ?? null,
  };
  return readImageList(reference, options(), now);
}

/** The message of a refusal. */
async function refusal(
  reading: Promise<unknown>,
  kind: typeof VerificationError | typeof SourceError = VerificationError,
) {
  const error = await reading.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(kind);
  expect((error as Error).message).toContain('image.list');
  return (error as Error).message;
}

const sign = (list = imageList(), by: readonly Signer[] = [endorser], flags: readonly string[] = []) =>
  workshop.sign(list, by, flags);

describe('a signed image list', () => {
  it.each<[string, Asked]>([
    ['has an untrusted endorser', { trust: { endorsers: [{ dn: `${ENDORSER} else`, ca: CA }] } }],
    ['has another identifier', { identifier: 'another' }],
    ['was created in the future', { now: new Date('2026-02-18T00:00:00Z') }],
  ])('a signed image list is refused, with its facts, when it %s', async (_what, asked) => {
    const error = await read(await sign(), asked).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RefusedList);
    expect((error as RefusedList).facts).toEqual({
      identifier: LIST,
      version: '20260218211400',
      expires: '2026-12-31T22:00:00Z',
      signature: { status: 'verified', method: 'smime', by: ENDORSER },
    });
  });

  it('a signed image list is accepted when its endorser signed it and the CA is trusted', async () => {
    const list = await read(await sign(), { trust: { endorsers: [{ dn: ENDORSER, ca: CA }] } });
    expect(list.signature).toEqual({ status: 'verified', method: 'smime', by: ENDORSER });
    expect(list.endorser).toEqual({ dn: ENDORSER, ca: CA, email: 'endorser@example.org' });
    expect(list.images.map(({ title }) => title)).toEqual(['Basic Scientific Linux']);
    expect(list).toMatchObject({ expired: null, warnings: [], dropped: [] });
  });

  it('a signed image list is accepted in every form of openssl cms -sign', async () => {
    for (const flags of [['-text'], ['-nodetach'], ['-binary'], ['-nosmimecap', '-md', 'sha512']]) {
      const { signature, title } = await read(await sign(imageList(), [endorser], flags));
      expect({ flags, signature, title }).toMatchObject({
        signature: { status: 'verified' },
        title: 'Tested images',
      });
    }
  });

  it('a signed image list is accepted with a SHA-1 signature, with a warning', async () => {
    const list = await read(await sign(imageList(), [endorser], ['-md', 'sha1']));
    expect(list.signature.status).toBe('verified');
    expect(list.warnings).toContainEqual(expect.stringContaining('SHA-1'));
  });

  it('a signed image list is refused with an MD5 signature, which anyone can forge', async () => {
    const careless = await authority.issue(ENDORSER, { key: 'rsa' });
    const message = await sign(imageList(), [careless], ['-md', 'md5']);
    expect(await refusal(read(message))).toContain('uses md5, which anyone can forge');
  });

  it('a signed image list is refused when its content was changed after it was signed', async () => {
    const message = (await sign()).toString().replace('121243136', '121243137');
    expect(await refusal(read(message))).toMatch(/the signature does not fit the content$/);
  });

  it('a signed image list is refused when its signature is missing or damaged', async () => {
    const message = (await sign()).toString();
    const cut = message.slice(0, message.lastIndexOf('Content-Type'));
    expect(await refusal(read(cut))).toContain('openssl cannot verify the signature');
    const rubbish = message.replace(/\n[A-Za-z0-9+/]{64}\n/, '\nAAAA\n');
    expect(await refusal(read(rubbish))).toContain('openssl cannot verify the signature');
  });

  it('a signed image list is refused with two signers', async () => {
    const other = await authority.issue('/DC=org/DC=example/CN=Another');
    expect(await refusal(read(await sign(imageList(), [endorser, other])))).toContain('of 2 signers');
  });

  it("a signed image list is refused without its signer's certificate", async () => {
    const message = await sign(imageList(), [endorser], ['-nocerts']);
    expect(await refusal(read(message))).toContain("does not carry its signer's certificate");
  });

  it('a signed image list is read from its signed part only', async () => {
    const message = (await sign()).toString();
    const preamble = message.replace(
      'This is an S/MIME signed message',
      imageList({ 'dc:title': 'Forged before' }),
    );
    expect((await read(preamble)).title).toBe('Tested images');
    const epilogue = `${message}\n${imageList({ 'dc:title': 'Forged after' })}`;
    expect((await read(epilogue)).title).toBe('Tested images');
  });
});

describe('the signer of a list', () => {
  it('the signer of a list must have a certificate by a CA of the directory', async () => {
    const stranger = await workshop.authority(CA);
    const message = await sign(imageList(), [await stranger.issue(ENDORSER)]);
    expect(await refusal(read(message))).toContain(`has no certificate of "${CA}"`);
  });

  it('the signer of a list may be below an intermediate CA when the directory has the whole chain', async () => {
    const between = await authority.authority('/DC=org/DC=example/CN=Between');
    const person = await between.issue(ENDORSER);
    const list = imageList({ 'hv:endorser': endorsedBy(ENDORSER, between.subject) });
    // A certificate inside the message does not count.
    const message = await sign(list, [person], ['-certfile', between.certificate]);
    expect(await refusal(read(message))).toMatch(lacks(between.subject, ENDORSER));
    await workshop.trust(between, 'between.pem');
    expect((await read(message)).signature.status).toBe('verified');
  });

  it('the signer of a list is refused when the issuer is not a CA', async () => {
    const message = await sign(imageList(), [
      await authority.issueBy(endorser, '/DC=org/DC=example/CN=Puppet'),
    ]);
    await workshop.trust(endorser, 'endorser.pem');
    expect(await refusal(read(message))).toContain('invalid CA certificate');
  });

  it('the signer of a list needs no chain when their own certificate is in the directory', async () => {
    const hermit = await (await workshop.authority(CA)).issue(ENDORSER);
    await workshop.trust(hermit, 'hermit.pem');
    expect((await read(await sign(imageList(), [hermit]))).signature.status).toBe('verified');
  });

  it('the signer of a list is refused when a CA has revoked the certificate, although it is in the directory', async () => {
    const fallen = await authority.issue(ENDORSER);
    await workshop.trust(fallen, 'fallen.pem');
    await authority.revoke(fallen);
    await authority.writeRevocationList('test.r0');
    expect(await refusal(read(await sign(imageList(), [fallen])))).toContain('certificate revoked');
  });

  it('the signer of a list must have a certificate within its validity', async () => {
    const late = await authority.issue(ENDORSER, { to: '2026-02-01T00:00:00Z' });
    expect(await refusal(read(await sign(imageList(), [late])))).toContain('expired at 2026-02-01T00:00:00Z');
    const early = await authority.issue(ENDORSER, { from: '2026-04-01T00:00:00Z' });
    expect(await refusal(read(await sign(imageList(), [early])))).toContain(
      'is not valid before 2026-04-01T00:00:00Z',
    );
  });

  it('the signer of a list must have a CA within its validity', async () => {
    const afterwards = new Date('2041-01-01T00:00:00Z');
    const lasting = await authority.issue(ENDORSER, { to: '2045-01-01T00:00:00Z' });
    expect(await refusal(read(await sign(imageList(), [lasting]), { now: afterwards }))).toContain(
      'a certificate authority of its signer, "/DC=org/DC=example/CN=An Endorser", is refused: certificate has expired',
    );
  });

  it('the signer of a list may have a name with letters of any language', async () => {
    const name = '/DC=org/DC=example/CN=Zoë Ångström';
    const message = await sign(imageList({ 'hv:endorser': endorsedBy(name) }), [await authority.issue(name)]);
    expect((await read(message)).signature).toMatchObject({
      by: '/DC=org/DC=example/CN=Zo\\xC3\\xAB \\xC3\\x85ngstr\\xC3\\xB6m',
    });
  });

  it('the signer of a list may have a name with a slash in it', async () => {
    const name = '/DC=org/CN=robot/host.example';
    const robot = await authority.issue('/DC=org/CN=robot\\/host.example');
    const list = await read(await sign(imageList({ 'hv:endorser': endorsedBy(name) }), [robot]));
    expect(list.signature.status).toBe('verified');
  });

  it('the signer of a list is refused with a name that could be read as another', async () => {
    const forger = await authority.issue('/DC=org/CN=a\\/DC=example\\/CN=An Endorser');
    const named = '/DC=org/CN=a/DC=example/CN=An Endorser';
    const message = await sign(imageList({ 'hv:endorser': endorsedBy(named) }), [forger]);
    expect(await refusal(read(message))).toContain('could be read as another name');
    const escaping = await authority.issue('/DC=org/CN=Zo\\\\xC3\\\\xAB');
    const meant = await sign(imageList({ 'hv:endorser': endorsedBy('/DC=org/CN=Zoë') }), [escaping]);
    expect(await refusal(read(meant))).toContain('could be read as another name');
  });
});

/** The refusal of a signer whose CA is not in the directory. */
function lacks(ca: string, signer: string): RegExp {
  return new RegExp(`: ${workshop.trusted} [^"]*"${ca}", [^"]*"${signer}"$`);
}

/** The refusal of the endorser by the namespaces of the CA. */
const OUTSIDE = new RegExp(`image\\.list: "${ENDORSER}" [^"]*namespaces[^"]*"${CA}"$`);

describe('namespaces', () => {
  it('namespaces must permit the signer', async () => {
    await writeFile(
      path.join(workshop.trusted, 'test.namespaces'),
      `# CA of the tests\nTO Issuer "${CA}" \\\n  PERMIT Subject "/DC=org/DC=example/.*"\n`,
    );
    const message = await sign();
    expect((await read(message)).signature.status).toBe('verified');
    await writeFile(
      path.join(workshop.trusted, 'test.namespaces'),
      `TO Issuer "${CA}" \\\n  PERMIT Subject "/DC=org/DC=elsewhere/.*"\n`,
    );
    expect(await refusal(read(message))).toContain(
      `"${ENDORSER}" is outside the namespaces of its issuer "${CA}"`,
    );
  });

  it('namespaces may be given by a signing policy', async () => {
    const policy = (subjects: string) =>
      `access_id_CA  X509  '${CA}'\npos_rights  globus  CA:sign\ncond_subjects  globus  '${subjects}'\n`;
    const file = path.join(workshop.trusted, 'test.signing_policy');
    await writeFile(file, policy('"/C=CH/*" "/DC=org/DC=example/*"'));
    const message = await sign();
    expect((await read(message)).signature.status).toBe('verified');
    await writeFile(file, policy('"/C=CH/*"'));
    expect(await refusal(read(message))).toMatch(OUTSIDE);
  });

  it('namespaces permit no subject when the file beside the certificate names only other CAs', async () => {
    await writeFile(
      path.join(workshop.trusted, 'test.namespaces'),
      'TO Issuer "/CN=Another" PERMIT Subject ".*"\n',
    );
    expect(await refusal(read(await sign()))).toMatch(OUTSIDE);
  });

  it('namespaces also count in a file with the hash of the CA', async () => {
    await symlink('test.pem', path.join(workshop.trusted, '0123abcd.0'));
    await writeFile(
      path.join(workshop.trusted, '0123abcd.namespaces'),
      'TO Issuer SELF DENY Subject "/DC=org/.*"\n',
    );
    expect(await refusal(read(await sign()))).toMatch(OUTSIDE);
  });
});

describe('a revocation list', () => {
  it('a revocation list does not affect a signer that it does not hold', async () => {
    await authority.writeRevocationList('test.r0');
    expect((await read(await sign())).signature.status).toBe('verified');
  });

  it('a revocation list leads to a refusal when it holds the signer', async () => {
    const fallen = await authority.issue(ENDORSER);
    await authority.revoke(fallen);
    await authority.writeRevocationList('any-name.r0');
    expect(await refusal(read(await sign(imageList(), [fallen])))).toContain(
      'is not revoked by "/DC=org/DC=example/CN=Test CA": certificate revoked',
    );
  });

  it('a revocation list leads to a refusal when it is out of date', async () => {
    const message = await sign();
    await authority.writeRevocationList('test.r0', {
      from: '2026-01-01T00:00:00Z',
      to: '2026-02-01T00:00:00Z',
    });
    expect(await refusal(read(message))).toContain('CRL has expired');
    await authority.writeRevocationList('test.r0', {
      from: '2026-04-01T00:00:00Z',
      to: '2026-05-01T00:00:00Z',
    });
    expect(await refusal(read(message))).toContain('CRL is not yet valid');
  });

  it('a revocation list is ignored when it belongs to another CA', async () => {
    const other = await workshop.authority('/DC=org/DC=other/CN=Other CA');
    await workshop.trust(other, 'other.pem');
    await other.writeRevocationList('other.r0', { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' });
    expect((await read(await sign())).signature.status).toBe('verified');
  });

  it('a revocation list also counts for intermediate CAs', async () => {
    const between = await authority.authority('/DC=org/DC=example/CN=Between');
    await workshop.trust(between, 'between.pem');
    const list = imageList({ 'hv:endorser': endorsedBy(ENDORSER, between.subject) });
    const message = await sign(list, [await between.issue(ENDORSER)]);
    await authority.revoke(between);
    await authority.writeRevocationList('test.r0');
    expect(await refusal(read(message))).toContain('certificate revoked');
  });

  it('a revocation list leads to a refusal when it cannot be read', async () => {
    await writeFile(path.join(workshop.trusted, 'test.r0'), 'not a list\n');
    expect(await refusal(read(await sign()))).toContain('test.r0');
  });
});

describe('the endorser of a list', () => {
  it('the endorser of a list must be its signer', async () => {
    const someone = await authority.issue('/DC=org/DC=example/CN=Someone');
    expect(await refusal(read(await sign(imageList(), [someone])))).toContain(
      'the endorser did not sign it: hv:dn is "/DC=org/DC=example/CN=An Endorser", but the signer is "/DC=org/DC=example/CN=Someone"',
    );
    const named = imageList({ 'hv:endorser': endorsedBy(ENDORSER, '/CN=Another CA') });
    expect(await refusal(read(await sign(named)))).toContain(
      'hv:ca is "/CN=Another CA", but the signer\'s issuer is "/DC=org/DC=example/CN=Test CA"',
    );
  });

  it('the endorser of a list may be anyone with a certificate when the file names no endorser, with a warning', async () => {
    const dn = '/DC=org/DC=example/CN=Someone';
    const message = await sign(imageList().replace(ENDORSER, dn), [await authority.issue(dn)]);
    expect((await read(message)).warnings).toEqual([
      expect.stringMatching(/anyone with a certificate .* its signer, ".*CN=Someone", name it as endorser/),
    ]);
  });

  it('the endorser of a list must be one of those that the file names', async () => {
    const message = await sign();
    const allow = (dn: string, ca: string | null) => ({ trust: { endorsers: [{ dn, ca }] } });
    expect((await read(message, allow(ENDORSER, CA))).signature.status).toBe('verified');
    expect((await read(message, allow(ENDORSER, null))).signature.status).toBe('verified');
    expect(await refusal(read(message, allow('/CN=Another', CA)))).toContain(
      'its endorser is not one of the trusted ones',
    );
    expect(await refusal(read(message, allow(ENDORSER, '/CN=Another CA')))).toContain(
      'its endorser is not one of the trusted ones',
    );
  });
});

/** The refusal of a text that JSON.parse refuses. */
const NO_JSON = {
  name: 'VerificationError',
  message: expect.stringContaining('image.list'),
  cause: expect.any(SyntaxError),
};

describe('a list with a good signature', () => {
  it('a list with a good signature must have the wanted identifier', async () => {
    const message = await sign();
    expect(await refusal(read(message, { identifier: 'another' }))).toContain(
      'its dc:identifier is "76fdee70-8119-5d33-9f40-3c57e1c60df1", but "another" is wanted',
    );
  });

  it('a list with a good signature must not be created in the future', async () => {
    const message = await sign(imageList({ 'dc:date:created': '2026-03-01T12:00:01Z' }));
    expect(await refusal(read(message))).toContain(
      'created in the future: dc:date:created is 2026-03-01T12:00:01Z',
    );
  });

  it('a list with a good signature gives its expiration date after it has expired', async () => {
    const message = await sign(imageList({ 'dc:date:expires': '2026-03-01T11:59:59Z' }));
    const list = await read(message);
    expect(list.expired).toMatch(/image\.list: [^:]* 2026-03-01T11:59:59Z$/);
    expect(list.images[0]?.expires).toBe('2026-03-01T11:59:59Z');
  });

  it('a list with a good signature must be JSON, and a list', async () => {
    await expect(read(await sign('images for all'))).rejects.toMatchObject(NO_JSON);
    expect(await refusal(read(await sign('{"hv:imagelist": {}}')))).toMatch(
      /image\.list: [^:]*: dc:date:created, dc:date:expires, .* is missing$/,
    );
  });
});

describe('an unsigned list', () => {
  it('an unsigned list is accepted only with trust: none', async () => {
    expect(await refusal(read(imageList()))).toMatch(/image\.list: it is not signed$/);
    expect((await read(imageList(), { trust: 'none' })).signature).toEqual({ status: 'none' });
  });

  it('an unsigned list may be signed after all: its signature then counts as unchecked', async () => {
    const changed = (await sign()).toString().replace('Tested images', 'Edited images');
    const list = await read(changed, { trust: 'none' });
    expect(list).toMatchObject({
      title: 'Edited images',
      signature: { status: 'unchecked', method: 'smime' },
    });
  });

  it('an unsigned list is refused as a document when it is not a list', async () => {
    await expect(read('<html>Not found</html>')).rejects.toMatchObject(NO_JSON);
  });
});

it('a missing directory of CAs is reported, with a hint', async () => {
  const message = await sign();
  const reading = read(message, { trust: { caDirectory: '/no/such/directory' } });
  await expect(reading).rejects.toMatchObject({
    message: expect.stringContaining('/no/such/directory does not exist'),
    hint: expect.stringContaining('CA certificates'),
  });
});

describe('the list that CERN signed in 2013', () => {
  const sample = readFileSync('test/samples/hepix/cern-signed.image_list');
  const thatDay = new Date('2013-10-14T00:00:00Z');
  const buncic = '/DC=ch/DC=cern/OU=Organic Units/OU=Users/CN=buncic/CN=379010/CN=Predrag Buncic';

  /** Trusts the certificate in the list itself, because the certificate of its CA is no longer available. */
  async function trustSigner(): Promise<void> {
    const { signer } = await verifyContent(sample, 'the sample');
    await writeFile(path.join(workshop.trusted, 'signer.pem'), signer.toString());
  }

  it('the list that CERN signed in 2013 is accepted on a day when its certificate was valid', async () => {
    await trustSigner();
    const list = await read(sample, { now: thatDay });
    expect(list.signature).toEqual({ status: 'verified', method: 'smime', by: buncic });
    expect(list).toMatchObject({
      identifier: 'e55c1afe-0a62-4d31-a8d7-fb8c825f92a2',
      title: 'CERN Virtual Machine',
      expires: '2014-04-16T00:00:00Z',
      expired: null,
      dropped: [],
    });
    expect(list.warnings).toContainEqual(expect.stringContaining('SHA-1'));
  });

  it('the list that CERN signed in 2013 is refused when one byte of its content changes', async () => {
    await trustSigner();
    // The test of a changed list above holds the words.
    const unfit = await refusal(read((await sign()).toString().replace('121243136', '121243137')));
    const from = sample.indexOf('"hv:imagelist"');
    const to = sample.indexOf('\n------5750', from);
    expect(to).toBeGreaterThan(from);
    for (let at = from; at < to; at += 2_999) {
      const changed = Buffer.from(sample);
      changed[at]! ^= 1;
      expect(await refusal(read(changed, { now: thatDay }))).toBe(unfit);
    }
  });

  it('the list that CERN signed in 2013 is refused today, because its certificate has expired', async () => {
    await trustSigner();
    expect(await refusal(read(sample))).toContain(
      `the certificate of its signer, "${buncic}", expired at 2014-04-16T14:22:55Z`,
    );
  });

  it("the list that CERN signed in 2013 is refused without its CA's certificate, even on that day", async () => {
    const ca = '/DC=ch/DC=cern/CN=CERN Trusted Certification Authority';
    expect(await refusal(read(sample, { now: thatDay }))).toMatch(lacks(ca, buncic));
  });
});

function endorsedBy(dn: string, ca = CA) {
  return { 'hv:x509': { 'dc:creator': 'x', 'hv:ca': ca, 'hv:dn': dn, 'hv:email': 'x@example.org' } };
}
