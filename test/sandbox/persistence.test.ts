import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { beginUpload, type Client, signIn } from './client.ts';

let dataDir: string;
let sandbox: Sandbox;
let admin: Client;

async function start(): Promise<void> {
  sandbox = await startSandbox({ dataDir });
  admin = await signIn(sandbox);
}

async function restart(): Promise<void> {
  await sandbox.close();
  await start();
}

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
  await start();
});
afterEach(async () => {
  await sandbox.close();
  await rm(dataDir, { recursive: true });
});

describe('with a data directory, a restart keeps', () => {
  test('a restart of the sandbox keeps an image, field by field, and its data', async () => {
    const id = await admin.create({
      name: 'cirros "é"',
      tags: ['a'],
      hw_disk_bus: 'ide',
      visibility: 'public',
    });
    await admin.upload(id, 'the bytes');
    const before = await admin.show(id);

    await restart();

    expect(await admin.show(id)).toEqual(before);
    expect(await (await admin.images('GET', `/images/${id}/file`)).text()).toBe('the bytes');
  });

  test('a restart of the sandbox keeps members and their answers', async () => {
    const id = await admin.create({ visibility: 'shared' });
    await admin.images('POST', `/images/${id}/members`, { member: 'somebody' });
    await admin.images('PUT', `/images/${id}/members/somebody`, { status: 'accepted' });

    await restart();

    const answer = await admin.images('GET', `/images/${id}/members`);
    expect(await answer.json()).toMatchObject({ members: [{ member_id: 'somebody', status: 'accepted' }] });
  });

  test('a restart of the sandbox keeps the ids of deleted images reserved', async () => {
    const id = await admin.create();
    await admin.images('DELETE', `/images/${id}`);

    await restart();

    expect((await admin.images('POST', '/images', { id })).status).toBe(409);
    expect((await admin.images('GET', `/images/${id}`)).status).toBe(404);
  });

  test('a restart of the sandbox keeps the ids of projects and users, and application credentials', async () => {
    const projects = async (): Promise<unknown> => {
      const listed = (await (await admin.identity('GET', '/projects')).json()) as {
        projects: { id: string; name: string }[];
      };
      return listed.projects.map(({ id, name }) => [id, name]);
    };
    const before = await projects();
    const path = `/users/${admin.userId}/application_credentials`;
    const created = await admin.identity('POST', path, { application_credential: { name: 'robot' } });
    const credential = ((await created.json()) as { application_credential: { id: string; secret: string } })
      .application_credential;

    await restart();

    expect(await projects()).toEqual(before);
    const answer = await admin.identity('POST', '/auth/tokens', {
      auth: {
        identity: {
          methods: ['application_credential'],
          application_credential: { id: credential.id, secret: credential.secret },
        },
      },
    });
    expect(answer.status).toBe(201);
  });

  test('a restart of the sandbox keeps staged data, which can then be imported', async () => {
    const id = await admin.create();
    await fetch(`${sandbox.imageUrl}/v2/images/${id}/stage`, {
      method: 'PUT',
      headers: { 'x-auth-token': admin.token, 'content-type': 'application/octet-stream' },
      body: 'staged bytes',
    });

    await restart();
    await admin.images('POST', `/images/${id}/import`, { method: { name: 'glance-direct' } });

    await expect.poll(async () => (await admin.show(id)).status).toBe('active');
    expect(await (await admin.images('GET', `/images/${id}/file`)).text()).toBe('staged bytes');
  });
});

test('an upload that a restart of the sandbox broke leaves a queued image that takes a new upload', async () => {
  const id = await admin.create();
  await beginUpload(admin, id, 'first part', 100);
  await expect.poll(async () => (await admin.show(id)).status).toBe('saving');

  await restart();

  expect(await admin.show(id)).toMatchObject({ status: 'queued', size: null });
  expect(await readdir(join(dataDir, 'data', 'fast'))).toEqual([]);
  expect((await admin.upload(id, 'all of it')).status).toBe(204);
});

test('the sandbox deletes the file of a deleted image', async () => {
  const id = await admin.create();
  await admin.upload(id, 'the bytes');
  expect(await readFile(join(dataDir, 'data', 'fast', id), 'utf8')).toBe('the bytes');

  await admin.images('DELETE', `/images/${id}`);

  expect(await readdir(join(dataDir, 'data', 'fast'))).toEqual([]);
});

test('the sandbox saves passwords and secrets as digests that other users cannot read', async () => {
  const path = `/users/${admin.userId}/application_credentials`;
  await admin.identity('POST', path, { application_credential: { name: 'robot', secret: 'open sesame' } });

  const file = join(dataDir, 'identity', 'directory.json');
  const saved = await readFile(file, 'utf8');
  expect(saved).not.toContain(JSON.stringify(sandbox.env.OS_PASSWORD));
  expect(saved).not.toContain('open sesame');
  expect((await stat(file)).mode & 0o077).toBe(0);
});
