import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { startLoopback } from '../support/loopback.ts';
import { openWorkplace, type Workplace } from './harness.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

/** Writes a state file for one private image, saves its plan, and returns the plan. */
async function save(name: string): Promise<Plan> {
  await place.write(Buffer.alloc(1024 * 1024, 1).toString('latin1'), 'p.raw');
  await place.write(Buffer.alloc(1024 * 1024, 2).toString('latin1'), 'evil.raw');
  await place.write(
    `glance:\n  server:\n    name: ${name}\n    images:\n    - {name: ${name}, format: raw, file: p.raw, visibility: private}\n`,
  );
  expect((await place.reconcile('plan', '-o', 'plan.json')).exitCode).toBe(0);
  return JSON.parse(await readFile(join(place.folder, 'plan.json'), 'utf8'));
}

it('a saved plan is applied, and stale the second time', async () => {
  const name = place.name();
  await save(name);
  expect((await place.reconcile('apply', 'plan.json')).exitCode).toBe(0);
  expect(await place.named(name)).toMatchObject([{ visibility: 'private', status: 'active' }]);
  expect((await place.reconcile('apply', 'plan.json')).exitCode).toBe(5);
  expect(await place.named(name)).toHaveLength(1);
});

it('a saved plan that was edited is refused, and changes nothing', async () => {
  const name = place.name();
  const plan = await save(name);
  const text = JSON.stringify(plan);
  const edited = [
    text.replaceAll('p.raw', 'evil.raw'),
    text.replaceAll('"value":"private"', '"value":"public"'),
    text
      .replaceAll('"value":"private"', '"value":"public"')
      .replaceAll('"after":"private"', '"after":"public"'),
    JSON.stringify({ ...plan, changes: plan.changes.map((change) => ({ ...change, action: 'unchanged' })) }),
  ];
  for (const each of edited) {
    expect(each).not.toBe(text);
    await place.write(each, 'plan.json');
    expect([5, 64]).toContain((await place.reconcile('apply', 'plan.json')).exitCode);
  }
  expect(await place.ours(name)).toEqual([]);
});

it('a saved plan is refused by the same cloud under another address', async () => {
  const name = place.name();
  await save(name);
  const { imageUrl } = place.cloud;
  const mirror = await startLoopback(async (request, response) => {
    const answer = await fetch(new URL(request.url ?? '/', imageUrl), {
      headers: { 'x-auth-token': String(request.headers['x-auth-token'] ?? '') },
    });
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  try {
    const path = new URL(imageUrl).pathname.replace(/\/$/, '');
    const clouds = {
      clouds: {
        copy: {
          auth: {
            auth_url: place.cloud.target.authUrl,
            username: place.cloud.target.admin.user,
            password: place.cloud.target.admin.password,
            project_name: place.cloud.target.admin.project,
            user_domain_name: 'Default',
            project_domain_name: 'Default',
          },
          region_name: place.cloud.target.region,
          image_endpoint_override: `${mirror.url}${path}`,
        },
      },
    };
    await place.write(JSON.stringify(clouds), 'clouds.yaml');
    const run = await place.reconcile('apply', 'plan.json', '--os-cloud', 'copy');
    expect(run.exitCode).toBe(64);
    expect(run.stderr).toContain('was made for');
    expect(run.stderr).toContain(mirror.url);
    expect(await place.ours(name)).toEqual([]);
  } finally {
    await mirror.close();
  }
});
