import { describe, expect, it } from 'vitest';
import { namedLayers, nameOfSource, packingByName } from '../../src/model/source/packed-name.ts';

describe('the layers that a name shows', () => {
  it.each([
    ['disk.tar', ['tar']],
    ['/a/VM.OVA', ['tar']],
    ['disk.tar.gz', ['gz', 'tar']],
    ['disk.tgz', ['gz', 'tar']],
    ['disk.raw.xz', ['xz']],
    ['disk.z02', ['zip']],
    ['disk.7z', ['other']],
    ['disk.img', []],
    ['tar', []],
    ['disk.gz.raw', []],
  ])('the name %s shows the layers %j', (name, layers) => {
    expect(namedLayers(name)).toEqual(layers);
  });
});

describe('the value of decompress for a name', () => {
  it.each([
    ['disk.qcow2.gz', 'gz'],
    ['disk.raw.lzma', 'lzma'],
    ['disk.tar.xz', 'tar'],
    ['disk.tgz', 'tar'],
    ['disk.TXZ', 'tar'],
    ['disk.tar.lzma', 'tar'],
    ['vm.ova', 'ova'],
    ['vm.ova.gz', 'ova'],
    ['disk.zip', 'zip'],
    ['disk.qcow2', null],
    ['disk.7z', null],
    // No single value undoes both.
    ['disk.raw.gz.xz', null],
  ])('a file named %s is packed as %s', (name, packing) => {
    expect(packingByName(name)).toBe(packing);
  });
});

it('the name of a source is its path or that of its first address, without the query', () => {
  const http = { kind: 'http', url: 'https://cdn.example/a/disk.gz?token=x.zip' } as const;
  expect(nameOfSource(http)).toBe('/a/disk.gz');
  expect(nameOfSource({ kind: 'file', path: '/a/disk.gz' })).toBe('/a/disk.gz');
  expect(nameOfSource({ kind: 'alternatives', places: [http, { kind: 'file', path: '/b' }] })).toBe(
    '/a/disk.gz',
  );
  expect(nameOfSource({ kind: 'glance', cloud: 'other', region: null, image: 'x.gz' })).toBeUndefined();
});
