import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SourceError, VerificationError } from '../../../src/model/errors.ts';
import type { Published } from '../../../src/model/published.ts';
import type { SimplestreamsReference } from '../../../src/model/reference.ts';
import { resolveSimplestreams } from '../../../src/publisher/simplestreams/resolve.ts';
import { options, serve } from '../../support/source-server.ts';
import {
  bytesOf,
  type Documents,
  indexOf,
  item,
  MD5,
  mirrorOf,
  PRODUCT,
  PRODUCTS_PATH,
  productsOf,
  referenceTo,
  SHA256,
  STREAM,
  UNSIGNED,
} from './mirror.ts';

async function resolved(
  documents: Documents = UNSIGNED,
  more: Partial<SimplestreamsReference> = {},
): Promise<Published> {
  const { url } = await serve(mirrorOf(documents));
  return resolveSimplestreams(referenceTo(url, more), options());
}

/** A mirror with only this product. */
function withProduct(product: object, top: object = {}): Documents {
  return { ...UNSIGNED, [PRODUCTS_PATH]: { ...productsOf(product), ...top } };
}

/** A mirror with one version that has one item, the disk image. */
function withItem(more: object): Documents {
  return withProduct({ versions: { '1': { items: { 'disk1.img': item('x.img', more) } } } });
}

test('a product gives its newest version with a disk image, with all its attributes', async () => {
  const { url } = await serve(mirrorOf(UNSIGNED));
  const published = await resolveSimplestreams(referenceTo(url), options());
  const { simplestreams_metadata: metadata, ...properties } = published.properties;
  expect({ ...published, properties }).toEqual({
    publisher: 'simplestreams',
    identifier: `${STREAM} ${PRODUCT} disk1.img`,
    title: 'ubuntu-noble-24.04-amd64-server-20240423.1-disk1.img',
    locations: [{ kind: 'http', url: `${url}/releases/server/20240423.1/noble.img` }],
    digests: { md5: MD5, sha256: SHA256 },
    size: 123,
    digestOf: 'source',
    packing: 'none',
    diskFormat: 'qcow2',
    version: '20240423.1',
    properties: {
      content_id: STREAM,
      source_content_id: STREAM,
      product_name: PRODUCT,
      version_name: '20240423.1',
      item_name: 'disk1.img',
      os_distro: 'ubuntu',
      os_version: '24.04',
      architecture: 'x86_64',
    },
    signature: { status: 'none' },
    expires: null,
    deprecated: null,
    warnings: [],
  });
  expect(metadata).toBe(
    `{"aliases": "noble,24.04", "arch": "amd64", "ftype": "disk1.img", "label": "release", "md5": "${MD5}", ` +
      '"os": "ubuntu", "pubname": "ubuntu-noble-24.04-amd64-server-20240423.1", "release": "noble", ' +
      `"sha256": "${SHA256}", "size": "123", "version": "24.04"}`,
  );
});

test('a mirror may be a local folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reconcile-mirror-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [path, document] of Object.entries(UNSIGNED)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytesOf(document));
  }
  const reference = referenceTo('', { mirror: { kind: 'file', path: folder } });
  const { locations } = await resolveSimplestreams(reference, options());
  expect(locations).toEqual([{ kind: 'file', path: join(folder, 'server/20240423.1/noble.img') }]);
});

test('credentials and query of the mirror are sent with every document and the image', async () => {
  const server = await serve(mirrorOf(UNSIGNED));
  const auth = { scheme: 'bearer', token: 'hunter2' } as const;
  const mirror = { kind: 'http', url: `${server.url}/releases/?sig=a#top`, auth } as const;
  const { locations } = await resolveSimplestreams(referenceTo('', { mirror }), options());
  expect(locations).toEqual([
    { kind: 'http', url: `${server.url}/releases/server/20240423.1/noble.img?sig=a`, auth },
  ]);
  expect(server.requests.map(({ url }) => url)).toEqual([
    '/releases/streams/v1/index.json?sig=a',
    `/releases/${PRODUCTS_PATH}?sig=a`,
  ]);
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer hunter2',
    'Bearer hunter2',
  ]);
});

test('documents of a mirror are read once for several references', async () => {
  const server = await serve(mirrorOf(UNSIGNED));
  const read = new Map();
  await resolveSimplestreams(referenceTo(server.url), options(), read);
  await resolveSimplestreams(referenceTo(server.url, { item: 'disk-kvm.img' }), options(), read);
  expect(server.requests).toHaveLength(2);
});

describe('versions', () => {
  test('versions of a product are ordered by the bytes of their names', async () => {
    const items = { 'disk1.img': item('x.img') };
    const names = ['9', '10', '20240423', '20240423.1', '20240423.10', '20240423.9'];
    const versions = Object.fromEntries(names.map((name) => [name, { items }]));
    expect((await resolved(withProduct({ versions }))).version).toBe('9');
    const dates = Object.fromEntries(names.slice(2).map((name) => [name, { items }]));
    expect((await resolved(withProduct({ versions: dates }))).version).toBe('20240423.9');
    const { '20240423.9': _, ...others } = dates;
    expect((await resolved(withProduct({ versions: others }))).version).toBe('20240423.10');
  });

  test('versions of a product may be older than the newest when the file names one', async () => {
    const { version, locations } = await resolved(UNSIGNED, { version: '20240423' });
    expect(version).toBe('20240423');
    expect(locations[0]).toHaveProperty('url', expect.stringMatching(/20240423\/noble.img$/));
  });

  test('versions of a product are reported with the nearest names when the wanted one is missing', async () => {
    await expect(resolved(UNSIGNED, { version: '20240424' })).rejects.toThrow(
      'has no version "20240424"; nearest: "20240423", "20240501", "20240423.1"',
    );
  });

  test('versions of a product are not replaced by others when the named one lacks the item', async () => {
    await expect(resolved(UNSIGNED, { version: '20240501' })).rejects.toThrow(
      'has no disk image; version "20240501" has "manifest"',
    );
  });
});

describe('items', () => {
  test('items of a product are found by name', async () => {
    const { identifier, diskFormat } = await resolved(UNSIGNED, { item: 'disk-kvm.img' });
    expect(identifier).toBe(`${STREAM} ${PRODUCT} disk-kvm.img`);
    expect(diskFormat).toBe('qcow2');
  });

  test('items of a product are found by type, in the newest version that has one', async () => {
    const versions = { '1': { items: { a: item('a.iso', { ftype: 'iso' }), b: item('b.img') } } };
    const published = await resolved(withProduct({ versions }), { item: 'iso' });
    expect(published).toMatchObject({ diskFormat: null, packing: null, version: '1' });
    expect(published.locations[0]).toHaveProperty('url', expect.stringMatching(/a.iso$/));
  });

  test('items of a product have the packing of their file name when their type is unknown', async () => {
    const versions = { '1': { items: { a: item('noble-azure.vhd.tar.gz', { ftype: 'azure.vhd' }) } } };
    const published = await resolved(withProduct({ versions }), { item: 'a' });
    expect(published).toMatchObject({ diskFormat: null, packing: 'tar' });
  });

  test('items of a product may be a variant of the disk when it is the only disk', async () => {
    const versions = { '1': { items: { k: item('k.img', { ftype: 'disk-kvm.img' }) } } };
    expect((await resolved(withProduct({ versions }))).properties.item_name).toBe('k');
  });

  test('items of a product are refused when two fit', async () => {
    const versions = { '1': { items: { a: item('a.img'), b: item('b.img') } } };
    await expect(resolved(withProduct({ versions }))).rejects.toThrow(
      'version "1" has several items that fit: "a", "b"',
    );
    expect((await resolved(withProduct({ versions }), { item: 'b' })).properties.item_name).toBe('b');
  });

  test('items of a product are reported with the nearest names when the wanted one is missing', async () => {
    const resolving = resolved(UNSIGNED, { version: '20240423.1', item: 'disk2.img' });
    await expect(resolving).rejects.toThrow('has no item "disk2.img"; nearest: "disk1.img"');
  });
});

describe('attributes', () => {
  test('attributes of the item override those of the version, which override those of the product', async () => {
    const items = { 'disk1.img': { path: 'x.img', sha256: SHA256, arch: 'arm64' } };
    const product = { ftype: 'disk1.img', size: '9', versions: { '1': { items, os: 'debian', size: 10 } } };
    const published = await resolved(withProduct(product));
    expect(published.size).toBe(10);
    expect(published.properties).toMatchObject({ os_distro: 'debian', architecture: 'aarch64' });
  });

  test('attributes of a product are expanded from aliases', async () => {
    const aliases = {
      kind: { noble: { os: 'ubuntu', version: '24.04', ftype: 'disk1.img', path: 'a.img' } },
    };
    const versions = { '1': { items: { disk: { kind: 'noble', sha256: SHA256 } } } };
    const published = await resolved(withProduct({ versions }, { _aliases: aliases }));
    expect(published.locations[0]).toHaveProperty('url', expect.stringMatching(/a.img$/));
    expect(published.properties).toMatchObject({ os_distro: 'ubuntu', item_name: 'disk' });
  });

  test('attributes of a product make an image deprecated when its support has ended', async () => {
    const { deprecated } = await resolved(withProduct({ supported: false, support_eol: '2024-07-11' }));
    expect(deprecated).toBe('its publisher no longer supports it since 2024-07-11');
    expect(
      (await resolved(withProduct({ supported: true, support_eol: '2029-05-31' }))).deprecated,
    ).toBeNull();
  });

  test('attributes of a product without a digest give a warning', async () => {
    const { digests, warnings } = await resolved(withItem({ sha256: undefined, md5: '' }));
    expect(digests).toEqual({});
    expect(warnings).toEqual([expect.stringContaining('has no digest')]);
  });

  test.each([
    [{ sha256: SHA256.slice(1) }, 'must have 64 hexadecimal digits'],
    [{ sha256: '\u001b[31m' }, 'must have 64 hexadecimal digits'],
    [{ size: -1 }, 'is not a number of bytes'],
    [{ size: 1.5 }, 'is not a number of bytes'],
    [{ size: '1e3' }, 'is not a number of bytes'],
    [{ size: 2 ** 60 }, 'is not a number of bytes'],
    [{ path: undefined }, 'has no path'],
    [{ path: ['x'] }, 'has no path'],
  ])('attributes of a product are refused: %j', async (more, message) => {
    const resolving = resolved(withItem(more));
    await expect(resolving).rejects.toThrow(VerificationError);
    await expect(resolving).rejects.toThrow(message);
  });

  test('attributes of a product are left out when they are too long for a property', async () => {
    const { properties } = await resolved(withItem({ note: 'x'.repeat(100_000) }));
    expect(properties).not.toHaveProperty('simplestreams_metadata');
    expect(properties).toHaveProperty('item_name');
  });
});

describe('a path below the base of the mirror', () => {
  const bad = [
    ['/etc/passwd', 'is absolute'],
    ['//evil.example/x.img', 'is absolute'],
    ['https://evil.example/x.img', 'is a URL'],
    ['file:x.img', 'is a URL'],
    ['../x.img', 'climbs'],
    ['a/../../x.img', 'climbs'],
    ['a/..', 'climbs'],
    ['./x.img', 'climbs'],
    ['a\\..\\x.img', 'backslash'],
    ['%2e%2e/x.img', 'encoding'],
    ['a%2F..%2Fx.img', 'encoding'],
    ['%252e%252e/x.img', 'encoding'],
    ['x.img?token', '"?"'],
    ['x.img#part', '"#"'],
    ['x\n.img', 'control characters'],
    ['', 'is empty'],
    ['a'.repeat(5_000), 'is longer'],
  ] as const;

  test.each(bad)('a path below the base of the mirror is refused in an item: %j', async (path, message) => {
    const resolving = resolved(withItem({ path }));
    await expect(resolving).rejects.toThrow(VerificationError);
    await expect(resolving).rejects.toThrow(message);
  });

  test.each(bad)(
    'a path below the base of the mirror is refused in an index without a request: %j',
    async (path) => {
      const server = await serve(mirrorOf({ 'streams/v1/index.json': indexOf(path) }));
      await expect(resolveSimplestreams(referenceTo(server.url), options())).rejects.toThrow(
        VerificationError,
      );
      expect(server.requests).toHaveLength(1);
    },
  );

  test('a path below the base of the mirror may have dots, colons, spaces and other unusual characters', async () => {
    const { locations } = await resolved(withItem({ path: 'a..b/com.ubuntu:x y%20z+1.img' }));
    expect(locations[0]).toHaveProperty('url', expect.stringMatching(/\/a..b\/com.ubuntu:x%20y%20z\+1.img$/));
  });
});

describe('an index', () => {
  test('an index may list no products: then reconcile searches its streams', async () => {
    const index = {
      format: 'index:1.0',
      index: {
        ids: { path: 'ids.json' },
        other: { path: 'other.json', format: 'products:1.0' },
        [STREAM]: { path: PRODUCTS_PATH },
      },
    };
    const documents = {
      'streams/v1/index.json': index,
      'ids.json': { format: 'products:1.0', datatype: 'image-ids', products: { [PRODUCT]: {} } },
      'other.json': { format: 'products:1.0', content_id: 'other', products: {} },
      [PRODUCTS_PATH]: productsOf(),
    };
    expect((await resolved(documents)).version).toBe('20240423.1');
  });

  test('an index of products may be at another path, or be a products file', async () => {
    const documents = { 'my/index.json': indexOf(), [PRODUCTS_PATH]: productsOf() };
    expect((await resolved(documents, { index: 'my/index.json' })).version).toBe('20240423.1');
    expect((await resolved(documents, { index: PRODUCTS_PATH })).version).toBe('20240423.1');
  });

  test('an index of products is reported with the nearest names when it lacks the product', async () => {
    const product = PRODUCT.replace('amd64', 'arm64');
    await expect(resolved(UNSIGNED, { product })).rejects.toThrow(
      `has no product "${product}"; nearest: "${PRODUCT}"`,
    );
  });

  test('an index of products gives the name of the products file that lacks the product', async () => {
    const documents = { ...UNSIGNED, [PRODUCTS_PATH]: { ...productsOf(), products: {} } };
    await expect(resolved(documents)).rejects.toThrow(`${STREAM}.json has no product`);
  });

  test('an index of products is refused when two streams have the product', async () => {
    const entry = { path: 'a.json', products: [PRODUCT] };
    const documents = {
      'streams/v1/index.json': { format: 'index:1.0', index: { a: entry, b: { ...entry, path: 'b.json' } } },
      'a.json': { ...productsOf(), content_id: 'a' },
      'b.json': { ...productsOf(), content_id: 'b' },
    };
    await expect(resolved(documents)).rejects.toThrow('in several streams: "a", "b"');
    expect((await resolved(documents, { index: 'b.json' })).properties.content_id).toBe('b');
  });

  test('an index of products is refused when the products file belongs to another stream', async () => {
    const documents = { ...UNSIGNED, [PRODUCTS_PATH]: { ...productsOf(), content_id: 'daily' } };
    const resolving = resolved(documents);
    await expect(resolving).rejects.toThrow(VerificationError);
    await expect(resolving).rejects.toThrow(`is the stream "daily", but the index calls it "${STREAM}"`);
  });

  test.each([
    ['<html>', 'is not JSON'],
    ['[]', 'not a simplestreams document'],
    ['{"format":"index:2.0"}', 'it says "index:2.0"'],
    ['{"format":"index:1.0","index":{"a":{}}}', 'gives no path for the stream "a"'],
    ['{"format":"index:1.0","index":[]}', ` product "${PRODUCT}"`],
  ])('an index of products is refused: %j', async (index, message) => {
    const resolving = resolved({ 'streams/v1/index.json': index });
    await expect(resolving).rejects.toThrow(SourceError);
    await expect(resolving).rejects.toThrow(message);
  });

  test('an index of products may have names such as "constructor", like any other name', async () => {
    for (const product of ['constructor', '__proto__', 'toString']) {
      const lacks = (level: string) => ({
        name: 'SourceError',
        message: expect.stringMatching(`[^,] ${level} "${product}"`),
      });
      const asked = { product, index: PRODUCTS_PATH };
      await expect(resolved(UNSIGNED, asked)).rejects.toMatchObject(lacks('product'));
      await expect(resolved(UNSIGNED, { version: product })).rejects.toMatchObject(lacks('version'));
      await expect(resolved(UNSIGNED, { item: product })).rejects.toMatchObject(lacks('item'));
    }
  });
});
