import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findListedImage } from '../../../src/publisher/hepix/find-image.ts';
import { parseImageList } from '../../../src/publisher/hepix/parse-list.ts';
import { readImageList } from '../../../src/publisher/hepix/read-image-list.ts';
import { options, serve } from '../../support/source-server.ts';
import { IMAGE, imageList, SHA512 } from './lists.ts';

const parse = (text: string) => parseImageList(Buffer.from(text), 'image list L');
const one = (image: Readonly<Record<string, unknown>>) => parse(imageList({}, [image]));

/** The refusal of a list for one key alone. */
function refusedFor(why: string) {
  return expect.objectContaining({
    name: 'VerificationError',
    message: expect.stringMatching(new RegExp(`^image list L: [^:]*: ${why}$`)),
  });
}

describe('the JSON of an image list', () => {
  it('the JSON of an image list is read with all its facts', () => {
    const list = parse(imageList());
    expect(list).toMatchObject({
      identifier: '76fdee70-8119-5d33-9f40-3c57e1c60df1',
      title: 'Tested images',
      version: '20260218211400',
      created: '2026-02-18T21:14:00Z',
      expires: '2026-12-31T22:00:00Z',
      uri: 'https://lists.example/image.list',
      dropped: [],
    });
    expect(list.attributes.get('ad:vo')).toBe('vo.example.org');
    expect(list.images).toHaveLength(1);
    expect(list.images[0]).toMatchObject({
      identifier: 'c0482bc2-bf41-5d49-a85f-a750174a186b',
      title: 'Basic Scientific Linux',
      version: '3.3.0-1',
      location: { kind: 'http', url: 'http://images.example/basic-sl6.ova' },
      digests: { sha512: SHA512 },
      size: 121243136,
      packing: 'ova',
      diskFormat: null,
      expires: null,
    });
  });

  it('the JSON of an image list is read without its outer key, as older lists are written', () => {
    const inner = (JSON.parse(imageList()) as Record<string, unknown>)['hv:imagelist'];
    expect(parse(JSON.stringify(inner))).toEqual(parse(imageList()));
  });

  it.each(['not JSON', '{"a": 1', '', '\xff\xfe'])(
    'the JSON of an image list is refused because it is not JSON: %j',
    (text) => {
      expect(() => parseImageList(Buffer.from(text, 'latin1'), 'image list L')).toThrow(
        expect.objectContaining({ message: 'image list L: it is not JSON' }),
      );
    },
  );

  it.each(['[]', '7', 'null', '{}', '{"hv:imagelist": []}'])(
    'the JSON of an image list is refused because it is not a list: %s',
    (text) => {
      expect(() => parse(text)).toThrow('image list L: it is not a HEPiX image list');
    },
  );

  it.each([
    'dc:date:created',
    'dc:date:expires',
    'dc:identifier',
    'dc:description',
    'dc:title',
    'dc:source',
    'hv:version',
    'hv:uri',
    'hv:images',
  ])('the JSON of an image list is refused without %s', (key) => {
    expect(() => parse(imageList({ [key]: undefined }))).toThrow(refusedFor(`${key} is missing`));
  });

  it.each([
    ['dc:identifier', ''],
    ['hv:version', ''],
    ['hv:version', ' \n'],
  ])(
    'the JSON of an image list is refused with an empty %s (%j), by which a later run compares it',
    (key, value) => {
      expect(() => parse(imageList({ [key]: value }))).toThrow(refusedFor(`${key} is empty`));
    },
  );

  it('the JSON of an image list is refused without one of the four keys of an endorser', () => {
    expect(() => parse(imageList({ 'hv:endorser': undefined }))).toThrow(
      'hv:ca, hv:dn, hv:email, dc:creator of hv:endorser is missing',
    );
    const x509 = { 'hv:ca': '/CN=a', 'hv:dn': '/CN=b', 'dc:creator': 'c' };
    expect(() => parse(imageList({ 'hv:endorser': { 'hv:x509': x509 } }))).toThrow(
      'hv:email of hv:endorser is missing',
    );
  });

  it.each(['2026-02-18', '2026-02-18T21:14:00+00:00', '2026-02-30T00:00:00Z', '18.2.2026', ''])(
    'the JSON of an image list is refused with a date of another form: %j',
    (date) => {
      expect(() => parse(imageList({ 'dc:date:expires': date }))).toThrow(
        `dc:date:expires is ${JSON.stringify(date)}, but must be a date such as 2015-06-18T21:14:00Z`,
      );
    },
  );
});

describe('an image of a list', () => {
  it.each([
    'dc:title',
    'dc:description',
    'dc:identifier',
    'hv:size',
    'hv:uri',
    'hv:hypervisor',
    'hv:version',
    'sl:checksum:sha512',
    'sl:arch',
    'sl:os',
    'sl:osversion',
    'sl:comments',
  ])('an image of a list is dropped without %s, and the other images stay', (key) => {
    const list = parse(imageList({}, [{ [key]: undefined }, { 'dc:identifier': 'other' }]));
    expect(list.images.map(({ identifier }) => identifier)).toEqual(['other']);
    expect(list.dropped).toMatchObject([{ reason: `${key} is missing` }]);
  });

  it.each([
    ['hv:size', '12 MB'],
    ['hv:size', -1],
    ['hv:size', 1.5],
    ['hv:size', '99999999999999999999'],
    ['hv:uri', 'basic.ova'],
    ['hv:uri', 'file:///etc/shadow'],
    ['hv:uri', 'ftp://images.example/basic.ova'],
    ['sl:checksum:sha512', 'abc'],
    ['sl:checksum:md5', 'z'.repeat(32)],
    ['dc:date:expires', 'tomorrow'],
  ])('an image of a list is dropped with an unusable value: %s %j', (key, value) => {
    const { images, dropped } = one({ [key]: value });
    expect(images).toEqual([]);
    expect(dropped).toEqual([
      {
        identifier: IMAGE['dc:identifier'],
        title: IMAGE['dc:title'],
        reason: expect.stringContaining(`${key} is "${value}"`),
      },
    ]);
  });

  it('an image of a list may have its size as a number or a text', () => {
    expect(one({ 'hv:size': 404994202 }).images[0]?.size).toBe(404994202);
    expect(one({ 'hv:size': '404994202' }).images[0]?.size).toBe(404994202);
  });

  it('an image of a list has every digest of the list, in small letters', () => {
    const md5 = '79B4436412283BB63C2CBA4AC796BCD9';
    const { digests } = one({ 'sl:checksum:md5': md5, 'sl:checksum:sha1': '' }).images[0]!;
    expect(digests).toEqual({ md5: md5.toLowerCase(), sha512: SHA512 });
  });

  it.each([
    ['OVA', 'http://h/x', 'ova', null],
    ['ova', 'http://h/x.ova', 'ova', null],
    ['QCOW2', 'http://h/x', null, 'qcow2'],
    ['raw', 'http://h/x.hdd.gz', 'gz', 'raw'],
    ['vpc', 'http://h/x.VHD.zip?y=.gz', 'zip', 'vhd'],
    ['vmdk', 'http://h/x.tar.gz', 'tar', 'vmdk'],
    ['raw', 'http://h/x.TGZ', 'tar', 'raw'],
    ['raw', 'http://h/x.tar.xz', 'tar', 'raw'],
    [undefined, 'http://h/x.ova.gz', 'ova', null],
    ['raw', 'http://h/x.img.lzma', 'lzma', 'raw'],
    [undefined, 'http://h/x.img', null, null],
  ])(
    'an image of a list with the format %s at %s has the packing %s and the disk format %s',
    (format, uri, packing, diskFormat) => {
      const { images } = one({ 'hv:format': format, 'hv:uri': uri });
      expect(images[0]).toMatchObject({ packing, diskFormat, warnings: [] });
    },
  );

  it('an image of a list with an unknown format is used, with a warning', () => {
    const [image] = one({ 'hv:format': 'floppy' }).images;
    expect(image).toMatchObject({
      diskFormat: null,
      warnings: ['hv:format "floppy" is not a disk format of Glance'],
    });
  });

  it('an image of a list is dropped together with the other image that has its identifier', () => {
    const { images, dropped } = parse(imageList({}, [{}, {}, { 'dc:identifier': 'other' }]));
    expect(images).toHaveLength(1);
    expect(dropped.map(({ reason }) => reason)).toEqual(
      Array(2).fill('the list has more than one image with this dc:identifier'),
    );
  });

  it('an image of a list has no credentials of its URLs in its attributes', () => {
    const [image] = one({
      'hv:uri': 'https://T0KEN:x-oauth-basic@images.example/a.ova',
      'ad:mpuri': 'https://T0KEN@appdb.example/1',
      'dc:description': 'From https://T0KEN:b@images.example/, by me@example.org.',
    }).images;
    expect(image?.location).toEqual({
      kind: 'http',
      url: 'https://images.example/a.ova',
      auth: { scheme: 'basic', user: 'T0KEN', password: 'x-oauth-basic' },
    });
    expect(JSON.stringify([...image!.attributes])).not.toContain('T0KEN');
    expect(image?.attributes.get('dc:description')).toBe('From https://images.example/, by me@example.org.');
  });

  it('an image of a list may have keys such as "__proto__"', () => {
    const text = imageList({}, [{ constructor: 'a' }]).replace('"constructor"', '"__proto__"');
    expect(parse(text).images[0]?.attributes.get('__proto__')).toBe('a');
  });
});

describe('reading a list', () => {
  const now = new Date('2026-03-01T12:00:00Z');
  const reference = (url: string) => ({
    document: { kind: 'http', url } as const,
    trust: 'none' as const,
    identifier: null,
  });

  it('reading a list gives for each image the digests of the file as served, and the earlier of two dates', async () => {
    const text = imageList({}, [
      { 'dc:date:expires': '2026-06-01T00:00:00Z' },
      { 'dc:identifier': 'lasting', 'dc:date:expires': '2030-01-01T00:00:00Z' },
    ]);
    const server = await serve((_request, response) => response.end(text));
    const list = await readImageList(reference(`${server.url}/image.list`), options(), now);
    expect(list.images[0]).toMatchObject({
      publisher: 'HEPiX image list',
      locations: [{ kind: 'http', url: 'http://images.example/basic-sl6.ova' }],
      digestOf: 'source',
      signature: { status: 'none' },
      expires: '2026-06-01T00:00:00Z',
      deprecated: null,
      properties: {},
    });
    expect(list.images[1]?.expires).toBe('2026-12-31T22:00:00Z');
    expect(list.warnings).toEqual([
      expect.stringContaining('it gives another address for itself, "https://lists.example/image.list"'),
    ]);
  });

  it('reading a list never shows the token of a private list', async () => {
    const text = imageList({ 'hv:uri': 'https://S3CRETtoken:x-oauth-basic@lists.example/image.list' }, [
      { 'hv:uri': 'http://S3CRETtoken:x-oauth-basic@images.example/a.ova' },
    ]);
    const auth = { scheme: 'basic', user: 'S3CRETtoken', password: 'x-oauth-basic' } as const;
    const server = await serve((_request, response) => response.end(text));
    const run = options();
    const document = { kind: 'http', url: `${server.url}/image.list`, auth } as const;
    const list = await readImageList({ ...reference(''), document }, run, now);
    expect(server.requests[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('S3CRETtoken:x-oauth-basic').toString('base64')}`,
    );
    const shown = [list.uri, list.warnings, [...list.attributes], [...list.images[0]!.attributes]];
    expect(JSON.stringify(shown)).not.toContain('S3CRETtoken');
    expect(run.secrets.redact('S3CRETtoken')).toBe('***');

    const wanted = { ...reference(''), document, identifier: 'another' };
    await expect(readImageList(wanted, run, now)).rejects.toThrow(/^(?!.*S3CRETtoken)/);
  });

  it('reading a list gives a single image with its properties', async () => {
    const server = await serve((_request, response) => response.end(imageList()));
    const list = reference(`${server.url}/image.list`);
    const identifier = 'c0482bc2-bf41-5d49-a85f-a750174a186b';
    const read = await readImageList(list, options(), now);
    const published = findListedImage(read, identifier, 'vmcatcher', 'image list L');
    expect(published).toMatchObject({
      identifier,
      version: '3.3.0-1',
      properties: { vmcatcher_event_dc_identifier: identifier, vmcatcher_event_vo: 'vo.example.org' },
    });
    expect(published).not.toHaveProperty('attributes');
  });

  it('reading a list reports the images of the list when the wanted one is missing, and why an image was dropped', async () => {
    const text = imageList({}, [{}, { 'dc:identifier': 'broken', 'hv:size': 'big' }]);
    const server = await serve((_request, response) => response.end(text));
    const list = await readImageList(reference(server.url), options(), now);
    const ask = (identifier: string) => () => findListedImage(list, identifier, 'none', 'image list L');
    expect(ask('c0482bc2-bf41-5d49-a85f-a750174a186c')).toThrow(
      expect.objectContaining({
        message: 'image list L: it has no image "c0482bc2-bf41-5d49-a85f-a750174a186c"',
        hint: 'Use one of its images: "c0482bc2-bf41-5d49-a85f-a750174a186b" ("Basic Scientific Linux").',
      }),
    );
    expect(ask('broken')).toThrow(
      'image list L: its image "broken" cannot be used: hv:size is "big", which is not a number of bytes',
    );
  });
});

describe('the unsigned sample', () => {
  const path = 'test/samples/hepix/cern-unsigned.json';

  it('the unsigned sample of a list is read with trust: none', async () => {
    const document = { kind: 'file', path } as const;
    const list = await readImageList({ document, trust: 'none', identifier: null }, options());
    expect(list).toMatchObject({
      title: 'CNRS Virtual Machines',
      signature: { status: 'none' },
      dropped: [],
    });
    expect(list.expired).toBe(`image list ${path}: it expired at 2016-08-28T00:00:00Z`);
    expect(list.images).toMatchObject([
      {
        identifier: 'deadbabe-f00d-beef-cafe-b1ab1ab1a666',
        title: 'Small test VM image',
        version: '6.6.6',
        size: 12506112,
        digests: {
          md5: '79b4436412283bb63c2cba4ac796bcd9',
          sha512: expect.stringMatching(/^a5335c92[0-9a-f]{120}$/),
        },
        packing: null,
        diskFormat: null,
        expires: '2016-08-28T00:00:00Z',
      },
    ]);
  });
});

it('the images of the signed sample have the packing of their URLs', () => {
  const text = readFileSync('test/samples/hepix/cern-signed.image_list', 'utf8');
  const json = text.slice(text.indexOf('{'), text.indexOf('\n------', text.indexOf('{')));
  const { images, dropped } = parse(json);
  expect(dropped).toEqual([]);
  expect(images).toHaveLength(30);
  expect(images.filter(({ packing }) => packing === 'gz')).toHaveLength(24);
  expect(images.filter(({ packing }) => packing === 'tar')).toHaveLength(6);
  expect(images[0]).toMatchObject({
    identifier: '623b0bc7-abc2-4961-8700-53e358772a96',
    title: 'CernVM Batch Node (QEMU,KVM)',
    version: '2.7.2-1-2',
    size: 404994202,
    location: { url: 'https://cernvm.cern.ch/releases/25/cernvm-batch-node-2.7.2-1-2-x86_64.hdd.gz' },
  });
});
