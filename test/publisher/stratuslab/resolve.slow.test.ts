import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Published } from '../../../src/model/published.ts';
import type { StratuslabReference } from '../../../src/model/reference.ts';
import { parseMetadata } from '../../../src/publisher/stratuslab/metadata.ts';
import { readStratuslab, resolveStratuslab } from '../../../src/publisher/stratuslab/resolve.ts';
import { options, serve } from '../../support/source-server.ts';
import {
  type Authorities,
  type CertificateAuthority,
  DIGESTS,
  type Endorser,
  IDENTIFIER,
  IMAGE,
  makeAuthorities,
  metadata,
  sign,
  soon,
  UNSIGNED,
  wrap,
} from './endorse.ts';

let authorities: Authorities;
let authority: CertificateAuthority;
let other: CertificateAuthority;
let jane: Endorser;
let paul: Endorser;
beforeAll(async () => {
  authorities = await makeAuthorities();
  authority = await authorities.authority('CA');
  other = await authorities.authority('Other CA');
  jane = await authority.endorser();
  paul = await other.endorser({ name: 'Paul' });
});
afterAll(() => authorities.remove());

const NEVER = '2001-01-01T00:00:00Z';
const FAR = '2999-01-01T00:00:00Z';

function reference(fields: Partial<StratuslabReference> = {}): StratuslabReference {
  return {
    kind: 'stratuslab',
    identifier: IDENTIFIER,
    document: null,
    marketplace: 'https://marketplace.example/marketplace',
    endorsers: [],
    ca: null,
    ...fields,
  };
}

function answer(body: string): RequestListener {
  return (_request, response) => {
    response.setHeader('content-type', 'text/xml');
    response.end(body);
  };
}

const notFound: RequestListener = (_request, response) => {
  response.statusCode = 404;
  response.end('<error/>');
};

/** Resolves the answer of a marketplace. */
async function resolve(body: string, fields: Partial<StratuslabReference> = {}): Promise<Published> {
  const { url } = await serve(answer(body));
  return resolveStratuslab(reference({ marketplace: url, ...fields }), options());
}

/** A metadata file of the samples. */
function file(name: string, fields: Partial<StratuslabReference> = {}): StratuslabReference {
  const document = { kind: 'file', path: path.resolve('test/samples/stratuslab', name) } as const;
  return reference({ document, identifier: null, ...fields });
}

/** The refusal of an endorser that the file does not list, for this reason alone. */
function notListed(email: string) {
  return {
    code: 'verification',
    message: expect.stringMatching(` is refused: [^";]* endorser "${email}" [^";]*$`),
  };
}

const REAL = readFileSync('test/samples/stratuslab/LHfKVPoHcv4oMirHU0KuOQc-TvI.metadata.xml', 'utf8');

/** The problem of real metadata with one changed letter, whose words signature.slow.test.ts holds. */
const [CHANGED = 'none'] = parseMetadata(Buffer.from(REAL.replace('FG_Cloud', 'FG-Cloud'))).entries.flatMap(
  ({ problems }) => problems,
);
const CHANGED_AFTER_SIGNING = {
  code: 'verification',
  message: expect.stringContaining(` is refused: ${CHANGED}`),
};

describe('an identifier of the marketplace', () => {
  it('an identifier of the marketplace is requested from the marketplace, whose answer has all that a plan needs', async () => {
    const { url, requests } = await serve(answer(wrap(sign(metadata({ by: jane }), jane))));
    const published = await resolveStratuslab(
      reference({ marketplace: `${url}/marketplace`, endorsers: [jane.email], ca: authority.file }),
      options(),
    );
    expect(requests.map((request) => request.url)).toEqual([`/marketplace/metadata/${IDENTIFIER}?media=xml`]);
    expect(published).toEqual({
      publisher: 'StratusLab marketplace',
      identifier: IDENTIFIER,
      title: 'Tiny',
      locations: [{ kind: 'http', url: 'http://images.test/disk.img' }],
      digests: DIGESTS,
      size: IMAGE.length,
      digestOf: 'decompressed',
      packing: 'none',
      diskFormat: 'qcow2',
      version: '1.2',
      properties: { mpid: IDENTIFIER, version: '1.2' },
      signature: {
        status: 'verified',
        method: 'xmldsig',
        by: jane.subject,
        signed: {
          document: `${url}/marketplace/${IDENTIFIER} by ${jane.subject}`,
          at: expect.stringMatching(/^20.*Z$/),
        },
      },
      expires: null,
      deprecated: null,
      warnings: [],
    });
  });

  it.each(['/marketplace/', '/marketplace/metadata', '/marketplace/metadata/'])(
    'an identifier of the marketplace is requested below %s, a form of older settings',
    async (base) => {
      const { url, requests } = await serve(answer(wrap(metadata())));
      await resolveStratuslab(reference({ marketplace: `${url}${base}` }), options());
      expect(requests[0]?.url).toBe(`/marketplace/metadata/${IDENTIFIER}?media=xml`);
    },
  );

  it('an identifier of the marketplace is also requested among expired and deprecated images, which the marketplace hides', async () => {
    const expired = metadata({ more: '<dcterms:valid>2016-10-09T14:22:21Z</dcterms:valid>' });
    const { url, requests } = await serve(notFound, answer(wrap(expired)));
    const published = await resolveStratuslab(reference({ marketplace: url }), options());
    expect(requests[1]?.url).toContain('&status=expired');
    expect(published.expires).toBe('2016-10-09T14:22:21Z');
    expect(published.warnings).toEqual([]);

    const deprecated = metadata({ more: '<slterms:deprecated>root without password</slterms:deprecated>' });
    const second = await serve(notFound, answer(wrap()), answer(wrap(deprecated)));
    const found = await resolveStratuslab(reference({ marketplace: second.url }), options());
    expect(second.requests[2]?.url).toContain('&status=deprecated');
    expect(found.deprecated).toBe('root without password');
    expect(found.warnings).toEqual([]);
  });

  it('an identifier of the marketplace is also requested among expired and deprecated images when only other endorsers have valid metadata', async () => {
    const byPaul = wrap(sign(metadata({ by: paul }), paul));
    const old = (more: string) => wrap(sign(metadata({ by: jane, more }), jane));
    const wants = { endorsers: [jane.email], ca: authority.file };
    const expired = '<dcterms:valid>2016-10-09T14:22:21Z</dcterms:valid>';
    const first = await serve(answer(byPaul), answer(old(expired)));
    const found = await resolveStratuslab(reference({ marketplace: first.url, ...wants }), options());
    expect(first.requests.map(({ url }) => url?.split('&')[1])).toEqual([undefined, 'status=expired']);
    expect(found).toMatchObject({ expires: '2016-10-09T14:22:21Z', signature: { by: jane.subject } });

    const why = '<slterms:deprecated>root without password</slterms:deprecated>';
    for (const answers of [
      [answer(byPaul), answer(byPaul), answer(old(why))],
      [notFound, answer(byPaul), answer(old(why))],
    ]) {
      const second = await serve(...answers);
      const deprecated = await resolveStratuslab(reference({ marketplace: second.url, ...wants }), options());
      expect(deprecated).toMatchObject({ deprecated: 'root without password' });
    }
  });

  it('an identifier of the marketplace is not requested again when the endorser has valid metadata, even if it is refused', async () => {
    const changed = sign(metadata({ by: jane }), jane).replace('Tiny', 'Tony');
    const { url, requests } = await serve(answer(wrap(changed)));
    const asked = resolveStratuslab(reference({ marketplace: url, endorsers: [jane.email] }), options());
    await expect(asked).rejects.toMatchObject(CHANGED_AFTER_SIGNING);
    expect(requests).toHaveLength(1);
  });

  it('an identifier of the marketplace is refused because of its endorser, for any answer of the marketplace about expired metadata', async () => {
    const broken: RequestListener = (_request, response) => {
      response.statusCode = 403;
      response.end();
    };
    for (const further of [broken, notFound, answer(wrap(sign(metadata({ by: paul }), paul)))]) {
      const { url } = await serve(answer(wrap(sign(metadata({ by: paul }), paul))), further);
      const asked = resolveStratuslab(reference({ marketplace: url, endorsers: [jane.email] }), options());
      await expect(asked).rejects.toMatchObject(notListed('paul@grid.test'));
    }
  });

  it('an identifier of the marketplace is not found without an endorsement', async () => {
    const { url } = await serve(notFound);
    await expect(resolveStratuslab(reference({ marketplace: url }), options())).rejects.toMatchObject({
      code: 'source',
      message: `the marketplace ${url} knows no image ${IDENTIFIER}`,
      hint: expect.stringContaining('Check the identifier'),
    });
  });

  it('an identifier of the marketplace is requested with credentials that no message shows', async () => {
    const { url, requests } = await serve(notFound);
    const run = options();
    const marketplace = url.replace('//', '//jane:s3cret-word@');
    const failure = await resolveStratuslab(reference({ marketplace }), run).catch((error: Error) => error);
    expect(requests[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('jane:s3cret-word').toString('base64')}`,
    );
    expect(String(failure)).not.toContain('s3cret-word');
    expect(run.secrets.redact('s3cret-word')).toBe('***');
  });

  it('an identifier of the marketplace is refused before any request when it has a wrong form', async () => {
    const { url, requests } = await serve(notFound);
    await expect(
      resolveStratuslab(reference({ marketplace: url, identifier: 'CIRROS' }), options()),
    ).rejects.toMatchObject({
      code: 'verification',
      message: expect.stringMatching(
        /^the marketplace's metadata of "CIRROS" is refused: "CIRROS" is not a marketplace identifier: 27 letters/,
      ),
    });
    expect(requests).toEqual([]);
  });

  it('an identifier of the marketplace must be the one in the answer', async () => {
    const identifier = 'LHfKVPoHcv4oMirHU0KuOQc-TvI';
    await expect(resolve(wrap(metadata()), { identifier })).rejects.toThrow(`is about "${IDENTIFIER}" only`);
  });

  it('an identifier of the marketplace is not requested again after an error other than 404', async () => {
    const { url, requests } = await serve((_request, response) => {
      response.statusCode = 403;
      response.end();
    });
    await expect(resolveStratuslab(reference({ marketplace: url }), options())).rejects.toMatchObject({
      status: 403,
    });
    expect(requests).toHaveLength(1);
  });
});

describe('the locations of an image', () => {
  it('the locations of a marketplace image are kept in order; those without http or https are ignored, with a warning', async () => {
    const locations = [
      'pdisk:near:9445:5f1',
      'https://b.test/x.gz',
      'http://a.test/x.gz',
      'https://b.test/x.gz',
    ];
    const published = await resolve(
      metadata({ locations, more: '<dcterms:compression>gz</dcterms:compression>' }),
    );
    expect(published.locations).toEqual([
      { kind: 'http', url: 'https://b.test/x.gz' },
      { kind: 'http', url: 'http://a.test/x.gz' },
    ]);
    expect(published).toMatchObject({ packing: 'gz', digestOf: 'decompressed' });
    expect(published.warnings).toEqual([
      'the location "pdisk:near:9445:5f1" is ignored: reconcile fetches only http and https',
    ]);
  });

  it('the locations of a marketplace image lead to a refusal when none is usable', async () => {
    await expect(
      resolve(metadata({ locations: ['pdisk:near:9445:5f1', 'ftp://u:pass-word@a.test/x'] })),
    ).rejects.toThrow('it has no location that can be fetched');
    await expect(resolve(metadata({ locations: [] }))).rejects.toThrow(
      'it has no location that can be fetched',
    );
  });
});

describe('the endorser of an image', () => {
  it.each([
    ['an email', () => jane.email],
    ['a subject', () => jane.subject],
    ['a subject in slash form', () => '/O=GRID-FR/C=FR/OU=Images/CN=Jane'],
  ])('the endorser of an image is allowed by %s', async (_what, endorser) => {
    const signed = sign(metadata({ by: jane }), jane);
    const published = await resolve(signed, {
      endorsers: ['stranger@grid.test', endorser()],
      ca: authority.file,
    });
    expect(published.signature).toEqual({
      status: 'verified',
      method: 'xmldsig',
      by: jane.subject,
      signed: expect.anything(),
    });
    expect(published.warnings).toEqual([]);
  });

  it('the endorser of an image is accepted by name alone without a CA, with a warning', async () => {
    const published = await resolve(sign(metadata({ by: paul }), paul), { endorsers: [paul.subject] });
    expect(published.signature).toMatchObject({ status: 'verified', by: `${paul.subject} (no CA checked)` });
    expect(published.warnings).toEqual([expect.stringContaining('without "ca", anyone')]);
  });

  it('the endorser of an image is not allowed by a text that is not an email', async () => {
    const signed = sign(metadata({ by: jane }), jane);
    for (const endorser of ['', '@', 'grid.test', '.grid.test', 'jane@grid.test\0', 'jane@grid.test x'])
      await expect(resolve(signed, { endorsers: [endorser] })).rejects.toMatchObject(notListed(jane.email));
  });

  it('the endorser of an image may be missing when the file lists no endorsers', async () => {
    expect((await resolve(metadata())).signature).toEqual({ status: 'none' });
  });

  it('the endorser of an image is not allowed by an email that is only in the metadata', async () => {
    const quiet = await authority.endorser({ name: 'Quiet', email: null });
    const claims = { ...quiet, email: jane.email };
    const signed = sign(metadata({ by: claims }), quiet);
    await expect(resolve(signed, { endorsers: [jane.email], ca: authority.file })).rejects.toMatchObject(
      notListed(jane.email),
    );
  });

  it.each<[string, () => string, string]>([
    [
      'whose endorser is not listed',
      () => sign(metadata({ by: paul }), paul),
      'its endorser "paul@grid.test" is not one of the listed endorsers',
    ],
    ['without a signature', () => metadata({ by: jane }), 'endorsers are listed, but it is not signed'],
    [
      'whose endorser differs from its signer',
      () => sign(metadata({ by: jane }), paul),
      'it names the endorser "CN=Jane,OU=Images,C=FR,O=GRID-FR", but "CN=Paul,OU=Images,C=FR,O=GRID-FR" signed it',
    ],
    [
      'with another CA',
      () => sign(metadata({ by: { ...jane, issuer: 'CN=X' } }), jane),
      'it names the CA "CN=X"',
    ],
    [
      'with another email',
      () => sign(metadata({ by: { ...jane, email: 'paul@grid.test' } }), jane),
      'its email "paul@grid.test" is not in the signer',
    ],
    [
      'whose certificate was not valid at the time',
      () => sign(metadata({ by: jane, created: NEVER }), jane),
      'was not valid at the time of the endorsement, 2001-01-01T00:00:00Z',
    ],
    [
      'without a time',
      () => sign(metadata({ by: jane, created: '' }), jane),
      'its signed endorsement has no date',
    ],
    [
      'that was changed after it was signed',
      () => sign(metadata({ by: jane }), jane).replace('Tiny', 'Tony'),
      CHANGED,
    ],
  ])('the endorser of an image is refused for an entry %s', async (_what, make, message) => {
    await expect(resolve(make(), { endorsers: [jane.email] })).rejects.toMatchObject({
      code: 'verification',
      message: expect.stringContaining(message),
    });
  });

  it('the endorser of an image is refused with a wrong signature, even if the file demands none', async () => {
    await expect(resolve(sign(metadata({ by: jane }), jane).replace('Tiny', 'Tony'))).rejects.toMatchObject(
      CHANGED_AFTER_SIGNING,
    );
    await expect(resolve(sign(metadata({ by: jane }), paul))).rejects.toThrow('signed it');
  });

  it('the endorser of an image counts as missing when the signature proves nothing: a warning, or a refusal when the file demands one', async () => {
    const small = await authority.endorser({ name: 'Small', key: ['rsa:768'] });
    const signed = sign(metadata({ by: small }), small);
    const published = await resolve(signed);
    expect(published).toMatchObject({
      signature: { status: 'unchecked', method: 'xmldsig' },
      warnings: ['treated as unsigned: its RSA key has 768 bits, fewer than 1024'],
    });
    await expect(resolve(signed, { endorsers: [small.email] })).rejects.toThrow(
      'endorsers are listed, but its XML signature proves nothing: its RSA key has 768 bits',
    );
    await expect(resolve(signed, { ca: authority.file })).rejects.toThrow(
      'a CA is given, but its XML signature proves nothing',
    );
  });

  it('the endorser of an image is preferred with a valid signature to an endorser whose signature proves nothing', async () => {
    const small = await authority.endorser({ name: 'Small', key: ['rsa:768'] });
    const weak = sign(metadata({ by: small, created: '2999-01-01T00:00:00Z' }), small);
    const published = await resolve(wrap(weak, sign(metadata({ by: jane }), jane)));
    expect(published.signature).toMatchObject({ status: 'verified' });
  });

  it('the endorser of an image may use DSA', async () => {
    const dora = await authority.endorser({ name: 'Dora', key: await authorities.dsa(1024) });
    const published = await resolve(sign(metadata({ by: dora }), dora), {
      endorsers: [dora.email],
      ca: authority.file,
    });
    expect(published.signature).toEqual({
      status: 'verified',
      method: 'xmldsig',
      by: dora.subject,
      signed: expect.anything(),
    });
    expect(published.warnings).toEqual([]);
  });

  it('the endorser of an image cannot be checked in RDF/JSON', async () => {
    for (const trust of [{ endorsers: ['binet@lal.in2p3.fr'] }, { ca: authority.file }]) {
      await expect(
        resolveStratuslab(file('ME4iRTemHRwhABKV5AgrkQfDerA.json', trust), options()),
      ).rejects.toThrow('RDF/JSON has no signature that could be checked');
    }
  });
});

describe('the CA of an endorser', () => {
  it('the CA of an endorser must have issued the certificate', async () => {
    const signed = sign(metadata({ by: paul }), paul);
    await expect(resolve(signed, { ca: authority.file })).rejects.toThrow(
      `the signer's certificate does not lead to a CA in ${authority.file}: unable to get local issuer certificate`,
    );
    expect((await resolve(signed, { ca: other.file })).signature).toMatchObject({ by: paul.subject });
  });

  it('the CA of an endorser may use SHA-1, as grid CAs did, but not MD5', async () => {
    const old = await authority.endorser({ name: 'Old', hash: 'sha1' });
    await expect(resolve(sign(metadata({ by: old }), old), { ca: authority.file })).resolves.toBeDefined();
    const older = await authority.endorser({ name: 'Older', hash: 'md5' });
    await expect(resolve(sign(metadata({ by: older }), older), { ca: authority.file })).rejects.toThrow(
      'MD5',
    );
  });

  it("the CA of an endorser may be the endorser's own certificate", async () => {
    const signed = sign(metadata({ by: paul }), paul);
    await expect(resolve(signed, { ca: paul.file })).resolves.toBeDefined();
    await expect(resolve(signed, { ca: jane.file })).rejects.toMatchObject({
      code: 'verification',
      message: expect.stringMatching(` signer's certificate .* ${jane.file}: `),
    });
  });

  it('the CA of an endorser must be readable', async () => {
    const signed = sign(metadata({ by: jane }), jane);
    await expect(resolve(signed, { ca: '/nowhere/ca.pem' })).rejects.toMatchObject({
      code: 'source',
      message: 'the CA certificates /nowhere/ca.pem cannot be read: ENOENT',
    });
    await expect(resolve(signed, { ca: path.resolve('package.json') })).rejects.toThrow(
      'no certificates in PEM form',
    );
  });
});

describe('several endorsements', () => {
  it('several endorsements are decided by the date: the newest is used', async () => {
    const published = await resolve(
      wrap(
        metadata({ by: { ...UNSIGNED, subject: 'CN=A' }, created: NEVER, locations: ['http://a.test/x'] }),
        metadata({ by: { ...UNSIGNED, subject: 'CN=B' }, created: soon(), locations: ['http://b.test/x'] }),
      ),
    );
    expect(published.locations).toEqual([{ kind: 'http', url: 'http://b.test/x' }]);
    expect(published.warnings[0]).toContain(
      'of 2 endorsements, reconcile uses the one by "jane@grid.test" of',
    );
    expect(published.warnings[1]).toBe(
      `the endorsement by "jane@grid.test" of ${NEVER} is not used: another one is better`,
    );
  });

  it('several endorsements are checked one by one, in any order', async () => {
    const published = await resolve(
      wrap(
        sign(metadata({ by: paul, locations: ['http://evil.test/x'] }), paul),
        sign(metadata({ by: jane }), jane).replace('Tiny', 'Tony'),
        sign(metadata({ by: jane }), jane),
      ),
      { endorsers: [jane.subject], ca: authority.file },
    );
    expect(published.locations).toEqual([{ kind: 'http', url: 'http://images.test/disk.img' }]);
    expect(published.warnings).toEqual([
      expect.stringMatching(/^of 3 endorsements, [^"]*"jane@grid\.test"/),
      expect.stringMatching(/^the endorsement [^"]*"paul@grid\.test" .*: .* endorser "paul@grid\.test" /),
      expect.stringMatching(/^the endorsement [^"]*"jane@grid\.test" .*: the XML signature /),
    ]);
  });

  it('several endorsements are decided by the signature: the signed endorsement goes before a newer unsigned endorsement by the same name', async () => {
    const published = await resolve(
      wrap(
        metadata({ by: jane, created: FAR, locations: ['http://evil.test/x'] }),
        sign(metadata({ by: jane }), jane),
      ),
    );
    expect(published.signature.status).toBe('verified');
  });

  it('several endorsements are replaced when the same endorser deprecates the image', async () => {
    const reason = '<slterms:deprecated>a hole</slterms:deprecated>';
    const published = await resolve(
      wrap(metadata({ created: NEVER }), metadata({ created: '2002-01-01T00:00:00Z', more: reason })),
    );
    expect(published.deprecated).toBe('a hole');
  });

  it('several endorsements are decided by expiry: the valid endorsement goes before the expired endorsement', async () => {
    const published = await resolve(
      wrap(
        metadata({ by: { ...UNSIGNED, subject: 'CN=A' }, more: `<dcterms:valid>${NEVER}</dcterms:valid>` }),
        metadata({
          by: { ...UNSIGNED, subject: 'CN=B' },
          created: NEVER,
          more: `<dcterms:valid>${FAR}</dcterms:valid>`,
        }),
      ),
    );
    expect(published.expires).toBe(FAR);
  });

  it('several endorsements may all be refused, each with its reasons', async () => {
    const body = wrap(sign(metadata({ by: paul }), paul), metadata({ by: jane, checksums: [] }));
    await expect(resolve(body, { endorsers: [jane.email] })).rejects.toThrow(
      /endorsed by "paul@grid.test" of [^;]*: [^;]* endorser "paul@grid.test" [^;]*; endorsed by "jane@grid.test" of .*SHA-1/,
    );
  });
});

describe('a metadata file', () => {
  it('a metadata file is enough, with or without its identifier', async () => {
    const name = 'LHfKVPoHcv4oMirHU0KuOQc-TvI.metadata.xml';
    const published = await resolveStratuslab(file(name), options());
    expect(published).toMatchObject({
      title: 'FG_Cloud-Ubuntu-14.04-x86_64',
      properties: { mpid: 'LHfKVPoHcv4oMirHU0KuOQc-TvI', version: '20160411' },
      signature: { by: 'CN=Jerome Pansanel,OU=IPHC,O=CNRS,C=FR,O=GRID-FR (no CA checked)' },
      warnings: [],
      expires: '2016-10-09T14:22:21Z',
    });
    await expect(
      resolveStratuslab(file(name, { endorsers: ['jerome.pansanel@iphc.cnrs.fr'] }), options()),
    ).resolves.toMatchObject({ size: 259523072 });
    await expect(resolveStratuslab(file(name, { identifier: IDENTIFIER }), options())).rejects.toThrow(
      `test/samples/stratuslab/${name} is refused: it is about "LHfKVPoHcv4oMirHU0KuOQc-TvI" only`,
    );
  });

  it('a metadata file gives its system as title when it has none, as glancing did, and no version when it has none', async () => {
    const published = await resolveStratuslab(file('ME4iRTemHRwhABKV5AgrkQfDerA.json'), options());
    expect(published.properties).toEqual({ mpid: 'ME4iRTemHRwhABKV5AgrkQfDerA' });
    expect(published).toMatchObject({
      title: 'coreos-stable-x86_64',
      packing: 'bz2',
      signature: { status: 'none' },
    });
  });

  it('a metadata file needs an identifier when it holds several images', async () => {
    const { url } = await serve(
      answer(wrap(metadata(), metadata({ identifier: 'LHfKVPoHcv4oMirHU0KuOQc-TvI' }))),
    );
    const document = { kind: 'http', url } as const;
    await expect(resolveStratuslab(reference({ document, identifier: null }), options())).rejects.toThrow(
      'it holds several images',
    );
    await expect(resolveStratuslab(reference({ document }), options())).resolves.toMatchObject({
      identifier: IDENTIFIER,
    });
  });

  it('a metadata file is named in the refusal when it is not metadata', async () => {
    await expect(
      resolveStratuslab(
        reference({ document: { kind: 'file', path: path.resolve('README.md') } }),
        options(),
      ),
    ).rejects.toMatchObject({
      code: 'source',
      message: expect.stringMatching(/README\.md: the metadata \D*$/),
    });
  });

  it.each([
    ['cirros.xml', 12506112, CHANGED],
    ['cirros.json', 12506112, '"CIRROS" [^;]*27 characters'],
    ['cirros_bad_size.json', 666, '"CIRROS" [^;]*27 characters'],
    ['cirros_no_cksum.json', 12506112, 'one SHA-1 '],
  ])('a metadata file is refused, but explained: %s', async (name, size, problem) => {
    const { published, problems } = await readStratuslab(file(name), options());
    expect(published).toMatchObject({
      size,
      version: '0.1',
      diskFormat: 'raw',
      expires: '2020-12-31T00:00:00Z',
    });
    expect(problems).toContainEqual(expect.stringMatching(problem));
    await expect(resolveStratuslab(file(name), options())).rejects.toMatchObject({
      code: 'verification',
      message: expect.stringMatching(problem),
    });
  });

  it('a metadata file is explained as a list for browsers when it is one', async () => {
    const { published, problems } = await readStratuslab(
      file('LHfKVPoHcv4oMirHU0KuOQc-TvI.list.json'),
      options(),
    );
    expect(published).toBeNull();
    expect(problems).toEqual([
      expect.stringMatching(
        / 1 images, .*"LHfKVPoHcv4oMirHU0KuOQc-TvI"\. .*\/jerome\.pansanel%40iphc\.cnrs\.fr\//,
      ),
    ]);
  });
});
