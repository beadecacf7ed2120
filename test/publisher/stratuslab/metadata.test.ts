import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { MetadataEntry } from '../../../src/publisher/stratuslab/entry.ts';
import { LARGEST_METADATA, parseMetadata } from '../../../src/publisher/stratuslab/metadata.ts';
import { DIGESTS, IDENTIFIER, IMAGE, type MetadataOptions, metadata, wrap } from './endorse.ts';

/** The identifier that fits the SHA-1 in its metadata. */
const idOfCirros = 'P8oxojyebj3ZvbCef4Yb5HK-UOJ';

function sample(name: string): Buffer {
  return readFileSync(`test/samples/stratuslab/${name}`);
}

function parse(text: string): readonly MetadataEntry[] {
  return parseMetadata(Buffer.from(text)).entries;
}

function only(text: string | Buffer): MetadataEntry {
  const { entries } = parseMetadata(Buffer.from(text));
  expect(entries).toHaveLength(1);
  return entries[0]!;
}

describe('metadata that the marketplace gave', () => {
  it('metadata that the marketplace gave is read from XML in a list, with the signature that its endorser made', () => {
    const entry = only(sample('LHfKVPoHcv4oMirHU0KuOQc-TvI.metadata.xml'));
    expect(entry).toMatchObject({
      identifier: 'LHfKVPoHcv4oMirHU0KuOQc-TvI',
      title: 'FG_Cloud-Ubuntu-14.04-x86_64',
      version: '20160411',
      size: 259523072,
      locations: ['http://grand-est.fr/resources/CLOUD/trusty-server-cloudimg-amd64-disk1.img'],
      packing: 'none',
      diskFormat: 'qcow2',
      expires: '2016-10-09T14:22:21Z',
      deprecated: null,
      endorsement: {
        created: '2016-05-17T06:39:18Z',
        email: 'jerome.pansanel@iphc.cnrs.fr',
        subject: 'CN=Jerome Pansanel,OU=IPHC,O=CNRS,C=FR,O=GRID-FR',
        issuer: 'CN=GRID2-FR,O=CNRS,C=FR',
      },
      problems: [],
      warnings: [],
    });
    expect(entry.digests).toEqual({
      md5: '910a917dc844e860232262b66c0250dc',
      sha1: 'b1df2953e81dcbf8a0c8ab1d4d0ab8e41cf93bc8',
      sha256: '9889774c8f7910179b42f86efa3ba65f8e8def25137d908bdbae6a74b491019d',
      sha512:
        'a71f2af854965c4b7c99bcb673ffe06a252fbcdb6706b62cfab9f8d47c9a720c4aed58b7343a75b154c691e26d67e4373d4d4a88395b8587a9f03ef2cce41280',
    });
    expect(entry.signature.status).toBe('valid');
  });

  it('metadata that the marketplace gave is read from RDF/JSON, which has no signature', () => {
    const entry = only(sample('ME4iRTemHRwhABKV5AgrkQfDerA.json'));
    expect(entry).toMatchObject({
      identifier: 'ME4iRTemHRwhABKV5AgrkQfDerA',
      title: null,
      version: null,
      size: 375390208,
      locations: ['http://stable.release.core-os.net/amd64-usr/current/coreos_production_qemu_image.img.bz2'],
      packing: 'bz2',
      diskFormat: 'raw',
      expires: '2015-08-30T16:55:58Z',
      endorsement: { created: '2015-03-05T17:05:02Z', email: 'binet@lal.in2p3.fr' },
      signature: { status: 'none' },
      problems: [],
    });
    expect(Object.keys(entry.digests).sort()).toEqual(['md5', 'sha1', 'sha256', 'sha512']);
  });

  it('metadata that the marketplace gave differs from the list for browsers, whose refusal names the right address', () => {
    expect(() => parseMetadata(sample('LHfKVPoHcv4oMirHU0KuOQc-TvI.list.json'))).toThrow(
      expect.objectContaining({
        code: 'verification',
        message: expect.stringMatching(/ 1 images, .*"LHfKVPoHcv4oMirHU0KuOQc-TvI"$/),
        hint: expect.stringContaining(
          '/metadata/LHfKVPoHcv4oMirHU0KuOQc-TvI/jerome.pansanel%40iphc.cnrs.fr/2016-05-17T06%3A39%3A18Z?media=xml',
        ),
      }),
    );
  });
});

describe("glancing's own test images", () => {
  it("glancing's own test image cirros.xml has an invalid signature and an invented identifier", () => {
    const entry = only(sample('cirros.xml'));
    expect(entry).toMatchObject({
      identifier: 'JqcGhHxmTRAEpHMmRF-xhSTM3TO',
      size: 12506112,
      diskFormat: 'raw',
      locations: ['./test/images/cirros-0.3.4-i386-disk.img'],
    });
    expect(entry.signature.status).toBe('invalid');
    // The real metadata with one changed letter has the same problem, whose words signature.slow.test.ts holds.
    const real = sample('LHfKVPoHcv4oMirHU0KuOQc-TvI.metadata.xml').toString();
    const changed = only(real.replace('FG_Cloud', 'FG-Cloud')).problems[0];
    expect(entry.problems).toEqual([changed, expect.stringMatching(`SHA-1.* ${idOfCirros}$`)]);
  });

  it.each([
    ['cirros.json', 12506112],
    ['cirros_bad_size.json', 666],
  ])("glancing's own test image %s has an invented identifier", (name, size) => {
    const entry = only(sample(name));
    expect(entry).toMatchObject({ identifier: 'CIRROS', size, title: null, version: '0.1' });
    expect(entry.digests.md5).toBe('79b4436412283bb63c2cba4ac796bcd9');
    expect(entry.problems).toEqual([
      'its identifier "CIRROS" is not a marketplace identifier (27 characters)',
      expect.stringMatching(`SHA-1.* ${idOfCirros}$`),
    ]);
  });

  it("glancing's own test image cirros_no_cksum.json refers to missing checksums", () => {
    const entry = only(sample('cirros_no_cksum.json'));
    expect(entry.digests).toEqual({});
    expect(entry.problems).toEqual([
      '4 of its checksums have no algorithm or no value',
      expect.stringMatching(/one SHA-1 /),
    ]);
  });
});

describe('metadata', () => {
  it('metadata of an image is read in full', () => {
    expect(only(metadata())).toMatchObject({
      identifier: IDENTIFIER,
      digests: DIGESTS,
      size: IMAGE.length,
      problems: [],
      warnings: [],
    });
  });

  it('metadata of an image keeps its locations in order', () => {
    const locations = ['http://b.test/x', 'pdisk:near:9445:5f1', 'http://a.test/x'];
    expect(only(metadata({ locations })).locations).toEqual(locations);
  });

  it('metadata of an image may be in a list, of which every entry is read', () => {
    expect(
      parse(wrap(metadata(), metadata({ created: '2015-01-01T00:00:00Z' }))).map((one) => one.problems),
    ).toEqual([[], []]);
    expect(parse('<metadata/>')).toEqual([]);
  });

  it('metadata of an image may have digests with missing or additional leading zeros', () => {
    const md5 = `00${'a'.repeat(30)}`;
    const entry = only(
      metadata({
        checksums: [
          ['MD5', 'a'.repeat(30)],
          ['sha-1', `0${DIGESTS.sha1.toUpperCase()}`],
        ],
      }),
    );
    expect(entry.digests).toEqual({ md5, sha1: DIGESTS.sha1 });
    expect(entry.problems).toEqual([]);
  });

  it('metadata with an empty element "deprecated" is not deprecated', () => {
    expect(only(metadata({ more: '<slterms:deprecated/>' })).deprecated).toBeNull();
    expect(only(metadata({ more: '<slterms:deprecated>security</slterms:deprecated>' })).deprecated).toBe(
      'security',
    );
  });

  it('metadata of an image gives a warning for an unknown format and an unknown checksum', () => {
    const entry = only(
      metadata({
        without: ['dcterms:format'],
        more: '<dcterms:format>qcow</dcterms:format>',
        checksums: [
          ['SHA-1', DIGESTS.sha1],
          ['TIGER', 'aa'],
        ],
      }),
    );
    expect(entry.diskFormat).toBeNull();
    expect(entry.problems).toEqual([]);
    expect(entry.warnings).toEqual([
      'its checksum is ignored, because its algorithm "TIGER" is unknown',
      'its format "qcow" is ignored, because Glance does not know it',
    ]);
  });

  it.each<[string, string, MetadataOptions]>([
    ['another xml:base', 'its xml:base is "http://evil.test/"', { base: 'http://evil.test/' }],
    ['about another image', 'not about its identifier', { about: '#LHfKVPoHcv4oMirHU0KuOQc-TvI' }],
    [
      'the identifier of another image',
      'does not fit its SHA-1',
      { identifier: 'LHfKVPoHcv4oMirHU0KuOQc-TvI' },
    ],
    ['no identifier', 'it has no dcterms:identifier', { without: ['dcterms:identifier'] }],
    ['no type', 'must have exactly one dcterms:type', { without: ['dcterms:type'] }],
    ['two types', 'must have exactly one dcterms:type', { more: '<dcterms:type>base</dcterms:type>' }],
    [
      'a type with children',
      'dcterms:type is not plain text',
      { without: ['dcterms:type'], more: '<dcterms:type><dcterms:title>x</dcterms:title></dcterms:type>' },
    ],
    ['no SHA-1', 'must have exactly one SHA-1', { checksums: [['MD5', DIGESTS.md5]] }],
    [
      'two SHA-1',
      'must have exactly one SHA-1',
      {
        checksums: [
          ['SHA-1', DIGESTS.sha1],
          ['SHA-1', DIGESTS.sha1],
        ],
      },
    ],
    [
      'two different MD5',
      'two different md5 checksums',
      {
        checksums: [
          ['SHA-1', DIGESTS.sha1],
          ['MD5', DIGESTS.md5],
          ['MD5', '0'.repeat(32)],
        ],
      },
    ],
    [
      'a checksum that is not hexadecimal',
      'its md5 checksum is "xyz", but must have 32 hexadecimal digits',
      {
        checksums: [
          ['SHA-1', DIGESTS.sha1],
          ['MD5', 'xyz'],
        ],
      },
    ],
    ['no size', 'it has no slreq:bytes', { without: ['slreq:bytes'] }],
    ['a negative size', 'not a number of bytes: "-5"', { bytes: '-5' }],
    ['a size with too many digits', 'not a number of bytes', { bytes: '9'.repeat(17) }],
    [
      'an unknown compression',
      'has the unknown value "rar"',
      { more: '<dcterms:compression>rar</dcterms:compression>' },
    ],
    ['two versions', 'more than one slterms:version', { more: '<slterms:version>2</slterms:version>' }],
    [
      'two systems',
      'more than one slterms:os',
      { more: '<slterms:os>a</slterms:os><slterms:os>b</slterms:os>' },
    ],
    [
      'a date of another form',
      'dcterms:valid is not a date',
      { more: '<dcterms:valid>2016-10-09</dcterms:valid>' },
    ],
    ['an impossible day', 'dcterms:created is not a date', { created: '2016-13-41T00:00:00Z' }],
  ])('metadata of an image has a problem when it has %s', (_what, problem, options) => {
    expect(only(metadata(options)).problems).toContainEqual(expect.stringContaining(problem));
  });
});

describe('a document that is not metadata', () => {
  it.each([
    ['a document type', `<!DOCTYPE a [<!ENTITY b "c">]>${metadata()}`, 'document type'],
    ['a processing instruction', metadata({ more: '<?php x?>' }), 'processing instructions'],
    ['names beyond ASCII', metadata({ more: '<é/>' }), 'names beyond ASCII'],
    ['an unbound prefix', '<rdf:RDF/>', 'not well formed'],
    ['a missing end', metadata().replace('</rdf:RDF>', ''), 'not well formed'],
    ['text after its end', `${metadata()}more`, 'not well formed'],
    ['a hundred levels', metadata({ more: '<a>'.repeat(100) + '</a>'.repeat(100) }), 'nested deeper'],
    ['too many elements', metadata({ more: '<a/>'.repeat(20_000) }), 'more than'],
    ['another root', '<html/>', 'holds "html" instead of rdf:RDF'],
    ['other elements in the list', wrap('<html/>'), 'holds "html" instead of rdf:RDF'],
    ['neither XML nor JSON', 'LHfKVPoHcv4oMirHU0KuOQc-TvI', 'neither XML nor JSON'],
    ['JSON that is a list', '[]', 'not RDF/JSON metadata'],
    ['JSON that describes nothing', '{"__proto__": {"a": 1}, "constructor": []}', 'not RDF/JSON metadata'],
    ['an empty list for browsers', '{"aaData": []}', 'list of images for browsers'],
  ])('a document that is not metadata is refused because of %s', (_what, text, message) => {
    expect(() => parse(text)).toThrow(message);
  });

  it('a document that is not metadata is refused because of its encoding, and because of its length', () => {
    expect(() => parseMetadata(Buffer.from([0x3c, 0xff, 0xfe]))).toThrow(
      'the metadata is not readable: it is not UTF-8',
    );
    expect(() => parseMetadata(Buffer.alloc(LARGEST_METADATA + 1, 0x20))).toThrow('more than 1048576 bytes');
  });
});
