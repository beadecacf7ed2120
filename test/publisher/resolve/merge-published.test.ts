import { describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../../src/model/desired.ts';
import { preparationOf } from '../../../src/model/preparation.ts';
import type { Published } from '../../../src/model/published.ts';
import { mergePublished } from '../../../src/publisher/resolve/merge-published.ts';
import { NEW, OLD, wanted } from '../../support/plan-input.ts';

const PUBLISHED: Published = {
  publisher: 'StratusLab marketplace',
  identifier: 'id',
  title: 'title',
  locations: [{ kind: 'http', url: 'http://a.example/x.gz' }],
  digests: NEW,
  size: 1000,
  digestOf: 'decompressed',
  packing: 'gz',
  diskFormat: 'raw',
  version: '2',
  properties: { mpid: 'id', version: '2' },
  signature: { status: 'none' },
  expires: null,
  deprecated: null,
  warnings: [],
};

/** An image of the state file with the given fields only. */
function saying(fields: Partial<DesiredImage> = {}): DesiredImage {
  const { source: _source, diskFormat: _diskFormat, ...rest } = wanted({ digests: {}, ...fields });
  return rest;
}

describe("merging an image with its publisher's answer", () => {
  it('an image takes from its publisher what the file leaves open', () => {
    expect(mergePublished(saying(), PUBLISHED)).toMatchObject({
      source: PUBLISHED.locations[0],
      digests: NEW,
      size: 1000,
      diskFormat: 'raw',
      version: '2',
      properties: { mpid: 'id', version: '2' },
      preparation: { decompress: 'gz', digestsCover: 'decompressed' },
    });
  });

  it('an image prefers the values of the file to those of its publisher', () => {
    const image = saying({
      version: '3',
      properties: { version: 'mine', more: 'x' },
      preparation: { convert: { to: 'qcow2' } },
    });
    expect(mergePublished(image, PUBLISHED)).toMatchObject({
      version: '3',
      properties: { mpid: 'id', version: 'mine', more: 'x' },
      preparation: { convert: { to: 'qcow2' }, decompress: 'gz' },
    });
  });

  it('an image that the file stores packed is not unpacked because its publisher packs it', () => {
    const packed = mergePublished(saying({ containerFormat: 'compressed' }), PUBLISHED);
    expect(preparationOf(packed)).toBeNull();
    const said = saying({ containerFormat: 'compressed', preparation: { decompress: 'gz' } });
    expect(preparationOf(mergePublished(said, PUBLISHED))).toMatchObject({ decompress: 'gz' });
  });

  it('an image that is converted ignores the published format', () => {
    const image = saying({ preparation: { convert: { to: 'qcow2' } } });
    expect(mergePublished(image, PUBLISHED)).not.toHaveProperty('diskFormat');
    expect(mergePublished({ ...image, diskFormat: 'qcow2' }, PUBLISHED)).toMatchObject({
      diskFormat: 'qcow2',
    });
  });

  it('an image keeps several published locations in order', () => {
    const places = [
      { kind: 'http', url: 'http://a.example/' },
      { kind: 'http', url: 'http://b.example/' },
    ] as const;
    expect(mergePublished(saying(), { ...PUBLISHED, locations: places }).source).toEqual({
      kind: 'alternatives',
      places,
    });
  });

  it.each([
    ['digest', { digests: { md5: OLD.md5 } }],
    ['size', { size: 999 }],
  ])('an image is refused with a %s that differs from the published one', (_what, fields) => {
    expect(() => mergePublished(saying(fields), PUBLISHED)).toThrow('StratusLab marketplace says');
  });

  it('an image may have digests that describe other bytes than the published digests', () => {
    const image = saying({ digests: { md5: OLD.md5 }, preparation: { digestsCover: 'source' } });
    const merged = mergePublished(image, PUBLISHED);
    expect(merged.digests).toEqual({ md5: OLD.md5 });
    expect(merged).not.toHaveProperty('size');
  });
});
