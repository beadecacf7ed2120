import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { openrc, PASSWORD, serveCloud } from '../support/keystone-double.ts';
import { json, type Received, serve } from '../support/openstack-server.ts';
import { type FieldPath, fieldsOfSchema, KEY, withField } from '../support/schema-fields.ts';
import { otherSecretNames } from '../support/secret-names.ts';
import { runProgram } from './fake-terminal.ts';

const IMAGE = { name: 'one', format: 'raw', source: 'http://publisher.example/one.raw' };

/** How a stranger could write a secret into a field: alone, and so that a request or a look-up carries it. */
const SPELLINGS: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `http://publisher.example/${secret}`,
  (secret) => `http://${secret}.publisher.example/x`,
  (secret) => `http://user:${secret}@publisher.example/x`,
];

const SECRETS = [
  `\${OS_PASSWORD}`,
  `\${RECONCILE_VAR_COPY}`,
  PASSWORD,
  Buffer.from(PASSWORD).toString('base64'),
];

/** Variables that hold the password too, by names that no client of OpenStack defines. */
const OTHER_NAMES = fc.sample(otherSecretNames, { numRuns: 40, seed: 7 });

const PASSWORD_FIELD = 'glance.server.identity.password';

const fields = fieldsOfSchema();
const sections = [...new Set(fields.map(sectionOf))];

function sectionOf(path: FieldPath): string {
  return path.slice(0, 3).join('.');
}

it('the schema has all its fields here', () => {
  const names = fields.map((path) => path.join('.'));
  expect(names).toContain('glance.server.images.0.source.auth.token');
  expect(names).toContain('glance.server.images.0.properties.(key)');
  expect(names).toContain('glance.client.identity.one.image.one.checksum.signature.url');
  expect(names).toContain('glance.server.vmcatcher.image.transform.0');
  expect(fields.length).toBeGreaterThan(500);
});

it.each(sections)(
  'the password reaches its Keystone alone, and no output, from any field of %s',
  { timeout: 300_000 },
  async (section) => {
    const place = await openPlace();
    for (const [index, path] of fields.entries()) {
      if (sectionOf(path) !== section) continue;
      // Each field gets each secret, and another spelling of each than the field before: all pairs come many times.
      const named = `\${${OTHER_NAMES[index % OTHER_NAMES.length]}}`;
      for (const [turn, secret] of [...SECRETS, named].entries()) {
        const spell = SPELLINGS[(index + turn) % SPELLINGS.length]!;
        await place.tryField(path, spell(secret));
      }
    }
  },
);

it('the password reaches its Keystone from the field that is for it', async () => {
  const place = await openPlace();
  const outcome = await place.plan(PASSWORD_FIELD.split('.'), `\${OS_PASSWORD}`);
  // It logs in, and then finds no source.
  expect(outcome.code, outcome.stderr).toBe(1);
  expect(place.keystone.tokenRequests()[0]?.auth.identity.password.user.password).toBe(PASSWORD);
});

/** A folder, a cloud, and a proxy that takes every request to any other host; all record what reaches them. */
async function openPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'reconcile-fields-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const keystone = await serveCloud({
    otherwise: (_request, response) => json(response, 200, { images: [], properties: {} }),
  });
  const elsewhere = await serve((_request, response) => void response.writeHead(404).end('not here'));
  const server = {
    identity: { url: keystone.url, user: 'glance', tenant: 'service' },
    images: [IMAGE],
    reconcile: { prune: 'never' },
  };
  const env = {
    ...openrc(keystone.url),
    RECONCILE_VAR_COPY: PASSWORD,
    ...Object.fromEntries(OTHER_NAMES.map((name) => [name, PASSWORD])),
    http_proxy: elsewhere.url,
    https_proxy: elsewhere.url,
    no_proxy: '127.0.0.1',
    XDG_CONFIG_DIRS: '/nonexistent',
  };

  async function plan(path: FieldPath | readonly string[], value: string) {
    const state = withField({ glance: { server } }, path as FieldPath, value);
    writeFileSync(join(folder, 'glance.yaml'), JSON.stringify(state, null, 1));
    const reports = ['--report', 'json=report.json', '--report', 'text=report.txt'];
    return runProgram(['plan', '-vv', '-o', 'plan.json', ...reports], { cwd: folder, env });
  }

  async function tryField(path: FieldPath, value: string): Promise<void> {
    const name = path.join('.');
    const { code, stdout, stderr } = await plan(path, value);
    const written = readdirSync(folder).filter((file) => file !== 'glance.yaml');
    const said = [stdout, stderr, ...written.map((file) => readFileSync(join(folder, file), 'utf8'))].join(
      '\n',
    );
    const given = `${name}: ${value}`;
    expect(holdsPassword(said), `${given}\n${said}`).toBe(false);
    expect(
      elsewhere.received.filter((request) => holdsPassword(JSON.stringify(request))),
      given,
    ).toEqual([]);
    expect(keystone.received.filter(isLeak), given).toEqual([]);
    // Nothing is refused that reconcile does not read: other sections, and references in keys.
    const isReference = path.at(-1) === KEY && value.includes('${');
    if (isRead(path) && name !== PASSWORD_FIELD && !isReference) {
      expect(code, `${given}\n${stderr}`).toBe(64);
      expect(stderr.replace(/\s+/g, ' '), given).toMatch(
        /holds a known secret|expands OS_\w+ in glance.server.identity.password alone|must be a mapping/,
      );
      expect(stderr, given).toMatch(/glance\.yaml:\d+:\d+/);
    }
    for (const file of written) rmSync(join(folder, file));
  }

  return { plan, tryField, keystone };
}

const OWN =
  /^glance\.(?:server\.(?:name|cloud|identity|defaults|reconcile|images|image|image_lists|vmcatcher)|client\.(?:identity|cloud_name))(?:\.|$)/;

function isRead(path: FieldPath): boolean {
  return OWN.test(path.join('.'));
}

/** The login alone may hold the password. */
function isLeak(request: Received): boolean {
  const isLogin = request.method === 'POST' && request.path === '/v3/auth/tokens';
  return holdsPassword(JSON.stringify(isLogin ? { ...request, body: '' } : request));
}

function holdsPassword(text: string): boolean {
  const bytes = Buffer.from(PASSWORD);
  // Base64 of the password within other bytes: every shift gives other letters.
  const shifted = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  );
  const forms = [PASSWORD, bytes.toString('hex'), ...shifted];
  return [text, decoded(text)].some((each) => forms.some((form) => each.includes(form)));
}

function decoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
