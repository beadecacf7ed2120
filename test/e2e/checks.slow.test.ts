import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { qcow2 } from '../support/qcow2.ts';
import { openWorkplace, type Workplace } from './harness.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place?.close());

const file = (name: string) => join(place.folder, name);

/** A state file with one image of these bytes and these checks, in flow style. */
async function state(name: string, bytes: Buffer, checks: string): Promise<void> {
  await writeFile(file(`${name}.img`), bytes);
  await place.write(
    `glance:\n  server:\n    name: ${name}\n    images:\n` +
      `      - {name: ${name}, source: ${name}.img, format: qcow2, backup: false, checks: ${checks}}\n`,
  );
}

/** Asks Glance for the image with the check's token, and writes the answer to a file. */
const ASK = `
const headers = { 'x-auth-token': process.env.OS_TOKEN };
const base = process.env.RECONCILE_ENDPOINT + '/v2/images/' + process.env.RECONCILE_IMAGE_ID;
const image = await (await fetch(base, { headers })).json();
const members = await (await fetch(base + '/members', { headers })).json();
console.log(JSON.stringify({ image, members, names: Object.keys(process.env) }));
`;

describe('a check', () => {
  it('a check reaches the staged image with its token, and so does its member project during the check', async () => {
    const name = place.name();
    await writeFile(file('ask.mjs'), ASK);
    const project = place.cloud.projects.tenant1;
    const command = `"${process.execPath} ask.mjs > seen.json"`;
    await state(name, qcow2(1), `[{command: ${command}, member: tenant1}]`);
    const report = await place.apply();
    expect(report.exitCode, JSON.stringify(report.changes)).toBe(0);

    const seen = JSON.parse(await readFile(file('seen.json'), 'utf8'));
    expect(seen.image).toMatchObject({
      status: 'active',
      visibility: 'shared',
      name: `${name} (staged)`,
      os_hidden: true,
    });
    expect(seen.members.members.map((member: { member_id: string }) => member.member_id)).toEqual([project]);
    expect(seen.names.filter((variable: string) => /PASSWORD|USERNAME/.test(variable))).toEqual([]);

    const [image] = await place.named(name);
    expect(image).toMatchObject({ visibility: 'private', os_hidden: false });
    const shared = [{ op: 'replace', path: '/visibility', value: 'shared' }];
    await place.cloud.admin.patch(image.id, shared);
    const { json } = await place.cloud.admin.glance('GET', `/v2/images/${image.id}/members`);
    expect(json.members).toEqual([]);
    await place.cloud.admin.patch(image.id, [{ ...shared[0], value: 'private' }]);
    expect((await place.plan()).summary).toMatchObject({ unchanged: 1 });
  });

  it.runIf(existsSync('/usr/bin/openstack'))('a check can use the openstack client', async () => {
    const name = place.name();
    const command = '"/usr/bin/openstack image show -f value -c status $RECONCILE_IMAGE_ID > status.txt"';
    await state(name, qcow2(2), `[${command}]`);
    const report = await place.apply();
    expect(report.exitCode, JSON.stringify(report.changes[0]?.error)).toBe(0);
    expect(await readFile(file('status.txt'), 'utf8')).toBe('active\n');
  });

  it('a check that fails keeps the old image, and its output is reported', async () => {
    const name = place.name();
    await state(name, qcow2(3), '[]');
    await place.apply();
    const [old] = await place.named(name);
    await state(name, qcow2(4), '["echo the server got no address; exit 4"]');
    const run = await place.reconcile('apply', '--yes');
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('check');
    expect(run.stdout).toContain('code 4');
    expect(run.stdout).toContain('| the server got no address');
    expect((await place.ours(name)).map(({ id }) => id)).toEqual([old.id]);
  });

  it('a check of a saved plan runs as planned, without another upload of a kept image', async () => {
    const name = place.name();
    await state(name, qcow2(5), '[{command: "test -e passes", keep: true}]');
    const plan = await place.reconcile('plan', '-o', 'plan.json');
    expect(plan.stdout).toMatch(
      /check {2,}\/bin\/sh -c 'test -e passes' \(within 10 min 00 s, kept if it\s+fails\)/,
    );
    expect((await place.reconcile('apply', 'plan.json')).exitCode).toBe(1);
    const [kept] = await place.ours(name);
    expect(kept).toMatchObject({
      name: `${name} (staged)`,
      visibility: 'private',
      'owner_specified.reconcile.kept': 'sh: exit code 1',
    });

    await place.write('', 'passes');
    const report = await place.apply();
    expect(report.changes[0]).toMatchObject({ action: 'resume', outcome: 'done', imageId: kept.id });
    const all = await place.ours(name);
    expect(all).toHaveLength(1);
    expect(all[0]).not.toHaveProperty('owner_specified.reconcile.kept');
    expect((await place.plan()).summary).toMatchObject({ unchanged: 1 });
  });
});
