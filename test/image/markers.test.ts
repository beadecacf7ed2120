import { describe, expect, it } from 'vitest';
import {
  formatDigests,
  formatList,
  formatManaged,
  isBookkeeping,
  readMarkers,
  recordedDigests,
} from '../../src/image/markers.ts';
import { MARKER, SDK_DIGEST } from '../../src/model/marker.ts';
import { changeFor, live, marked, NEW, wanted } from '../support/plan-input.ts';

const SHA256 = 'c'.repeat(64);

function read(fields: Record<string, string>) {
  return readMarkers(live({ properties: marked('current', fields) }));
}

describe('markers', () => {
  it('markers hold all that a plan must know about earlier runs', () => {
    const validators = { etag: '"1"', lastModified: 'Mon, 01 Jan 2024 00:00:00 GMT', length: 0 };
    expect(
      read({
        [MARKER.version]: '7',
        [MARKER.managed]: formatManaged({ properties: ['a'], tags: ['b'] }),
        [MARKER.validators]: JSON.stringify(validators),
        [MARKER.retired]: '12',
        [MARKER.stage]: 'hide 2026-01-01T00:00:00Z',
        [MARKER.setAside]: '{"os_purpose":"gold","note":null}',
        [MARKER.preventDelete]: 'true',
        [MARKER.pruned]: 'hide',
        [MARKER.list]: 'a-list 2.10',
        [MARKER.signed]: 'https://a.example/SHA256SUMS 2026-01-02T03:04:05Z',
        [MARKER.origin]: 'a.example/images:glance.yaml',
        [MARKER.source]: `recipe:0123abcd bytes:12 sha256:${SHA256}`,
      }),
    ).toStrictEqual({
      stack: 'prod',
      image: 'cirros',
      role: 'current',
      version: '7',
      managed: { properties: ['a'], tags: ['b'] },
      validators,
      retired: 12,
      stage: { name: 'hide', since: '2026-01-01T00:00:00Z' },
      setAside: { os_purpose: 'gold', note: null },
      preventDelete: true,
      pruned: 'hide',
      list: { identifier: 'a-list', version: '2.10' },
      signed: { document: 'https://a.example/SHA256SUMS', at: '2026-01-02T03:04:05Z' },
      origin: 'a.example/images:glance.yaml',
      preparedFrom: { recipe: '0123abcd', bytes: 12, digests: { sha256: SHA256 } },
    });
  });

  it('markers leave out values that do not exist', () => {
    const { [MARKER.managed]: _, ...bare } = marked('current');
    expect(readMarkers(live({ properties: bare }))).toMatchObject({
      version: null,
      managed: { properties: [], tags: [] },
      validators: null,
      retired: 0,
      stage: null,
      setAside: {},
      preventDelete: false,
      pruned: null,
      list: null,
      signed: null,
      origin: null,
      preparedFrom: null,
    });
  });

  it.each(['2.10', '2 10', '1\n2', ' '])('markers keep the version of a list unchanged: %j', (version) => {
    const list = { identifier: 'a list', version };
    expect(read({ [MARKER.list]: formatList(list) })?.list).toEqual(list);
  });

  it.each([MARKER.stack, MARKER.image, MARKER.role])('markers do not count without %s', (key) => {
    const { [key]: _, ...others } = marked('current');
    expect(readMarkers(live({ properties: others }))).toBeNull();
  });

  it('markers keep their valid parts when a user has edited others', () => {
    const managed = '{"properties":["a",1,null],"tags":{"b":1}}';
    expect(read({ [MARKER.managed]: managed })?.managed).toEqual({ properties: ['a'], tags: [] });
    const validators = (value: unknown) => read({ [MARKER.validators]: JSON.stringify(value) })?.validators;
    expect(validators({ etag: 1, lastModified: 2, length: '3' })).toStrictEqual({});
    expect(validators({ length: -1 })).toStrictEqual({});
    expect(validators({ length: 1.5 })).toStrictEqual({});
  });

  it.each(['null', '"text"', '[1]', '7', '{'])('markers ignore invalid validators: %s', (text) => {
    expect(read({ [MARKER.validators]: text })?.validators).toBeNull();
  });

  it('markers are written the same in any order of their items', () => {
    expect(formatManaged({ properties: ['b', 'a'], tags: ['d', 'c'] })).toBe(
      formatManaged({ properties: ['a', 'b'], tags: ['c', 'd'] }),
    );
    const image = wanted({ properties: { b: '1', a: '1' }, tags: ['d', 'c'] });
    const managed = formatManaged({ properties: ['a', 'b'], tags: ['c', 'd'] });
    const ours = live({
      tags: ['c', 'd'],
      properties: marked('current', { [MARKER.managed]: managed, a: '1', b: '1' }),
    });
    expect(changeFor(image, { live: [ours] }).action).toBe('unchanged');
  });
});

describe('recorded digests', () => {
  const recorded = (properties: Record<string, string>) => recordedDigests(live({ properties }));

  it('recorded digests are those of openstacksdk, its predecessor shade and reconcile, in lower case', () => {
    expect(
      recorded({
        [SDK_DIGEST.md5]: NEW.md5.toUpperCase(),
        [SDK_DIGEST.legacySha256]: SHA256.toUpperCase(),
        [MARKER.digests]: `sha1:${'D'.repeat(40)} sha384:${'e'.repeat(96)}`,
      }),
    ).toEqual({ md5: NEW.md5, sha256: SHA256, sha1: 'd'.repeat(40), sha384: 'e'.repeat(96) });
  });

  it('recorded digests count when their md5 is Glance’s own, in any case', () => {
    const image = live({
      checksum: NEW.md5.toUpperCase(),
      properties: { [SDK_DIGEST.md5]: NEW.md5, [SDK_DIGEST.sha256]: SHA256 },
    });
    expect(recordedDigests(image)).toEqual({ md5: NEW.md5, sha256: SHA256 });
  });

  it.each([
    ['too short', 'c'.repeat(63)],
    ['no hexadecimal at the end', `${'c'.repeat(63)}x`],
    ['no hexadecimal at the start', `x${'c'.repeat(63)}`],
  ])('recorded digests do not count when they are %s', (_what, sha256) => {
    expect(recorded({ [SDK_DIGEST.sha256]: sha256 })).toEqual({});
  });

  it('recorded digests are read back as written, without those that other properties record', () => {
    const digests = { sha1: 'd'.repeat(40), sha512: 'e'.repeat(128) };
    const text = formatDigests({ md5: NEW.md5, sha256: SHA256, ...digests });
    expect(text).toBe(`sha1:${digests.sha1} sha512:${digests.sha512}`);
    expect(recorded({ [MARKER.digests]: text })).toEqual(digests);
  });
});

it.each([
  [MARKER.stack, true],
  [SDK_DIGEST.sha256, true],
  [SDK_DIGEST.legacyMd5, true],
  ['os_glance_importing_to_stores', true],
  ['owner_specified.other', false],
  ['hw_os_glance', false],
  ['os_distro', false],
])('property %s is bookkeeping: %s', (key, expected) => {
  expect(isBookkeeping(key)).toBe(expected);
});
