import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { digest } from '../support/digest.ts';
import { qcow2 } from '../support/qcow2.ts';
import { openWorkplace, type Workplace } from './harness.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
  await mkdir(join(place.folder, 'endorsed'));
});
afterAll(() => place?.close());

const file = (name: string) => join(place.folder, name);

interface Endorsed {
  readonly identifier: string;
  readonly title: string;
  readonly version: string;
  readonly format: string;
  readonly bytes: Buffer;
}

function variables(image: Endorsed): Record<string, string> {
  return {
    VMCATCHER_CACHE_DIR_CACHE: file('endorsed'),
    VMCATCHER_EVENT_DC_IDENTIFIER: image.identifier,
    VMCATCHER_EVENT_DC_TITLE: image.title,
    VMCATCHER_EVENT_HV_FORMAT: image.format,
    VMCATCHER_EVENT_HV_SIZE: String(image.bytes.length),
    VMCATCHER_EVENT_HV_VERSION: image.version,
    VMCATCHER_EVENT_SL_CHECKSUM_SHA512: digest('sha512', image.bytes),
    VMCATCHER_EVENT_FILENAME: image.identifier,
  };
}

/** Plays a run of vmcatcher_cache: the events in its order, each in a process of its own. */
async function play(expired: readonly Endorsed[], available: readonly Endorsed[]): Promise<void> {
  const call = async (type: string, image: Endorsed | null) => {
    const about = image ? variables(image) : {};
    const run = await place.reconcileWith({ VMCATCHER_EVENT_TYPE: type, ...about }, 'vmcatcher');
    expect(run.exitCode, `${type}: ${run.stdout}${run.stderr}`).toBe(0);
  };
  await call('ProcessPrefix', null);
  for (const image of expired) {
    await call('ExpirePrefix', image);
    await call('ExpirePostfix', image);
  }
  for (const image of available) {
    await call('AvailablePrefix', image);
    await writeFile(join(file('endorsed'), image.identifier), image.bytes);
    await call('AvailablePostfix', image);
  }
  await call('ProcessPostfix', null);
}

async function states(...names: readonly string[]): Promise<unknown> {
  const found = await Promise.all(names.map((name) => place.ours(name)));
  return found.flat().map((image) => ({
    name: image.name.replace(/\(backup .*/, '(backup)'),
    hidden: image.os_hidden,
    hash: image.os_hash_value,
    role: image['owner_specified.reconcile.role'],
  }));
}

it('a run of vmcatcher leaves the same images when it is played twice', async () => {
  const [one, two] = [place.name(), place.name()];
  await place.write(`glance: {server: {name: ${one}, vmcatcher: {image: {backup: false}}}}\n`);
  const image = (identifier: string, version: string, seed: number): Endorsed => ({
    identifier,
    title: identifier,
    version,
    format: 'qcow2',
    bytes: qcow2(seed),
  });
  await play([], [image(one, '1', 1), image(two, '1', 2)]);
  const newer = image(one, '2', 3);
  const round = () => play([image(one, '1', 1), image(two, '1', 2)], [newer]);

  await round();
  const once = await states(one, two);
  expect(once).toMatchObject([
    { name: one, hidden: false, hash: digest('sha512', newer.bytes), role: 'current' },
    { name: two, hidden: true, role: 'current' },
  ]);
  await round();
  expect(await states(one, two)).toEqual(once);
}, 300_000);

it('an image of another vmcatcher handler is adopted by its identifier, and replaced by a newer version', async () => {
  const [title, former] = [place.name(), place.name('former')];
  await place.write(`glance: {server: {name: ${title}, vmcatcher: }}\n`);
  const image = (version: string, seed: number): Endorsed => ({
    identifier: `id-of-${title}`,
    title,
    version,
    format: 'qcow2',
    bytes: qcow2(seed),
  });
  const left = await place.cloud.admin.create({
    name: former,
    disk_format: 'qcow2',
    vmcatcher_event_dc_identifier: `id-of-${title}`,
    vmcatcher_event_hv_version: '1.9',
  });
  expect((await place.cloud.admin.upload(left.id, qcow2(11))).status).toBe(204);

  await play([], [image('1.9', 11)]);
  expect(await place.named(title)).toMatchObject([
    { id: left.id, os_hash_value: digest('sha512', qcow2(11)) },
  ]);
  expect(await place.named(former)).toEqual([]);

  await play([], [image('1.10', 12)]);
  const [published, ...others] = await place.named(title);
  expect(others).toEqual([]);
  expect(published.os_hash_value).toBe(digest('sha512', qcow2(12)));
  expect((await place.ours(title)).find(({ id }) => id === left.id)).toMatchObject({ os_hidden: true });
});

it('an appliance is stored as qcow2, with the disk that it holds', async () => {
  const name = place.name('ova');
  await place.write(`glance: {server: {name: ${name}, vmcatcher: }}\n`);
  const { ova, disk } = await makeOva();
  const image = { identifier: name, title: name, version: '1', format: 'OVA', bytes: ova };
  await play([], [image]);
  const [published] = await place.named(name);
  expect(published).toMatchObject({ status: 'active', disk_format: 'qcow2', container_format: 'bare' });
  await writeFile(file('arrived.qcow2'), await place.download(published.id));
  await execa('qemu-img', ['compare', '-f', 'qcow2', '-F', 'raw', file('arrived.qcow2'), disk]);

  await play([], [image]);
  expect((await place.ours(name)).map(({ id }) => id)).toEqual([published.id]);
});

async function makeOva(): Promise<{ readonly ova: Buffer; readonly disk: string }> {
  const disk = file('disk.raw');
  const bytes = Buffer.alloc(4 * 1024 * 1024);
  for (let at = 0; at < bytes.length; at += 4096) bytes.writeUInt32BE(at + 7, at);
  await writeFile(disk, bytes);
  const options = { cwd: place.folder };
  const formats = ['convert', '-f', 'raw', '-O', 'vmdk', '-o', 'subformat=streamOptimized'];
  await execa('qemu-img', [...formats, disk, 'box-disk1.vmdk'], options);
  await writeFile(
    file('box.ovf'),
    '<?xml version="1.0"?><Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" ' +
      'xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"><References>' +
      '<File ovf:href="box-disk1.vmdk" ovf:id="file1"/></References></Envelope>',
  );
  await execa('tar', ['--format=ustar', '-cf', 'box.ova', 'box.ovf', 'box-disk1.vmdk'], options);
  return { ova: await readFile(file('box.ova')), disk };
}
