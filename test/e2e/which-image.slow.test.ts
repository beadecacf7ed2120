import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { qcow2 } from '../support/qcow2.ts';
import { openWorkplace, type Workplace } from './harness.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

async function writeState(name: string, extra = ''): Promise<void> {
  const source = place.publisher.put(`${name}.qcow2`, qcow2(5));
  await place.write(
    `glance:\n  server:\n    name: ${JSON.stringify(name)}\n    images:\n    - name: ${JSON.stringify(name)}\n      format: qcow2\n      source: ${JSON.stringify(source)}\n${extra}`,
  );
}

/** An image that a user made by hand. */
async function byHand(name: string, attributes: Record<string, unknown> = {}): Promise<string> {
  const fields = { name, disk_format: 'qcow2', visibility: 'private', ...attributes };
  const { admin } = place.cloud;
  const { id } = await admin.create(fields);
  await admin.upload(id, qcow2(5));
  return id;
}

describe('two images of the same name', () => {
  it('two images of the same name block the change, with both ids in the plan', async () => {
    const name = place.name();
    const ids = [await byHand(name), await byHand(name)];
    await writeState(name, '      public: true\n');
    const before = await place.named(name);

    const plan = await place.reconcile('plan');
    expect(plan.exitCode).toBe(3);
    for (const id of ids) expect(plan.stdout).toContain(id);

    const apply = await place.reconcile('apply', '--yes');
    expect(apply.exitCode).toBe(3);
    expect(await place.named(name)).toEqual(before);
  });

  it('two images of the same name are distinguished by a pinned id', async () => {
    const name = place.name();
    const [id] = [await byHand(name), await byHand(name)];
    await writeState(name, `      id: ${id}\n`);
    expect((await place.plan()).changes[0]).toMatchObject({ action: 'adopt', imageId: id });
  });
});

describe('an image without our marker', () => {
  it('an image without our marker is adopted with a note in the plan, and keeps its id and foreign properties', async () => {
    const name = place.name();
    const id = await byHand(name, { by_hand: 'yes' });
    await writeState(name, '      min_disk: 3\n');
    expect((await place.plan()).changes[0]).toMatchObject({ action: 'adopt', imageId: id });
    expect((await place.apply()).exitCode).toBe(0);
    expect(await place.named(name)).toMatchObject([{ id, min_disk: 3, by_hand: 'yes' }]);
  });

  it('an image without our marker of another owner is reported and left alone', async () => {
    const name = place.name();
    const theirs = await place.cloud.member.createActive({ name, visibility: 'private' });
    await place.cloud.admin.patch(theirs.id, [{ op: 'replace', path: '/visibility', value: 'public' }]);
    await writeState(name);
    const plan = await place.plan();
    expect(plan.changes[0]).toMatchObject({ action: 'create' });
    expect(plan.changes[0]?.warnings.join()).toContain(theirs.id);
    await place.apply();
    expect(await place.cloud.admin.image(theirs.id)).toMatchObject({ name, visibility: 'public' });
    expect((await place.plan()).changes[0]?.action).toBe('unchanged');
  });
});

it('`previously` renames, and `state: absent` deletes also a protected image', async () => {
  const [before, after] = [place.name(), place.name()];
  await writeState(before, '      protected: true\n');
  await place.apply();
  const [{ id }] = await place.named(before);

  await place.write(
    `glance:\n  server:\n    name: ${before}\n    images:\n    - {name: ${after}, previously: [${before}], format: qcow2, source: '${place.publisher.url}/${before}.qcow2'}\n`,
  );
  expect((await place.plan()).changes[0]).toMatchObject({ action: 'rename', imageId: id });
  await place.apply();
  expect(await place.named(after)).toMatchObject([{ id, protected: true }]);
  expect(await place.named(before)).toEqual([]);

  await place.write(
    `glance:\n  server:\n    name: ${before}\n    images:\n    - {name: ${after}, state: absent}\n`,
  );
  const plan = await place.reconcile('plan');
  expect(plan.stdout).toMatch(/its\s+protection\s+is\s+lifted/);
  expect((await place.apply()).exitCode).toBe(0);
  expect(await place.ours(after)).toEqual([]);
  expect((await place.plan()).changes[0]?.action).toBe('unchanged');
});

it('an image that changes after a saved plan makes its change stale, and the others are applied', async () => {
  const [touched, fine] = [place.name(), place.name()];
  const source = place.publisher.put('both.qcow2', qcow2(5));
  const write = (minDisk: number) =>
    place.write(
      `glance:\n  server:\n    name: ${touched}\n    images:\n${[touched, fine].map((name) => `    - {name: ${name}, format: qcow2, source: '${source}', min_disk: ${minDisk}}\n`).join('')}`,
    );
  await write(1);
  await place.apply();
  await write(2);
  expect((await place.reconcile('plan', '-o', 'plan.json')).exitCode).toBe(0);
  const [{ id }] = await place.named(touched);
  await place.cloud.admin.patch(id, [{ op: 'add', path: '/somebody', value: 'was here' }]);

  const run = await place.reconcile('apply', '--format', 'json', 'plan.json');
  expect(JSON.parse(run.stdout).changes.map((change: { outcome: string }) => change.outcome)).toEqual([
    'stale',
    'done',
  ]);
  expect(run.exitCode).toBe(5);
  expect(await place.named(touched)).toMatchObject([{ min_disk: 1 }]);
  expect(await place.named(fine)).toMatchObject([{ min_disk: 2 }]);

  expect((await place.reconcile('apply', 'plan.json')).exitCode).toBe(5);
});
