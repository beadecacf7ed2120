import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { resolveChecksumFile } from '../../../src/publisher/checksums/resolve.ts';
import { options } from '../../support/source-server.ts';

const SAMPLES = [
  {
    publisher: 'AlmaLinux: GNU, two spaces',
    file: 'almalinux9-CHECKSUM',
    image: 'https://mirror.example/9/cloud/AlmaLinux-9-GenericCloud-latest.x86_64.qcow2',
    digests: { sha256: 'c397eed7023e92c841155831b1f47e26300e5bef0f0256c129322307c897a251' },
    size: null,
  },
  {
    publisher: 'CentOS Stream: BSD with sizes',
    file: 'centos_stream9-CHECKSUM',
    image: 'https://mirror.example/CentOS-Stream-GenericCloud-9-latest.x86_64.qcow2',
    digests: { sha256: '2aa1716dc75fc5485df1b221d3d930f276024d70024f68f9ee047dad0e03d85d' },
    size: 1_517_945_856,
  },
  {
    publisher: 'Debian: GNU with SHA-512',
    file: 'debian13-SHA512SUMS',
    image: 'https://mirror.example/debian-13-genericcloud-amd64-daily-20260717-2542.qcow2',
    digests: {
      sha512:
        'fcc52bdff35697583f9331b64c688db6681fea98c024a1db185d8857b167f4e1838ead7037f18c12e432229354b1253f29e881a040ce0f5636801576e715b4b8',
    },
    size: null,
  },
  {
    publisher: 'Rocky: BSD with a size',
    file: 'rocky9-CHECKSUM',
    image: 'https://mirror.example/Rocky-9-GenericCloud.latest.x86_64.qcow2',
    digests: { sha256: '92c206cc6f790c61583247eefe87890f8828420662c17cacf247cec78ab4eec8' },
    size: 645_988_352,
  },
  {
    publisher: 'Ubuntu: GNU with an asterisk',
    file: 'ubuntu2404-SHA256SUMS',
    image: 'https://mirror.example/noble/current/noble-server-cloudimg-amd64.img',
    digests: { sha256: 'ffe6203da54deeb6db5d2a98a83f9ec8e55f149d3f7ba622e1abe5fa966ee3d6' },
    size: null,
  },
];

test.each(SAMPLES)('the checksum file of $publisher is read', async ({ file, image, digests, size }) => {
  const path = resolve('test/samples/checksums', file);
  const reference = {
    document: { kind: 'file', path },
    name: null,
    signature: null,
    keyring: null,
  } as const;
  expect(await resolveChecksumFile(reference, image, options())).toEqual({
    digests,
    size,
    signature: { status: 'none' },
    warnings: [],
  });
});
