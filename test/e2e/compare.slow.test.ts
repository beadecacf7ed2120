import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { openWorkplace, type Workplace } from './harness.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

const OLD = Buffer.alloc(64 * 1024, 'old build ');
const NEW = Buffer.alloc(64 * 1024, 'new build ');
const digestOf = (algorithm: string, bytes: Buffer) => createHash(algorithm).update(bytes).digest('hex');

/** An image as users upload it: Glance knows md5 and sha512 of its data, and nobody its sha256 or sha1. */
async function uploaded(
  name: string,
  bytes: Buffer,
  properties: Record<string, string> = {},
): Promise<string> {
  const { admin } = place.cloud;
  const image = await admin.create({ name, disk_format: 'raw', container_format: 'bare', ...properties });
  await admin.upload(image.id, bytes);
  return image.id;
}

/** A state file whose only image has this source and checksum, and claims to be version 2. */
function stateOf(name: string, source: string, checksum: string): string {
  return `glance:
  server:
    name: ${name}
    images:
      - name: ${name}
        format: raw
        source: ${source}
        checksum: ${checksum}
        version: '2'
        properties: {image_build_date: '2026-11-01'}
`;
}

/** The published image: its bytes, and what it claims to be. */
async function published(name: string) {
  const named = await place.named(name);
  expect(named).toHaveLength(1);
  const [image] = named;
  return {
    id: image.id,
    bytes: await place.download(image.id),
    version: image['owner_specified.reconcile.version'],
    built: image.image_build_date,
  };
}

/** What `openstack image create` leaves on an image whose digests it did not compute. */
const BY_OPENSTACK = { 'owner_specified.openstack.md5': '', 'owner_specified.openstack.sha256': '' };

describe.each([
  ['sha256', 'by hand', {}],
  ['sha256', 'by openstack image create', BY_OPENSTACK],
  ['sha1', 'by hand', {}],
] as const)('an image that is given by %s and was uploaded %s', (algorithm, _who, properties) => {
  it('is adopted when its bytes agree, and the next plan is empty', async () => {
    const name = place.name('compare');
    const id = await uploaded(name, NEW, properties);
    const source = place.publisher.put(`${name}.raw`, NEW);
    await place.write(stateOf(name, source, `${algorithm}:${digestOf(algorithm, NEW)}`));

    expect((await place.plan()).changes).toMatchObject([{ action: 'verify', imageId: id }]);
    expect(await place.apply()).toMatchObject({ exitCode: 0, changes: [{ outcome: 'done', imageId: id }] });
    expect(await published(name)).toMatchObject({ id, version: '2', built: '2026-11-01' });
    expect((await place.reconcile('plan', '--detailed-exitcode')).exitCode).toBe(0);
  });

  it('is replaced when its bytes differ: the labels come with the new bytes, and the old image is the backup', async () => {
    const name = place.name('compare');
    const id = await uploaded(name, OLD, properties);
    const source = place.publisher.put(`${name}.raw`, NEW);
    await place.write(stateOf(name, source, `${algorithm}:${digestOf(algorithm, NEW)}`));

    expect(await place.apply()).toMatchObject({ exitCode: 0, changes: [{ action: 'verify' }] });
    const image = await published(name);
    expect(image).toMatchObject({ version: '2', built: '2026-11-01' });
    expect(image.bytes.equals(NEW)).toBe(true);
    const backup = (await place.ours(name)).find((other) => other.id === id);
    expect(backup).not.toHaveProperty('image_build_date');
    expect((await place.download(id)).equals(OLD)).toBe(true);
    expect((await place.reconcile('plan', '--detailed-exitcode')).exitCode).toBe(0);
  });
});

it('a checksum file decides like a digest in the state file', async () => {
  const name = place.name('compare');
  const id = await uploaded(name, OLD);
  const source = place.publisher.put(`${name}.raw`, NEW);
  const sums = place.publisher.put(
    `${name}.SHA256SUMS`,
    Buffer.from(`${digestOf('sha256', NEW)}  ${name}.raw\n`),
  );
  await place.write(stateOf(name, source, `{url: '${sums}'}`));

  expect(await place.apply()).toMatchObject({ exitCode: 0, changes: [{ action: 'verify' }] });
  const image = await published(name);
  expect(image.id).not.toBe(id);
  expect(image.bytes.equals(NEW)).toBe(true);
});

it('a saved plan compares as it shows', async () => {
  const name = place.name('compare');
  const id = await uploaded(name, OLD);
  const source = place.publisher.put(`${name}.raw`, NEW);
  await place.write(stateOf(name, source, `sha256:${digestOf('sha256', NEW)}`));
  expect((await place.reconcile('plan', '-o', 'compare.json')).exitCode).toBe(0);
  const plan: Plan = JSON.parse(await readFile(join(place.folder, 'compare.json'), 'utf8'));
  expect(plan.changes).toMatchObject([{ action: 'verify' }]);
  expect(plan.changes[0]?.steps[0]).toMatchObject({ kind: 'compare', id, read: 'image', bytes: OLD.length });
  const run = await place.reconcile('apply', 'compare.json');
  expect(run.exitCode, run.stderr).toBe(0);
  expect(run.stdout).toContain('compared: the bytes differ; replaced');
  expect((await published(name)).bytes.equals(NEW)).toBe(true);
});
