import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseMetadata } from '../../../src/publisher/stratuslab/metadata.ts';
import { type Authorities, type Endorser, makeAuthorities, metadata, sign, wrap } from './endorse.ts';

const REAL = readFileSync('test/samples/stratuslab/LHfKVPoHcv4oMirHU0KuOQc-TvI.metadata.xml', 'utf8');

let authorities: Authorities;
let jane: Endorser;
beforeAll(async () => {
  authorities = await makeAuthorities();
  jane = await (await authorities.authority('CA')).endorser();
});
afterAll(() => authorities.remove());

function statuses(text: string): readonly string[] {
  return parseMetadata(Buffer.from(text)).entries.map(({ signature }) => signature.status);
}

function signatureOf(text: string) {
  return parseMetadata(Buffer.from(text)).entries[0]?.signature;
}

function problemsOf(text: string): readonly string[] {
  return parseMetadata(Buffer.from(text)).entries.flatMap(({ problems }) => problems);
}

/** The problem after a change of any text, whose words the test of the real signature holds. */
const [CHANGED = 'none'] = problemsOf(REAL.replace('FG_Cloud', 'FG-Cloud'));

describe('the signature that a real endorser made', () => {
  it('the signature that a real endorser made is valid for the document as it was before the marketplace put it into a list', () => {
    const alone = REAL.slice(REAL.indexOf('<rdf:RDF'), REAL.indexOf('</rdf:RDF>') + '</rdf:RDF>'.length);
    expect(statuses(REAL)).toEqual(['valid']);
    expect(statuses(alone)).toEqual(['valid']);
    expect(statuses(`<metadata xmlns:other="urn:other">\n${alone}</metadata>`)).toEqual(['valid']);
  });

  it('the signature that a real endorser made is not valid when one character of any text was changed', () => {
    const places = [...REAL.matchAll(/<(?:dcterms|slterms|slreq):[a-z-]+>([A-Za-z0-9])/g)].map(
      ({ index, 0: text }) => index + text.length - 1,
    );
    expect(places.length).toBeGreaterThan(20);
    for (const place of places) {
      const other = REAL[place] === 'x' ? 'y' : 'x';
      expect(problemsOf(`${REAL.slice(0, place)}${other}${REAL.slice(place + 1)}`)).toContain(
        'the XML signature is not valid: the content was changed after it was signed',
      );
    }
  });

  it.each([
    ['digest', 'YmUzg+WN', 'YmUzg+WM', CHANGED],
    ['value', 'q0YHVJyE', 'q0YHVJyF', 'not made with the key of its certificate'],
    ['method', '#rsa-sha1"', '#dsa-sha1"', 'the type of its key is not DSA'],
    [
      'canonicalization',
      'REC-xml-c14n-20010315#WithComments',
      'REC-xml-c14n-20010315',
      'not made with the key',
    ],
    ['certificate', 'MIIEzDCC', 'MIIEzDCD', 'its certificate cannot be read'],
  ])('the signature that a real endorser made is not valid with another %s', (_what, from, to, problem) => {
    expect(REAL).toContain(from);
    expect(problemsOf(REAL.replace(from, to))).toContainEqual(expect.stringContaining(problem));
  });

  it('the signature that a real endorser made does not cover comments, which are not read', () => {
    const commented = REAL.replace('>FG_Cloud', '><!-- not -->FG_Cloud').replace('qcow2<', 'qc<!--x-->ow2<');
    const [entry] = parseMetadata(Buffer.from(commented)).entries;
    expect(entry).toMatchObject({ signature: { status: 'valid' }, title: 'FG_Cloud-Ubuntu-14.04-x86_64' });
    expect(entry!.diskFormat).toBe('qcow2');
  });
});

describe('a signature made for the test', () => {
  it('a signature of metadata is valid for its document', () => {
    expect(statuses(sign(metadata({ by: jane }), jane))).toEqual(['valid']);
  });

  it('a signature of metadata stays valid with CDATA, references and other quotation marks, because the canonical text is signed', () => {
    const signed = sign(
      metadata({ by: jane, more: '<dcterms:description>a &amp; b</dcterms:description>' }),
      jane,
    );
    const other = signed
      .replace('a &amp; b', '<![CDATA[a & b]]>')
      .replace('>Tiny<', '>&#84;iny<')
      .replace('xml:base="http://mp.stratuslab.eu/"', "xml:base='http://mp.stratuslab.eu/'");
    expect(statuses(other)).toEqual(['valid']);
  });

  it('a signature of metadata is valid for a text with a carriage return, also in a list', () => {
    const signed = sign(
      metadata({ by: jane, more: '<dcterms:description>a&#xD;\nb</dcterms:description>' }),
      jane,
    );
    expect(statuses(signed)).toEqual(['valid']);
    expect(statuses(wrap(signed))).toEqual(['valid']);
  });

  it('a signature of metadata counts for its own document only', () => {
    const signed = sign(metadata({ by: jane }), jane);
    expect(statuses(wrap(metadata(), signed, signed.replace('Tiny', 'Tony')))).toEqual([
      'none',
      'valid',
      'invalid',
    ]);
  });

  it.each([
    [
      'covers a part of the document',
      (text: string) => sign(text, jane, { uri: '#part' }),
      'the whole document',
    ],
    ['stands twice', (text: string) => sign(sign(text, jane), jane), 'more than one signature'],
    [
      'stands inside the description',
      (text: string) => {
        const [, signature = ''] = /(<Signature.*<\/Signature>)/s.exec(sign(text, jane)) ?? [];
        return text.replace('</rdf:Description>', `${signature}</rdf:Description>`);
      },
      'not directly below rdf:RDF',
    ],
    [
      'holds a second reference',
      (text: string) => sign(text, jane).replace(/(<Reference .*<\/Reference>)/, '$1$1'),
      'SignedInfo does not hold exactly',
    ],
    [
      'holds an object, where content could hide',
      (text: string) => sign(text, jane).replace('</Signature>', '<Object>x</Object></Signature>'),
      'Signature does not hold exactly',
    ],
    [
      'has another transform',
      (text: string) => sign(text, jane).replace(/#enveloped-signature/, '#base64'),
      'unknown algorithm',
    ],
    [
      'has no certificate',
      (text: string) => sign(text, jane).replace(/<X509Certificate>.*<\/X509Certificate>/s, ''),
      'it has no certificate',
    ],
    [
      'was made with another xml:base',
      (text: string) => sign(text, jane, { base: 'urn:x' }),
      'not made with the key',
    ],
  ])('a signature of metadata is not valid when it %s', (_what, make, problem) => {
    expect(problemsOf(make(metadata({ by: jane })))).toContainEqual(expect.stringContaining(problem));
  });

  it('a signature of metadata is not valid when the signed description was moved and replaced by another', () => {
    const signed = sign(metadata({ by: jane }), jane);
    const [description = ''] = /<rdf:Description.*<\/rdf:Description>/s.exec(signed) ?? [];
    const evil = description.replace('http://images.test/disk.img', 'http://evil.test/disk.img');
    for (const wrapped of [
      signed.replace(description, `${evil}${description}`),
      signed.replace(description, evil).replace('</KeyInfo>', `${description}</KeyInfo>`),
      signed.replace('<rdf:Description', `${evil}<rdf:Description`),
    ]) {
      expect(statuses(wrapped)).not.toContain('valid');
    }
  });

  it('a signature of metadata may use DSA, and is then checked', async () => {
    const authority = await authorities.authority('CA 3');
    const dora = await authority.endorser({ name: 'Dora', key: await authorities.dsa(1024) });
    const signed = sign(metadata({ by: dora }), dora);
    expect(statuses(signed)).toEqual(['valid']);
    expect(problemsOf(signed.replace('Tiny', 'Tony'))).toContain(CHANGED);
    const other = sign(metadata({ by: dora, created: '2020-01-01T00:00:00Z' }), dora);
    const value = /<SignatureValue>.*<\/SignatureValue>/s;
    const [foreign] = problemsOf(REAL.replace('q0YHVJyE', 'q0YHVJyF'));
    expect(problemsOf(signed.replace(value, value.exec(other)![0]))).toContain(foreign);
    expect(problemsOf(sign(metadata({ by: dora }), dora, { method: 'rsa-sha1' }))).toContainEqual(
      expect.stringMatching(/ key .* RSA$/),
    );
  });

  it('a signature of metadata is not valid with a key of another kind than its algorithm', async () => {
    const authority = await authorities.authority('CA 2');
    const curve = await authority.endorser({ key: ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'] });
    expect(problemsOf(sign(metadata({ by: curve }), curve))).toContainEqual(
      expect.stringMatching(/ key .* RSA$/),
    );
  });

  it('a signature of metadata is weak with a short key, if it fits', async () => {
    const authority = await authorities.authority('CA 4');
    const small = await authority.endorser({ key: ['rsa:768'] });
    const signed = sign(metadata({ by: small }), small);
    expect(signatureOf(signed)).toMatchObject({
      status: 'weak',
      problem: 'its RSA key has 768 bits, fewer than 1024',
    });
    expect(statuses(signed.replace('Tiny', 'Tony'))).toEqual(['invalid']);
  });

  it.each([
    ['signature', '#rsa-sha1"', '#hmac-sha1"'],
    ['digest', 'http://www.w3.org/2000/09/xmldsig#sha1"', 'urn:sha4"'],
    ['canonicalization', 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments', 'urn:c14n'],
  ])('a signature of metadata is weak with an unknown %s algorithm', (_what, from, to) => {
    const signed = sign(metadata({ by: jane }), jane);
    expect(signed).toContain(from);
    expect(signatureOf(signed.replace(from, to))).toMatchObject({
      status: 'weak',
      problem: expect.stringContaining('it uses the unknown algorithm'),
    });
  });

  it('a signature of metadata is never valid for a changed document', () => {
    const signed = sign(metadata({ by: jane }), jane);
    const genuine = parseMetadata(Buffer.from(signed)).entries[0]!;
    const edit = fc.record({
      at: fc.nat(signed.length),
      remove: fc.nat(3),
      insert: fc.oneof(
        fc.string({ maxLength: 4 }),
        fc.constantFrom('<', '>', '/', '"', '<!--', '-->', ' ', '\n', '&#x0;'),
      ),
    });
    fc.assert(
      fc.property(edit, ({ at, remove, insert }) => {
        const edited = signed.slice(0, at) + insert + signed.slice(at + remove);
        for (const entry of entriesOf(edited)) {
          if (entry.signature.status !== 'valid') continue;
          const { signature: _one, ...said } = entry;
          const { signature: _other, ...meant } = genuine;
          expect(said).toEqual(meant);
        }
      }),
      { numRuns: 300 },
    );
  });
});

function entriesOf(text: string): ReturnType<typeof parseMetadata>['entries'] {
  try {
    return parseMetadata(Buffer.from(text)).entries;
  } catch {
    return [];
  }
}
