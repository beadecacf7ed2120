import { writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { SourceError, VerificationError } from '../../../src/model/errors.ts';
import type { ChecksumReference } from '../../../src/model/reference.ts';
import { resolveChecksumFile } from '../../../src/publisher/checksums/resolve.ts';
import { createGnuPg, type GnuPg } from '../../support/gnupg.ts';
import { options, serve } from '../../support/source-server.ts';

const HEX = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const OTHER = HEX.replace('e3', '00');
const PUBLISHER = 'Publisher <publisher@images.example>';

let gnupg: GnuPg;
let keyring: string;

beforeAll(async () => {
  gnupg = await createGnuPg();
  await gnupg.newKey(PUBLISHER);
  keyring = await gnupg.keyring([PUBLISHER]);
});

/** A site that serves the given texts by path, and answers 404 for every other path. */
function site(pages: Readonly<Record<string, string | Buffer>>): RequestListener {
  return (request, response) => {
    const page = pages[request.url ?? ''];
    response.writeHead(page === undefined ? 404 : 200).end(page);
  };
}

function reference(url: string, more: Partial<ChecksumReference> = {}): ChecksumReference {
  return { document: { kind: 'http', url }, name: null, signature: null, keyring: null, ...more };
}

describe('the name of an image in a checksum file', () => {
  test('the name of an image in a checksum file is the last part of the URL, decoded, without its query', async () => {
    const { url } = await serve(site({ '/SUMS': `${HEX}  my image+1.img\n` }));
    const image = `${url}/my%20image+1.img?token=secret#part`;
    expect((await resolveChecksumFile(reference(`${url}/SUMS`), image, options())).digests).toEqual({
      sha256: HEX,
    });
  });

  test('the name of an image in a checksum file is the last part of a path, as it is', async () => {
    const { url } = await serve(site({ '/SUMS': `${HEX}  50%25.img\n` }));
    const { digests } = await resolveChecksumFile(reference(`${url}/SUMS`), '/srv/50%25.img', options());
    expect(digests).toEqual({ sha256: HEX });
  });

  test('the name of an image in a checksum file is found after a byte order mark', async () => {
    const { url } = await serve(site({ '/SUMS': `\ufeff${HEX}  x.img\r\n` }));
    const { digests } = await resolveChecksumFile(reference(`${url}/SUMS`), `${url}/x.img`, options());
    expect(digests).toEqual({ sha256: HEX });
  });

  test('the name of an image in a checksum file is the name that the state file gives', async () => {
    const { url } = await serve(site({ '/SUMS': `${HEX}  build-1.2.img\n` }));
    const given = reference(`${url}/SUMS`, { name: './build-1.2.img' });
    expect((await resolveChecksumFile(given, `${url}/latest.img`, options())).digests.sha256).toBe(HEX);
  });

  test('the name of an image in a checksum file is distinguished by its folder below that of the checksum file', async () => {
    const { url } = await serve(site({ '/noble/SUMS': `${OTHER}  amd64/x.img\n${HEX}  arm64/x.img\n` }));
    const sums = reference(`${url}/noble/SUMS`);
    expect((await resolveChecksumFile(sums, `${url}/noble/arm64/x.img`, options())).digests.sha256).toBe(HEX);
    await expect(
      resolveChecksumFile(sums, 'https://mirror.example/noble/arm64/x.img', options()),
    ).rejects.toThrow('two different sha256 digests');
  });

  test('the name of an image in a checksum file must be given when the address does not end with a file name', async () => {
    const { url } = await serve(site({ '/SUMS': `${HEX}  x.img\n` }));
    const resolving = resolveChecksumFile(reference(`${url}/SUMS`), `${url}/images/`, options());
    await expect(resolving).rejects.toThrow(/does not end with a file name/);
  });
});

describe('a sidecar, a checksum file that is called like the image with an ending', () => {
  const build = `${HEX}  leap-Build42.qcow2\n`;

  test.each(['.sha256', '.SHA256SUM', '.sha256.txt', '-sha256', '.CHECKSUM', '.digest'])(
    'leap.qcow2%s names a build of leap.qcow2, and its digest is found',
    async (ending) => {
      const { url } = await serve(site({ [`/leap.qcow2${ending}`]: build }));
      const sums = reference(`${url}/leap.qcow2${ending}`);
      const resolved = await resolveChecksumFile(sums, `${url}/leap.qcow2`, options());
      expect(resolved).toEqual({
        digests: { sha256: HEX },
        size: null,
        signature: { status: 'none' },
        warnings: [],
      });
    },
  );

  test.each([
    ['the sums of a folder', 'SHA256SUMS'],
    ['the sidecar of another file', 'leap.qcow2.xz.sha256'],
    ['the sidecar of a longer name', 'leap.qcow2-next.sha256'],
  ])('%s is no sidecar of leap.qcow2: it must name leap.qcow2', async (_, file) => {
    const { url } = await serve(site({ [`/${file}`]: build }));
    const resolving = resolveChecksumFile(reference(`${url}/${file}`), `${url}/leap.qcow2`, options());
    await expect(resolving).rejects.toThrow('does not name "leap.qcow2"; nearest: "leap-Build42.qcow2"');
  });

  test('a glob in the state file finds the build that the checksum file names', async () => {
    const { url } = await serve(site({ '/SHA256SUMS': `${OTHER}  tumbleweed-Build7.qcow2\n${build}` }));
    const sums = reference(`${url}/SHA256SUMS`, { name: './leap-*.qcow2' });
    const { digests } = await resolveChecksumFile(sums, `${url}/leap.qcow2`, options());
    expect(digests).toEqual({ sha256: HEX });
  });

  test('a sidecar that is signed for another name is a warning until the state file gives the name', async () => {
    const signature = await gnupg.sign(build, PUBLISHER);
    const pages = { '/leap.qcow2.sha256': build, '/leap.qcow2.sha256.asc': signature };
    const { url } = await serve(site(pages));
    const signed = reference(`${url}/leap.qcow2.sha256`, {
      keyring,
      signature: { kind: 'http', url: `${url}/leap.qcow2.sha256.asc` },
    });
    const image = `${url}/leap.qcow2`;
    const unnamed = await resolveChecksumFile(signed, image, options());
    expect(unnamed).toMatchObject({ digests: { sha256: HEX }, signature: { status: 'verified' } });
    expect(unnamed.warnings).toEqual([
      expect.stringMatching(/sha256 is signed for "leap-Build42.qcow2", .* "leap.qcow2": give its `name`/),
    ]);
    const named = await resolveChecksumFile({ ...signed, name: 'leap-*.qcow2' }, image, options());
    expect(named).toMatchObject({ digests: { sha256: HEX }, warnings: [] });
  });
});

describe('the signature of a checksum file', () => {
  const text = `${HEX}  x.img\n`;

  test('the signature of a checksum file may be detached, as Ubuntu publishes it', async () => {
    const signature = await gnupg.sign(text, PUBLISHER);
    const { url } = await serve(site({ '/SHA256SUMS': text, '/SHA256SUMS.gpg': signature }));
    const signed = reference(`${url}/SHA256SUMS`, {
      keyring,
      signature: { kind: 'http', url: `${url}/SHA256SUMS.gpg` },
    });
    const resolved = await resolveChecksumFile(signed, `${url}/x.img`, options());
    expect(resolved).toMatchObject({ digests: { sha256: HEX }, signature: { status: 'verified' } });
  });

  test('the signature of a checksum file may be in the file itself, as Fedora publishes it', async () => {
    const fedora = `# x.img: 42 bytes\nSHA256 (x.img) = ${HEX}\n`;
    const signed = await gnupg.clearsign(fedora, PUBLISHER);
    const { url } = await serve(site({ '/CHECKSUM': signed }));
    const resolved = await resolveChecksumFile(
      reference(`${url}/CHECKSUM`, { keyring }),
      `${url}/x.img`,
      options(),
    );
    expect(resolved).toMatchObject({ digests: { sha256: HEX }, size: 42, signature: { status: 'verified' } });
  });

  test('the signature of a checksum file covers the signed text only: text around it is ignored, with a keyring and without', async () => {
    const signed = await gnupg.clearsign(`${HEX}  y.img\n`, PUBLISHER);
    const forged = `${OTHER}  x.img\n${signed}${OTHER}  x.img\n`;
    const { url } = await serve(site({ '/SUMS': forged }));
    for (const keys of [keyring, null]) {
      const sums = reference(`${url}/SUMS`, { keyring: keys });
      await expect(resolveChecksumFile(sums, `${url}/x.img`, options())).rejects.toMatchObject({
        name: 'SourceError',
        message: expect.stringMatching(new RegExp(`${url}/SUMS [^"]*"x\\.img"`)),
      });
      const { signature } = await resolveChecksumFile(sums, `${url}/y.img`, options());
      expect(signature.status).toBe(keys === null ? 'unchecked' : 'verified');
    }
  });

  test('the signature of a checksum file must exist when the state file gives a keyring', async () => {
    const { url } = await serve(site({ '/SUMS': text }));
    const resolving = resolveChecksumFile(reference(`${url}/SUMS`, { keyring }), `${url}/x.img`, options());
    await expect(resolving).rejects.toThrow(VerificationError);
    await expect(resolving).rejects.toMatchObject({
      message: expect.stringMatching(/\/SUMS [^/(]*$/),
      hint: expect.stringMatching(/detached .*`keyring`/),
    });
  });

  test('the signature of a checksum file is named in the message when it cannot be read', async () => {
    const { url } = await serve(site({ '/SUMS': text }));
    const signature = { kind: 'http', url: `${url}/SUMS.gpg` } as const;
    const sums = reference(`${url}/SUMS`, { keyring, signature });
    const resolving = resolveChecksumFile(sums, `${url}/x.img`, options());
    await expect(resolving).rejects.toMatchObject({
      name: 'SourceError',
      message: expect.stringMatching(/^the signature .*\/SUMS [^:]*: .*\/SUMS\.gpg .*404/),
    });
  });

  test('the signature of a checksum file is refused when the file was changed after it was signed', async () => {
    const path = join(gnupg.folder, 'SUMS');
    await writeFile(path, text.replace(HEX, OTHER));
    await writeFile(`${path}.asc`, await gnupg.sign(text, PUBLISHER, '--armor'));
    const sums: ChecksumReference = {
      document: { kind: 'file', path },
      name: null,
      signature: { kind: 'file', path: `${path}.asc` },
      keyring,
    };
    await expect(resolveChecksumFile(sums, '/srv/x.img', options())).rejects.toThrow(VerificationError);
  });
});

test('an image that is given in the place of its checksum file is not read to its end', async () => {
  const { url } = await serve((_, response) => {
    response.on('error', () => {});
    response.writeHead(200, { 'content-length': 10 ** 12 });
    const block = Buffer.alloc(1024 * 1024);
    function send(): void {
      while (!response.destroyed && response.write(block));
      if (!response.destroyed) response.once('drain', send);
    }
    send();
  });
  const resolving = resolveChecksumFile(reference(`${url}/x.img`), `${url}/x.img`, options());
  await expect(resolving).rejects.toThrow(SourceError);
  await expect(resolving).rejects.toThrow('has more than');
});
