import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { be32, over } from './build.ts';
import { inspect, order, refusal, rulesOf } from './look.ts';
import { HAS_QEMU_IMG, type Maker, openMaker } from './qemu.ts';

describe.runIf(HAS_QEMU_IMG)('an unsafe image that qemu-img makes', () => {
  let maker: Maker;
  beforeAll(() => {
    maker = openMaker();
    writeFileSync(maker.path('secret'), Buffer.alloc(1024 * 1024, 'secret'));
  });
  afterAll(() => maker.close());

  const backedBy = (format: string) => ['-b', maker.path('secret'), '-F', format];
  const cases: readonly (readonly [string, string, () => Buffer, readonly string[]])[] = [
    [
      'qcow2 with a backing file',
      'qcow2',
      () => maker.create('qcow2', undefined, ...backedBy('raw')),
      ['qcow2-backing-file'],
    ],
    [
      'qcow2 of version 2 with a backing file',
      'qcow2',
      () => maker.create('qcow2', 'compat=0.10', ...backedBy('raw')),
      ['qcow2-backing-file'],
    ],
    [
      'qcow2 with a data file',
      'qcow2',
      () => maker.create('qcow2', `data_file=${maker.path('data')}`),
      ['qcow2-data-file'],
    ],
    [
      'qcow2 with a raw data file',
      'qcow2',
      () => maker.create('qcow2', `data_file=${maker.path('data')},data_file_raw=on`),
      ['qcow2-data-file'],
    ],
    [
      'qcow2 with extended L2 entries',
      'qcow2',
      () => maker.create('qcow2', 'extended_l2=on'),
      ['qcow2-unknown-feature'],
    ],
    [
      'qcow2 with a header without end',
      'qcow2',
      () => over(maker.create('qcow2'), [100, be32(0xffffffff)]),
      ['qcow2-header'],
    ],
    [
      'qcow2 with a backing file, declared raw',
      'raw',
      () => maker.create('qcow2', undefined, ...backedBy('raw')),
      ['format-mismatch', 'qcow2-backing-file'],
    ],
    ['qcow', 'qcow2', () => maker.create('qcow'), ['format-mismatch', 'qcow2-version']],
    [
      'qcow2, encrypted by AES',
      'qcow2',
      () =>
        maker.create(
          'qcow2',
          'encrypt.format=aes,encrypt.key-secret=key',
          '--object',
          'secret,id=key,data=open',
        ),
      ['qcow2-encryption'],
    ],
    ['QED', 'raw', () => maker.create('qed'), ['format-mismatch', 'qed']],
    [
      'VMDK, flat',
      'vmdk',
      () => maker.create('vmdk', 'subformat=monolithicFlat'),
      ['vmdk-create-type', 'vmdk-extent', 'vmdk-text-descriptor'],
    ],
    [
      'VMDK, flat, declared raw',
      'raw',
      () => maker.create('vmdk', 'subformat=monolithicFlat'),
      ['format-mismatch', 'vmdk-create-type', 'vmdk-extent', 'vmdk-text-descriptor'],
    ],
    [
      'VMDK in pieces',
      'vmdk',
      () => maker.create('vmdk', 'subformat=twoGbMaxExtentSparse'),
      ['vmdk-create-type', 'vmdk-text-descriptor'],
    ],
    [
      'a piece of a VMDK',
      'vmdk',
      () => {
        maker.create('vmdk', 'subformat=twoGbMaxExtentSparse');
        return readFileSync(maker.path('made-s001.img'));
      },
      ['vmdk-create-type', 'vmdk-extent'],
    ],
    [
      'VMDK with a parent',
      'vmdk',
      () => {
        execFileSync('/usr/bin/qemu-img', ['create', '-f', 'vmdk', maker.path('parent.vmdk'), '1M'], {
          stdio: 'pipe',
        });
        return maker.create('vmdk', undefined, '-b', maker.path('parent.vmdk'), '-F', 'vmdk');
      },
      ['vmdk-parent-hint'],
    ],
    ['Parallels, declared raw', 'raw', () => maker.create('parallels'), ['format-mismatch']],
    ['VDI, declared qcow2', 'qcow2', () => maker.create('vdi'), ['format-mismatch']],
    ['fixed VHD, declared raw', 'raw', () => maker.create('vpc', 'subformat=fixed'), ['format-mismatch']],
  ];

  it.each(cases)('refuses an unsafe image that qemu-img makes: %s', (_what, format, make, rules) => {
    const bytes = make();
    expect(rulesOf(inspect(bytes, format))).toEqual(rules);
    expect(refusal(bytes, order(format))).not.toBeNull();
  });
});
