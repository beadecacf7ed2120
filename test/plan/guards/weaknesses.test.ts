import { describe, expect, it } from 'vitest';
import { weaknessesOf } from '../../../src/plan/guards/weaknesses.ts';
import { EVERYTHING } from '../../../src/plan/selection.ts';
import { wanted } from '../../support/plan-input.ts';

const MD5 = { md5: 'a'.repeat(32) };
const weak = (images: Parameters<typeof weaknessesOf>[0]['images'], selection = EVERYTHING) =>
  weaknessesOf({ images }, selection);

describe('weak protection of content', () => {
  it('is a digest that can be forged, and no stronger one beside it', () => {
    expect(weak([wanted({ name: 'a', digests: MD5 }), wanted({ name: 'b', digests: {} })])).toEqual([
      expect.stringMatching(/ "a"$/),
    ]);
    expect(weak([wanted({ digests: { sha1: 'b'.repeat(40) } })])).toHaveLength(1);
    expect(weak([wanted({ digests: { ...MD5, sha512: 'c'.repeat(128) } })])).toEqual([]);
  });

  it('is a document without protection, which is named once for all its images', () => {
    const unprotected = ['http://images.example/SUMS'];
    const images = ['a', 'b'].map((name) => wanted({ name, unprotected }));
    expect(weak(images)).toEqual([expect.stringContaining('http://images.example/SUMS')]);
  });

  it('names ten images, and counts the rest', () => {
    const images = Array.from({ length: 12 }, (_, index) => wanted({ name: `i${index}`, digests: MD5 }));
    expect(weak(images)[0]).toMatch(/"i9", 2 more$/);
  });

  it('leaves out absent images and those that are not selected', () => {
    const images = [
      wanted({ name: 'a', digests: MD5, state: 'absent' }),
      wanted({ name: 'b', digests: MD5 }),
    ];
    expect(weak(images, { targets: ['c'], excludes: [] })).toEqual([]);
  });
});
