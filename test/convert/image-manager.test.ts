import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Conversion } from '../../src/convert/draft.ts';
import { convertImageManager } from '../../src/convert/image-manager/convert.ts';
import { compareNaturally } from '../../src/convert/image-manager/read-image.ts';
import type { StatedImage } from '../../src/model/desired.ts';
import { ConversionError } from '../../src/model/errors.ts';
import type { Image } from '../../src/model/image.ts';
import { SDK_DIGEST } from '../../src/model/marker.ts';
import { carryOut, cloudOf } from '../plan/simulate.ts';
import { planFor } from '../support/plan-input.ts';
import { folderOf, load } from './folders.ts';

const SAMPLES = resolve('test/samples/convert/openstack-image-manager');

function convert(folder: string, ...files: readonly string[]): Promise<Conversion> {
  return convertImageManager({
    files: files.map((file) => ({ path: join(folder, file), shown: file })),
    tag: 'managed_by_osism',
    cloud: null,
    cwd: '/srv',
  });
}

/** A definition of one image with one version, and more lines of YAML for both. */
function definition(image = '', version = ''): string {
  return `
images:
  - name: One
    format: qcow2
    login: root
    status: active
    visibility: public
    multi: true
    meta: {}
    tags: []
${image.replace(/^(?=.)/gm, '    ')}
    versions:
      - version: '1'
        url: https://images.example/one.img
        checksum: sha256:${'a'.repeat(64)}
${version.replace(/^(?=.)/gm, '        ')}
`;
}

async function convertText(text: string): Promise<{
  readonly outcome: Conversion;
  readonly images: readonly StatedImage[];
}> {
  const outcome = await convert(folderOf({ 'one.yml': text }), 'one.yml');
  return { outcome, images: (await load(outcome.text)).images };
}

async function errorsOf(text: string): Promise<readonly string[]> {
  try {
    await convertText(text);
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    return error.faults.map(({ at, message }) => `${at.file}:${at.line}: ${message}`);
  }
  throw new Error('the conversion has no error');
}

describe('the definitions of an installation', () => {
  const whole = async () => {
    const outcome = await convert(SAMPLES, 'ubuntu.yml', 'other.yml');
    return { outcome, ...(await load(outcome.text)) };
  };

  it('the definitions of openstack-image-manager become images with the names that openstack-image-manager gives them', async () => {
    const { images, outcome } = await whole();
    expect(images.map(({ name }) => name)).toEqual([
      'Ubuntu 22.04 (20240912)',
      'Ubuntu 22.04',
      'Debian 13',
      'RancherOS 1.3.0',
      'RancherOS 1.10.0',
      'Local-v1',
    ]);
    expect(outcome.warnings).toContain('"Ubuntu 14.04" is left out, as "enable" is false');
  });

  it('the definitions of openstack-image-manager with multi give the newest version the plain name, and as many backups as uuid_validity promises', async () => {
    const { images } = await whole();
    expect(images.find(({ name }) => name === 'Ubuntu 22.04')).toMatchObject({
      source: {
        kind: 'http',
        url: 'https://mirror.example/ubuntu-22.04/20241002-ubuntu-22.04.qcow2',
      },
      digests: { sha256: '55c687a9a242fab7b0ec89ac69f9def77696c4e160e6f640879a0b0031a08318' },
      version: '20241002',
      diskFormat: 'qcow2',
      visibility: 'public',
      status: 'active',
      minDisk: 8,
      minRam: 512,
      tags: ['managed_by_osism', 'os:ubuntu'],
      // Hidden, under a backup name: the entry of the previous version has the name `Ubuntu 22.04 (VERSION)`.
      backup: { keep: 2, name: '{name} (backup {created_at})', hidden: true, visibility: 'public' },
      properties: {
        architecture: 'x86_64',
        hw_vif_multiqueue_enabled: 'True',
        image_build_date: '2024-10-02',
        image_description: 'Ubuntu 22.04',
        image_name: 'Ubuntu 22.04',
        image_original_user: 'ubuntu',
        image_source: 'https://images.example/jammy/20241002/jammy-server-cloudimg-amd64.img',
        internal_version: '20241002',
        os_distro: 'ubuntu',
        os_version: '22.04',
        provided_until: '2027-04-30',
        uuid_validity: 'last-3',
      },
    });
  });

  it('the definitions of openstack-image-manager with a latest version have its digest looked up at the publisher', async () => {
    const { images } = await whole();
    const debian = images.find(({ name }) => name === 'Debian 13');
    expect(JSON.stringify(debian)).toContain('https://images.example/trixie/latest/SHA512SUMS');
    expect(debian?.properties).not.toHaveProperty('internal_version');
    expect(debian?.version).toBeUndefined();
  });

  it("the definitions of openstack-image-manager use the publisher's packed file, which the digest describes, when the mirror unpacked it", async () => {
    const { images } = await whole();
    expect(images.find(({ name }) => name === 'RancherOS 1.10.0')).toMatchObject({
      source: { url: 'https://images.example/v1.10.0/rancheros-openstack.img.xz' },
      preparation: { decompress: 'xz' },
      visibility: 'private',
      properties: { os_version: '1.10.0', os_purpose: 'minimal' },
    });
  });

  it('the definitions of openstack-image-manager show only the name of a local file', async () => {
    const { images } = await whole();
    expect(images.find(({ name }) => name === 'Local-v1')).toMatchObject({
      id: '6b5f3c1e-9d0a-4f5e-8a59-0d2c1f4b7e11',
      source: { kind: 'file', path: '/srv/images/local.raw' },
      properties: { image_source: 'file:local.raw' },
    });
  });
});

describe('one image', () => {
  it('an image of openstack-image-manager gets the tag of openstack-image-manager, and that of its distribution', async () => {
    const { images } = await convertText(definition().replace('meta: {}', 'meta: {os_distro: arch}'));
    expect(images[0]?.tags).toEqual(['managed_by_osism', 'os:arch']);
  });

  it('an image of openstack-image-manager keeps the text that openstack-image-manager stores for a value', async () => {
    const meta = `meta: {a: '1.10', b: 'yes', c: 1.0, d: 010, e: no, f: '\${HOME}', g: 2024-01-01 10:00:00}`;
    const { images } = await convertText(definition().replace('meta: {}', meta));
    expect(images[0]?.properties).toMatchObject({
      a: '1.10',
      b: 'yes',
      c: '1.0',
      d: '8',
      e: 'False',
      f: `\${HOME}`,
      g: '2024-01-01 10:00:00+00:00',
    });
  });

  it('an image of openstack-image-manager keeps the text that PyYAML reads where YAML 1.1 differs', async () => {
    const meta =
      'meta: {a: n, b: y, c: N, d: Y, e: on, f: 1e3, g: 08, h: 1.5e+3, i: 0:30, j: 1:30, k: .5, l: -.5, m: 2024-1-2}';
    const { images } = await convertText(definition().replace('meta: {}', meta));
    expect(images[0]?.properties).toMatchObject({
      a: 'n',
      b: 'y',
      c: 'N',
      d: 'Y',
      e: 'True',
      f: '1e3',
      g: '08',
      h: '1500.0',
      i: '0:30',
      j: '90',
      k: '0.5',
      l: '-.5',
      m: '2024-1-2',
    });
  });

  it('an image of openstack-image-manager loses credentials in its address, with a warning', async () => {
    const text = definition().replace('https://images', 'https://me:s3cret@images');
    const { images, outcome } = await convertText(text);
    expect(images[0]?.source).toMatchObject({ url: 'https://images.example/one.img' });
    expect(outcome.text + outcome.warnings.join()).not.toContain('s3cret');
    expect(outcome.warnings.join()).toContain('credentials');
  });

  it('an image of openstack-image-manager has no source when reconcile cannot read its address', async () => {
    const { images, outcome } = await convertText(definition().replace('https://', 'ftp://'));
    expect(images[0]?.source).toBeUndefined();
    expect(outcome.warnings.join()).toMatch(/its source is left out, .*"ftp:\/\/images\.example\/one\.img"/);
  });

  it.each([
    ['one.qcow2.gz', 'gz'],
    ['one.raw.lzma', 'lzma'],
    ['one.tar.xz', 'tar'],
    ['one.tgz', 'tar'],
    ['one.txz', 'tar'],
    ['one.ova', 'ova'],
    ['one.img.gz.xz', 'auto'],
    ['one.img', undefined],
  ])('an image of openstack-image-manager at %s is unpacked as %s', async (file, decompress) => {
    const { images } = await convertText(definition().replace('one.img', file));
    expect(images[0]?.preparation?.decompress).toBe(decompress);
  });

  it('an image of openstack-image-manager without a digest gets a warning', async () => {
    const { outcome } = await convertText(definition().replace(/ +checksum.*\n/, ''));
    expect(outcome.warnings.join()).toContain('no checksum');
  });

  describe('whose publisher lists digests', () => {
    const sums = 'https://images.example/SHA256SUMS';
    const without = (version: string) => definition('', version).replace(/ +checksum: sha256.*\n/, '');

    it.each(['checksums_url', 'checksum_url'])(
      "an image without a checksum has its publisher's digests looked up: %s",
      async (key) => {
        const { images, outcome } = await convertText(without(`${key}: ${sums}`));
        expect(JSON.stringify(images[0]?.checksumFile)).toContain(sums);
        expect(outcome.warnings).toEqual([]);
      },
    );

    it("an image whose publisher lists digests keeps its own checksum, with the publisher's file of digests in a comment", async () => {
      const { images, outcome } = await convertText(definition('', `checksums_url: ${sums}`));
      expect(images[0]).toMatchObject({ digests: { sha256: 'a'.repeat(64) } });
      expect(images[0]?.checksumFile).toBeUndefined();
      expect(outcome.text).toContain(`# The publisher's file of digests: ${sums}`);
    });

    it('an image whose publisher lists digests gets a warning when two files of digests are given', async () => {
      const other = 'https://images.example/one.sha256';
      const text = without(`checksums_url: ${sums}\nchecksum_url: ${other}`);
      const { images, outcome } = await convertText(text);
      expect(JSON.stringify(images[0]?.checksumFile)).toContain(sums);
      expect(outcome.warnings).toEqual(['One: checksum_url is left out, as checksums_url is given']);
    });

    it("an image gets a warning when reconcile cannot read its publisher's file of digests", async () => {
      const { images, outcome } = await convertText(without('checksums_url: ftp://images.example/SUMS'));
      expect(images[0]?.checksumFile).toBeUndefined();
      expect(outcome.warnings.join('\n')).toMatch(
        /checksums_url is left out, as reconcile cannot read "ftp:.*"\n.*no checksum/,
      );
    });

    it('an image loses the credentials in the address of its file of digests, with a warning', async () => {
      const { outcome } = await convertText(without('checksums_url: https://me:s3cret@images.example/SUMS'));
      expect(outcome.text + outcome.warnings.join()).not.toContain('s3cret');
      expect(outcome.warnings).toEqual(['One: the credentials in its checksums_url are removed']);
    });

    it('an image whose publisher lists digests loses its own checksum when its version is the latest, with a warning', async () => {
      const text = definition('', `checksums_url: ${sums}`).replace("'1'", 'latest');
      const { images, outcome } = await convertText(text);
      expect(images[0]?.digests).toEqual({});
      expect(outcome.warnings).toEqual([
        "One: checksum is left out, as the publisher's file of digests applies to the latest version",
      ]);
    });
  });

  it('an image of openstack-image-manager with keep: true keeps every backup', async () => {
    const { images } = await convertText(definition('keep: true'));
    expect(images[0]?.backup.keep).toBe(10_000);
    const last = definition('keep: true').replace('meta: {}', 'meta: {uuid_validity: last-3}');
    expect((await convertText(last)).images[0]?.backup).toMatchObject({ keep: 10_000, visibility: 'public' });
    const others = await convertText(definition('keep: false'));
    expect(others.images[0]?.backup.keep).toBe(1);
  });

  it('an image of openstack-image-manager with keep: true and without multi gets a comment about prune', async () => {
    const { outcome } = await convertText(definition('keep: true').replace('multi: true', 'multi: false'));
    expect(outcome.text).toMatch(/# For keep: true: .*prune/);
  });

  it('an image of openstack-image-manager lists keys that a state file does not have in a comment', async () => {
    const version = 'image_description: A\nsource: private\nos_version: "22"';
    const image = 'shortname: one\nlatest_checksum_url: https://images.example/SUMS';
    const text = definition(image, version).replace('multi: true', 'multi: false');
    expect((await convertText(text)).outcome.text).toContain(
      '# Left out: shortname, latest_checksum_url, image_description, source, os_version (the version replaces it).',
    );
  });

  it('an image of openstack-image-manager lists latest_url as left out when its version is the latest', async () => {
    const image = 'latest_url: https://images.example/latest.img';
    const text = definition(image, 'checksum_url: https://images.example/SUM').replace("'1'", 'latest');
    expect((await convertText(text)).outcome.text).toContain('# Left out: latest_url.');
  });

  it('an image of openstack-image-manager with unknown keys is converted without them, with warnings', async () => {
    const { outcome } = await convertText(definition('colour: red', 'shape: round'));
    expect(outcome.warnings).toEqual([
      '"One": the unknown key colour is left out',
      '"One": the unknown key versions[0].shape is left out',
    ]);
  });

  it('an image of openstack-image-manager that is defined twice is converted once, with a warning', async () => {
    const text = definition();
    const { images, outcome } = await convertText(text + text.replace(/[\s\S]*images:\n/, ''));
    expect(images).toHaveLength(1);
    expect(outcome.warnings.join()).toContain('defined twice');
  });
});

describe('an error is reported for', () => {
  it.each([
    ['an invalid checksum', definition().replace(/sha256:a+/, 'sha256:abc'), 'versions[0].checksum must be'],
    ['an unknown format', definition().replace('qcow2', 'qcow9'), 'format must be one of'],
    ['a latest without a file of digests', definition().replace("'1'", 'latest'), '"latest", which needs'],
    ['an image without a name', definition().replace('name: One', 'nam: One'), 'name is missing'],
    [
      'an image without versions',
      'images:\n  - name: One\n    versions: []\n',
      'versions must list a version',
    ],
    ['an invalid flag', definition().replace('multi: true', 'multi: maybe'), 'multi must be true or false'],
    ['a mapping of images', 'images: {a: b}', 'no list "images"'],
    ['a text', 'hello', 'no list "images"'],
    ['broken YAML', 'images: [', 'not valid YAML'],
  ])('an error is reported for %s', async (_what, text, message) => {
    expect((await errorsOf(text)).join('\n')).toContain(message);
  });

  it('an error of a field is reported at the file and the line of its image', async () => {
    expect(await errorsOf(definition().replace('qcow2', 'qcow9'))).toEqual([
      expect.stringMatching(/^one\.yml:3: format must be one of .*, not "qcow9"$/),
    ]);
  });

  it('an error is reported for aliases that would fill the memory', async () => {
    const bomb = ['images:', '  - &a0 [x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 9; level += 1) {
      bomb.push(
        `  - &a${level} [${Array(8)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    }
    expect((await errorsOf(bomb.join('\n'))).join('\n')).toMatch(/alias/i);
  });
});

describe('versions are ordered as natsort orders them', () => {
  it.each([
    [
      ['1.10', '1.9', '1.2'],
      ['1.2', '1.9', '1.10'],
    ],
    [
      ['latest', '20240101'],
      ['20240101', 'latest'],
    ],
    [
      ['v1.33.10', 'v1.33.9'],
      ['v1.33.9', 'v1.33.10'],
    ],
    [
      ['1.0-rc2', '1.0', '1.0-rc10'],
      ['1.0', '1.0-rc2', '1.0-rc10'],
    ],
  ])('versions are ordered as natsort orders them: %j', (given, expected) => {
    expect(given.toSorted(compareNaturally)).toEqual(expected);
  });
});

it('the image of a multi version that a newer one follows is renamed by the next plan, and keeps its id', async () => {
  const newer = `      - version: '2'
        url: https://images.example/two.img
        checksum: sha256:${'b'.repeat(64)}
`;
  const nights = [definition(), `${definition().trimEnd()}\n${newer}`];
  const [first = [], second = []] = await Promise.all(
    nights.map(async (text) => (await convertText(text)).images),
  );
  const cloud = cloudOf([]);
  carryOut(planFor(first), cloud);
  const [before] = cloud.images.values();
  const recorded = { [SDK_DIGEST.sha256]: 'a'.repeat(64) };
  const found = { ...before, properties: { ...before?.properties, ...recorded } } as Image;
  const plan = planFor(second, { live: [found] });
  expect(plan.changes).toMatchObject([
    { name: 'One (1)', action: 'rename', imageId: before?.id, content: null },
    { name: 'One', action: 'replace' },
  ]);
});
