import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImageList, StatedImage, StateFile } from '../../../src/model/desired.ts';
import { resolveDesired } from '../../../src/publisher/resolve/resolve.ts';
import { inputFor, wanted } from '../../support/plan-input.ts';
import { options } from '../../support/source-server.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const SHA256 = 'b'.repeat(64);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-resolve-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return { kind: 'file', path } as const;
}

function resolve(file: Partial<StateFile>, isSelected: (name: string) => boolean = () => true) {
  const whole = { ...inputFor([]).desired, ...file };
  return resolveDesired(whole, { source: options(), now: NOW, parallelism: 4, isSelected });
}

async function skippedOf(file: Partial<StateFile>) {
  return (await resolve(file)).desired.publishers?.skipped ?? [];
}

function looksUp(sums: string, fields: Partial<StatedImage> = {}): StatedImage {
  return wanted({
    digests: {},
    checksumFile: {
      document: file(`SUMS of ${fields.name}`, sums),
      name: null,
      signature: null,
      keyring: null,
    },
    ...fields,
  });
}

describe('a checksum file', () => {
  it('a checksum file gives the digests of the source by its name', async () => {
    const { desired, explanations } = await resolve({ images: [looksUp(`${SHA256}  cirros.img\n`)] });
    expect(desired.images[0]).toMatchObject({ digests: { sha256: SHA256 } });
    expect(desired.images[0]).not.toHaveProperty('checksumFile');
    expect(explanations).toMatchObject([{ kind: 'download', digests: { sha256: SHA256 } }]);
  });

  it('a checksum file must agree with the digests of the state file', async () => {
    const image = looksUp(`${SHA256}  cirros.img\n`, { digests: { sha256: 'c'.repeat(64) } });
    expect(await skippedOf({ images: [image] })).toMatchObject([
      { name: 'cirros', at: { line: 1 }, message: expect.stringContaining('the checksum file says bbb') },
    ]);
  });
});

describe('a publisher that fails', () => {
  const missing = (name: string, line: number, fields: Partial<StatedImage> = {}) =>
    looksUp(`${SHA256}  other.img\n`, { name, at: { file: 'glance.yaml', line, column: 3 }, ...fields });
  const settings = { ...inputFor([]).desired.settings, prune: 'delete' as const };

  it('a publisher that fails is reported with all others, each at its place in the file', async () => {
    const skipped = await skippedOf({ images: [missing('b', 9), missing('a', 4)] });
    expect(skipped.map(({ at, name }) => `${at.line} ${name}`)).toEqual(['4 a', '9 b']);
  });

  it('a publisher that fails skips its own images only, and stops pruning', async () => {
    const images = [missing('a', 4), looksUp(`${SHA256}  cirros.img\n`, { name: 'b' })];
    const { desired } = await resolve({ images, settings });
    expect(desired.images).toMatchObject([{ name: 'b', digests: { sha256: SHA256 } }]);
    expect(desired.settings.prune).toBe('never');
    expect(desired.publishers?.pruningWithheld).toBe(true);
  });

  it('a publisher that fails reserves the names and ids of its live images', async () => {
    const image = missing('a', 4, { previously: ['old'], id: 'pinned' });
    expect(await skippedOf({ images: [image] })).toMatchObject([
      { list: null, reserves: { names: ['a', 'old'], ids: ['pinned'], unknown: false } },
    ]);
  });

  it('a publisher that fails does not hide an interruption', async () => {
    const controller = new AbortController();
    const reason = new Error('stopped');
    controller.abort(reason);
    const source = { ...options(), signal: controller.signal };
    const given = { source, now: NOW, parallelism: 4, isSelected: () => true };
    const desired = { ...inputFor([]).desired, images: [missing('a', 4)] };
    await expect(resolveDesired(desired, given)).rejects.toBe(reason);
  });
});

it('the publisher of an unselected or absent image is not asked', async () => {
  const image = looksUp('nothing', { name: 'a' });
  const { desired } = await resolve(
    { images: [image, { ...image, name: 'b', state: 'absent' }] },
    (name) => name !== 'a',
  );
  expect(desired.images.map(({ name }) => name)).toEqual(['a', 'b']);
});

it('an error in a fetched list of identifiers names that list', async () => {
  const document = file('vms.txt', '# ours\nshort\n');
  const list = { identifiers: [], document, marketplace: 'http://a.example', endorsers: [], ca: null };
  const { source: _source, diskFormat: _format, ...image } = wanted({ name: '', digests: {} });
  const at = { file: 'glance.yaml', line: 20, column: 9 };
  const from = { kind: 'vmlist', list } as const;
  const entry: ImageList = { at, from, select: 'all', name: null, properties: 'none', image };
  expect(await skippedOf({ lists: [entry] })).toMatchObject([
    {
      name: null,
      at,
      message: expect.stringMatching(/vms\.txt: line 2 .*: "short"$/),
      hint: expect.stringContaining('one identifier on each line'),
    },
  ]);
});

describe('a HEPiX list', () => {
  const listed = (identifier: string, more: object = {}) => ({
    'hv:image': {
      'dc:identifier': identifier,
      'dc:title': `title ${identifier}`,
      'dc:description': 'd',
      'hv:size': 1000,
      'hv:uri': `http://a.example/${identifier}`,
      'hv:hypervisor': 'KVM',
      'hv:version': '1.0',
      'hv:format': 'raw',
      'sl:checksum:sha512': 'e'.repeat(128),
      'sl:arch': 'x86_64',
      'sl:os': 'Linux',
      'sl:osversion': '1',
      'sl:comments': '',
      ...more,
    },
  });

  function listOf(
    images: readonly object[],
    fields: Partial<ImageList> = {},
    expires = '2030-01-01T00:00:00Z',
  ): ImageList {
    const content = {
      'hv:imagelist': {
        'dc:identifier': 'list',
        'dc:date:created': '2020-01-01T00:00:00Z',
        'dc:date:expires': expires,
        'dc:description': 'd',
        'dc:source': 's',
        'dc:title': 't',
        'hv:uri': 'http://a.example/list',
        'hv:version': '7',
        'hv:endorser': {
          'hv:x509': { 'dc:creator': 'c', 'hv:ca': '/CN=ca', 'hv:dn': '/CN=e', 'hv:email': 'e' },
        },
        'hv:images': images,
      },
    };
    const { source: _source, diskFormat: _diskFormat, ...template } = wanted({ name: '', digests: {} });
    return {
      at: { file: 'glance.yaml', line: 20, column: 9 },
      from: {
        kind: 'hepix',
        reference: { document: file('list.json', JSON.stringify(content)), trust: 'none', identifier: null },
      },
      select: 'all',
      name: null,
      properties: 'vmcatcher',
      image: { ...template, visibility: 'public', expired: 'prune' },
      ...fields,
    };
  }

  it('a HEPiX list becomes images, each with the fields of the list entry', async () => {
    const { desired } = await resolve({ lists: [listOf([listed('a'), listed('b')])] });
    expect(desired).not.toHaveProperty('lists');
    expect(desired.images).toMatchObject([
      {
        name: 'title a',
        visibility: 'public',
        source: { kind: 'http', url: 'http://a.example/a' },
        digests: { sha512: 'e'.repeat(128) },
        size: 1000,
        monotonicVersion: true,
        list: { identifier: 'list', version: '7' },
        properties: { vmcatcher_event_dc_identifier: 'a' },
      },
      { name: 'title b' },
    ]);
  });

  it('a HEPiX list gives the selected images, named by the template', async () => {
    const select = { attributes: { 'sl:arch': 'x86*', 'dc:identifier': 'b' } };
    const list = listOf([listed('a'), listed('b')], { select, name: '{dc:identifier} {hv:version}' });
    const { desired } = await resolve({ lists: [list] });
    expect(desired.images.map(({ name }) => name)).toEqual(['b 1.0']);
  });

  const pruning = { ...inputFor([]).desired.settings, prune: 'delete' as const };

  it('a HEPiX list lists no image after it has expired', async () => {
    const list = listOf([listed('a')], {}, '2025-01-01T00:00:00Z');
    const { desired, explanations } = await resolve({ lists: [list], settings: pruning });
    expect(desired.images).toEqual([]);
    expect(desired.settings.prune).toBe('delete');
    const list7 = { identifier: 'list', version: '7' };
    expect(desired.publishers?.expired).toMatchObject([
      { name: 'title a', list: list7, expiry: { reason: 'expired on 2025-01-01T00:00:00Z' } },
    ]);
    expect(desired.publishers?.asked).toMatchObject([{ at: { line: 20 }, image: null, found: list7 }]);
    expect(explanations).toMatchObject([{ name: 'title a', expires: '2025-01-01T00:00:00Z' }]);
  });

  it('a HEPiX list is reported with the served identifier and version; without them when it was not read or is refused', async () => {
    const list = listOf([listed('a')], { select: { identifiers: ['nope'] } });
    if (list.from.kind !== 'hepix') throw new Error('a HEPiX list');
    const { reference } = list.from;
    const wants = (identifier: string) => ({
      ...list,
      from: { kind: 'hepix' as const, reference: { ...reference, identifier } },
    });
    const image = wanted({ name: 'one', published: { kind: 'hepix', list: reference, identifier: 'gone' } });
    const given = { images: [image], lists: [list, wants('list'), wants('another')] };
    const { desired } = await resolve(given);
    const found = { identifier: 'list', version: '7' };
    const place = expect.stringContaining('list.json');
    expect(desired.publishers?.asked).toEqual([
      { image: 'one', at: image.at, place, pinned: null, found },
      { image: null, at: list.at, place, pinned: null, found },
      { image: null, at: list.at, place, pinned: 'list', found },
      { image: null, at: list.at, place, pinned: 'another', found: null },
    ]);
    const unasked = await resolve({ images: [image] }, () => false);
    expect(unasked.desired.publishers?.asked).toMatchObject([{ image: 'one', found: null }]);
  });

  it.each([
    ['lists no image', []],
    ['lists an image that cannot be read', [listed('a'), listed('b', { 'hv:size': 'many' })]],
  ])('a HEPiX list stops pruning when it %s', async (_what, images) => {
    const { desired } = await resolve({ lists: [listOf(images)], settings: pruning });
    expect(desired.settings.prune).toBe('never');
    expect(desired.publishers?.pruningWithheld).toBe(true);
  });

  it.each<readonly [ImageList['select'], string]>([
    [{ identifiers: ['nope', 'b'] }, 'none of the selected images: "nope", "b"'],
    [{ attributes: { 'sl:arch': 'amd64' } }, 'no image selected by sl:arch "amd64"'],
  ])('a HEPiX list stops pruning with a warning when %j selects none of its images', async (select, why) => {
    const list = listOf([listed('a')], { select });
    const { desired, incomplete } = await resolve({ lists: [list], settings: pruning });
    expect(desired.settings.prune).toBe('never');
    expect(desired.warnings).toEqual([expect.stringMatching(new RegExp(`list\\.json has ${why}$`))]);
    expect(incomplete).toMatchObject([{ at: { line: 20 }, message: expect.stringContaining(why) }]);
    const without = { ...pruning, prune: 'never' as const };
    const kept = (await resolve({ lists: [list], settings: without })).desired;
    expect(kept.publishers?.pruningWithheld).toBe(false);
    expect(kept.warnings).toEqual([expect.stringContaining(why)]);
  });

  it('a HEPiX list has warnings that do not depend on its images', async () => {
    const list = listOf([listed('a')], { select: { identifiers: ['a', 'gone'] } });
    const own = wanted({ name: 'title a' });
    const gone = expect.stringContaining('list.json has no image "gone"');
    for (const images of [[], [own]]) {
      const { desired, explanations } = await resolve({ images, lists: [list] });
      expect(desired.warnings).toContainEqual(gone);
      expect(explanations.at(-1)?.warnings).toContainEqual(gone);
    }
  });

  it('a HEPiX list skips an unusable image, and no other', async () => {
    const lists = [listOf([listed('a'), listed('b', { 'hv:size': 'many' })])];
    const { desired, explanations } = await resolve({ lists });
    expect(desired.images.map(({ name }) => name)).toEqual(['title a']);
    expect(desired.publishers?.skipped).toMatchObject([
      {
        name: 'title b',
        list: expect.stringContaining('list.json'),
        message: expect.stringMatching(/hv:size .*"many"/),
        reserves: {
          publisherIds: expect.arrayContaining([{ property: 'vmcatcher_event_dc_identifier', value: 'b' }]),
          unknown: false,
        },
      },
    ]);
    expect(explanations).toMatchObject([
      { name: 'title a', problem: null },
      { name: 'title b', identifier: 'b', problem: expect.stringContaining('hv:size') },
    ]);
  });

  it.each([
    ['does not name images by their titles', { name: '{dc:identifier} x', properties: 'none' as const }, 'b'],
    ['does not identify the image', {}, ''],
  ])(
    'a HEPiX list reserves every image when it has an unusable image and %s',
    async (_what, fields, identifier) => {
      const broken = listed(identifier, { 'dc:title': identifier === '' ? ' ' : 'b', 'hv:size': 'many' });
      expect(await skippedOf({ lists: [listOf([broken], fields)] })).toMatchObject([
        { name: null, reserves: { names: [], unknown: true } },
      ]);
    },
  );

  it('a HEPiX list is reported in at most 20 entries, however many images are unusable', async () => {
    const broken = Array.from({ length: 1000 }, (_, index) => listed(`b${index}`, { 'hv:size': 'many' }));
    const skipped = await skippedOf({ lists: [listOf([listed('a'), ...broken])] });
    expect(skipped).toHaveLength(20);
    expect(skipped.at(-1)).toMatchObject({
      name: null,
      message: expect.stringMatching(/^981 more of its/),
    });
    expect(skipped.flatMap(({ reserves }) => reserves.names)).toHaveLength(1000);
    const [last] = (await skippedOf({ lists: [listOf([...broken, ...broken])] })).slice(-1);
    expect(last?.reserves).toMatchObject({ unknown: true });
  });

  it('a HEPiX list is explained as far as it could be read when it is refused', async () => {
    const list = listOf([listed('a')]);
    if (list.from.kind !== 'hepix') throw new Error('a HEPiX list');
    const reference = { ...list.from.reference, identifier: 'another' };
    const lists = [{ ...list, from: { ...list.from, reference } }];
    const { desired, explanations } = await resolve({ lists });
    expect(desired.publishers?.skipped).toMatchObject([
      {
        name: null,
        list: expect.stringContaining('list.json'),
        at: { line: 20 },
        reserves: { unknown: true },
      },
    ]);
    expect(explanations).toMatchObject([
      {
        kind: 'HEPiX image list',
        identifier: 'list',
        version: '7',
        expires: '2030-01-01T00:00:00Z',
        signature: { status: 'none' },
        problem: desired.publishers?.skipped?.[0]?.message,
      },
    ]);
  });

  describe('a name that is used twice', () => {
    const own = wanted({ name: 'title a', at: { file: 'glance.yaml', line: 5, column: 1 } });

    it.each([
      ['', () => own, ['title a']],
      [', also when its own publisher fails', () => looksUp('nothing', { name: 'title a' }), []],
    ])('a name that is used twice stays with the image of the state file%s', async (_what, image, names) => {
      const { desired, explanations } = await resolve({ images: [image()], lists: [listOf([listed('a')])] });
      expect(desired.images.map(({ name }) => name)).toEqual(names);
      const entry = desired.publishers?.skipped?.find(({ list }) => list !== null);
      expect(entry).toMatchObject({
        name: 'title a',
        message: expect.stringMatching(/^glance\.yaml:\d+ lists an image with the same name$/),
        reserves: { publisherIds: [{ property: 'vmcatcher_event_dc_identifier', value: 'a' }] },
      });
      expect(explanations.at(-1)).toMatchObject({ kind: 'HEPiX image list', problem: entry?.message });
    });

    it('a name that two lists use goes to neither list', async () => {
      const list = listOf([listed('a'), listed('b')]);
      const { desired } = await resolve({ lists: [list, { ...list }] });
      expect(desired.images).toEqual([]);
      expect(desired.publishers?.skipped).toHaveLength(4);
    });
  });
});
