import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';
import { signIn } from '../sandbox/client.ts';
import { type Outcome, runProgram } from './fake-terminal.ts';

let folder: string;
let sandbox: Sandbox | null = null;
let asked: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-newer-'));
  asked = [];
  writeFileSync(join(folder, 'a.img'), 'the content of an image');
});
afterEach(async () => {
  await sandbox?.close();
  sandbox = null;
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: SandboxOptions): Promise<Sandbox> {
  sandbox = await startSandbox({
    ...options,
    onRequest: ({ method, path }) => asked.push(`${method} ${path.replace('/image', '')}`),
  });
  return sandbox;
}

const reconcile = (...argv: string[]): Promise<Outcome> =>
  runProgram(argv, { cwd: folder, env: { ...sandbox?.env } });

function write(fields: string): void {
  const text = `glance: {server: {name: test, images: [{name: One, file: a.img, ${fields}}]}}\n`;
  writeFileSync(join(folder, 'glance.yaml'), text);
}

const NEEDY = { like: '2026.1', requiredProperties: ['os_distro', 'architecture'] } as const;

describe('a service that requires properties of every new image', () => {
  it('plan names each property that is missing, and apply sends nothing', async () => {
    await start(NEEDY);
    write('format: raw, properties: {os_distro: debian}');
    const { code, stdout } = await reconcile('plan');
    expect(code).not.toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'the service creates no image without `architecture`, and the entry does not set it. Give the entry, or `defaults`, a value under `properties`.',
    );
    expect((await reconcile('apply', '--yes')).code).not.toBe(0);
    expect(asked.filter((request) => request.startsWith('POST'))).not.toContain('POST /v2/images');
  });

  it('an image with the properties is created with all of them at once, and the next plan is empty', async () => {
    await start(NEEDY);
    write('format: raw, properties: {os_distro: debian, architecture: x86_64}');
    expect(await reconcile('apply', '--yes')).toMatchObject({ code: 0 });
    expect((await reconcile('plan', '--detailed-exitcode')).code).toBe(0);
  });

  it('the schema costs one request where an image is created, and none otherwise or at an older service', async () => {
    const schemas = () => asked.filter((request) => request === 'GET /v2/schemas/image').length;
    await start({ like: '2025.2' });
    write('format: raw');
    await reconcile('plan');
    expect(schemas()).toBe(1);
    await reconcile('apply', '--yes');
    asked = [];
    await reconcile('plan');
    expect(schemas()).toBe(0);
    await sandbox?.close();
    await start({});
    await reconcile('plan');
    expect(schemas()).toBe(0);
  });
});

describe('a service that inspects content itself', () => {
  it('its refusal is told as the refusal of the service, and nothing stays', async () => {
    await start({ like: '2025.2' });
    write('format: qcow2, allow_unsafe: [format-mismatch]');
    const { code, stdout, stderr } = await reconcile('apply', '--yes');
    expect(code).toBe(1);
    const text = `${stdout}${stderr}`.replace(/\s+/g, ' ');
    expect(text).toContain('the Images service refused the content by its own inspection (415)');
    expect(text).toContain('Image disk_format qcow2 does not match stream data raw');
    expect(text).toContain('require_image_format_match');
    const admin = await signIn(sandbox as Sandbox);
    const listed = (await (await admin.images('GET', '/images?os_hidden=true')).json()) as { images: [] };
    expect(listed.images).toEqual([]);
  });

  it('an image of the declared format is stored', async () => {
    await start({ like: '2025.2' });
    write('format: raw');
    expect(await reconcile('apply', '--yes')).toMatchObject({ code: 0 });
  });
});

describe('the size of an upload', () => {
  it('a service that heeds the announced size refuses other lengths with 400, and the image takes new data', async () => {
    await start({ like: '2025.2' });
    const admin = await signIn(sandbox as Sandbox);
    const id = await admin.create();
    const put = (size: string) =>
      fetch(`${sandbox?.imageUrl}/v2/images/${id}/file`, {
        method: 'PUT',
        headers: {
          'x-auth-token': admin.token,
          'content-type': 'application/octet-stream',
          'x-openstack-image-size': size,
        },
        body: 'the bytes!',
      });
    expect((await put('many')).status).toBe(400);
    expect((await put('9')).status).toBe(400);
    expect(await admin.show(id)).toMatchObject({ status: 'queued', size: null });
    expect((await put('10')).status).toBe(204);
    expect(await admin.show(id)).toMatchObject({ status: 'active', size: 10 });
  });
});

describe('the sandbox of the command line', () => {
  it('properties are required by the releases alone that can', async () => {
    const { code, stderr } = await reconcile('sandbox', '--require', 'os_distro');
    expect(code).toBe(64);
    expect(stderr).toContain('--require needs --like 2026.1');
  });

  it('an unknown release is refused with the known ones', async () => {
    const { code, stderr } = await reconcile('sandbox', '--like', '2019.1');
    expect(code).toBe(64);
    expect(stderr).toContain('2022.2, 2025.2, 2026.1');
  });
});
