import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';

const run = promisify(execFile);
const OPENSTACK = '/usr/bin/openstack';
const GLANCE = '/usr/bin/glance';
const openstackHere = existsSync(OPENSTACK);
const glanceHere = existsSync(GLANCE);

const DATA = Buffer.alloc(300_000, 'data');

let sandbox: Sandbox;
let home: string;
let file: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  // The clients keep caches in the home directory.
  home = await mkdtemp(join(tmpdir(), 'clients-'));
  file = join(home, 'data.img');
  await writeFile(file, DATA);
});
afterAll(async () => {
  await sandbox.close();
  await rm(home, { recursive: true });
});

async function client(
  program: string,
  user: Readonly<Record<string, string>>,
  args: string[],
): Promise<string> {
  const env = { ...sandbox.env, ...user, PATH: '/usr/bin:/bin', HOME: home, LANG: 'C.UTF-8' };
  const { stdout } = await run(program, args, { env, cwd: home });
  return stdout.trim();
}

const MEMBER = { OS_USERNAME: 'member', OS_PROJECT_NAME: 'tenant1' };
const openstack = (...args: string[]): Promise<string> => client(OPENSTACK, {}, args);
const asMember = (...args: string[]): Promise<string> => client(OPENSTACK, MEMBER, args);
const glance = (...args: string[]): Promise<string> => client(GLANCE, {}, args);

describe.runIf(openstackHere)('the openstack client (python3-openstackclient, where it is installed)', () => {
  const show = async (image: string): Promise<Record<string, unknown>> =>
    JSON.parse(await openstack('image', 'show', image, '-f', 'json'));
  const names = (listed: string): string[] => listed.split('\n').filter((name) => name !== '');
  const list = async (...args: string[]): Promise<string[]> =>
    names(await openstack('image', 'list', '-f', 'value', '-c', 'Name', ...args));
  const create = (name: string, ...args: string[]): Promise<string> =>
    openstack(
      ...['image', 'create', name, '--disk-format', 'raw', '--container-format', 'bare', '--file', file],
      ...['-f', 'value', '-c', 'id', ...args],
    );

  test('issues a token, and looks projects up', async () => {
    expect(await openstack('token', 'issue', '-f', 'value', '-c', 'id')).not.toBe('');
    expect(names(await openstack('project', 'list', '-f', 'value', '-c', 'Name'))).toEqual(
      expect.arrayContaining(['service', 'tenant1', 'tenant2', 'tenant3']),
    );
    expect(await openstack('project', 'show', 'tenant1', '-f', 'value', '-c', 'name')).toBe('tenant1');
  }, 60_000);

  test('creates an image with data, changes it, saves it and deletes it', async () => {
    await create('cirros', '--public', '--property', 'hw_disk_bus=ide', '--tag', 'a', '--min-disk', '1');
    expect(await show('cirros')).toMatchObject({
      status: 'active',
      size: DATA.length,
      visibility: 'public',
      min_disk: 1,
      tags: ['a'],
      properties: { hw_disk_bus: 'ide', os_hash_algo: 'sha512' },
    });
    expect(await list('--public')).toContain('cirros');

    await openstack(
      'image',
      'set',
      'cirros',
      '--name',
      'renamed',
      '--property',
      'hw_vif_model=e1000',
      '--protected',
    );
    await openstack('image', 'unset', 'renamed', '--property', 'hw_disk_bus', '--tag', 'a');
    const { properties, ...fields } = await show('renamed');
    expect(fields).toMatchObject({ protected: true, tags: [] });
    expect(properties).toHaveProperty('hw_vif_model', 'e1000');
    expect(properties).not.toHaveProperty('hw_disk_bus');

    const saved = join(home, 'saved.img');
    await openstack('image', 'save', 'renamed', '--file', saved);
    expect((await readFile(saved)).equals(DATA)).toBe(true);

    await expect(openstack('image', 'delete', 'renamed')).rejects.toThrow(/403/);
    await openstack('image', 'set', 'renamed', '--unprotected');
    await openstack('image', 'delete', 'renamed');
    expect(await list('--all')).not.toContain('renamed');
  }, 90_000);

  test('shares an image with a project, which accepts it', async () => {
    const id = await create('offered', '--shared');
    await openstack('image', 'add', 'project', 'offered', 'tenant1');
    const status = (): Promise<string> =>
      openstack('image', 'member', 'list', 'offered', '-f', 'value', '-c', 'Status');
    expect(await status()).toBe('pending');

    await asMember('image', 'set', '--accept', id);

    expect(await status()).toBe('accepted');
    expect(names(await asMember('image', 'list', '--shared', '-f', 'value', '-c', 'Name'))).toEqual([
      'offered',
    ]);
    await openstack('image', 'remove', 'project', 'offered', 'tenant1');
    expect(await status()).toBe('');
  }, 90_000);

  test('deactivates an image, and lists by visibility', async () => {
    await create('common', '--community');
    await openstack('image', 'set', 'common', '--deactivate');

    expect(await show('common')).toMatchObject({ status: 'deactivated' });
    expect(await list('--community')).toContain('common');
    expect(await list('--all')).toContain('common');
    expect(names(await asMember('image', 'list', '-f', 'value', '-c', 'Name'))).not.toContain('common');
    await openstack('image', 'set', 'common', '--activate');
    expect(await show('common')).toMatchObject({ status: 'active' });
  }, 90_000);
});

describe.runIf(glanceHere)('the glance client (python3-glanceclient, where it is installed)', () => {
  /** The value of a field in the client's table. */
  const field = (table: string, name: string): string | undefined =>
    new RegExp(`^\\| ${name} +\\| (.*?) +\\|$`, 'm').exec(table)?.[1];

  test('creates, shows, updates, shares, downloads and deletes', async () => {
    const options = ['--disk-format', 'raw', '--container-format', 'bare', '--file', file];
    const created = await glance('image-create', '--name', 'one', ...options, '--property', 'a=b');
    const id = field(created, 'id')!;
    expect(field(created, 'status')).toBe('active');

    await glance('image-update', id, '--name', 'two', '--remove-property', 'a');
    const shown = await glance('image-show', id);
    expect([field(shown, 'name'), field(shown, 'a')]).toEqual(['two', undefined]);

    await glance('member-create', id, 'some-project');
    expect(await glance('member-list', '--image-id', id)).toContain('some-project');

    const saved = join(home, 'downloaded.img');
    await glance('image-download', id, '--file', saved);
    expect((await readFile(saved)).equals(DATA)).toBe(true);

    await glance('image-delete', id);
    expect(await glance('image-list')).not.toContain(id);
  }, 90_000);

  test('sees stores and import methods', async () => {
    expect(await glance('stores-info')).toContain('slow');
    expect(await glance('import-info')).toContain('web-download');
  }, 60_000);
});

describe.runIf(!openstackHere || !glanceHere)('the clients are not both installed', () => {
  test.skip(`${OPENSTACK} and ${GLANCE}: install python3-openstackclient and python3-glanceclient`, () => {});
});
