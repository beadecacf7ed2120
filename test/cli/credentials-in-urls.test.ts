import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { runProgram } from './fake-terminal.ts';

const SECRET = 'hunter22';

/** One address with credentials, as it ought to be written and as it is written. */
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

/** Everything that the program says and writes. */
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

/** Puts an address where one may stand; gives the environment that goes with it. */
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
    writeState({}, { source: `\${SOURCE}` });
    return { SOURCE: address };
  },
};

describe.each(Object.keys(PLACES))('%s', (place) => {
  it('an address is shown and saved without its credentials, however it is written', async () => {
    for (const spelling of SPELLINGS) {
      const address = spelling(rest);
      // As the path of a local file it is no address.
      if (place.startsWith('source') && /^(?:\/\/)?user:/.test(address)) continue;
      const said = await saidOf(PLACES[place]?.(address) ?? {});
      expect(said, address).not.toContain(SECRET);
      expect(said, address).not.toContain('unexpected:');
    }
  });
});
