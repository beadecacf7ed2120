import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digest } from '../../support/digest.ts';
import { openGnuPg } from '../../support/gnupg-home.ts';
import { type Kind, perVersion, type Version, type Workroom } from './kind.ts';

const PUBLISHER = 'Publisher <publisher@images.example>';
const PRODUCT = 'org.example:small:1:amd64';

const contentOf = (version: Version) => `release ${version} `.repeat(100);
/** When the documents of a version are signed. */
const signedAt = (version: Version) => ['--faked-system-time', `2022010${version}T000000`];

/** Publishers that sign by OpenPGP: a checksum file (with its signature beside it, or clearsigned), and simplestreams. */
export async function openPgpKinds({ url, folder }: Workroom): Promise<readonly Kind[]> {
  const gnupg = await openGnuPg();
  try {
    await gnupg.newKey(PUBLISHER, { at: '20210101T000000' });
    const keyring = join(folder, 'publisher.gpg');
    await gnupg.run(['--export', PUBLISHER]).then((bytes) => writeFile(keyring, bytes));
    const sums = (version: Version) => `${digest('sha256', contentOf(version))}  disk.img\n`;
    const detached = await perVersion((version) =>
      gnupg.sign(sums(version), PUBLISHER, ...signedAt(version)),
    );
    const clear = await perVersion((version) =>
      gnupg.clearsign(sums(version), PUBLISHER, ...signedAt(version)),
    );
    const products = await perVersion((version) =>
      gnupg.clearsign(JSON.stringify(productsOf(version)), PUBLISHER, ...signedAt(version)),
    );
    const index = await perVersion((version) =>
      gnupg.clearsign(JSON.stringify(INDEX), PUBLISHER, ...signedAt(version)),
    );
    const entry = { name: 'disk', format: 'raw', source: `${url}/disk.img` };
    const published = (version: Version) => ({ disk: contentOf(version) });
    return [
      {
        name: 'checksum file with a detached signature',
        images: [
          { ...entry, checksum: { url: `${url}/SHA256SUMS`, signature: `${url}/SHA256SUMS.gpg`, keyring } },
        ],
        pages: (version) => ({
          '/disk.img': contentOf(version),
          '/SHA256SUMS': sums(version),
          '/SHA256SUMS.gpg': detached(version),
        }),
        published,
      },
      {
        name: 'clearsigned checksum file',
        images: [{ ...entry, checksum: { url: `${url}/SHA256SUMS`, keyring } }],
        pages: (version) => ({ '/disk.img': contentOf(version), '/SHA256SUMS': clear(version) }),
        published,
      },
      {
        name: 'simplestreams',
        images: [
          { name: 'disk', format: 'raw', source: { simplestreams: `${url}/`, product: PRODUCT, keyring } },
        ],
        pages: (version) => ({
          '/streams/v1/index.sjson': index(version),
          '/streams/v1/products.sjson': products(version),
          [`/disk-${version}.img`]: contentOf(version),
        }),
        published,
      },
    ];
  } finally {
    await gnupg.close();
  }
}

const INDEX = {
  format: 'index:1.0',
  index: { stream: { format: 'products:1.0', path: 'streams/v1/products.sjson', products: [PRODUCT] } },
};

function productsOf(version: Version): object {
  const content = contentOf(version);
  const path = `disk-${version}.img`;
  const item = { path, ftype: 'disk.img', size: content.length, sha256: digest('sha256', content) };
  const versions = { [`2022010${version}`]: { items: { 'disk.img': item } } };
  return {
    format: 'products:1.0',
    content_id: 'stream',
    products: { [PRODUCT]: { arch: 'amd64', versions } },
  };
}
