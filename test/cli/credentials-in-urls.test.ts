import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { runProgram } from './fake-terminal.ts';

const SECRET = 'hunter22';

/** An address with credentials, in its correct form and in the form that the test uses. */
const SPELLINGS: readonly ((rest: string) => string)[] = [
  (rest) => `http://user:${SECRET}@${rest}`,
  (rest) => `http://${SECRET}@${rest}`,
  (rest) => `http:user:${SECRET}@${rest}`,
  (rest) => `http:/user:${SECRET}@${rest}`,
  (rest) => `http:\\\\user:${SECRET}@${rest}`,
  (rest) => `//user:${SECRET}@${rest}`,
  (rest) => `user:${SECRET}@${rest}`,
  (rest) => `http://user:${SECRET}/x@${rest}`,
  (rest) => `http://user:${SECRET}#x@${rest}`,
  (rest) => `http://user:x?${SECRET}@${rest}`,
  (rest) => `http://user:%zz${SECRET}@${rest}`,
  (rest) => `http://user:x\\${SECRET}@${rest}`,
  (rest) => `http://user:x@${SECRET}@${rest}`,
  (rest) => `http://us er:${SECRET}@${rest}`,
  (rest) => `ftp://user:${SECRET}@${rest}`,
  () => `http://user:${SECRET}@[::1/`,
  () => `http://user:${SECRET}@`,
];

let folder: string;
let sandbox: Sandbox;
let rest: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-urls-'));
  sandbox = await startSandbox();
  const { host } = new URL(sandbox.authUrl);
  rest = `${host}/nowhere`;
  writeState({});
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

function writeState(server: object, image: object = { source: `http://${rest}/x` }): void {
  const images = [{ name: 'one', format: 'raw', ...image }];
  writeFileSync(join(folder, 'glance.yaml'), JSON.stringify({ glance: { server: { images, ...server } } }));
}

function writeCloud(cloud: object): void {
  writeState({ cloud: 'prod' });
  writeFileSync(join(folder, 'clouds.yaml'), JSON.stringify({ clouds: { prod: cloud } }));
}

/** All output of the program: its streams and its files. */
async function saidOf(env: Readonly<Record<string, string>>): Promise<string> {
  const before = new Set(readdirSync(folder));
  const given = { cwd: folder, env: { ...sandbox.env, ...env } };
  const report = ['--report', 'text=report.txt', '--report', 'json=report.json'];
  const said = [
    await runProgram(['plan', '-v', '-o', 'plan.json', ...report], given),
    await runProgram(['plan', '--format', 'json', '--log-format', 'json', '-v'], given),
  ];
  const written = readdirSync(folder)
    .filter((file) => !before.has(file) && /\.(?:json|txt)$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  return [...said.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...written].join('\n');
}

const credentials = (auth_url: string) => ({
  auth_url,
  username: 'admin',
  password: sandbox.env.OS_PASSWORD,
  project_name: 'service',
});

/** Writes an address into a place that may hold an address, and returns the environment for it. */
const PLACES: Readonly<Record<string, (address: string) => Record<string, string>>> = {
  OS_AUTH_URL: (address) => ({ OS_AUTH_URL: address }),
  OS_IMAGE_URL: (address) => ({ OS_IMAGE_URL: address, OS_IMAGE_ENDPOINT_OVERRIDE: address }),
  'HTTP_PROXY and HTTPS_PROXY': (address) => ({ http_proxy: address, HTTPS_PROXY: address }),
  'auth_url in clouds.yaml': (address) => {
    writeCloud({ auth: credentials(address) });
    return { OS_AUTH_URL: '' };
  },
  'image_endpoint_override in clouds.yaml': (address) => {
    writeCloud({ auth: credentials(sandbox.authUrl), image_endpoint_override: address });
    return { OS_AUTH_URL: '' };
  },
  'identity.url': (address) => {
    writeState({ identity: { url: address, user: 'admin', password: `\${OS_PASSWORD}`, tenant: 'service' } });
    return {};
  },
  'identity.host': (address) => {
    writeState({
      identity: { host: address, user: 'admin', password: `\${OS_PASSWORD}`, tenant: 'service' },
    });
    return {};
  },
  source: (address) => {
    writeState({}, { source: address });
    return {};
  },
  'source from the environment': (address) => {
    writeState({}, { source: `\${RECONCILE_VAR_SOURCE}` });
    return { RECONCILE_VAR_SOURCE: address };
  },
};

describe.each(Object.keys(PLACES))('%s', (place) => {
  it('a URL is shown and saved without its credentials, in each way of writing them', async () => {
    for (const spelling of SPELLINGS) {
      const address = spelling(rest);
      // Written like this, the value is the path of a local file and not an address.
      if (place.startsWith('source') && /^(?:\/\/)?user:/.test(address)) continue;
      const said = await saidOf(PLACES[place]?.(address) ?? {});
      expect(said, address).not.toContain(SECRET);
      expect(said, address).not.toContain('unexpected:');
    }
  });
});
