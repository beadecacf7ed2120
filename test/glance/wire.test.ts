import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerError } from '../../src/glance/answer.ts';
import { createBody, parseImage, parseImportState, parseMember } from '../../src/glance/wire.ts';
import { wireImage } from './wire-image.ts';

describe('parseImage', () => {
  it('parseImage renames the fields of the API and collects custom properties', () => {
    const image = parseImage(
      wireImage({
        os_hidden: true,
        min_disk: 2,
        tags: ['b', 'a'],
        stores: 'fast, slow',
        hw_disk_bus: 'ide',
        description: 'A small one',
      }),
    );

    expect(image).toMatchObject({
      name: 'cirros',
      hidden: true,
      diskFormat: 'qcow2',
      minDisk: 2,
      tags: ['b', 'a'],
      stores: ['fast', 'slow'],
      hashAlgorithm: 'sha512',
      description: 'A small one',
      properties: { hw_disk_bus: 'ide' },
    });
  });

  it('parseImage fills in the fields that a service older than v2.7 does not send', () => {
    const { os_hidden, os_hash_algo, os_hash_value, stores, ...old } = wireImage();

    expect(parseImage(old)).toMatchObject({
      hidden: false,
      hashAlgorithm: null,
      hashValue: null,
      stores: [],
    });
  });

  it('parseImage keeps an image without a name', () => {
    expect(parseImage(wireImage({ name: null })).name).toBeNull();
  });

  it("parseImage leaves out properties that are not a user's text: locations, numbers, and the service's own os_glance properties", () => {
    const image = parseImage(
      wireImage({
        locations: [{ url: 'file:///x' }],
        direct_url: 'rbd://x',
        odd: 3,
        none: null,
        os_glance_failed_import: 'slow',
        os_distro: 'debian',
      }),
    );

    expect(image.properties).toEqual({ os_distro: 'debian' });
  });

  it.each([
    ['no object', 'image', 'image: expected an object, got "image"'],
    ['a list', [], 'image: expected an object, got a list'],
    ['no id', wireImage({ id: null }), 'image id: expected text, got null'],
    ['an unknown status', wireImage({ status: 'melting' }), /status of image .*, got "melting"/],
    ['no visibility', wireImage({ visibility: undefined }), /visibility of image .*, got nothing/],
    ['no time of creation', wireImage({ created_at: 7 }), /created_at of image .*, got 7/],
  ])('parseImage refuses %s and says so', (_, wire, message) => {
    expect(() => parseImage(wire)).toThrow(AnswerError);
    expect(() => parseImage(wire)).toThrow(message);
  });

  it('parseImage throws nothing but AnswerError, for any answer', () => {
    const keys = fc.constantFrom(...Object.keys(wireImage()), '__proto__', 'constructor', 'p');
    const hostile = fc.dictionary(keys, fc.jsonValue()).map((over) => ({ ...wireImage(), ...over }));
    fc.assert(
      fc.property(fc.oneof(hostile, fc.jsonValue()), (wire) => {
        try {
          const image = parseImage(wire);
          expect(Object.values(image.properties).every((value) => typeof value === 'string')).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(AnswerError);
        }
      }),
    );
  });

  it('parseImage reads a property named __proto__', () => {
    const wire = JSON.parse(JSON.stringify(wireImage()).replace('{', '{"__proto__":"x",'));

    const { properties } = parseImage(wire);

    expect(Object.entries(properties)).toEqual([['__proto__', 'x']]);
  });
});

describe('parseMember', () => {
  it('parseMember refuses a member without id or with an unknown status', () => {
    expect(parseMember({ member_id: 'p', status: 'accepted' })).toEqual({
      memberId: 'p',
      status: 'accepted',
    });
    expect(() => parseMember({ status: 'accepted' })).toThrow('member_id');
    expect(() => parseMember({ member_id: 'p', status: 'maybe' })).toThrow('status of member p');
  });
});

describe('parseImportState', () => {
  it('parseImportState reads empty and absent lists as empty', () => {
    expect(parseImportState({ os_glance_importing_to_stores: '', os_glance_failed_import: 'a,b' })).toEqual({
      importing: [],
      failed: ['a', 'b'],
      task: null,
    });
    expect(parseImportState({ os_glance_import_task: 'abc' })).toEqual({
      importing: [],
      failed: [],
      task: 'abc',
    });
  });
});

describe('createBody', () => {
  it('createBody has the given attributes and no others', () => {
    const body = createBody({
      name: 'n',
      hidden: true,
      diskFormat: 'raw',
      minRam: 64,
      properties: { a: '1' },
    });

    expect(body).toEqual({ name: 'n', os_hidden: true, disk_format: 'raw', min_ram: 64, a: '1' });
  });

  it.each(['visibility', 'status', 'os_glance_importing_to_stores'])(
    'createBody refuses a custom property with the name of the field %s',
    (key) => {
      expect(() => createBody({ properties: { [key]: 'public' } })).toThrow(
        `${key} is not a custom property`,
      );
    },
  );
});
