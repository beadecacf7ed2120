import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { serveImages } from '../support/image-server.ts';
import { serve } from '../support/openstack-server.ts';
import { runProgram } from './fake-terminal.ts';

let outside: string;
let folder: string;
let env: Record<string, string>;
beforeEach(async () => {
  outside = mkdtempSync(join(tmpdir(), 'reconcile-untrusted-'));
  onTestFinished(() => rmSync(outside, { recursive: true, force: true }));
  folder = join(outside, 'checkout');
  mkdirSync(folder);
  writeFileSync(join(folder, 'own.raw'), 'bytes of the image');
  writeFileSync(join(outside, 'private.raw'), 'bytes of the runner');
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  env = { ...sandbox.env, XDG_CONFIG_DIRS: '/nonexistent' };
});

function write(server: object): void {
  writeFileSync(join(folder, 'glance.yaml'), JSON.stringify({ glance: { server } }, null, 1));
}

function writeImage(image: object): void {
  write({ images: [{ name: 'one', format: 'raw', ...image }] });
}

async function plan(...argv: readonly string[]) {
  const { code, stdout, stderr } = await runProgram(['plan', '--untrusted', ...argv], { cwd: folder, env });
  return { code, stderr, text: `${stdout}\n${stderr}`.replace(/\s+/g, ' ') };
}

describe('plan --untrusted', () => {
  it('plans a file that names files beside it', async () => {
    writeImage({ source: 'own.raw' });
    expect(await plan()).toMatchObject({ code: 0, text: expect.stringContaining('1 to create') });
  });

  it.each([
    ['source', { source: '../private.raw' }],
    ['source as a file:// URL', { source: 'file:///etc/hostname' }],
    ['file', { file: '/etc/hostname' }],
    ['file that is a link', { file: 'link.raw' }],
    ['file in a linked folder', { file: 'up/private.raw' }],
    [
      'file of a cached download',
      { source: 'http://h.example/x', file: 'link.raw', checksum: `sha256:${'0'.repeat(64)}` },
    ],
    ['checksum file', { source: 'own.raw', checksum: { url: '../SUMS' } }],
    [
      'signature',
      { source: 'own.raw', checksum: { url: 'SUMS', signature: '../SUMS.gpg', keyring: 'keys' } },
    ],
    ['keyring', { source: 'own.raw', checksum: { url: 'SUMS', keyring: '/usr/share/keyrings/x.gpg' } }],
    ['simplestreams mirror', { source: { simplestreams: '../mirror', product: 'p' } }],
    ['StratusLab document', { source: { stratuslab: '../one.xml' } }],
    ['CA of an endorser', { source: { stratuslab: 'one.xml', endorsers: ['a@b'], ca: '../ca.pem' } }],
    ['HEPiX list', { source: { hepix: '../list', identifier: 'x', trust: 'none' } }],
    [
      'CA directory',
      { source: { hepix: 'list', identifier: 'x', trust: { ca_directory: '/etc/ssl/certs' } } },
    ],
  ])('refuses a %s outside of the folder of the state file, at its place', async (_what, image) => {
    symlinkSync(join(outside, 'private.raw'), join(folder, 'link.raw'));
    symlinkSync(outside, join(folder, 'up'));
    writeImage(image);
    const { code, text } = await plan();
    expect(code, text).toBe(64);
    expect(text).toMatch(
      /glance\.yaml:\d+:\d+: with --untrusted, a file must lie in the folder of the state file/,
    );
    expect(text).not.toContain('bytes of the runner');
  });

  it.each([
    ['a list', { image_lists: [{ url: '../list', trust: 'none' }] }],
    ['a vmlist', { image_lists: [{ vmlist: '../list' }] }],
  ])('refuses %s outside of the folder', async (_what, server) => {
    write(server);
    expect(await plan()).toMatchObject({
      code: 64,
      text: expect.stringContaining('a file must lie in the folder'),
    });
  });

  it('reads no file to which a document beside the state file leads', async () => {
    mkdirSync(join(folder, 'mirror/streams/v1'), { recursive: true });
    symlinkSync(join(outside, 'private.raw'), join(folder, 'mirror/streams/v1/index.json'));
    writeImage({ source: { simplestreams: 'mirror', product: 'p' } });
    const { code, text } = await plan();
    expect(code).toBe(1);
    expect(text).toContain('leads out of the folder of the state file');
  });

  it.each(
    ['-f', 'glance.yaml', '-f', '.'].map((_, index, all) =>
      all.slice(index - (index % 2), index - (index % 2) + 2),
    ),
  )('refuses a state file that is a link to a file of the runner (%s %s)', async (option, path) => {
    writeFileSync(join(outside, 'private.yaml'), 'clouds: {prod: {auth: {password: of-the-runner}}}');
    symlinkSync(join(outside, 'private.yaml'), join(folder, 'glance.yaml'));
    const { code, text } = await plan(option, path);
    expect(code).toBe(64);
    expect(text).toContain('is a symbolic link that leads out of its folder');
    expect(text).not.toContain('of-the-runner');
  });

  it('refuses a linked folder of state files, and a linked plan file', async () => {
    writeFileSync(join(outside, 'private.yaml'), 'glance: {}');
    symlinkSync(outside, join(folder, 'images'));
    expect((await plan('-f', 'images')).code).toBe(64);
    writeImage({ source: 'own.raw' });
    symlinkSync(join(outside, 'private.raw'), join(folder, 'plan.json'));
    expect(await plan('-o', 'plan.json')).toMatchObject({
      code: 64,
      text: expect.stringContaining('plan.json is a symbolic link that leads out of its folder'),
    });
  });

  it.each([`\${OS_USERNAME}`, `\${RECONCILE_VAR_X}`, `\${RECONCILE_VAR_X:-default}`])(
    'expands no variable: %s',
    async (reference) => {
      env = { ...env, RECONCILE_VAR_X: 'value-of-it' };
      writeImage({ source: 'own.raw', description: reference });
      const { code, text } = await plan();
      expect(code).toBe(64);
      expect(text).toMatch(/glance\.yaml:\d+:\d+: with --untrusted, reconcile expands no variable/);
      expect(text).not.toContain('value-of-it');
    },
  );

  it('refuses --env beside it, and --allow-host without it', async () => {
    writeImage({ source: 'own.raw' });
    expect((await plan('--env', 'HOME')).code).toBe(64);
    const { code } = await runProgram(['plan', '--allow-host', 'h.example'], { cwd: folder, env });
    expect(code).toBe(64);
  });

  it('refuses an identity of the file, and ignores it once the runner has chosen the cloud', async () => {
    const elsewhere = await serve((_request, response) => void response.writeHead(404).end());
    const identity = { url: elsewhere.url, user: 'admin', password: `\${OS_PASSWORD}`, insecure: true };
    write({ identity, images: [{ name: 'one', format: 'raw', source: 'own.raw' }] });
    const refused = await plan('--allow-identity-url', elsewhere.url);
    expect(refused.code).toBe(64);
    expect(refused.text).toMatch(/the runner alone says where the cloud is/);
    expect(await plan('--os-cloud', 'envvars')).toMatchObject({ code: 0 });
    expect(elsewhere.received).toEqual([]);
  });

  it('takes no cloud from a clouds.yaml of the checkout', async () => {
    const elsewhere = await serve((_request, response) => void response.writeHead(404).end());
    const entry = { auth: { auth_url: elsewhere.url, username: 'admin', project_name: 'service' } };
    writeFileSync(join(folder, 'clouds.yaml'), JSON.stringify({ clouds: { prod: entry } }));
    write({ cloud: 'prod', images: [{ name: 'one', format: 'raw', source: 'own.raw' }] });
    const { code, text } = await plan();
    expect(code).toBe(1);
    expect(text).toContain('names the cloud "prod", but there is no clouds.yaml');
    expect(elsewhere.received).toEqual([]);
  });

  it('uses the entry of the own clouds.yaml that the file names', async () => {
    const auth = {
      auth_url: env.OS_AUTH_URL,
      username: env.OS_USERNAME,
      password: env.OS_PASSWORD,
      project_name: env.OS_PROJECT_NAME,
    };
    writeFileSync(join(outside, 'clouds.yaml'), JSON.stringify({ clouds: { prod: { auth } } }));
    env = { OS_CLIENT_CONFIG_FILE: join(outside, 'clouds.yaml'), XDG_CONFIG_DIRS: '/nonexistent' };
    write({ cloud: 'prod', images: [{ name: 'one', format: 'raw', source: 'own.raw' }] });
    expect(await plan()).toMatchObject({ code: 0 });
  });

  it('runs no command of the file', async () => {
    const command = ['/bin/sh', '-c', `touch ${join(outside, 'ran')}`];
    writeImage({ source: 'own.raw', transform: command, checks: [{ command }] });
    const { code, text } = await plan('-o', 'plan.json');
    expect(code, text).toBe(0);
    expect(existsSync(join(outside, 'ran'))).toBe(false);
  });
});

describe('the hosts of plan --untrusted', () => {
  it.each([
    ['a source', (url: string) => ({ source: `${url}/x.raw` })],
    ['a checksum file', (url: string) => ({ source: 'own.raw', checksum: { url: `${url}/SUMS` } })],
    ['a mirror', (url: string) => ({ source: { simplestreams: url, product: 'p' } })],
    ['a marketplace', (url: string) => ({ source: { stratuslab: 'A'.repeat(27), marketplace: url } })],
    ['a HEPiX list', (url: string) => ({ source: { hepix: `${url}/list`, identifier: 'x', trust: 'none' } })],
  ])('of %s must have public addresses, unless the run allows them', async (_what, image) => {
    const server = await serveImages();
    onTestFinished(server.close);
    const { port } = new URL(server.url);
    for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1']) {
      writeImage(image(`http://${host}:${port}`));
      const { text } = await plan();
      expect(text, host).toMatch(/the address of \S+ is not public/);
    }
    expect(server.requests).toEqual([]);
    await plan('--allow-host', '127.0.0.1');
    writeImage(image(server.url));
    await plan('--allow-host', '127.0.0.1');
    expect(server.requests.length).toBeGreaterThan(0);
  });

  it('are checked again after a redirect', async () => {
    const inner = await serveImages();
    onTestFinished(inner.close);
    inner.put('x.raw', Buffer.from('internal'));
    const target = inner.url.replace('127.0.0.1', 'localhost');
    const server = await serveImages();
    onTestFinished(server.close);
    const url = server.put('x.raw', (_request, response) => {
      response.writeHead(302, { location: `${target}/x.raw` }).end();
    });
    writeImage({ source: url });
    const { text } = await plan('--allow-host', '127.0.0.1');
    expect(text).toContain('the address of localhost is not public');
    expect(inner.requests).toEqual([]);
    await plan('--allow-host', '127.0.0.1', '--allow-host', 'localhost');
    expect(inner.requests).not.toEqual([]);
  });

  it('are checked behind a proxy too, as far as this machine can look them up', async () => {
    const proxy = await serve((_request, response) => void response.writeHead(404).end());
    const host = new URL(env.OS_AUTH_URL ?? '').hostname;
    env = {
      ...env,
      http_proxy: proxy.url,
      no_proxy: host === '127.0.0.1' ? `127.0.0.1:${new URL(env.OS_AUTH_URL ?? '').port}` : host,
    };
    for (const source of [
      'http://169.254.169.254/latest/meta-data',
      'http://localhost/x',
      'http://[::1]/x',
    ]) {
      writeImage({ source });
      expect((await plan()).text, source).toContain('is not public');
    }
    expect(proxy.received).toEqual([]);
    writeImage({ source: 'http://publisher.invalid/x.raw' });
    await plan();
    expect(proxy.received.map(({ path }) => path)).toContain('http://publisher.invalid/x.raw');
  });
});
