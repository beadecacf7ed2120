import { afterAll, beforeAll, expect, it } from 'vitest';
import { MARKER } from '../../src/model/marker.ts';
import { digest } from '../support/digest.ts';
import { qcow2 } from '../support/qcow2.ts';
import { openWorkplace, type Wire, type Workplace } from './harness.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

it('a rollback swaps the last backup and the published image, and a second rollback swaps them back', async () => {
  const name = place.name();
  const source = place.publisher.put(`${name}.qcow2`, qcow2(1));
  const write = (bytes: Buffer) =>
    place.write(
      `glance:\n  server:\n    name: ${name}\n    images:\n    - {name: ${name}, format: qcow2, source: '${source}', checksum: '${digest('sha256', bytes)}', public: true}\n`,
    );
  await write(qcow2(1));
  await place.apply();
  const [first] = await place.named(name);
  place.publisher.put(`${name}.qcow2`, qcow2(2));
  await write(qcow2(2));
  await place.apply();
  const [second] = await place.named(name);

  expect(await place.reconcile('rollback', name, '--yes')).toMatchObject({ exitCode: 0 });
  expect(await place.named(name)).toMatchObject([{ id: first.id, visibility: 'public', os_hidden: false }]);
  expect(await place.download(first.id)).toEqual(qcow2(1));
  expect(await place.ours(name)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id: second.id, visibility: 'private', os_hidden: true }),
    ]),
  );
  // With the file changed accordingly, the next apply only forgets the hold.
  await write(qcow2(1));
  expect(await place.apply()).toMatchObject({
    exitCode: 0,
    changes: [{ action: 'update', imageId: first.id }],
  });
  expect((await place.plan()).changes[0]).toMatchObject({ action: 'unchanged', steps: [] });
  expect(await place.named(name)).toEqual([
    expect.not.objectContaining({ [MARKER.held]: expect.anything(), [MARKER.turnedDown]: expect.anything() }),
  ]);

  const saved = await place.reconcile('rollback', name, '--to', second.id, '-o', 'back.json');
  expect(saved).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('reconcile apply back.json') });
  // The file does not say a rollback: a user or a seal vouches for it.
  expect((await place.reconcile('apply', 'back.json')).exitCode).toBe(64);
  expect(await place.reconcile('apply', 'back.json', '--trust-plan')).toMatchObject({ exitCode: 0 });
  expect(await place.named(name)).toMatchObject([{ id: second.id }]);
  expect((await place.reconcile('apply', 'back.json', '--trust-plan')).exitCode).toBe(5);

  const unknown = await place.reconcile(
    'rollback',
    name,
    '--yes',
    '--to',
    'f0000000-0000-4000-8000-000000000000',
  );
  expect(unknown.exitCode).toBe(1);
  expect(unknown.stderr).toContain(first.id);
});

/** An image that a file has replaced once, and that is rolled back: what the file gives of its content, by version. */
async function rolledBack(fields: (bytes: Buffer, version: number) => string) {
  const name = place.name();
  const path = `${name}.qcow2`;
  const write = async (version: number, more = '') => {
    const source = place.publisher.put(path, qcow2(version));
    const content = [`source: '${source}'`, fields(qcow2(version), version), more].filter(Boolean).join(', ');
    await place.write(
      `glance: {server: {name: ${name}, images: [{name: ${name}, format: qcow2, public: true, ${content}}]}}\n`,
    );
  };
  for (const version of [1, 2]) {
    await write(version);
    expect(await place.apply()).toMatchObject({ exitCode: 0 });
  }
  const [second] = await place.named(name);
  expect(await place.reconcile('rollback', name, '--yes')).toMatchObject({ exitCode: 0 });
  const [first] = await place.named(name);
  expect(first.id).not.toBe(second.id);
  const isLive = async ({ id }: Wire) => {
    const named = await place.named(name);
    expect(named).toMatchObject([{ id, visibility: 'public', os_hidden: false, status: 'active' }]);
  };
  return { name, first, second, write, isLive };
}

const CONTENTS = [
  ['a sha256', (bytes: Buffer) => `checksum: '${digest('sha256', bytes)}'`],
  ['an md5, which Glance itself computes', (bytes: Buffer) => `checksum: 'md5:${digest('md5', bytes)}'`],
  ['a sha1', (bytes: Buffer) => `checksum: 'sha1:${digest('sha1', bytes)}'`],
  ['the headers of its server alone', () => ''],
  ['the headers of its server and a version', (_bytes: Buffer, version: number) => `version: '${version}'`],
] as const;

it.each(CONTENTS)(
  'a rollback of an image that is known by %s lasts until the file wants other content',
  async (_what, fields) => {
    const { first, second, write, isLive } = await rolledBack(fields);
    for (const _night of [1, 2]) {
      expect(await place.apply()).toMatchObject({
        exitCode: 0,
        changes: [{ action: 'held', held: { turnedDown: { imageId: second.id } } }],
      });
      await isLive(first);
    }
    expect(await place.reconcile('plan', '--detailed-exitcode')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('1 held'),
    });

    await write(2, 'properties: {os_distro: debian}');
    expect(await place.apply()).toMatchObject({ exitCode: 0, changes: [{ action: 'update', held: {} }] });
    await isLive(first);
    expect((await place.plan()).changes).toMatchObject([{ action: 'held', steps: [] }]);

    await write(3);
    expect(await place.apply()).toMatchObject({ exitCode: 0, changes: [{ action: 'replace' }] });
    expect(await place.download((await place.named(first.name))[0].id)).toEqual(qcow2(3));
    expect((await place.plan()).changes).toMatchObject([{ action: 'unchanged', steps: [] }]);
  },
);

it('a run with --unhold brings back what the rollback turned down, without an upload', async () => {
  const { name, second, isLive } = await rolledBack(CONTENTS[0][1]);
  const listed = await place.reconcile('rollback', '--format', 'json');
  expect(JSON.parse(listed.stdout).images).toMatchObject([{ name, held: {}, backups: [{ id: second.id }] }]);

  expect((await place.reconcile('apply', '--yes', '--unhold', 'no such image')).exitCode).toBe(64);
  expect(await place.apply('--unhold', name)).toMatchObject({
    exitCode: 0,
    changes: [{ action: 'replace', imageId: second.id, content: null }],
  });
  await isLive(second);
  for (const image of await place.ours(name)) {
    expect(Object.keys(image).filter((key) => /\.(held|turned_down)/.test(key))).toEqual([]);
  }
  expect((await place.plan()).changes).toMatchObject([{ action: 'unchanged', steps: [] }]);
});

it('a rollback that ended right after it published the backup is completed by the next run', async () => {
  const { name, first, second, isLive } = await rolledBack(CONTENTS[0][1]);
  const asBefore = { name, visibility: 'public', os_hidden: false, [MARKER.role]: 'current' };
  await place.cloud.admin.patch(
    second.id,
    Object.entries(asBefore).map(([key, value]) => ({ op: 'add', path: `/${key}`, value })),
  );
  expect(await place.named(name)).toHaveLength(2);
  expect(await place.apply()).toMatchObject({ exitCode: 0, changes: [{ action: 'resume', held: {} }] });
  await isLive(first);
  expect((await place.plan()).changes).toMatchObject([{ action: 'held', steps: [] }]);
});
