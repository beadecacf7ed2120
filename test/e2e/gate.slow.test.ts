import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digest } from '../support/digest.ts';
import { qcow2 } from '../support/qcow2.ts';
import { openWorkplace, type Workplace } from './harness.ts';

let place: Workplace;
let name: string;
let source: string;
const CONTENT = qcow2(1);

beforeAll(async () => {
  place = await openWorkplace();
  name = place.name();
  source = place.publisher.put(`${name}.qcow2`, CONTENT);
});
afterAll(() => place.close());

/** A user without the role admin. */
function member(): Record<string, string> {
  const { user, password, project } = place.cloud.target.member;
  return { OS_USERNAME: user, OS_PASSWORD: password, OS_PROJECT_NAME: project };
}

/** The downloads that began since `before` requests. */
const downloads = (before: number) =>
  place.publisher.requests.slice(before).filter((request) => request.startsWith('GET'));

async function write(fields: string, settings = ''): Promise<void> {
  await place.write(`glance:
  server:
    name: ${name}
    reconcile: {${settings}}
    images:
    - {name: ${name}, format: qcow2, source: '${source}', checksum: '${digest('sha256', CONTENT)}', ${fields}}
`);
}

const many = (count: number) => Array.from({ length: count }, (_, index) => `p${index}: x`).join(', ');

describe('what the real Glance refuses, plan fails at, and apply fetches nothing for', () => {
  it.each([
    [
      'more properties than its quota',
      `properties: {${many(140)}}`,
      'quota',
      'quotas: {properties: 1000}',
      413,
    ],
    [
      'more tags than its quota',
      `tags: [${many(140).replace(/: x/g, '')}]`,
      'quota',
      'quotas: {tags: unlimited}',
      413,
    ],
  ])('%s', async (_, fields, code, ignoring, status) => {
    await write(fields);
    const plan = await place.reconcile('plan', '--format', 'json');
    expect(plan.exitCode).toBe(1);
    expect(JSON.parse(plan.stdout).changes).toMatchObject([{ blockedBy: [{ code, at: { line: 6 } }] }]);

    // Glance itself refuses the same, before a byte is sent.
    await write(fields, ignoring);
    const before = place.publisher.requests.length;
    const report = await place.apply();
    expect(report.exitCode).toBe(1);
    expect(report.changes).toMatchObject([{ outcome: 'failed', error: { code: `http-${status}` } }]);
    expect(downloads(before)).toEqual([]);
    expect(await place.ours(name)).toEqual([]);
  });

  it('`visibility: public` without the right: plan knows it from the roles, apply from a refused write', async () => {
    await write('visibility: public');
    const plan = await place.reconcileWith(member(), 'plan', '--format', 'json');
    expect(plan.exitCode).toBe(1);
    expect(JSON.parse(plan.stdout).changes).toMatchObject([{ blockedBy: [{ code: 'forbidden' }] }]);

    await write('visibility: public', 'may_publish: true');
    expect((await place.reconcileWith(member(), 'plan')).exitCode).toBe(0);
    const before = place.publisher.requests.length;
    const applied = await place.reconcileWith(member(), 'apply', '--yes', '--format', 'json');
    expect(applied.exitCode).toBe(1);
    expect(JSON.parse(applied.stdout).changes).toMatchObject([
      { outcome: 'failed', error: { code: 'forbidden', message: expect.stringContaining('public') } },
    ]);
    expect(downloads(before)).toEqual([]);
    expect(await place.ours(name)).toEqual([]);
  });

  it.each(['nowhere', 'fas'])('a store that the service does not have: %s', async (store) => {
    await write(`stores: [${store}]`);
    const plan = await place.reconcile('plan', '--format', 'json');
    expect(plan.exitCode).toBe(1);
    const [change] = JSON.parse(plan.stdout).changes;
    expect(change.blockedBy).toMatchObject([{ code: 'unknown-store' }]);
    expect(change.blockedBy[0].message).toContain('fast');
    expect(await place.ours(name)).toEqual([]);
  });
});

it('an image with the right and the stores is published, and the question for the right leaves no trace', async () => {
  await write('visibility: public, stores: [fast, slow]');
  expect((await place.apply()).exitCode).toBe(0);
  const [image] = await place.named(name);
  expect(image).toMatchObject({ visibility: 'public', status: 'active' });
  expect(Object.keys(image).filter((key) => key.includes('right'))).toEqual([]);
  expect((await place.reconcile('plan', '--detailed-exitcode')).exitCode).toBe(0);
});
