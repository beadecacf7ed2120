import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { beginUpload, type Client, signIn } from './client.ts';

const MIB = 1024 * 1024;

describe.each(['memory', 'directory'] as const)('data kept in %s', (mode) => {
  let dataDir: string;
  let sandbox: Sandbox;
  let admin: Client;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
    sandbox = await startSandbox({ dataDir: mode === 'memory' ? null : dataDir });
    admin = await signIn(sandbox);
  });
  afterEach(async () => {
    await sandbox.close();
    await rm(dataDir, { recursive: true });
  });

  test.each([['chunked'], [100]] as const)(
    'a body (%s) that breaks off puts the image of the sandbox back to queued',
    async (framing) => {
      const id = await admin.create();
      const socket = await beginUpload(admin, id, 'first part', framing);
      await expect.poll(async () => (await admin.show(id)).status).toBe('saving');

      socket.destroy();

      await expect.poll(async () => (await admin.show(id)).status).toBe('queued');
      expect(await admin.show(id)).toMatchObject({ size: null, checksum: null });
      expect((await admin.images('GET', `/images/${id}/file`)).status).toBe(204);
      expect((await admin.upload(id, 'all of it')).status).toBe(204);
      expect(await admin.show(id)).toMatchObject({ status: 'active', size: 9 });
    },
  );

  test('a broken upload does not change another image', async () => {
    const other = await admin.create();
    await admin.upload(other, 'the bytes');
    const id = await admin.create();
    (await beginUpload(admin, id, 'first part', 100)).destroy();
    await expect.poll(async () => (await admin.show(id)).status).toBe('queued');

    expect(await (await admin.images('GET', `/images/${other}/file`)).text()).toBe('the bytes');
  });

  test('the sandbox hashes the stored data', async () => {
    const id = await admin.create();
    await admin.upload(id, blocks(3));

    const digest = (algorithm: string): string =>
      createHash(algorithm)
        .update(Buffer.alloc(3 * MIB, 7))
        .digest('hex');
    expect(await admin.show(id)).toMatchObject({
      size: 3 * MIB,
      checksum: digest('md5'),
      os_hash_algo: 'sha512',
      os_hash_value: digest('sha512'),
    });
  });

  test.each([
    ['bytes=0-3', 'abcd', 'bytes 0-3/10'],
    ['bytes=7-', 'hij', 'bytes 7-9/10'],
    ['bytes=-2', 'ij', 'bytes 8-9/10'],
  ])('a download of %s spans several blocks of the upload', async (range, text, contentRange) => {
    const id = await admin.create();
    await admin.upload(id, ReadableStream.from(['abc', 'def', 'ghij'].map((part) => Buffer.from(part))));

    const answer = await admin.images('GET', `/images/${id}/file`, undefined, { range });

    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(contentRange);
    expect(await answer.text()).toBe(text);
  });
});

/** `count` MiB, made on demand. */
function blocks(count: number): ReadableStream {
  async function* make(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < count; at++) yield Buffer.alloc(MIB, 7);
  }
  return ReadableStream.from(make());
}
