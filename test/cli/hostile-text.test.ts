import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Glance } from '../../src/glance/client.ts';
import { Secrets } from '../../src/model/secrets.ts';
import { connect } from '../../src/openstack/connect.ts';
import { type Fault, type ObservedRequest, type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type Listener, listen } from '../support/loopback.ts';
import { type Outcome, runProgram, type Surroundings } from './fake-terminal.ts';

/** Clears the screen, sets the window title, begins a C1 sequence, reverses the writing direction, begins a new line. */
const HOSTILE =
  'x\u001b[2J\u001b]0;owned\u0007\u009b2J\u202egpj\u2066\u200b\u2028\u007f\r\nwarning: **b** <b>|`';
/** The part of {@link HOSTILE} that a state file may hold. */
const BIDI = 'x\u202egpj\u2066\u200by';

/** The escape sequences of colours and of the live display. */
const ESCAPE = String.fromCharCode(0x1b);
const OWN = new RegExp(`${ESCAPE}\\[(?:\\d+(?:;\\d+)*m|\\?(?:25|2026)[lh]|2K|G|\\d*[AB])`, 'g');

/** Expects no escape sequences but our own, and those only on a terminal. Every line begins with our own words. */
function expectHarmless(text: string): void {
  expect(text.replace(OWN, '').replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  expect(text).not.toMatch(/^\s*warning: \*\*b/m);
}

function expectAllHarmless({ stdout, stderr }: Outcome, ...files: readonly string[]): void {
  for (const text of [stdout, stderr, ...files.map((file) => readFileSync(join(folder, file), 'utf8'))]) {
    expectHarmless(text);
  }
}

let folder: string;
let sandbox: Sandbox;
let fault: (request: ObservedRequest) => Fault | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-hostile-'));
  fault = () => undefined;
  sandbox = await startSandbox({ fault: (request) => fault(request) });
  writeFileSync(join(folder, 'a.img'), 'the content of an image');
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

function reconcile(argv: readonly string[], given: Partial<Surroundings> = {}): Promise<Outcome> {
  return runProgram(argv, { cwd: folder, env: { ...sandbox.env, TERM: 'xterm' }, ...given });
}

function writeState(
  image: Readonly<Record<string, unknown>>,
  server: Readonly<Record<string, unknown>> = {},
) {
  const images = [{ name: 'one', format: 'raw', file: 'a.img', ...image }];
  const state = { glance: { server: { name: 'prod', images, ...server } } };
  writeFileSync(join(folder, 'glance.yaml'), JSON.stringify(state));
}

async function withGlance<T>(work: (glance: Glance) => Promise<T>): Promise<T> {
  const connection = await connect({
    reference: {},
    env: sandbox.env,
    cwd: folder,
    home: folder,
    secrets: new Secrets(),
  });
  try {
    return await work(new Glance(connection.image));
  } finally {
    await connection.close();
  }
}

const WAYS: readonly (readonly string[])[] = [
  ['plan'],
  ['plan', '-vv', '--color', 'always'],
  ['plan', '--format', 'json', '-vv', '--log-format', 'json'],
  ['plan', '-o', 'plan.json'],
  ['apply', '--yes', '--report', 'json=r.json', '--report', 'text=r.txt', '-v'],
  ['apply', '--yes', '--format', 'json'],
  ['validate'],
  ['validate', '--format', 'json'],
];

describe.each(WAYS.map((argv) => [argv]))('%j', (argv) => {
  it.each([false, true])(
    'a command shows names and properties of a cloud as harmless text (a terminal: %s)',
    async (isTerminal) => {
      await withGlance((glance) =>
        glance.images.create({
          name: 'one',
          diskFormat: 'raw',
          containerFormat: 'bare',
          tags: ['x\u202ey', HOSTILE],
          properties: { os_distro: HOSTILE, [`k${HOSTILE}`]: 'v' },
        }),
      );
      writeState({ properties: { os_distro: BIDI, a: BIDI }, tags: ['t'], properties_mode: 'exact' });
      const outcome = await reconcile(argv, { isTerminal });
      expect([0, 4]).toContain(outcome.code);
      expectAllHarmless(
        outcome,
        ...argv.flatMap((word) => /(?:^|=)([a-z]+\.(?:json|txt))$/.exec(word)?.[1] ?? []),
      );
    },
  );

  it('a command shows names of the state file as harmless text', async () => {
    writeState({ name: BIDI, tags: [BIDI], properties: { [BIDI]: BIDI }, description: BIDI }, { [BIDI]: 1 });
    const outcome = await reconcile(argv, { isTerminal: true });
    expectAllHarmless(outcome);
  });
});

describe('an error of a service', () => {
  it.each(['identity', 'image'])(
    'an error of %s is shown as harmless text, also in reports',
    async (service) => {
      writeState({});
      for (const body of [
        HOSTILE,
        JSON.stringify({ message: HOSTILE }),
        `<html><body>${HOSTILE}&#27;[2J&#x9b;2J</body></html>`,
      ]) {
        fault = (request) =>
          request.service === service && !/^\/identity\/?(v3\/?)?$/.test(request.path)
            ? { status: 400, body }
            : undefined;
        for (const format of ['text', 'json']) {
          const reports = ['--report', 'text=r.txt', '--report', 'json=r.json'];
          const outcome = await reconcile(['plan', '-vv', '--log-format', format, ...reports], {
            isTerminal: true,
          });
          expect(outcome.code).toBe(1);
          expect(outcome.stderr).toContain('gpj');
          expectAllHarmless(outcome, 'r.txt', 'r.json');
        }
      }
    },
  );

  it('an error of a service during an apply is shown as harmless text', async () => {
    writeState({});
    fault = ({ method, service }) =>
      method === 'PUT' && service === 'image' ? { status: 400, body: HOSTILE } : undefined;
    for (const format of ['text', 'json']) {
      const reports = ['--report', 'text=r.txt', '--report', 'json=r.json'];
      const outcome = await reconcile(['apply', '--yes', '--format', format, ...reports], {
        isTerminal: true,
      });
      expect(outcome.code).toBe(1);
      expect(outcome.stdout).toContain('gpj');
      expectAllHarmless(outcome, 'r.txt', 'r.json');
    }
  });

  it('an error of a service in headers and the status line is shown as harmless text', async () => {
    const server = await rawServer(
      'HTTP/1.1 400 \u009b2J\r\nx-openstack-request-id: \u009b2J\r\nlocation: http://u:hunter22@h/\u009b2J\r\ncontent-length: 0\r\n\r\n',
    );
    try {
      const env = { ...sandbox.env, OS_AUTH_URL: `http://127.0.0.1:${server.port}/v3` };
      writeState({});
      const outcome = await reconcile(['plan', '-vv'], { env });
      expect(outcome.code).toBe(1);
      expectAllHarmless(outcome);
    } finally {
      await server.close();
    }
  });
});

describe('an argument', () => {
  it.each([
    ['plan', `--${HOSTILE}`],
    ['plan', '--target', HOSTILE],
    ['plan', '-f', HOSTILE],
    ['plan', '-f', 'nowhere/\u001b[2J.yaml'],
    ['plan', '--timeout', HOSTILE],
    ['plan', '-o', `nowhere/${HOSTILE}`],
    ['apply', HOSTILE],
    [HOSTILE],
    ['rollback', HOSTILE, '--yes'],
  ])('an argument is repeated as harmless text in the error of %j %j', async (...argv) => {
    writeState({});
    const outcome = await reconcile(argv);
    expect(outcome.code).not.toBe(0);
    // Commander puts line breaks around the argument that it repeats.
    expectHarmless(outcome.stderr);
    expect(outcome.stderr).not.toBe('');
  });
});

function rawServer(answer: string): Promise<Listener> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(Buffer.from(answer, 'latin1')));
  });
  return listen(server);
}
