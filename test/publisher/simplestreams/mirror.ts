import type { RequestListener } from 'node:http';
import type { SimplestreamsReference } from '../../../src/model/reference.ts';
import { digest } from '../../support/digest.ts';

export const STREAM = 'com.ubuntu.cloud:released:download';
export const PRODUCT = 'com.ubuntu.cloud:server:24.04:amd64';
export const PRODUCTS_PATH = `streams/v1/${STREAM}.json`;

export const SHA256 = digest('sha256', 'noble');
export const MD5 = digest('md5', 'noble');

/** An item as Ubuntu publishes it. */
export function item(path: string, more: object = {}): object {
  return { ftype: 'disk1.img', path, sha256: SHA256, md5: MD5, size: 123, ...more };
}

/** An index as Ubuntu publishes it, with a second stream that has ids of images in clouds. */
export function indexOf(path = PRODUCTS_PATH): object {
  return {
    format: 'index:1.0',
    updated: 'Tue, 24 Feb 2015 14:14:24 +0000',
    index: {
      'com.ubuntu.cloud:released:aws': {
        datatype: 'image-ids',
        format: 'products:1.0',
        path: 'streams/v1/aws.json',
        products: [PRODUCT],
      },
      [STREAM]: {
        datatype: 'image-downloads',
        format: 'products:1.0',
        path,
        products: ['com.ubuntu.cloud:server:22.04:amd64', PRODUCT],
      },
    },
  };
}

/** A products file whose newest version has no disk image, as while it is being built. */
export function productsOf(product: object = {}): object {
  return {
    format: 'products:1.0',
    content_id: STREAM,
    datatype: 'image-downloads',
    products: {
      [PRODUCT]: {
        os: 'ubuntu',
        release: 'noble',
        version: '24.04',
        arch: 'amd64',
        aliases: 'noble,24.04',
        versions: {
          '20240423': {
            label: 'release',
            pubname: 'ubuntu-noble-24.04-amd64-server-20240423',
            items: { 'disk1.img': item('server/20240423/noble.img') },
          },
          '20240423.1': {
            label: 'release',
            pubname: 'ubuntu-noble-24.04-amd64-server-20240423.1',
            items: {
              'disk1.img': item('server/20240423.1/noble.img'),
              'disk-kvm.img': item('server/20240423.1/noble-kvm.img', { ftype: 'disk-kvm.img' }),
              'root.tar.xz': item('server/20240423.1/noble.tar.xz', { ftype: 'root.tar.xz' }),
            },
          },
          '20240501': {
            items: { manifest: item('server/20240501/noble.manifest', { ftype: 'manifest' }) },
          },
        },
        ...product,
      },
    },
  };
}

/** The documents of a mirror by their path: objects are sent as JSON. */
export type Documents = Readonly<Record<string, object | string | Buffer>>;

export const UNSIGNED: Documents = {
  'streams/v1/index.json': indexOf(),
  [PRODUCTS_PATH]: productsOf(),
};

/** A web server with a mirror at `/releases/`; queries are ignored. */
export function mirrorOf(documents: Documents): RequestListener {
  return (request, response) => {
    const path = decodeURIComponent((request.url ?? '').replace(/^\/releases\/|\?.*/g, ''));
    const document = documents[path];
    if (document === undefined) response.writeHead(404).end();
    else response.end(bytesOf(document));
  };
}

export function bytesOf(document: object | string | Buffer): Buffer {
  if (Buffer.isBuffer(document)) return document;
  return Buffer.from(typeof document === 'string' ? document : JSON.stringify(document, null, 1));
}

export function referenceTo(url: string, more: Partial<SimplestreamsReference> = {}): SimplestreamsReference {
  return {
    kind: 'simplestreams',
    mirror: { kind: 'http', url: `${url}/releases` },
    index: null,
    product: PRODUCT,
    item: null,
    version: null,
    keyring: null,
    ...more,
  };
}
