import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openrc, PASSWORD, PROJECT } from '../support/keystone-double.ts';
import { json, type Received, serve } from '../support/openstack-server.ts';
import { runProgram } from './fake-terminal.ts';

const TOKEN = 'gAAAAABmXyzW7391846205-zyxwvutsrqpon_mlkjihgfedcba';

/** How a service may repeat a secret in an error. */
const ECHOES: Readonly<Record<string, (secret: string) => string>> = {
  whole: (secret) => secret,
  'its beginning': (secret) => secret.slice(0, 10),
  'its end': (secret) => secret.slice(-8),
  'a part': (secret) => `[${secret.slice(5, 15)}]`,
  hex: (secret) => Buffer.from(secret.slice(3, 14)).toString('hex'),
  base64: (secret) => Buffer.from(`user:${secret}`).toString('base64'),
  base64url: (secret) => Buffer.from(secret.slice(2)).toString('base64url'),
};

async function cloudThatEchoes(text: string, from: 'Keystone' | 'Glance') {
  const cloud = await serve((request: Received, response) => {
    if (!request.path.startsWith('/v3')) return json(response, 400, { message: `bad: ${text}` });
    if (from === 'Keystone') return json(response, 401, { error: { message: `bad: ${text}` } });
    const endpoints = [{ interface: 'public', region: 'RegionOne', url: `${cloud.url}/image/v2` }];
    const expires_at = new Date(Date.now() + 3_600_000).toISOString();
    const token = { user: { id: 'u', name: 'u' }, project: PROJECT, expires_at };
    const body = { token: { ...token, catalog: [{ type: 'image', endpoints }] } };
    json(response, 201, body, { 'x-subject-token': TOKEN });
  });
  return cloud;
}

/** Every form of every eight characters of a secret that an output must not hold. */
function piecesOf(secret: string): readonly string[] {
  return Array.from({ length: secret.length - 7 }, (_, at) => secret.slice(at, at + 8)).flatMap((piece) => [
    piece,
    Buffer.from(piece).toString('hex'),
    Buffer.from(piece).toString('base64').slice(0, 10),
    Buffer.from(piece).toString('base64url').slice(0, 10),
  ]);
}

const CASES = (['Keystone', 'Glance'] as const).flatMap((from) =>
  [PASSWORD, TOKEN].flatMap((secret) =>
    Object.entries(ECHOES).map(([form, echo]) => ({ from, form, secret, echo })),
  ),
);

test.each(CASES.filter(({ from, secret }) => from === 'Glance' || secret === PASSWORD))(
  '$from repeats a secret in its error ($form): no output holds a part of $secret',
  async ({ from, secret, echo }) => {
    const folder = mkdtempSync(join(tmpdir(), 'echoes-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'glance.yaml'), 'glance: {server: {name: a, images: [{name: x, file: y}]}}');
    const cloud = await cloudThatEchoes(echo(secret), from);
    const env = openrc(`${cloud.url}/v3`);
    for (const more of [['-vv'], ['-vv', '--log-format', 'json'], ['--format', 'json']]) {
      const run = await runProgram(['plan', ...more], { cwd: folder, env });
      expect(run.code).not.toBe(0);
      const output = run.stdout + run.stderr;
      expect(output).toContain('bad: ');
      expect(piecesOf(secret).filter((piece) => output.includes(piece))).toEqual([]);
    }
  },
);
