import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { qcow2 } from '../support/qcow2.ts';
import { openWorkplace, type Workplace } from './harness.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

const SOURCE_PASSWORD = 'correct-horse-battery/staple';

it('no output, plan or report contains a password or token at the highest verbosity', async () => {
  const name = place.name();
  const bytes = qcow2(11);
  const source = place.publisher.put(`${name}.qcow2`, (request, response) => {
    const given = Buffer.from(
      (request.headers.authorization ?? '').replace('Basic ', ''),
      'base64',
    ).toString();
    if (given !== `reader:${SOURCE_PASSWORD}`) return void response.writeHead(401).end(given);
    response.writeHead(200, { 'content-length': bytes.length, etag: '"1"' });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  });
  await place.write(
    `glance:
  server:
    name: ${name}
    images:
    - name: ${name}
      format: qcow2
      source: {url: '${source}', auth: {user: reader, password: '\${RECONCILE_VAR_PASSWORD}'}}
`,
  );
  const env = { RECONCILE_VAR_PASSWORD: SOURCE_PASSWORD };
  const runs = [
    await place.reconcileWith(env, 'validate', '-vv'),
    await place.reconcileWith(env, 'plan', '-vv', '-o', 'saved.json', '--report', 'json=plan-report.json'),
    await place.reconcileWith(
      env,
      'apply',
      '-vv',
      '--format',
      'json',
      '--report',
      'json=report.json',
      'saved.json',
    ),
    await place.reconcileWith(env, 'plan', '-vv', '--log-format', 'json'),
    await place.reconcileWith({ ...env, OS_PASSWORD: 'wrong-but-secret' }, 'plan', '-vv'),
    await place.reconcileWith(
      { RECONCILE_VAR_PASSWORD: 'not-the-password' },
      'apply',
      '--yes',
      '-vv',
      '--target',
      'nothing',
    ),
  ];
  expect(runs[2]?.exitCode, runs[2]?.stderr).toBe(0);
  expect(runs[4]?.exitCode).toBe(1);
  expect(runs[3]?.stderr).toMatch(/GET .*\/v2\/images/);

  const secrets = [
    place.cloud.target.admin.password,
    SOURCE_PASSWORD,
    encodeURIComponent(SOURCE_PASSWORD),
    Buffer.from(`reader:${SOURCE_PASSWORD}`).toString('base64'),
    'wrong-but-secret',
    'not-the-password',
  ];
  const written = (await readdir(place.folder)).filter((file) => file.endsWith('.json'));
  const texts = [
    ...runs.flatMap((run) => [run.stdout, run.stderr]),
    ...(await Promise.all(written.map((file) => readFile(join(place.folder, file), 'utf8')))),
  ];
  expect(written.length).toBeGreaterThan(2);
  for (const text of texts) {
    for (const secret of secrets)
      expect(text.includes(secret), `${secret} in:\n${text.slice(0, 2000)}`).toBe(false);
    // Fernet tokens begin like this; the sandbox's tokens have the same length.
    expect(text).not.toMatch(/gAAAA[\w-]{20}/);
    expect(text).not.toMatch(/x-auth-token["']?:\s*["']?[^*\s"']/i);
  }
});

it('the password of OS_* reaches the Keystone of OS_AUTH_URL alone, with an identity of the state file', async () => {
  const name = place.name();
  const before = place.publisher.requests.length;
  const identity = (url: string) =>
    `identity: {url: '${url}', user: ${place.cloud.target.admin.user}, tenant: ${place.cloud.target.admin.project}, password: '\${OS_PASSWORD}'}`;
  const state = (url: string) =>
    `glance:\n  server:\n    ${identity(url)}\n    images:\n      - {name: ${name}, format: qcow2, source: a.qcow2}\n`;
  await writeFile(join(place.folder, 'a.qcow2'), qcow2(1));

  await place.write(state(place.publisher.url));
  const foreign = await place.reconcile('plan', '-vv', '-o', 'foreign.json');
  expect(foreign.exitCode, foreign.stderr).toBe(64);
  expect(foreign.stderr).toContain('--allow-identity-url');
  const untrusted = await place.reconcile('plan', '-vv', '--untrusted', '--allow-host', '127.0.0.1');
  expect(untrusted.exitCode, untrusted.stderr).toBe(64);
  expect(place.publisher.requests.length).toBe(before);

  await place.write(state(place.cloud.target.authUrl));
  const own = await place.reconcile('plan', '-vv');
  expect(own.exitCode, own.stderr).toBe(0);
  const chosen = await place.reconcile('plan', '--untrusted', '--os-cloud', 'envvars');
  expect(chosen.exitCode, chosen.stderr).toBe(0);
  for (const { stdout, stderr } of [foreign, untrusted, own, chosen])
    expect(stdout + stderr).not.toContain(place.cloud.target.admin.password);

  await place.write(state(place.publisher.url));
  await place.reconcile('plan', '--allow-identity-url', place.publisher.url);
  expect(place.publisher.requests.length).toBeGreaterThan(before);
});
