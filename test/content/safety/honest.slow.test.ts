import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { bootSector, GPT_HEADER, LINUX, MIB, PROTECTIVE } from './build.ts';
import { HONEST } from './honest-specimens.ts';
import { described, inspect, order, orderOf, refusal, rulesOf } from './look.ts';
import { HAS_QEMU_IMG, type Maker, openMaker } from './qemu.ts';

test.each(HONEST)('accepts an honest image: $what', (specimen) => {
  const { bytes, format, container, virtualSize } = specimen;
  const inspection = inspect(bytes, format, undefined, container);
  expect(described(inspection)).toEqual([]);
  expect(inspection.virtualSize).toBe(virtualSize);
  expect(refusal(bytes, orderOf(specimen))).toBeNull();
});

describe.runIf(HAS_QEMU_IMG)('an image that qemu-img makes', () => {
  let maker: Maker;
  beforeAll(() => {
    maker = openMaker();
  });
  afterAll(() => maker.close());

  const disks = {
    'an empty disk': Buffer.alloc(MIB),
    'a disk of random bytes': randomBytes(3 * MIB),
    'a disk with an MBR': Buffer.concat([bootSector(LINUX), Buffer.alloc(MIB)]),
    'a disk with a GPT': Buffer.concat([bootSector(PROTECTIVE, GPT_HEADER), Buffer.alloc(MIB)]),
  };
  const kinds: readonly (readonly [glance: string, qemu: string, options?: string])[] = [
    ['qcow2', 'qcow2', 'compat=0.10'],
    ['qcow2', 'qcow2', 'compat=0.10,cluster_size=512'],
    ['qcow2', 'qcow2', 'compat=1.1'],
    ['qcow2', 'qcow2', 'lazy_refcounts=on,refcount_bits=1'],
    ['qcow2', 'qcow2', 'compression_type=zstd'],
    ['qcow2', 'qcow2', 'cluster_size=512'],
    ['qcow2', 'qcow2', 'cluster_size=4k,preallocation=metadata'],
    ['qcow2', 'qcow2', 'cluster_size=2M'],
    ['vmdk', 'vmdk', 'subformat=monolithicSparse'],
    ['vmdk', 'vmdk', 'subformat=monolithicSparse,compat6=on,adapter_type=lsilogic'],
    ['vmdk', 'vmdk', 'subformat=monolithicSparse,zeroed_grain=on'],
    ['vmdk', 'vmdk', 'subformat=streamOptimized'],
    ['vhd', 'vpc', 'force_size=on'],
    ['vhd', 'vpc', 'subformat=fixed,force_size=on'],
    ['vhdx', 'vhdx'],
    ['vhdx', 'vhdx', 'subformat=fixed,block_size=1M'],
    ['vdi', 'vdi'],
    ['vdi', 'vdi', 'static=on'],
    ['ploop', 'parallels'],
    ['raw', 'raw'],
  ];
  const cases = kinds.flatMap(([glance, qemu, options]) =>
    Object.entries(disks).map(([what, raw]) => ({ glance, qemu, options, what, raw })),
  );

  it.each(cases)(
    'accepts an image that qemu-img makes ($qemu $options of $what) and learns its size',
    (given) => {
      const { glance, qemu, options, raw } = given;
      const bytes = maker.convert(raw, qemu, options);
      const inspection = inspect(bytes, glance);
      expect(described(inspection)).toEqual([]);
      expect(inspection.virtualSize).toBe(glance === 'ploop' ? null : raw.length);
      expect(refusal(bytes, order(glance))).toBeNull();
    },
  );
});

describe('an archive that tar makes', () => {
  let folder: string;
  const long = `${'a-folder/'.repeat(20)}disk.vmdk`;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'reconcile-ova-'));
    writeFileSync(join(folder, 'disk.ovf'), '<Envelope/>');
    writeFileSync(join(folder, 'disk.vmdk'), Buffer.alloc(200_000, 'x'));
    mkdirSync(dirname(join(folder, long)), { recursive: true });
    writeFileSync(join(folder, long), 'x');
    symlinkSync('/etc/passwd', join(folder, 'link'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function archive(...args: readonly string[]): Buffer {
    return execFileSync('tar', ['-c', ...args], { cwd: folder });
  }

  it.each(['ustar', 'gnu', 'posix'])(
    'an archive that tar makes is accepted as an OVA in the format %s',
    (format) => {
      const bytes = archive(`--format=${format}`, 'disk.ovf', 'disk.vmdk', long);
      expect(described(inspect(bytes, 'vmdk', undefined, 'ova'))).toEqual([]);
    },
  );

  it.each([
    ['a link', ['disk.ovf', 'link'], ['ova-member']],
    ['a folder', ['disk.ovf', 'a-folder'], ['ova-member']],
    ['an absolute name', ['-P', 'disk.ovf', '/etc/hostname'], ['ova-member']],
    ['the disk first', ['disk.vmdk', 'disk.ovf'], ['ova-descriptor']],
    ['no descriptor', ['disk.vmdk'], ['ova-descriptor']],
    ['headers of the oldest kind', ['--format=v7', 'disk.ovf'], ['container-mismatch', 'format-mismatch']],
  ])('an archive that tar makes is refused as an OVA with %s', (_what, args, rules) => {
    expect(rulesOf(inspect(archive(...args), 'vmdk', undefined, 'ova'))).toEqual(rules);
  });
});
