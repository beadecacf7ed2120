import { describe, expect, it } from 'vitest';
import { DIRECTORY, errorOf, load, loadImage } from '../load-text.ts';

const SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const CHECKSUM = `checksum: sha256:${SHA256}`;

describe('a list of mirrors', () => {
  it('is read in its order: URLs, paths and mappings with credentials of their own', async () => {
    const { source } = await loadImage(
      `source:
  - https://a.example/disk.img?x=1
  - {url: https://b.example/disk.img, auth: {token: "\${TOKEN}"}}
  - https://reader:\${PASSWORD}@c.example/disk.img
  - images/disk.img
  - file:///srv/disk.img
${CHECKSUM}`,
      { TOKEN: 'tok-12345', PASSWORD: 'pw-12345' },
    );
    expect(source).toEqual({
      kind: 'alternatives',
      places: [
        { kind: 'http', url: 'https://a.example/disk.img?x=1' },
        { kind: 'http', url: 'https://b.example/disk.img', auth: { scheme: 'bearer', token: 'tok-12345' } },
        {
          kind: 'http',
          url: 'https://c.example/disk.img',
          auth: { scheme: 'basic', user: 'reader', password: 'pw-12345' },
        },
        { kind: 'file', path: `${DIRECTORY}/images/disk.img`, shown: 'images/disk.img' },
        { kind: 'file', path: '/srv/disk.img' },
      ],
    });
  });

  it('of one place is this place, and needs no checksum', async () => {
    const { source } = await loadImage('source: [https://a.example/disk.img]');
    expect(source).toEqual({ kind: 'http', url: 'https://a.example/disk.img' });
  });

  it('may stand under the name "location"', async () => {
    const { source } = await loadImage(`location: [https://a.example/x, https://b.example/x]\n${CHECKSUM}`);
    expect(source).toMatchObject({ kind: 'alternatives' });
  });

  it('has the digests of a checksum file', async () => {
    const image = await loadImage(
      'source: [https://a.example/x, https://b.example/x]\nchecksum: {url: https://a.example/SHA256SUMS}',
    );
    expect(image.checksumFile).toBeDefined();
  });

  it('shares one cached download, as every mirror has the same bytes', async () => {
    const { source } = await loadImage(
      `source: [https://a.example/x, /srv/x, https://b.example/x]\nfile: x.img\n${CHECKSUM}`,
    );
    const kept = {
      cachedAt: `${DIRECTORY}/x.img`,
      cachedBelow: DIRECTORY,
      cacheShown: { cachedAt: 'x.img', cachedBelow: '.' },
    };
    expect(source).toEqual({
      kind: 'alternatives',
      places: [
        { kind: 'http', url: 'https://a.example/x', ...kept },
        { kind: 'file', path: '/srv/x' },
        { kind: 'http', url: 'https://b.example/x', ...kept },
      ],
    });
  });

  it('needs no checksum where the image is to be absent', async () => {
    const { state } = await loadImage('source: [https://a.example/x, https://b.example/x]\nstate: absent');
    expect(state).toBe('absent');
  });

  it.each([
    [
      'source: [https://a.example/x, https://b.example/x]',
      'several mirrors need a "checksum"',
      'Add "checksum"',
    ],
    [`source: []\n${CHECKSUM}`, '"source" must not be empty', 'Add an entry'],
    [
      `source: [https://a.example/x, 7]\n${CHECKSUM}`,
      'an entry of "source" must be a string or a mapping',
      'Quote',
    ],
    [`source: [https://a.example/x, [b]]\n${CHECKSUM}`, 'must be a string or a mapping, not a list', null],
    [
      `source: [https://a.example/x, ftp://b.example/x]\n${CHECKSUM}`,
      'cannot read a source by ftp://',
      'http://',
    ],
    [
      `source: [https://a.example/x, {glance: {image: other}}]\n${CHECKSUM}`,
      'unknown key "glance" in an entry of "source"',
      'a publisher as the only source',
    ],
    [
      `source: [https://a.example/x, {auth: {token: x}}]\n${CHECKSUM}`,
      'must not hold a secret itself|"source" needs "url"',
      null,
    ],
    [
      `source: [/srv/a, /srv/b]\nfile: x.img\n${CHECKSUM}`,
      'names a cached download, but this source is a local file',
      'Remove',
    ],
    [
      `source: [https://a.example/x, https://b.example/x]\nmethod: web-download\n${CHECKSUM}`,
      '"method: web-download" takes one URL',
      'method: upload',
    ],
  ])('is refused at its place: %s', async (written, message, hint) => {
    const error = await errorOf(written);
    expect(error.message).toMatch(new RegExp(message.replace(/[.*+?^${}()[\]\\]/g, '\\$&')));
    if (hint !== null) expect(error.hint).toContain(hint);
  });

  it('two images may keep the same mirrors in one file, and not other ones', async () => {
    const entry = (name: string, mirrors: string) =>
      `      - {name: ${name}, source: [${mirrors}], file: x.img, checksum: 'sha256:${SHA256}'}\n`;
    const state = (...entries: string[]) => `glance:\n  server:\n    images:\n${entries.join('')}`;
    const same = 'https://a.example/x, https://b.example/x';
    expect((await load(state(entry('one', same), entry('two', same)))).images).toHaveLength(2);
    await expect(
      load(state(entry('one', same), entry('two', 'https://c.example/x, https://d.example/x'))),
    ).rejects.toMatchObject({
      faults: [{ message: expect.stringContaining('already uses this file for another source') }],
    });
  });
});
