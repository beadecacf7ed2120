import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { digest } from '../support/digest.ts';
import { qcow2 } from '../support/qcow2.ts';
import { openWorkplace, type Wire, type Workplace } from './harness.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

const STACK = 'owner_specified.reconcile';

function entry(name: string, bytes: Buffer, more = ''): string {
  const source = place.publisher.put(`${name}.qcow2`, bytes);
  return `    - {name: ${name}, format: qcow2, source: '${source}', checksum: '${digest('sha512', bytes)}'${more}}\n`;
}

function write(stack: string, entries: string, settings = ''): Promise<void> {
  return place.write(
    `glance:\n  server:\n    name: ${stack}\n    reconcile: {${settings}}\n    images:\n${entries}`,
  );
}

/** An administrator's token and Glance's address, and of Keystone and of the project only `more`. */
function withToken(more: Record<string, string> = {}): Record<string, string> {
  const { admin, imageUrl } = place.cloud;
  const unset = [
    'OS_AUTH_URL',
    'OS_USERNAME',
    'OS_PASSWORD',
    'OS_PROJECT_NAME',
    'OS_USER_DOMAIN_NAME',
    'OS_PROJECT_DOMAIN_NAME',
  ];
  const empty = Object.fromEntries(unset.map((name) => [name, '']));
  return { ...empty, OS_IMAGE_URL: imageUrl, OS_AUTH_TOKEN: admin.token, ...more };
}

async function planWith(env: Record<string, string>, ...args: string[]): Promise<Plan> {
  const { stdout, stderr } = await place.reconcileWith(env, 'plan', '--format', 'json', ...args);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

/** An image of the administrator's project, made by another program. */
async function foreign(name: string, fields: Record<string, unknown> = {}): Promise<Wire> {
  const { admin } = place.cloud;
  return admin.createActive({ name, disk_format: 'qcow2', visibility: 'private', ...fields });
}

const now = (id: string): Promise<Wire> => place.cloud.admin.image(id);

describe('an administrator’s token at OS_IMAGE_URL', () => {
  it('leaves the private image of another tenant and its name alone while no project is known', async () => {
    const name = place.name();
    const { member } = place.cloud;
    const theirs = await member.createActive({ name, disk_format: 'qcow2', visibility: 'private' });
    await write(name, entry(name, qcow2(1)));

    const run = await place.reconcileWith(withToken(), 'apply', '--yes');

    expect(run).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('OS_PROJECT_ID') });
    expect(await member.image(theirs.id)).toEqual(theirs);
    expect(await place.named(name)).toHaveLength(1);
  });

  it('creates an image of a new name while no project is known, and changes it no more', async () => {
    const name = place.name();
    await write(name, entry(name, qcow2(1)));
    expect((await place.reconcileWith(withToken(), 'apply', '--yes')).exitCode).toBe(0);
    const [created] = await place.named(name);
    expect(created).toMatchObject({ status: 'active', owner: place.cloud.admin.projectId });

    await write(name, entry(name, qcow2(2)));
    expect((await place.reconcileWith(withToken(), 'apply', '--yes')).exitCode).toBe(3);
    expect((await place.reconcileWith(withToken(), 'rollback', name, '--yes')).exitCode).toBe(3);
    expect(await place.named(name)).toEqual([created]);

    const known = await planWith(withToken({ OS_PROJECT_ID: place.cloud.admin.projectId }));
    expect(known.changes).toMatchObject([{ action: 'replace', imageId: created.id, blockedBy: [] }]);
  });

  it('prunes nothing of an equally named stack of another project', async () => {
    const [name, stays] = [place.name('gone'), place.name('stays')];
    const { admin, member } = place.cloud;
    const theirs = await member.createActive({
      name,
      disk_format: 'qcow2',
      [`${STACK}.stack`]: stays,
      [`${STACK}.image`]: name,
      [`${STACK}.role`]: 'current',
    });
    await member.patch(theirs.id, [{ op: 'add', path: `/${STACK}.id`, value: theirs.id }]);
    await write(stays, entry(stays, qcow2(1)), 'prune: delete');
    await place.apply();

    const [authUrl, projectId] = [place.cloud.target.authUrl, admin.projectId];
    for (const env of [{}, { OS_PROJECT_ID: projectId }, { OS_AUTH_URL: authUrl }]) {
      const plan = await planWith(withToken(env), '--prune', 'delete');
      expect(plan.changes.map((change) => change.name)).toEqual([stays]);
      await place.reconcileWith(withToken(env), 'apply', '--yes', '--prune', 'delete');
    }
    expect(await member.image(theirs.id)).toMatchObject({ name, status: 'active', os_hidden: false });
  });

  it('works as with a password where Keystone or OS_PROJECT_ID tells the project', async () => {
    const { admin, target } = place.cloud;
    const name = place.name();
    await write(name, entry(name, qcow2(1)));
    await place.apply();
    const told = [withToken({ OS_AUTH_URL: target.authUrl }), withToken({ OS_PROJECT_ID: admin.projectId })];
    for (const [index, env] of told.entries()) {
      expect(await planWith(env)).toMatchObject({ targets: [{ projectId: admin.projectId }] });
      await write(name, entry(name, qcow2(2 + index)));
      expect((await place.reconcileWith(env, 'apply', '--yes')).exitCode).toBe(0);
      expect((await place.plan()).changes).toMatchObject([{ action: 'unchanged' }]);
    }
    // Keystone knows better than a variable that was left over.
    const stale = withToken({ OS_AUTH_URL: target.authUrl, OS_PROJECT_ID: 'f'.repeat(32) });
    expect(await planWith(stale)).toMatchObject({ targets: [{ projectId: admin.projectId }] });
  });

  it('publishes nothing when OS_PROJECT_ID is not the project of the token', async () => {
    const name = place.name();
    await write(name, entry(name, qcow2(1)));
    const { tenant3 } = place.cloud.projects;
    const run = await place.reconcileWith(withToken({ OS_PROJECT_ID: tenant3 }), 'apply', '--yes');
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain(place.cloud.admin.projectId);
    expect(await place.ours(name)).toEqual([]);
  });
});

describe('an image that others published', () => {
  it('stays, protected, when its entry says absent, and is deleted once that is allowed', async () => {
    const [one, two] = [place.name('one'), place.name('two')];
    const images = [await foreign(one, { protected: true }), await foreign(two, { protected: true })];
    const gone = (more = '') =>
      `    - {name: ${one}, state: absent${more}}\n    - {name: ${two}, state: absent}\n`;
    await write(one, gone());

    expect((await place.reconcile('apply', '--yes')).exitCode).toBe(3);
    for (const image of images) expect(await now(image.id)).toEqual(image);

    await write(one, gone(', adopt: true'));
    const plan = await place.plan();
    expect(plan.changes).toMatchObject([
      { blockedBy: [], adopts: [{ id: images[0].id, protected: true, by: 'name' }] },
      { blockedBy: [{ code: 'not-adopted' }], adopts: [{ id: images[1].id }] },
    ]);
    expect((await place.reconcile('apply', '--yes')).exitCode).toBe(3);
    const drawn = await place.reconcile('plan', '--adopt', two);
    expect(drawn.stdout).toContain('not ours until now');
    expect((await place.reconcile('apply', '--yes', '--adopt', two)).exitCode).toBe(0);
    expect([...(await place.named(one)), ...(await place.named(two))]).toEqual([]);
  });

  it('becomes a backup when it is replaced, marked in the plan, and no later release deletes it', async () => {
    const name = place.name();
    const image = await foreign(name);
    const release = (bytes: Buffer, more = '') =>
      write(name, entry(name, bytes, `, backup: {keep: 1}${more}`));
    await write(name, entry(name, qcow2(1), ', backup: {keep: 0}'));
    expect((await place.reconcile('apply', '--yes')).exitCode).toBe(3);

    await release(qcow2(1));
    expect(await place.plan()).toMatchObject({
      changes: [{ action: 'replace', adopts: [{ id: image.id }] }],
    });
    for (const bytes of [qcow2(1), qcow2(2), qcow2(3)]) {
      await release(bytes);
      expect((await place.reconcile('apply', '--yes')).exitCode).toBe(0);
    }
    expect(await now(image.id)).toMatchObject({ status: 'active', [`${STACK}.role`]: 'backup' });
    expect((await place.plan()).changes).toMatchObject([{ action: 'unchanged' }]);

    await release(qcow2(4), ', adopt: true');
    await place.reconcile('apply', '--yes');
    expect((await place.cloud.admin.glance('GET', `/v2/images/${image.id}`)).status).toBe(404);
  });
});

it('a protection that a person set outlives replacement, rollback and state: absent', async () => {
  const name = place.name();
  const { admin } = place.cloud;
  await write(name, entry(name, qcow2(1), ', backup: {keep: 1}'));
  await place.apply();
  const [first] = await place.named(name);
  await admin.patch(first.id, [{ op: 'replace', path: '/protected', value: true }]);

  await write(name, entry(name, qcow2(2), ', backup: {keep: 1}'));
  await place.apply();
  const [second] = await place.named(name);
  expect(second).toMatchObject({ protected: true });
  expect(await now(first.id)).toMatchObject({ protected: true, [`${STACK}.role`]: 'backup' });

  expect((await place.reconcile('rollback', name, '--yes')).exitCode).toBe(0);
  expect(await place.named(name)).toMatchObject([{ id: first.id, protected: true }]);
  expect(await now(second.id)).toMatchObject({ protected: true });

  await write(name, `    - {name: ${name}, state: absent}\n`);
  const run = await place.reconcile('apply', '--yes');
  expect(run).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('--adopt') });
  expect(await now(first.id)).toMatchObject({ name, protected: true });

  await write(name, `    - {name: ${name}, state: absent, protected: false}\n`);
  expect((await place.reconcile('apply', '--yes')).exitCode).toBe(0);
  expect(await place.named(name)).toEqual([]);
});

it('a protection that the file set is lifted again with state: absent', async () => {
  const name = place.name();
  await write(name, entry(name, qcow2(1), ', protected: true'));
  await place.apply();
  await write(name, `    - {name: ${name}, state: absent}\n`);
  expect((await place.reconcile('apply', '--yes')).exitCode).toBe(0);
  expect(await place.named(name)).toEqual([]);
});
