import { describe, expect, it } from 'vitest';
import { chooseFormat } from '../../../src/content/safety/choose-format.ts';
import {
  be64,
  bootSector,
  disk,
  fixedVhd,
  GPT_HEADER,
  iso,
  LINUX,
  luks,
  MIB,
  PROTECTIVE,
  qcow2,
  text,
  vdi,
  vhdFooter,
  vmdk,
} from './build.ts';
import { member, xenServer } from './build-tar.ts';
import { inspect, isDisk, order, orderOf, refusal } from './look.ts';
import { UNSAFE } from './unsafe-specimens.ts';

const BACKED = qcow2(3, [8, be64(512n)]);

describe('allow', () => {
  it('allow lifts the rules that it names', () => {
    expect(refusal(BACKED, order('qcow2', { allow: ['qcow2-backing-file'] }))).toBeNull();
  });

  it('allow lifts no other rule', () => {
    expect(refusal(BACKED, order('qcow2', { allow: ['qcow2-data-file'] }))?.message).toContain(
      'qcow2-backing-file: ',
    );
    expect(refusal(BACKED, order('raw', { allow: ['qcow2-backing-file'] }))?.message).not.toContain(
      'qcow2-backing-file',
    );
  });

  it('allow works with the value that the hint gives, word for word', () => {
    for (const specimen of UNSAFE.filter(isDisk)) {
      const { bytes, rules } = specimen;
      const allow: string[] = [];
      for (
        let error = refusal(bytes, orderOf(specimen));
        error;
        error = refusal(bytes, orderOf(specimen, { allow }))
      ) {
        const named = /allow_unsafe: \[([^\]]+)\]/.exec(error.hint ?? '')?.[1]?.split(', ') ?? [];
        expect(named.filter((rule) => !allow.includes(rule)).length).toBeGreaterThan(0);
        allow.push(...named);
      }
      expect(allow.sort()).toEqual(rules);
    }
  });

  it('allow keeps the finding in the result', () => {
    expect(inspect(BACKED, 'qcow2').findings).toMatchObject([{ rule: 'qcow2-backing-file' }]);
  });
});

describe('min_disk', () => {
  const sized = (gib: bigint, more = 0n) => qcow2(3, [24, be64(gib * 1024n ** 3n + more)]);

  it.each([
    ['as large as the disk', sized(3n), 3, null],
    ['larger', sized(3n), 4, null],
    ['not said', sized(3n), 0, null],
    ['a byte too small', sized(3n, 1n), 3, 'min_disk: 4'],
    ['much too small', sized(100n), 1, 'min_disk: 100'],
  ])('min_disk is compared with the size of the disk: %s', (_what, bytes, minDiskGiB, expected) => {
    const error = refusal(bytes, order('qcow2', { minDiskGiB }));
    if (expected === null) expect(error).toBeNull();
    else expect(error?.message).toMatch(new RegExp(`min-disk-too-small: .*${expected}`));
  });

  it('min_disk is compared with the length of a raw disk', () => {
    expect(refusal(disk(), order('raw', { minDiskGiB: 1 }))).toBeNull();
    const large = disk(LINUX);
    expect(refusal(large, order('raw', { minDiskGiB: 1 }))).toBeNull();
  });

  it('min_disk is compared with the disk in an image of XenServer', () => {
    const leaf = vhdFooter(3, 3 * 1024 ** 3, 512n);
    const bytes = xenServer(member('./0.vhd', leaf));
    const small = order('vhd', { containerFormat: 'ovf', minDiskGiB: 2 });
    expect(refusal(bytes, small)?.message).toMatch(/min-disk-too-small: .*min_disk: 3/);
    expect(refusal(bytes, { ...small, minDiskGiB: 3 })).toBeNull();
  });

  it('min_disk refuses a disk early, before the whole disk has passed', () => {
    const error = refusal(sized(5n).subarray(0, 65_536), order('qcow2', { minDiskGiB: 1 }), [65_536]);
    expect(error?.message).toContain('min-disk-too-small');
  });

  it('the comparison with min_disk survives a nonsensical size', () => {
    const bytes = qcow2(3, [24, be64(2n ** 64n - 1n)]);
    expect(refusal(bytes, order('qcow2', { minDiskGiB: 1 }))?.message).toContain('min-disk-too-small');
  });
});

describe('the format that the content could be published as', () => {
  it.each([
    ['qcow2, declared raw', qcow2(3), 'raw', 'qcow2'],
    ['ISO, declared qcow2', iso(), 'qcow2', 'iso'],
    ['fixed VHD, declared raw', fixedVhd(disk()), 'raw', 'vhd'],
    ['fixed VHD of a disk with an MBR, declared raw', fixedVhd(bootSector(LINUX)), 'raw', 'vhd'],
  ])(
    'the hint names the format that the content could be published as: %s',
    (_what, bytes, declared, format) => {
      expect(refusal(bytes, order(declared))?.hint).toContain(`\`format: ${format}\``);
      expect(refusal(bytes, order(format))).toBeNull();
    },
  );

  it.each([
    ['QED', text('QED\0'), 'raw'],
    ['nothing known, declared qcow2', disk(), 'qcow2'],
    ['two formats', iso([0, qcow2(3).subarray(0, 512)]), 'raw'],
    ['a qcow2 that ends as a fixed VHD', fixedVhd(qcow2(3)), 'qcow2'],
  ])('the hint names no format when the content fits none: %s', (_what, bytes, declared) => {
    expect(refusal(bytes, order(declared))?.hint).toMatch(/^Publish another image/);
  });
});

describe('a format that the state file leaves open', () => {
  it.each([
    ['qcow2', qcow2(3), 'qcow2'],
    ['VMDK', vmdk(), 'vmdk'],
    ['VDI', vdi(), 'vdi'],
    ['ISO', iso(), 'iso'],
    ['a GPT', bootSector(PROTECTIVE, GPT_HEADER), 'raw'],
    ['LUKS', luks(), 'raw'],
    ['nothing', disk(), 'raw'],
  ])('a format that the state file leaves open is chosen by the first bytes: %s', (_what, bytes, format) => {
    expect(chooseFormat(bytes, 'disk.img')).toBe(format);
    expect(refusal(bytes, order(chooseFormat(bytes, 'disk.img')))).toBeNull();
  });

  it.each([
    ['QED', text('QED\0'), /disk\.img: .*format-mismatch: .*qed/],
    ['a web page', text('<html>'), /an HTML page came in its place/],
    ['two formats', iso([0, qcow2(3).subarray(0, 512)]), /ambiguous-format: .*qcow2 and iso/],
  ])('a format that the state file leaves open cannot be chosen for %s', (_what, bytes, message) => {
    expect(() => chooseFormat(bytes, 'disk.img')).toThrow(message);
  });

  it('a format that the state file leaves open is chosen by the last bytes, where they are known: a fixed VHD', () => {
    for (const raw of [disk(), bootSector(LINUX), luks()]) {
      const bytes = fixedVhd(raw);
      expect(chooseFormat(bytes, 'disk.img')).toBe('raw');
      expect(chooseFormat(bytes, 'disk.img', bytes.subarray(-512))).toBe('vhd');
      expect(refusal(bytes, order('vhd'))).toBeNull();
    }
    expect(chooseFormat(disk(), 'disk.img', disk().subarray(-512))).toBe('raw');
    expect(chooseFormat(text('x'), 'disk.img', text('x'))).toBe('raw');
    const both = fixedVhd(qcow2(3));
    expect(chooseFormat(both, 'disk.img', both.subarray(-512))).toBe('qcow2');
    expect(refusal(both, order('qcow2'))?.message).toContain('ambiguous-format');
  });

  it('a format that the state file leaves open is inspected like a declared format', () => {
    expect(refusal(BACKED, order(null))?.message).toContain('qcow2-backing-file');
    expect(inspect(vmdk(), null)).toMatchObject({ formats: ['vmdk'], virtualSize: MIB, findings: [] });
  });
});
