import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Authority, makeWorkshop, type Signer, type Workshop } from '../publisher/hepix/authority.ts';
import { openWorkplace, type Workplace } from './harness.ts';
import { listOfOne } from './list-of-one.ts';

let place: Workplace;
let workshop: Workshop;
let authority: Authority;
let endorser: Signer;
beforeAll(async () => {
  place = await openWorkplace();
  workshop = await makeWorkshop();
  authority = await workshop.authority('/DC=org/DC=example/CN=Test CA');
  await workshop.trust(authority, 'test-ca.pem');
  endorser = await authority.issue('/DC=org/DC=example/CN=An Endorser');
});
afterAll(async () => {
  await place?.close();
  await workshop?.remove();
});

/** An OVA as VMware's tools make them: a descriptor, and a stream-optimised VMDK of the disk. */
async function makeOva(seed: number): Promise<{ readonly ova: Buffer; readonly disk: string }> {
  const file = (name: string) => join(place.folder, name);
  const disk = file(`disk-${seed}.raw`);
  const bytes = Buffer.alloc(8 * 1024 * 1024);
  for (let at = 0; at < bytes.length; at += 4096) bytes.writeUInt32BE(seed * 65_537 + at, at);
  await writeFile(disk, bytes);
  const run = (program: string, ...args: readonly string[]) => execa(program, args, { cwd: place.folder });
  await run(
    'qemu-img',
    ...'convert -f raw -O vmdk -o subformat=streamOptimized'.split(' '),
    disk,
    'box-disk1.vmdk',
  );
  const descriptor =
    '<?xml version="1.0"?><Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" ' +
    'xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"><References>' +
    '<File ovf:href="box-disk1.vmdk" ovf:id="file1"/></References></Envelope>';
  await writeFile(file('box.ovf'), descriptor);
  await run('tar', '--format=ustar', '-cf', 'box.ova', 'box.ovf', 'box-disk1.vmdk');
  return { ova: await readFile(file('box.ova')), disk };
}

async function publish(name: string, ova: Buffer, version: string): Promise<void> {
  const text = listOfOne(place, { name, file: `${name}.ova`, bytes: ova, format: 'OVA', version });
  place.publisher.put(`${name}.list`, await workshop.sign(text, [endorser]));
}

/** Whether the stored image has the same disk as the appliance. */
async function expectDisk(name: string, disk: string): Promise<void> {
  const [published, ...others] = await place.named(name);
  expect(others).toEqual([]);
  expect(published).toMatchObject({ status: 'active', disk_format: 'qcow2', container_format: 'bare' });
  const stored = join(place.folder, 'stored.qcow2');
  await writeFile(stored, await place.download(published.id));
  const { stdout } = await execa('qemu-img', ['compare', '-f', 'raw', '-F', 'qcow2', disk, stored]);
  expect(stdout).toContain('Images are identical');
}

it('an OVA of a signed list is published as qcow2 with the same disk', async () => {
  const name = place.name('ova');
  const list = {
    url: `${place.publisher.url}/${name}.list`,
    trust: { ca_directory: workshop.trusted, endorser: { dn: endorser.subject, ca: authority.subject } },
    image: { convert: 'qcow2' },
  };
  await place.write(JSON.stringify({ glance: { server: { name, image_lists: [list] } } }));

  const first = await makeOva(1);
  await publish(name, first.ova, '1.0');
  expect(await place.apply()).toMatchObject({
    exitCode: 0,
    changes: [{ action: 'create', outcome: 'done' }],
  });
  await expectDisk(name, first.disk);
  expect((await place.reconcile('plan', '--detailed-exitcode')).exitCode).toBe(0);

  const second = await makeOva(2);
  await publish(name, second.ova, '2.0');
  expect(await place.apply()).toMatchObject({
    exitCode: 0,
    changes: [{ action: 'replace', outcome: 'done' }],
  });
  await expectDisk(name, second.disk);
  expect((await place.reconcile('plan', '--detailed-exitcode')).exitCode).toBe(0);

  const { ova: forged } = await makeOva(3);
  await publish(name, forged, '3.0');
  forged[forged.length - 20_000]! ^= 1;
  expect((await place.apply()).exitCode).toBe(1);
  await expectDisk(name, second.disk);
});
