import { describe, expect, it } from 'vitest';
import { MARKER } from '../../src/model/marker.ts';
import { withFormerNames } from '../../src/plan/handles.ts';
import { inputFor, live, marked, wanted } from './build.ts';

const handle = { property: 'mpid', value: 'abc' };
const known = (name: string, fields: Record<string, string> = {}) =>
  live({ name, properties: marked('current', { [MARKER.image]: name, mpid: 'abc', ...fields }) });

function formerNames(
  images: Parameters<typeof withFormerNames>[1],
  listed = [wanted({ name: 'new title', handle })],
) {
  return withFormerNames(inputFor(listed).desired, images).images.map(({ previously }) => previously);
}

describe('an image that its publisher has renamed', () => {
  it('is known by the identifier that it keeps', () => {
    expect(formerNames([known('old title')])).toEqual([['old title']]);
  });

  it.each([
    ['bears another identifier', known('old title', { mpid: 'other' })],
    ['belongs to another stack', known('old title', { [MARKER.stack]: 'other' })],
    ['is a backup', known('old title', { [MARKER.role]: 'backup' })],
    ['is published under its name already', known('new title')],
  ])('is not one that %s', (_what, image) => {
    expect(formerNames([image])).toEqual([[]]);
  });

  it('is not one that the state lists under its old name as well', () => {
    const listed = [wanted({ name: 'new title', handle }), wanted({ name: 'old title' })];
    expect(formerNames([known('old title')], listed)).toEqual([[], []]);
  });
});
