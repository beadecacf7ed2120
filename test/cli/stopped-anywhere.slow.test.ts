import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Glance } from '../../src/glance/client.ts';
import type { StopSignal } from '../../src/model/errors.ts';
import type { Image } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import { Secrets } from '../../src/model/secrets.ts';
import { connect } from '../../src/openstack/connect.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type Outcome, runProgram } from './fake-terminal.ts';

/** A cloud with an image that the next run replaces. */
interface Scene {
  /** Number of requests to Glance in the run that {@link replace} starts. */
  readonly requests: readonly string[];
  /** Runs the replacement; `at` is called before the service handles each request, numbered from 0. */
  replace(
    at: (number: number, send: (signal: StopSignal) => void) => void,
    more?: string[],
  ): Promise<Outcome>;
  run(...argv: readonly string[]): Promise<Outcome>;
  /** All images of the cloud. */
  images(): Promise<readonly Image[]>;
  close(): Promise<void>;
}

let scenes: Scene[];
beforeEach(() => {
  scenes = [];
});
afterEach(async () => {
  for (const scene of scenes) await scene.close();
});

async function openScene(): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'reconcile-stopped-'));
  const requests: string[] = [];
  let onRequest = (_number: number) => {};
  const sandbox: Sandbox = await startSandbox({
    onRequest: ({ service, method, path }) => {
      if (service !== 'image') return;
      requests.push(`${method} ${path}`);
      onRequest(requests.length - 1);
    },
  });
  const write = (content: string) => {
    writeFileSync(join(folder, 'one.img'), content);
    const image = '{name: one, format: raw, file: one.img, public: true}';
    writeFileSync(join(folder, 'glance.yaml'), `glance: {server: {name: prod, images: [${image}]}}\n`);
  };
  const surroundings = { cwd: folder, env: sandbox.env };
  const run = (...argv: readonly string[]) => runProgram(argv, surroundings);
  const connection = await connect({
    reference: {},
    env: sandbox.env,
    cwd: folder,
    home: folder,
    secrets: new Secrets(),
  });
  const glance = new Glance(connection.image);
  write('old');
  expect((await run('apply', '--yes')).code).toBe(0);
  write('new');
  requests.length = 0;
  const scene: Scene = {
    requests,
    run,
    replace(at, more = []) {
      requests.length = 0;
      return runProgram(['apply', '--yes', ...more], {
        ...surroundings,
        withSignals: (send) => {
          onRequest = (number) => at(number, send);
        },
      }).finally(() => {
        onRequest = () => {};
      });
    },
    async images() {
      const found: Image[] = [];
      for (const hidden of [false, true]) {
        for await (const image of glance.images.list({ hidden, visibility: 'all' })) found.push(image);
      }
      return found;
    },
    async close() {
      await connection.close();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  scenes.push(scene);
  return scene;
}

const isPublished = (image: Image) => image.name === 'one' && !image.hidden && image.status === 'active';

async function expectOnePublished(scene: Scene): Promise<Image> {
  const published = (await scene.images()).filter(isPublished);
  expect(published.map((image) => image.properties[MARKER.role])).toEqual(['current']);
  return published[0] as Image;
}

async function expectConvergence(scene: Scene): Promise<void> {
  expect((await scene.run('apply', '--yes')).code).toBe(0);
  expect((await scene.run('plan', '--detailed-exitcode')).code).toBe(0);
  const roles = (await scene.images()).map((image) => image.properties[MARKER.role]).sort();
  expect(roles).toEqual(['backup', 'current']);
}

/** The requests that publish the new image and retire the old image: the last two requests that change the cloud. */
async function lastTwoPatches(): Promise<readonly [publishing: number, retiring: number]> {
  const scene = await openScene();
  expect((await scene.replace(() => {})).code).toBe(0);
  const patches = scene.requests.flatMap((request, number) => (request.startsWith('PATCH') ? [number] : []));
  return patches.slice(-2) as [number, number];
}

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s at any request of a replacement', (signal, code) => {
  it('a signal at any request leaves one image published: the old one before the publishing request, the new one from then on', async () => {
    const [publishing] = await lastTwoPatches();
    for (let stop = 0; ; stop++) {
      const scene = await openScene();
      const old = await expectOnePublished(scene);
      let isSent = false;
      const outcome = await scene.replace((number, send) => {
        if (number !== stop) return;
        isSent = true;
        send(signal);
      });
      if (!isSent) break;
      expect({ stop, code: outcome.code }).toEqual({ stop, code });
      const published = await expectOnePublished(scene);
      expect({ stop, isOld: published.id === old.id }).toEqual({ stop, isOld: stop < publishing });
      await expectConvergence(scene);
    }
  });
});

describe('an elapsed --timeout', () => {
  /** Seconds. */
  const TIMEOUT = 2;

  it('an elapsed --timeout between publishing and retiring leaves one image published', async () => {
    const [publishing, retiring] = await lastTwoPatches();
    for (let stop = publishing; stop <= retiring; stop++) {
      const scene = await openScene();
      const begun = performance.now();
      const outcome = await scene.replace(
        (number) => {
          // The service is so slow that the timer of the run is due when the run continues.
          if (number === stop) blockUntil(begun + TIMEOUT * 1000 + 100);
        },
        ['--timeout', String(TIMEOUT)],
      );
      expect((await expectOnePublished(scene)).checksum).toBe('22af645d1859cb5ca6da0c484f1f37ea');
      expect(outcome.code).toBe(0);
      await expectConvergence(scene);
    }
  });
});

function blockUntil(time: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.max(0, time - performance.now()));
}
