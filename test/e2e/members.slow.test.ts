import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { qcow2 } from '../support/qcow2.ts';
import { openWorkplace, type Workplace } from './harness.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

async function writeState(name: string, extra: string): Promise<void> {
  const source = place.publisher.put(`${name}.qcow2`, qcow2(3));
  await place.write(
    `glance:\n  server:\n    name: ${name}\n    images:\n    - name: ${name}\n      format: qcow2\n      source: ${source}\n${extra}`,
  );
}

async function membersOf(name: string): Promise<readonly string[]> {
  const [image] = await place.named(name);
  const answer = await place.cloud.admin.glance('GET', `/v2/images/${image.id}/members`);
  return answer.json.members.map((member: { member_id: string }) => member.member_id).sort();
}

describe('members', () => {
  it('members are added and revoked exactly as the file lists them, by project name', async () => {
    const name = place.name();
    const { tenant1, tenant2, tenant3 } = place.cloud.projects;
    await writeState(name, '      members: [tenant1, {project: tenant2, domain: Default}]\n');
    expect((await place.apply()).exitCode).toBe(0);
    expect(await membersOf(name)).toEqual([tenant1, tenant2].sort());

    await writeState(name, '      members: [tenant2, tenant3]\n');
    const plan = await place.plan();
    expect(plan.changes[0]?.fields).toEqual([
      { path: 'members', before: expect.anything(), after: ['tenant2', 'tenant3'] },
    ]);
    await place.apply();
    expect(await membersOf(name)).toEqual([tenant2, tenant3].sort());

    const [image] = await place.named(name);
    await place.cloud.admin.glance('POST', `/v2/images/${image.id}/members`, { json: { member: tenant1 } });
    await place.apply();
    expect(await membersOf(name)).toEqual([tenant2, tenant3].sort());

    await writeState(name, '      visibility: shared\n      members: []\n');
    await place.apply();
    expect(await membersOf(name)).toEqual([]);
    expect((await place.plan()).changes[0]?.action).toBe('unchanged');
  });

  it('members that the file does not list are copied to a replacement, with their acceptance', async () => {
    const name = place.name();
    await writeState(name, '      visibility: shared\n');
    await place.apply();
    const { admin, projects } = place.cloud;
    const [old] = await place.named(name);
    await admin.glance('POST', `/v2/images/${old.id}/members`, { json: { member: projects.tenant1 } });
    const accepted = await place.cloud.member.glance(
      'PUT',
      `/v2/images/${old.id}/members/${projects.tenant1}`,
      {
        json: { status: 'accepted' },
      },
    );
    expect(accepted.status).toBe(200);

    place.publisher.put(`${name}.qcow2`, qcow2(4));
    expect((await place.apply()).exitCode).toBe(0);
    const [image] = await place.named(name);
    expect(image.id).not.toBe(old.id);
    const { json } = await admin.glance('GET', `/v2/images/${image.id}/members`);
    expect(json.members).toMatchObject([{ member_id: projects.tenant1, status: 'accepted' }]);
  });

  it('an unknown project among the members is an error with its place, before any change', async () => {
    const name = place.name();
    await writeState(name, '      members: [tenant1, tennant2]\n');
    const run = await place.reconcile('apply', '--yes');
    expect(run.exitCode).not.toBe(0);
    expect(run.stderr).toContain('tennant2');
    expect(run.stderr).toMatch(/glance\.yaml:8:\d+/);
    expect(await place.ours(name)).toEqual([]);
  });

  it('a member list on a public image is a validation error with its place', async () => {
    await writeState(place.name(), '      public: true\n      members: [tenant1]\n');
    const run = await place.reconcile('validate');
    expect(run.exitCode).toBe(64);
    expect(run.stderr).toMatch(/glance\.yaml:9:\d+/);
  });
});
