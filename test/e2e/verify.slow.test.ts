import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { digest } from '../support/digest.ts';
import { qcow2 } from '../support/qcow2.ts';
import { openWorkplace, type Workplace } from './harness.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

const CONTENT = qcow2(3);

async function verify(...args: string[]): Promise<Report & { readonly exitCode: number }> {
  const { exitCode, stdout } = await place.reconcile('verify', '--format', 'json', ...args);
  return { ...(JSON.parse(stdout) as Report), exitCode };
}

const downloads = (file: string) =>
  place.publisher.requests.filter((request) => request.startsWith('GET') && request.includes(file)).length;

it('a rehearsal finds everything, leaves nothing behind, and apply sends the bytes that it fetched', async () => {
  const name = place.name();
  const packed = gzipSync(CONTENT);
  const source = place.publisher.put(`${name}.qcow2.gz`, packed);
  const write = (checksum: string) =>
    place.write(`glance:
  server:
    name: ${name}
    images:
    - {name: ${name}, format: qcow2, public: true, source: '${source}', checksum: 'sha256:${checksum}'}
`);
  await write('0'.repeat(64));
  const wrong = await verify();
  expect(wrong.exitCode).toBe(1);
  expect(wrong.changes).toMatchObject([{ outcome: 'failed', error: { code: 'verification' } }]);
  expect(await place.ours(name)).toEqual([]);

  await write(digest('sha256', packed));
  const before = downloads(name);
  const cache = join(place.folder, 'cache');
  const good = await verify('--cache', cache);
  expect(good.exitCode).toBe(0);
  expect(good.changes).toMatchObject([
    {
      outcome: 'done',
      verified: { bytes: CONTENT.length, digests: { sha256: digest('sha256', CONTENT) } },
    },
  ]);
  expect(downloads(name)).toBe(before + 1);
  expect(await place.ours(name)).toEqual([]);

  expect((await place.apply('--cache', cache)).exitCode).toBe(0);
  expect(downloads(name)).toBe(before + 1);
  const [image] = await place.named(name);
  expect(await place.download(image.id)).toEqual(CONTENT);

  const all = await verify('--all');
  expect(all.exitCode).toBe(0);
  expect(all.changes).toMatchObject([{ action: 'unchanged', outcome: 'done', imageId: image.id }]);
});
