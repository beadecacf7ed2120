import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { serveCloud } from '../support/keystone-double.ts';
import { json } from '../support/openstack-server.ts';
import { runProgram } from './fake-terminal.ts';

let folder: string;
let env: Record<string, string>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-outputs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  env = { ...sandbox.env, XDG_CONFIG_DIRS: '/nonexistent' };
  writeFileSync(join(folder, 'a.raw'), 'bytes');
});

function write(image: object, server: object = {}): void {
  const images = [{ name: 'one', format: 'raw', source: 'a.raw', ...image }];
  writeFileSync(
    join(folder, 'glance.yaml'),
    JSON.stringify({ glance: { server: { images, ...server } } }, null, 1),
  );
}

async function reconcile(...argv: readonly string[]) {
  const { code, stdout, stderr } = await runProgram(argv, { cwd: folder, env });
  return { code, stdout, stderr, text: `${stdout}\n${stderr}`.replace(/\s+/g, ' ') };
}

describe('a variable in the state file', () => {
  it.each(['OS_PASSWORD', 'OS_USERNAME', 'HOME'])(
    'the variable %s in a state file is refused outside of identity, at its place',
    async (name) => {
      write({ description: `x \${${name}}` });
      env = { ...env, HOME: folder };
      const { code, text } = await reconcile('plan');
      expect(code).toBe(64);
      expect(text).toMatch(/glance\.yaml:\d+:\d+/);
      expect(text).toContain(name === 'OS_PASSWORD' ? 'for the cloud alone' : `--env ${name}`);
      expect(text).not.toContain(env.OS_PASSWORD);
    },
  );

  it('a variable in a state file is expanded everywhere with the prefix RECONCILE_VAR_, or once --env allows it', async () => {
    env = { ...env, RECONCILE_VAR_A: 'first value', OTHER: 'second value' };
    write({ description: `\${RECONCILE_VAR_A}, \${OTHER}` });
    expect((await reconcile('plan')).code).toBe(64);
    const { code, text } = await reconcile('plan', '--env', 'OTHER');
    expect(code).toBe(0);
    expect(text).toContain('first value, second value');
    expect(text).toContain('reconcile apply -f glance.yaml --env OTHER');
  });

  it('a variable without the prefix OS_ is not expanded in identity, unless the run allows it', async () => {
    env = { ...env, KEYSTONE_PASSWORD: env.OS_PASSWORD ?? '' };
    write({}, { identity: { user: 'admin', tenant: 'service', password: `\${KEYSTONE_PASSWORD}` } });
    expect(await reconcile('plan')).toMatchObject({
      code: 64,
      text: expect.stringContaining(
        'does not allow the file to use KEYSTONE_PASSWORD in glance.server.identity',
      ),
    });
    expect(await reconcile('plan', '--env', 'KEYSTONE_PASSWORD')).toMatchObject({ code: 0 });
  });

  it('a short password in a variable is not expanded in another field of identity', async () => {
    env = { ...env, OS_PASSWORD: 'abc' };
    write({}, { identity: { url: `http://127.0.0.1:9/\${OS_PASSWORD}`, user: 'admin', password: 'own' } });
    expect(await reconcile('plan')).toMatchObject({
      code: 64,
      text: expect.stringContaining('expands OS_PASSWORD in glance.server.identity.password alone'),
    });
  });

  it('the password of the cloud is never expanded in another field, also when --env names it', async () => {
    write({ description: `\${OS_PASSWORD}` });
    const { code, text } = await reconcile('plan', '--env', 'OS_PASSWORD');
    expect(code).toBe(64);
    expect(text).toContain('--env must not allow OS_PASSWORD, which belongs to the cloud alone');
  });
});

describe('a secret of a source', () => {
  it('a secret of a source is refused in a field that is not for it', async () => {
    env = { ...env, RECONCILE_VAR_TOKEN: 'token-of-the-mirror' };
    const auth = { token: `\${RECONCILE_VAR_TOKEN}` };
    write({ source: { url: 'http://127.0.0.1:9/x', auth }, description: `see \${RECONCILE_VAR_TOKEN}` });
    const { code, text } = await reconcile('plan');
    expect(code).toBe(64);
    expect(text).toMatch(/glance\.yaml:\d+:\d+: this holds a known secret/);
    expect(text).not.toContain('token-of-the-mirror');
  });
});

describe('a password of clouds.yaml', () => {
  it('a password of clouds.yaml is refused in a field, although the run uses another entry', async () => {
    const auth = { auth_url: 'https://prod.example/v3', password: 'password-of-prod' };
    writeFileSync(join(folder, 'clouds.yaml'), JSON.stringify({ clouds: { prod: { auth } } }));
    write({ properties: { note: 'x password-of-prod x' } });
    const { code, text } = await reconcile('plan');
    expect(code).toBe(64);
    expect(text).not.toContain('password-of-prod');
  });
});

describe('a live image that holds the password', () => {
  beforeEach(async () => {
    const password = 'correct-horse-battery';
    const image = {
      ...{ id: '6b5f3c1e-9d0a-4f5e-8a59-0d2c1f4b7e11', name: 'one', status: 'active', visibility: 'private' },
      ...{ owner: '0123456789abcdef0123456789abcdef', protected: false, os_hidden: false, tags: [], size: 5 },
      ...{ disk_format: 'raw', container_format: 'bare', min_disk: 0, min_ram: 0, checksum: null },
      ...{ os_hash_algo: null, os_hash_value: null, created_at: '2026-01-01T00:00:00Z' },
      ...{
        updated_at: '2026-01-01T00:00:00Z',
        description: `leaked ${password}`,
        self: '',
        file: '',
        schema: '',
      },
    };
    const keystone = await serveCloud({
      otherwise: (request, response) =>
        json(response, 200, request.path.includes('/images') ? { images: [image] } : { properties: {} }),
    });
    env = {
      ...{
        OS_AUTH_URL: keystone.url,
        OS_USERNAME: 'glance',
        OS_PASSWORD: password,
        OS_PROJECT_NAME: 'service',
      },
      XDG_CONFIG_DIRS: '/nonexistent',
    };
    write({ description: 'new text', source: undefined });
  });

  it('a plan with a live image that holds the password is shown masked', async () => {
    const { stdout } = await reconcile('plan');
    expect(stdout).toContain('leaked ***');
    expect(stdout).not.toContain('correct-horse-battery');
  });

  it.each([
    ['-o', 'plan.json'],
    ['--report', 'json=plan.json'],
    ['--report', 'text=plan.json'],
    ['--format', 'json'],
  ])('a plan with a live image that holds the password is not written: %s %s', async (...argv) => {
    const { code, stdout, text } = await reconcile('plan', ...argv);
    expect(code).toBe(1);
    expect(text).toContain('would hold a password or token of this run, so reconcile did not write it');
    // The JSON result holds the error in place of the plan.
    expect(stdout).not.toMatch(/"action"|correct-horse-battery/);
    const file = join(folder, 'plan.json');
    expect(existsSync(file) ? readFileSync(file, 'utf8') : '').not.toMatch(/correct-horse-battery|leaked/);
  });
});
