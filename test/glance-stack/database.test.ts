import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Glance } from '../../src/glance/client.ts';
import type { Connection } from '../../src/openstack/connect.ts';
import { isAlive } from '../support/is-alive.ts';
import { bytes, connectAs } from './real-cloud.ts';

const MINUTES = 60_000;

let folder: string;
let dir: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reconcile-database-'));
  dir = join(folder, 'stack');
});
afterAll(async () => {
  await stack('down').catch(() => {});
  await rm(folder, { recursive: true, force: true });
}, MINUTES);

const stack = (verb: string, ...more: readonly string[]) =>
  promisify(execFile)('bash', ['scripts/glance-stack', verb, '--dir', dir, ...more]);
const processOf = (service: string) => Number(readFileSync(join(dir, 'run', `${service}.pid`), 'utf8'));

async function environment(): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await stack('env');
  return Object.fromEntries(
    [...stdout.matchAll(/^export (\w+)=(.*)$/gm)].map(([, key, value]) => [key, value]),
  );
}

it('glance-stack refuses a database that it does not know, and names those that it knows', async () => {
  await expect(stack('up', '--database', 'oracle')).rejects.toMatchObject({
    stderr: expect.stringContaining('there are sqlite and mariadb'),
  });
});

it('glance-stack with MariaDB keeps images over the end of the database, and leaves no process', {
  timeout: 6 * MINUTES,
}, async () => {
  await stack('up', '--database', 'mariadb', '--no-clients');
  const env = await environment();
  expect(env).toMatchObject({ RECONCILE_STACK_DATABASE: 'mariadb' });
  await expect(stack('up', '--database', 'sqlite')).rejects.toMatchObject({
    stderr: expect.stringContaining('with mariadb'),
  });
  const before = await connectAs(env);
  const { id } = await make(before);
  await before.close();

  process.kill(processOf('mariadb'), 'SIGKILL');
  await expect.poll(() => isAlive(processOf('mariadb'))).toBe(false);
  await expect(stack('status')).rejects.toMatchObject({
    stdout: expect.stringContaining('mariadb: does not run'),
  });
  await stack('start');
  expect((await stack('status')).stdout).toMatch(/^mariadb: runs .*\nkeystone: runs .*\nglance: runs /);

  const after = await connectAs(env);
  await expect(new Glance(after.image).images.get(id)).resolves.toMatchObject({ status: 'active', size: 5 });
  await after.close();
  const processes = ['mariadb', 'keystone', 'glance'].map(processOf);
  await stack('down');
  expect(processes.filter(isAlive)).toEqual([]);
  expect(existsSync(dir)).toBe(false);
});

async function make(connection: Connection) {
  const glance = new Glance(connection.image);
  const image = await glance.images.create({ name: 'kept', diskFormat: 'raw', containerFormat: 'bare' });
  await glance.data.upload(image.id, bytes('hello'), { size: 5 });
  return image;
}
