import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { runProgram } from '../cli/fake-terminal.ts';

const CONTENT = 'the content';
const NAMES = Array.from({ length: 130 }, (_, index) => `server ${index}`);

let folder: string;
let sandbox: Sandbox;
/** Requests to Glance, oldest first. */
let asked: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-requests-'));
  asked = [];
  sandbox = await startSandbox({
    onRequest: ({ service, method, path }) => {
      if (service === 'image') asked.push(`${method} ${path.replace(/^\/image/, '')}`);
    },
  });
  writeFileSync(join(folder, 'content'), CONTENT);
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a state file with an image for each name. */
function write(names: readonly string[], fields: Readonly<Record<string, object>> = {}): void {
  const images = names.map((name) => ({
    name,
    format: 'raw',
    source: 'content',
    checksum: `sha256:${createHash('sha256').update(CONTENT).digest('hex')}`,
    ...fields[name],
  }));
  const state = { glance: { server: { name: 'requests', images } } };
  writeFileSync(join(folder, 'glance.yaml'), JSON.stringify(state));
}

/** Runs the program; returns its result and how many listings it asked for. */
async function run(...argv: readonly string[]) {
  asked.length = 0;
  const { stdout, stderr, code } = await runProgram(argv, { cwd: folder, env: sandbox.env });
  return { stdout, stderr, code, listings: asked.filter((request) => request === 'GET /v2/images').length };
}

it('a plan of new images asks for a hundred names in two requests, for visible and hidden images', async () => {
  write(NAMES);

  const { listings } = await run('plan');

  expect(listings).toBe(2 + 2 * 2);
});

it('a plan without changes asks for the images of the stack alone, so Glance makes each once', async () => {
  write(NAMES.slice(0, 5));
  await run('apply', '--yes');

  const { stdout, listings } = await run('plan');

  expect(stdout).toContain('No changes');
  expect(listings).toBe(2);
  expect(asked.filter((request) => /^GET \/v2\/images\//.test(request))).toEqual([]);
});

it('a plan asks for the names of the entries that change, and shows other images of the name', async () => {
  write(NAMES.slice(0, 5));
  await run('apply', '--yes');
  await createUnmarked('server 1');
  write(NAMES.slice(0, 5), { 'server 1': { min_ram: 64 } });

  const { stdout, listings } = await run('plan');

  expect(listings).toBe(2 + 2);
  expect(stdout).toContain('another image of this project');
});

it('apply changes an entry although another image has its name since before the plan', async () => {
  write(NAMES.slice(0, 2));
  await run('apply', '--yes');
  await createUnmarked('server 1');
  write(NAMES.slice(0, 2), { 'server 1': { checksum: undefined } });
  writeFileSync(join(folder, 'content'), 'other content');

  const { stdout, stderr, code } = await run('apply', '--yes', '--target', 'server 1');

  expect(stdout + stderr).not.toContain('appeared since');
  expect(code).toBe(0);
});

it('a renamed image of the stack is asked for by its name, and gets it back', async () => {
  write(NAMES.slice(0, 2));
  await run('apply', '--yes');
  const [image] = await imagesNamed('server 1');
  await glance('PATCH', `/v2/images/${image?.id}`, [{ op: 'replace', path: '/name', value: 'renamed' }]);

  const { listings } = await run('plan');
  await run('apply', '--yes');

  expect(listings).toBe(2 + 2);
  expect(await imagesNamed('server 1')).toHaveLength(1);
});

async function createUnmarked(name: string): Promise<void> {
  await glance('POST', '/v2/images', { name, disk_format: 'raw', container_format: 'bare' });
}

async function imagesNamed(name: string): Promise<readonly { readonly id: string }[]> {
  const { images } = await glance('GET', `/v2/images?name=${encodeURIComponent(name)}`);
  return images;
}

async function glance(method: string, path: string, body?: object) {
  const login = await fetch(`${sandbox.authUrl}/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      auth: {
        identity: {
          methods: ['password'],
          password: {
            user: {
              name: sandbox.env.OS_USERNAME,
              domain: { name: 'Default' },
              password: sandbox.env.OS_PASSWORD,
            },
          },
        },
        scope: { project: { name: sandbox.env.OS_PROJECT_NAME, domain: { name: 'Default' } } },
      },
    }),
  });
  const answer = await fetch(`${sandbox.imageUrl}${path}`, {
    method,
    headers: {
      'x-auth-token': login.headers.get('x-subject-token') ?? '',
      'content-type':
        method === 'PATCH' ? 'application/openstack-images-v2.1-json-patch' : 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { readonly images: readonly { readonly id: string }[] };
}
