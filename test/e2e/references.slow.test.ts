import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { digest } from '../support/digest.ts';
import { openWorkplace, type Workplace } from './harness.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

interface Contents {
  readonly kern: string | null;
  readonly machine: string | null;
}

/** A stack of a kernel without backups and a machine that refers to it; returns a function that writes the state. */
function stack() {
  const [kern, machine] = [place.name('kern'), place.name('machine')];
  const entry = (name: string, content: string, more: string) => {
    const bytes = Buffer.from(content);
    const source = place.publisher.put(`${name}-${content}`, bytes);
    return `      - {name: ${name}, source: '${source}', checksum: '${digest('sha256', bytes)}', ${more}}\n`;
  };
  const write = (contents: Contents, reconcile = '', kernel = `{image: ${kern}}`) =>
    place.write(`glance:
  server:
    name: ${kern}
    reconcile: {${reconcile}}
    images:
${contents.machine ? entry(machine, contents.machine, `format: ami, container_format: ami, properties: {kernel_id: ${kernel}}`) : ''}${
  contents.kern ? entry(kern, contents.kern, 'format: aki, container_format: aki, backup: {keep: 0}') : ''
}`);
  return { kern, machine, write };
}

async function only(name: string) {
  const [image, ...others] = await place.named(name);
  expect(others).toEqual([]);
  return image;
}

it('an image that another one refers to is created before it, replaced, re-pointed and pruned with it', async () => {
  const { kern, machine, write } = stack();
  await write({ kern: 'k1', machine: 'm' });
  const shown = await place.reconcile('plan');
  expect(shown.stdout).toContain(`id of ${kern} (new)`);
  expect((await place.apply()).exitCode).toBe(0);
  const first = await only(kern);
  expect(await only(machine)).toMatchObject({ kernel_id: first.id, status: 'active' });
  expect((await place.plan()).summary.unchanged).toBe(2);

  // A saved plan re-points as well.
  await write({ kern: 'k2', machine: 'm' });
  expect((await place.reconcile('plan', '-o', 'saved.json')).exitCode).toBe(0);
  expect((await place.reconcile('apply', 'saved.json')).exitCode).toBe(0);
  const second = await only(kern);
  expect(await only(machine)).toMatchObject({ kernel_id: second.id });
  expect((await place.cloud.admin.glance('GET', `/v2/images/${first.id}`)).status).toBe(404);
  expect((await place.plan()).summary.unchanged).toBe(2);

  await write({ kern: null, machine: null }, 'prune: delete');
  expect((await place.apply('--allow-empty')).exitCode).toBe(0);
  expect([...(await place.ours(kern)), ...(await place.ours(machine))]).toEqual([]);
});

it('an image to which an image made by hand refers stays, and the plan names that image', async () => {
  const { kern, write } = stack();
  const { admin } = place.cloud;
  await write({ kern: 'k1', machine: null });
  await place.apply();
  const first = await only(kern);
  const byHand = await admin.create({ name: place.name('by-hand'), ramdisk_id: first.id, os_hidden: true });

  await write({ kern: 'k2', machine: null });
  const replaced = await place.apply();
  expect(replaced.exitCode).toBe(0);
  expect(replaced.changes[0]?.warnings.join()).toContain(byHand.id);
  expect((await admin.glance('GET', `/v2/images/${first.id}`)).status).toBe(200);
  expect((await place.plan()).summary.unchanged).toBe(1);

  const current = await only(kern);
  await admin.patch(byHand.id, [{ op: 'add', path: '/kernel_id', value: current.id }]);
  await place.write(`glance: {server: {name: ${kern}, images: [{name: ${kern}, state: absent}]}}\n`);
  const absent = await place.plan();
  expect(absent.changes[0]?.blockedBy).toMatchObject([
    { code: 'in-use', candidates: [byHand.id, current.id].sort() },
  ]);
  expect((await place.reconcile('apply', '--yes')).exitCode).toBe(3);

  // Freed, the kernel goes; its backup, to which the image made by hand still refers, stays.
  await admin.patch(byHand.id, [{ op: 'remove', path: '/kernel_id' }]);
  expect((await place.apply()).exitCode).toBe(0);
  expect((await place.ours(kern)).map(({ id }) => id)).toEqual([first.id]);
});

it('a rollback re-points the images that refer to the image, and a literal id of the live image is kept', async () => {
  const { kern, machine, write } = stack();
  await write({ kern: 'k1', machine: 'm' });
  await place.apply();
  const first = await only(kern);
  await write({ kern: 'k2', machine: 'm' }, '', first.id);
  const replaced = await place.apply();
  expect(replaced.exitCode).toBe(0);
  expect(replaced.changes.flatMap(({ warnings }) => warnings).join()).toContain(machine);
  expect(await only(machine)).toMatchObject({ kernel_id: first.id });

  await write({ kern: 'k2', machine: 'm' });
  await place.apply();
  const second = await only(kern);
  expect((await place.cloud.admin.glance('GET', `/v2/images/${first.id}`)).status).toBe(404);

  await write({ kern: 'k3', machine: 'm' });
  const text = await readFile(join(place.folder, 'glance.yaml'), 'utf8');
  await place.write(text.replace('keep: 0', 'keep: 1'));
  await place.apply();
  expect((await only(machine)).kernel_id).not.toBe(second.id);
  expect((await place.reconcile('rollback', kern, '--yes')).exitCode).toBe(0);
  expect(await only(kern)).toMatchObject({ id: second.id });
  expect(await only(machine)).toMatchObject({ kernel_id: second.id });
});
