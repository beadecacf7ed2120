import { describe, expect, it } from 'vitest';
import { listProperties } from '../../../src/publisher/hepix/list-properties.ts';
import { nameImages, nameOf } from '../../../src/publisher/hepix/name-images.ts';
import { parseImageList } from '../../../src/publisher/hepix/parse-list.ts';
import type { PublishedListImage } from '../../../src/publisher/hepix/read-image-list.ts';
import { fitsPattern, selectImages } from '../../../src/publisher/hepix/select-images.ts';
import { imageList } from './lists.ts';

/** A list of these images, as the parser returns it. */
function listOf(...images: readonly Readonly<Record<string, unknown>>[]) {
  const parsed = parseImageList(Buffer.from(imageList({}, images)), 'image list L');
  return { ...parsed, images: parsed.images as unknown as readonly PublishedListImage[] };
}

describe('selecting images of a list', () => {
  const list = listOf(
    { 'dc:identifier': 'a', 'sl:osname': 'CentOS', 'sl:osversion': '7' },
    { 'dc:identifier': 'b', 'sl:osname': 'CentOS', 'sl:osversion': '8.1' },
    { 'dc:identifier': 'c', 'sl:osname': 'Ubuntu', 'sl:osversion': '16.04' },
    { 'dc:identifier': 'd', 'hv:size': 'unknown' },
  );
  const select = (selection: Parameters<typeof selectImages>[1]) => {
    const { images, dropped, missing } = selectImages(list, selection);
    return {
      images: images.map(({ identifier }) => identifier).join(''),
      dropped: dropped.map(({ identifier }) => identifier).join(''),
      missing,
    };
  };

  it('a selection of a list takes all images', () => {
    expect(select('all')).toEqual({ images: 'abc', dropped: 'd', missing: [] });
  });

  it('a selection of a list takes images by identifier, and reports missing ones', () => {
    expect(select({ identifiers: ['c', 'a', 'gone'] })).toEqual({
      images: 'ac',
      dropped: '',
      missing: ['gone'],
    });
    expect(select({ identifiers: ['d'] })).toEqual({ images: '', dropped: 'd', missing: [] });
  });

  it('a selection of a list ignores case in UUIDs, but not in other identifiers', () => {
    const uuid = 'c0482bc2-0000-4000-8000-00000000000a';
    const uuids = listOf({ 'dc:identifier': uuid });
    expect(selectImages(uuids, { identifiers: [uuid.toUpperCase()] })).toMatchObject({
      images: [{ identifier: uuid }],
      missing: [],
    });
    expect(select({ identifiers: ['A'] })).toMatchObject({ images: '', missing: ['A'] });
  });

  it('a selection of a list takes images whose attributes all fit, with * for any characters', () => {
    const by = (attributes: Record<string, string>) => select({ attributes }).images;
    expect(by({ 'sl:osname': 'CentOS' })).toBe('ab');
    expect(by({ 'sl:osname': 'Cent*', 'sl:osversion': '8*' })).toBe('b');
    expect(by({ 'sl:osname': 'centos' })).toBe('');
    expect(by({ 'ad:vo': 'vo.example.*' })).toBe('abc');
    expect(by({ 'no:such': '*' })).toBe('');
  });
});

describe('a pattern', () => {
  it.each([
    ['', '', true],
    ['abc', 'abc', true],
    ['abc', 'ab', false],
    ['abc', '*', true],
    ['', '*', true],
    ['abc', 'a*c', true],
    ['aba', 'ab*ba', false],
    ['abcabd', '*abc*', true],
    ['a.c', 'a.*', true],
    ['abc', 'a?c', false],
    ['xaybz', 'x*a*b*z', true],
    ['xab', 'x*b*a', false],
    ['a*c', 'a*c', true],
  ])('matches %j against the pattern %j: %s', (text, pattern, fits) => {
    expect(fitsPattern(text, pattern)).toBe(fits);
  });

  it('a pattern with many stars is matched in a short time', () => {
    expect(fitsPattern('a'.repeat(100_000), `${'*a'.repeat(10_000)}*b`)).toBe(false);
  });
});

describe("the names of a list's images", () => {
  it("the names of a list's images are their titles without a template", () => {
    const list = listOf(
      { 'dc:title': 'One', 'dc:identifier': 'a' },
      { 'dc:title': 'Two', 'dc:identifier': 'b' },
    );
    expect(nameImages(list, list.images, null).map(({ name }) => name)).toEqual(['One', 'Two']);
  });

  it("the names of a list's images are filled from the attributes of the image, then of the list", () => {
    const list = listOf({});
    const named = nameImages(list, list.images, '[{ad:vo}] {dc:title} {hv:version} {}');
    expect(named[0]?.name).toBe('[vo.example.org] Basic Scientific Linux 3.3.0-1 {}');
  });

  it("the names of a list's images must differ; otherwise the message names both images and a solution", () => {
    const list = listOf({ 'dc:identifier': 'a' }, { 'dc:identifier': 'b' });
    expect(() => nameImages(list, list.images, '{dc:title}')).toThrow(
      expect.objectContaining({
        message: 'two images of the list would get the name "Basic Scientific Linux": "a" and "b"',
        hint: expect.stringMatching(/`image_name`.*`select: {identifiers/),
      }),
    );
  });

  it("the names of a list's images are checked for the selected images only", () => {
    const list = listOf(
      { 'dc:identifier': 'a' },
      { 'dc:identifier': 'b' },
      { 'dc:identifier': 'c', 'dc:title': 'x'.repeat(256) },
    );
    const { images } = selectImages(list, { identifiers: ['a'] });
    expect(nameImages(list, images, null).map(({ name }) => name)).toEqual(['Basic Scientific Linux']);
  });

  it("the names of a list's images are reported with all their errors, in a message of limited length", () => {
    const long = { 'dc:identifier': 'long', 'dc:title': 'x'.repeat(256) };
    const list = listOf(long, { 'dc:identifier': 'a' }, { 'dc:identifier': 'b' }, { 'dc:identifier': 'c' });
    expect(() => nameImages(list, list.images, null)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(
          /^the name of image "long", ".*", has more than 255 characters; 3 images [^"]*"Basic Scientific Linux": "a", "b" and "c"$/,
        ),
        hint: expect.stringContaining('Set a shorter `image_name`'),
      }),
    );
    const same = listOf(...Array.from({ length: 2000 }, (_, index) => ({ 'dc:identifier': `${index}` })));
    expect(() => nameImages(same, same.images, null)).toThrow(
      /^2000 images .*: "0", "1", "2", "3", "4" and 1995 more$/,
    );
    expect(() => nameImages(same, same.images, '{no}')).toThrow(/; and 1995 more like these$/);
  });

  it("the names of a list's images need attributes that the image has", () => {
    const list = listOf({ 'dc:identifier': 'a' });
    expect(() => nameImages(list, list.images, '{sl:osnam}')).toThrow(
      expect.objectContaining({
        message: 'image "a" has no "sl:osnam", which the name template needs',
        hint: expect.stringMatching(/^Use one of its attributes: sl:osname, /),
      }),
    );
    expect(() => nameOf('{toString}', new Map())).toThrow('has no "toString"');
  });

  it("the names of a list's images must not be empty or longer than Glance accepts", () => {
    const attributes = new Map([['dc:title', ' ']]);
    expect(() => nameOf('{dc:title}', attributes)).toThrow('has no name');
    expect(nameOf('😀'.repeat(255), attributes)).toHaveLength(510);
    expect(() => nameOf('x'.repeat(256), attributes)).toThrow('more than 255 characters');
  });

  it("the names of a list's images keep braces that come from a value", () => {
    expect(nameOf('{dc:title}', new Map([['dc:title', '{hv:version}']]))).toBe('{hv:version}');
  });
});

describe('the properties of a listed image', () => {
  const list = listOf({
    'hv:ram_minimum': '1024',
    'hv:core_minimum': 1,
    'ad:ram_recommended': '2048',
    'ad:core_recommended': '0',
    'ad:base_mpuri': 'https://appdb.example/store/vo/image/1/',
    'ad:appid': '484',
  });
  const image = { ...list.images[0]!, expires: '2026-12-31T22:00:00Z' };

  it('the properties of a listed image are all variables of the event by the convention vmcatcher', () => {
    expect(listProperties('vmcatcher', list, image)).toEqual({
      vmcatcher_event_type: 'AvailablePostfix',
      vmcatcher_event_dc_description: 'A small image',
      vmcatcher_event_dc_identifier: 'c0482bc2-bf41-5d49-a85f-a750174a186b',
      vmcatcher_event_dc_title: 'Basic Scientific Linux',
      vmcatcher_event_hv_hypervisor: 'KVM',
      vmcatcher_event_hv_size: '121243136',
      vmcatcher_event_hv_uri: 'http://images.example/basic-sl6.ova',
      vmcatcher_event_hv_format: 'OVA',
      vmcatcher_event_hv_version: '3.3.0-1',
      vmcatcher_event_sl_arch: 'x86_64',
      vmcatcher_event_sl_checksum_sha512: '5c54'.repeat(32),
      vmcatcher_event_sl_comments: 'undefined',
      vmcatcher_event_sl_os: 'Linux',
      vmcatcher_event_sl_osversion: '6.0',
      vmcatcher_event_il_dc_identifier: '76fdee70-8119-5d33-9f40-3c57e1c60df1',
      vmcatcher_event_ad_mpuri: 'https://appdb.example/store/vo/image/1:484/',
      vmcatcher_event_vo: 'vo.example.org',
      vmcatcher_event_filename: 'c0482bc2-bf41-5d49-a85f-a750174a186b',
    });
  });

  it('the properties of a listed image have the VO "undefined" by the convention vmcatcher when the list has none', () => {
    const without = { ...list, attributes: new Map<string, string>() };
    expect(listProperties('vmcatcher', without, image)).toMatchObject({ vmcatcher_event_vo: 'undefined' });
  });

  it('the properties of a listed image are those of cloudkeeper-os 0.9 by the convention appliance, without empty ones', () => {
    const { APPLIANCE_ATTRIBUTES, ...others } = listProperties('appliance', list, image);
    expect(others).toEqual({
      APPLIANCE_ID: 'c0482bc2-bf41-5d49-a85f-a750174a186b',
      APPLIANCE_IMAGE_LIST_ID: '76fdee70-8119-5d33-9f40-3c57e1c60df1',
      APPLIANCE_STATUS: 'ACTIVE',
      APPLIANCE_TITLE: 'Basic Scientific Linux',
      APPLIANCE_DESCRIPTION: 'A small image',
      APPLIANCE_MPURI: 'https://appdb.example/store/vo/image/1:484/',
      APPLIANCE_GROUP: 'General',
      APPLIANCE_RAM: '2048',
      APPLIANCE_VERSION: '3.3.0-1',
      APPLIANCE_ARCHITECTURE: 'x86_64',
      APPLIANCE_OPERATING_SYSTEM: 'Linux Scientific Linux 6.0',
      APPLIANCE_VO: 'vo.example.org',
      APPLIANCE_EXPIRATION_DATE: '1798754400',
      vmcatcher_event_ad_mpuri: 'https://appdb.example/store/vo/image/1:484/',
    });
    expect(JSON.parse(APPLIANCE_ATTRIBUTES!)).toMatchObject({ 'sl:osname': 'Scientific Linux' });
  });

  it('the properties of a listed image are those of cloudkeeper-os since 2019 by the convention cloudkeeper', () => {
    expect(listProperties('cloudkeeper', list, image)).toEqual({
      CLOUDKEEPER_title: 'Basic Scientific Linux',
      CLOUDKEEPER_description: 'A small image',
      CLOUDKEEPER_mpuri: 'https://appdb.example/store/vo/image/1:484/',
      CLOUDKEEPER_group: 'General',
      CLOUDKEEPER_ram: '1024',
      CLOUDKEEPER_core: '1',
      CLOUDKEEPER_version: '3.3.0-1',
      CLOUDKEEPER_architecture: 'x86_64',
      CLOUDKEEPER_operating_system: 'Linux Scientific Linux 6.0',
      CLOUDKEEPER_vo: 'vo.example.org',
      CLOUDKEEPER_expiration_date: '1798754400',
      CLOUDKEEPER_image_list_identifier: '76fdee70-8119-5d33-9f40-3c57e1c60df1',
      CLOUDKEEPER_base_mpuri: 'https://appdb.example/store/vo/image/1/',
      CLOUDKEEPER_appid: '484',
    });
  });

  it('the properties of a listed image are none by the convention none', () => {
    expect(listProperties('none', list, image)).toEqual({});
  });

  it.each(['vmcatcher', 'appliance', 'cloudkeeper'] as const)(
    'the properties of a listed image have replacements for characters that Glance cannot store, by the convention %s',
    (convention) => {
      const described = new Map([...image.attributes, ['dc:description', 'A \u{1f600} and a \ud83d half']]);
      const properties = listProperties(convention, list, { ...image, attributes: described });
      expect(Object.values(properties)).toContain('A \ufffd and a \ufffd half');
      expect(Object.values(properties).join('')).not.toMatch(/[\u{10000}-\u{10FFFF}\p{Cs}]/u);
    },
  );
});
