import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digest } from '../support/digest.ts';
import { qcow2 } from '../support/qcow2.ts';
import { openWorkplace, type Workplace } from './harness.ts';

const QEMU_IMG = '/usr/bin/qemu-img';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

/** A qcow2 with a backing file, which every program that opens the image would read. */
function backed(seed: number): Buffer {
  const bytes = qcow2(seed);
  bytes.writeBigUInt64BE(0x200n, 8);
  bytes.writeUInt32BE(11, 16);
  bytes.write('/etc/passwd', 0x200, 'latin1');
  return bytes;
}

/** A qcow2 whose data is in another file. */
function withDataFile(seed: number): Buffer {
  const bytes = qcow2(seed);
  bytes.writeBigUInt64BE(4n, 72);
  return bytes;
}

function flatVmdk(): Buffer {
  return Buffer.from(
    '# Disk DescriptorFile\nversion=1\nCID=1\nparentCID=ffffffff\ncreateType="monolithicFlat"\nRW 1 FLAT "/etc/passwd" 0\n',
  );
}

/** A raw disk with the end of a fixed VHD. */
function fixedVhd(): Buffer {
  const bytes = Buffer.alloc(200_000 + 512);
  bytes.write('conectix', 200_000, 'latin1');
  bytes.writeBigUInt64BE(200_000n, 200_000 + 48);
  bytes.writeUInt32BE(2, 200_000 + 60);
  const sum = bytes.subarray(-512).reduce((total, byte) => total + byte, 0);
  bytes.writeUInt32BE(~sum >>> 0, 200_000 + 64);
  return bytes;
}

interface Entry {
  readonly name: string;
  readonly bytes: Buffer;
  /** More lines of the image, e.g. `format: raw`. */
  readonly fields: readonly string[];
}

async function write({ name, bytes, fields }: Entry): Promise<void> {
  const source = place.publisher.put(`${name}.img`, bytes);
  await place.write(
    `glance:\n  server:\n    name: ${name}\n    images:\n    - name: ${name}\n${[
      `source: ${source}`,
      `checksum: sha256:${digest('sha256', bytes)}`,
      ...fields,
    ]
      .map((line) => `      ${line}\n`)
      .join('')}`,
  );
}

describe('an unsafe image', () => {
  it.each([
    ['a qcow2 with a backing file', backed(1), 'qcow2', /qcow2-backing-file: .*CVE-2015-5163/],
    ['a qcow2 with a data file', withDataFile(1), 'qcow2', /qcow2-data-file: .*OSSA-2024-001/],
    ['a qcow2 that is declared raw', backed(1), 'raw', /format-mismatch: .*OSSA-2024-002/],
    ['a flat VMDK', flatVmdk(), 'vmdk', /vmdk-extent-path: .*OSSA-2023-002/],
    ['a fixed VHD that is declared raw', fixedVhd(), 'raw', /format-mismatch: /],
    ['raw content that is declared qcow2', Buffer.alloc(300_000, 1), 'qcow2', /format-mismatch: /],
  ])(
    'an unsafe image, %s, is refused although its digest is right, and nothing is left over',
    async (_what, bytes, format, why) => {
      const name = place.name();
      await write({ name, bytes, fields: [`format: ${format}`] });
      const report = await place.apply();
      expect(report.exitCode).toBe(1);
      expect(report.changes[0]).toMatchObject({ outcome: 'failed', error: { code: 'verification' } });
      expect(report.changes[0]?.error?.message).toMatch(why);
      expect(report.changes[0]?.error?.hint).toContain('allow_unsafe: [');
      expect(await place.ours(name)).toEqual([]);
    },
  );

  it('an unsafe image is refused under a container format without inspection', async () => {
    const name = place.name();
    await write({ name, bytes: backed(9), fields: ['format: qcow2', 'container_format: ova'] });
    const [change] = (await place.apply()).changes;
    expect(change?.error?.message).toMatch(/container-mismatch: .*qcow2-backing-file: /);
    expect(await place.ours(name)).toEqual([]);
  });

  it('an unsafe image never replaces the published image', async () => {
    const name = place.name();
    await write({ name, bytes: qcow2(1), fields: ['format: qcow2'] });
    await place.apply();
    const before = await place.ours(name);
    await write({ name, bytes: backed(2), fields: ['format: qcow2'] });
    expect((await place.apply()).changes[0]?.error?.message).toContain('qcow2-backing-file');
    expect(await place.ours(name)).toEqual(before);
  });

  it('an unsafe image without a format in the file is inspected by its real format', async () => {
    const name = place.name();
    await write({ name, bytes: withDataFile(3), fields: [] });
    expect((await place.apply()).changes[0]?.error?.message).toContain('qcow2-data-file');
    expect(await place.ours(name)).toEqual([]);
  });

  it('an unsafe image is refused when its disk is larger than min_disk', async () => {
    const name = place.name();
    const bytes = qcow2(4);
    bytes.writeBigUInt64BE(5n * 1024n ** 3n, 24);
    await write({ name, bytes, fields: ['format: qcow2', 'min_disk: 4'] });
    expect((await place.apply()).changes[0]?.error?.message).toMatch(/min-disk-too-small: .*min_disk: 5/);
    expect(await place.ours(name)).toEqual([]);
    await write({ name, bytes, fields: ['format: qcow2', 'min_disk: 5'] });
    expect((await place.apply()).exitCode).toBe(0);
  });

  it.each([
    ['a digest that Glance computes as well', 'sha512'],
    ['a digest that only reading back can tell', 'sha1'],
  ])('an unsafe image is refused when Glance downloads it itself, with %s', async (_what, algorithm) => {
    const name = place.name();
    const bytes = backed(5);
    await write({
      name,
      bytes,
      fields: ['format: qcow2', 'method: web-download'],
    });
    const text = await readFile(join(place.folder, 'glance.yaml'), 'utf8');
    await place.write(text.replace(/checksum: .*/, `checksum: ${algorithm}:${digest(algorithm, bytes)}`));
    const report = await place.apply();
    expect(report.changes[0]).toMatchObject({ outcome: 'failed', error: { code: 'verification' } });
    expect(report.changes[0]?.error?.message).toContain('qcow2-backing-file');
    expect(await place.ours(name)).toEqual([]);
  });
});

describe('an exception of a rule', () => {
  it('an exception of a rule is shown in the plan, saved with it, and ends in an empty plan', async () => {
    const name = place.name();
    const bytes = backed(6);
    await write({
      name,
      bytes,
      fields: ['format: qcow2', 'allow_unsafe: [qcow2-backing-file]'],
    });
    const run = await place.reconcile('plan', '-o', 'plan.json');
    expect(run.stdout).toContain('allow_unsafe: qcow2-backing-file');
    const applied = await place.reconcile('apply', 'plan.json');
    expect(applied.exitCode).toBe(0);
    expect(applied.stderr).toContain('qcow2-backing-file: it has a backing file');
    const [published] = await place.named(name);
    expect(await place.download(published.id)).toEqual(bytes);
    expect((await place.plan()).changes[0]).toMatchObject({ action: 'unchanged', warnings: [] });
  });

  it('an exception of a rule allows only that rule', async () => {
    const name = place.name();
    await write({
      name,
      bytes: backed(7),
      fields: ['format: raw', 'allow_unsafe: [format-mismatch]'],
    });
    expect((await place.apply()).changes[0]?.error?.message).toContain('qcow2-backing-file');
  });

  it('an exception of a rule must name an existing rule', async () => {
    await write({ name: 'x', bytes: qcow2(1), fields: ['allow_unsafe: [qcow2-backing-files]'] });
    const run = await place.reconcile('validate');
    expect(run.exitCode).toBe(64);
    expect(run.stderr).toMatch(/qcow2-backing-file\b/);
  });
});

describe('a fixed VHD without a format in the file', () => {
  it('a fixed VHD without a format in the file is recognised by its end in a local file', async () => {
    const name = place.name();
    await writeFile(join(place.folder, 'fixed.vhd'), fixedVhd());
    await place.write(
      `glance:\n  server:\n    name: ${name}\n    images:\n    - {name: ${name}, file: fixed.vhd}\n`,
    );
    expect((await place.apply()).exitCode).toBe(0);
    expect(await place.named(name)).toMatchObject([{ status: 'active', disk_format: 'vhd' }]);
  });

  it('a fixed VHD without a format in the file is refused from other sources, with a hint to set the format', async () => {
    const name = place.name();
    await write({ name, bytes: fixedVhd(), fields: [] });
    const [change] = (await place.apply()).changes;
    expect(change?.error?.message).toMatch(/format-mismatch: .* raw/);
    expect(change?.error?.hint).toContain('`format: vhd`');
    expect(await place.ours(name)).toEqual([]);
  });
});

describe.runIf(existsSync(QEMU_IMG))('a safe image', () => {
  it.each([
    ['qcow2', 'qcow2', 'compat=0.10'],
    ['qcow2', 'qcow2', 'compat=1.1,lazy_refcounts=on'],
    ['vmdk', 'vmdk', 'subformat=streamOptimized'],
    ['vhd', 'vpc', 'subformat=dynamic'],
    ['vhd', 'vpc', 'subformat=fixed,force_size=on'],
    ['vhdx', 'vhdx', 'subformat=dynamic'],
    ['vdi', 'vdi', 'static=off'],
  ])('a safe image, %s, is published (qemu-img: %s, %s)', async (format, made, options) => {
    const name = place.name();
    const [raw, file] = [join(place.folder, 'raw.img'), join(place.folder, 'made.img')];
    await writeFile(raw, Buffer.alloc(1024 * 1024, name));
    await execa(QEMU_IMG, ['convert', '-f', 'raw', '-O', made, '-o', options, raw, file]);
    await write({ name, bytes: await readFile(file), fields: [`format: ${format}`, 'min_disk: 1'] });
    const report = await place.apply();
    expect(report.changes[0]?.error).toBeNull();
    expect(await place.named(name)).toMatchObject([{ status: 'active', disk_format: format }]);
  });

  it('a safe image that Glance downloads itself is inspected and published', async () => {
    const name = place.name();
    const bytes = qcow2(8, 3_000_000);
    await write({ name, bytes, fields: ['method: web-download'] });
    const report = await place.apply();
    expect(report.changes[0]?.error).toBeNull();
    const [published] = await place.named(name);
    expect(published).toMatchObject({ status: 'active', disk_format: 'qcow2' });
    expect(Object.keys(published).filter((key) => key.includes('unchecked'))).toEqual([]);
    expect((await place.plan()).changes[0]).toMatchObject({ action: 'unchanged' });
  });
});
