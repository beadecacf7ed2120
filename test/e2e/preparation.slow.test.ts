import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { member, tar } from '../content/safety/build-tar.ts';
import { digest } from '../support/digest.ts';
import { openWorkplace, type Workplace } from './harness.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

/** A disk whose contents depend on the seed. */
function disk(seed: string): Buffer {
  const data = createHash('shake256', { outputLength: 500_224 }).update(seed).digest();
  return Buffer.concat([data, Buffer.alloc(3_000_320)]);
}

async function vmdkOf(bytes: Buffer): Promise<Buffer> {
  await writeFile(join(place.folder, 'made.raw'), bytes);
  const options = ['-f', 'raw', '-O', 'vmdk', '-o', 'subformat=streamOptimized'];
  execFileSync('qemu-img', ['convert', ...options, 'made.raw', 'made.vmdk'], { cwd: place.folder });
  return readFile(join(place.folder, 'made.vmdk'));
}

async function compare(expected: Buffer, stored: Buffer, format: string): Promise<string> {
  await writeFile(join(place.folder, 'expected.raw'), expected);
  await writeFile(join(place.folder, 'stored'), stored);
  const args = ['compare', '-f', 'raw', '-F', format, 'expected.raw', 'stored'];
  return execFileSync('qemu-img', args, { cwd: place.folder, encoding: 'utf8' });
}

function state(name: string, source: string, fields: readonly string[]): Promise<void> {
  const image = [`- name: ${name}`, `  source: ${source}`, ...fields.map((field) => `  ${field}`)];
  return place.write(`glance:\n  server:\n    name: ${name}\n    images:\n    ${image.join('\n    ')}\n`);
}

/** Applies the file, expects an empty second plan, and returns the stored image. */
async function applied(name: string): Promise<{ readonly bytes: Buffer; readonly format: string }> {
  const report = await place.apply();
  expect(report.changes.map(({ error }) => error)).toEqual([null]);
  expect((await place.plan()).changes).toMatchObject([{ action: 'unchanged', steps: [], warnings: [] }]);
  const [image, ...others] = await place.named(name);
  expect(others).toEqual([]);
  return { bytes: await place.download(image.id), format: image.disk_format };
}

describe('a compressed image', () => {
  it.each(['source', 'decompressed'] as const)(
    'a compressed image is held to the digest of %s, and replaced when that is new',
    async (of) => {
      const name = place.name();
      for (const version of ['1', '2']) {
        const packed = gzipSync(disk(version));
        const source = place.publisher.put(`${name}.img.gz`, packed);
        const sha = digest('sha256', of === 'source' ? packed : disk(version));
        await state(name, source, [
          'format: raw',
          'decompress: gz',
          `digest_of: ${of}`,
          `checksum: sha256:${sha}`,
        ]);
        const { bytes } = await applied(name);
        expect(bytes.equals(disk(version))).toBe(true);
      }
      expect(await place.ours(name)).toHaveLength(2);
    },
  );

  it('a compressed image without a digest is recognised as new by its server’s validators', async () => {
    const name = place.name();
    const source = place.publisher.put(`${name}.gz`, gzipSync(disk('1')));
    await state(name, source, ['format: raw', 'decompress: auto']);
    const report = await place.apply();
    expect(report.exitCode).toBe(0);
    expect((await place.plan()).changes[0]?.action).toBe('unchanged');
    place.publisher.put(`${name}.gz`, gzipSync(Buffer.concat([disk('2'), Buffer.alloc(512, 1)])));
    expect((await place.plan()).changes[0]?.action).toBe('replace');
  });

  it('a compressed image that is damaged leaves the old image untouched', async () => {
    const name = place.name();
    const good = gzipSync(disk('1'));
    const source = place.publisher.put(`${name}.gz`, good);
    await state(name, source, [
      'format: raw',
      'decompress: gz',
      `checksum: sha256:${digest('sha256', good)}`,
    ]);
    await applied(name);
    const [before] = await place.named(name);
    const bad = good.subarray(0, good.length - 100);
    place.publisher.put(`${name}.gz`, bad);
    for (const of of ['source', 'decompressed']) {
      const sha = digest('sha256', of === 'source' ? bad : disk('2'));
      await state(name, source, [
        'format: raw',
        'decompress: gz',
        `digest_of: ${of}`,
        `checksum: sha256:${sha}`,
      ]);
      expect((await place.apply()).changes[0]).toMatchObject({ outcome: 'failed' });
      expect(await place.named(name)).toEqual([before]);
    }
  });
});

describe('an image of another format', () => {
  it('an image of another format is the VMDK of an OVA, converted to qcow2 with the same disk', async () => {
    const name = place.name();
    const ova = tar(
      member('vm.ovf', Buffer.from('<Envelope/>')),
      member('vm-disk1.vmdk', await vmdkOf(disk('1'))),
    );
    const source = place.publisher.put(`${name}.ova`, ova);
    const fields = ['decompress: ova', 'convert: qcow2', `checksum: sha512:${digest('sha512', ova)}`];
    await state(name, source, fields);
    const { bytes, format } = await applied(name);
    expect(format).toBe('qcow2');
    expect(await compare(disk('1'), bytes, 'qcow2')).toContain('Images are identical');
  });

  it('an image of another format is converted from qcow2 to raw and back, and again when the file wants another format', async () => {
    const name = place.name();
    const source = place.publisher.put(`${name}.img`, disk('1'));
    const checksum = `checksum: sha256:${digest('sha256', disk('1'))}`;
    await state(name, source, ['convert: {from: raw, to: qcow2}', checksum]);
    const { bytes } = await applied(name);
    expect(await compare(disk('1'), bytes, 'qcow2')).toContain('Images are identical');
    const back = place.publisher.put(`${name}.qcow2`, bytes);
    await state(name, back, ['convert: raw', `checksum: sha256:${digest('sha256', bytes)}`]);
    expect((await applied(name)).bytes.equals(disk('1'))).toBe(true);
  });
});

it('a filter runs between verification and upload, and its failure publishes nothing', async () => {
  const name = place.name();
  await place.write('#!/bin/sh\nexec tr a b\n', 'filter');
  await chmod(join(place.folder, 'filter'), 0o755);
  const bytes = Buffer.alloc(100_000, 'a');
  const source = place.publisher.put(`${name}.img`, bytes);
  const checksum = `checksum: sha256:${digest('sha256', bytes)}`;
  await state(name, source, ['format: raw', 'transform: [./filter]', checksum]);
  expect((await applied(name)).bytes.equals(Buffer.alloc(100_000, 'b'))).toBe(true);
  const [before] = await place.named(name);
  await state(name, source, ['format: raw', "transform: 'cat; echo cannot >&2; exit 7'", checksum]);
  const [change] = (await place.apply()).changes;
  expect(change).toMatchObject({ outcome: 'failed' });
  expect(change?.error?.message).toMatch(/ 7: cannot/);
  expect(await place.named(name)).toEqual([before]);
});

it('a saved plan prepares the image as planned', async () => {
  const name = place.name();
  const packed = gzipSync(disk('1'));
  const source = place.publisher.put(`${name}.gz`, packed);
  await state(name, source, [
    'decompress: gz',
    'convert: qcow2',
    `checksum: sha256:${digest('sha256', packed)}`,
  ]);
  expect((await place.reconcile('plan', '-o', 'plan.json')).stdout).toContain(
    'unpacked (gz), converted to qcow2',
  );
  expect((await place.reconcile('apply', 'plan.json')).exitCode).toBe(0);
  const [image] = await place.named(name);
  expect(await compare(disk('1'), await place.download(image.id), 'qcow2')).toContain('Images are identical');
  expect((await place.plan()).changes[0]?.action).toBe('unchanged');
});
