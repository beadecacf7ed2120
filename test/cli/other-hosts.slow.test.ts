import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { type ObservedRequest, type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { buildProgram, type Child, ended, type Program } from '../support/program.ts';

/** Loaded before the program: makes it believe that it runs on the host that the environment names. */
const OTHER_HOST = `
const os = require('node:os');
os.hostname = () => process.env.TEST_HOST;
require('node:module').syncBuiltinESMExports();
`;

const MINUTE = 60_000;

let program: Program;
let sandbox: Sandbox;
let requests: ObservedRequest[];
let onRequest: (request: ObservedRequest) => void;
let children: Child[];

beforeAll(async () => {
  program = await buildProgram();
  program.write('other-host.cjs', OTHER_HOST);
});
afterAll(() => program.remove());
beforeEach(async () => {
  [requests, children, onRequest] = [[], [], () => {}];
  sandbox = await startSandbox({
    onRequest: (request) => {
      requests.push(request);
      onRequest(request);
    },
  });
  program.write('one.img', 'the content');
  program.write(
    'glance.yaml',
    'glance: {server: {name: prod, images: [{name: one, format: raw, file: one.img}]}}\n',
  );
});
afterEach(async () => {
  vi.useRealTimers();
  for (const child of children) child.kill('SIGKILL');
  await sandbox.close();
});

/** A run on a host, with `home` or a home folder of its own. */
function startOn(host: string, argv: readonly string[], home = join(program.folder, host)): Child {
  const preload = join(program.folder, 'other-host.cjs');
  const env = { ...sandbox.env, HOME: home, TEST_HOST: host, NODE_OPTIONS: `--require ${preload}` };
  const child = program.start(argv, env);
  children.push(child);
  return child;
}

/** A run on another host that was killed `minutes` ago, at the first request that `is` accepts. */
async function killedRun(minutes: number, is: (request: ObservedRequest) => boolean): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - minutes * MINUTE });
  const child = startOn('container-1', ['apply', '--yes']);
  onRequest = (request) => {
    if (is(request)) child.kill('SIGKILL');
  };
  await once(child, 'exit');
  onRequest = () => {};
  vi.useRealTimers();
  requests.length = 0;
}

async function planOn(host: string): Promise<Plan> {
  return JSON.parse((await ended(startOn(host, ['plan', '--format', 'json']))).stdout);
}

/** The request for the name before publishing: all bytes are uploaded and verified by then. */
const isLastLook = ({ method, path }: ObservedRequest) =>
  method === 'GET' && path.endsWith('/v2/images') && requests.some((request) => request.method === 'PUT');

const isCreation = ({ method, path }: ObservedRequest) => method === 'POST' && path.endsWith('/v2/images');

const isUpload = ({ method }: ObservedRequest) => method === 'PUT';

it('a run publishes the finished upload of a dead container without uploading again', async () => {
  await killedRun(4, isLastLook);
  expect((await planOn('container-2')).changes).toMatchObject([{ action: 'resume', warnings: [] }]);
  expect((await ended(startOn('container-2', ['apply', '--yes']))).code).toBe(0);
  expect(requests.filter(isUpload)).toEqual([]);
  expect((await ended(startOn('container-3', ['plan', '--detailed-exitcode']))).code).toBe(0);
});

it('a run removes the image without data of a dead container', async () => {
  await killedRun(4, isCreation);
  expect((await ended(startOn('container-2', ['apply', '--yes']))).code).toBe(0);
  expect(requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
  expect((await ended(startOn('container-3', ['plan', '--detailed-exitcode']))).code).toBe(0);
});

it('a run keeps an image that another host worked on a moment ago', async () => {
  await killedRun(1, isLastLook);
  const [change] = (await planOn('container-2')).changes;
  expect(change?.action).toBe('create');
  expect(change?.warnings.join()).toContain('another run is working on this image');
  expect((await ended(startOn('container-2', ['apply', '--yes']))).code).toBe(0);
  expect(requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
});

it('a run on a host with a wrong clock trusts the clock of the service', async () => {
  await killedRun(1, isLastLook);
  program.write('fast-clock.cjs', `const now = Date.now; Date.now = () => now() + ${60 * MINUTE};`);
  const env = { ...sandbox.env, NODE_OPTIONS: `--require ${join(program.folder, 'fast-clock.cjs')}` };
  const child = program.start(['plan'], env);
  expect((await ended(child)).stdout).toContain('another run');
});

it('two containers with one home folder respect each other’s lock while it is renewed', async () => {
  const home = join(program.folder, 'shared');
  const killed = startOn('container-1', ['apply', '--yes'], home);
  onRequest = (request) => {
    if (isUpload(request)) killed.kill('SIGKILL');
  };
  await once(killed, 'exit');
  const second = await ended(startOn('container-2', ['apply', '--yes'], home));
  expect(second.code).toBe(7);
  expect(second.stderr).toContain('on container-1');
  expect(second.stderr).toContain('its lock is free 3 min after its last sign of life');
  rmSync(home, { recursive: true });
});
