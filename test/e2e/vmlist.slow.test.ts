import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identifierOf } from '../../src/publisher/stratuslab/identifier.ts';
import { metadata, wrap } from '../publisher/stratuslab/endorse.ts';
import { digest } from '../support/digest.ts';
import { qcow2 } from '../support/qcow2.ts';
import { openWorkplace, type Wire, type Workplace } from './harness.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place?.close());

interface Appliance {
  readonly title: string;
  readonly version: string;
  readonly bytes: Buffer;
}

/** Publishes an image in the marketplace, and returns its identifier. */
function endorse({ title, version, bytes }: Appliance): string {
  const sha1 = digest('sha1', bytes);
  const identifier = identifierOf(sha1)!;
  const description = metadata({
    identifier,
    bytes: String(bytes.length),
    checksums: [
      ['MD5', digest('md5', bytes)],
      ['SHA-1', sha1],
    ],
    locations: [place.publisher.put(`${identifier}.img`, bytes)],
    without: ['dcterms:title', 'slterms:version'],
    more: `<dcterms:title>${title}</dcterms:title><slterms:version>${version}</slterms:version>`,
  });
  place.publisher.put(`mp/metadata/${identifier}?media=xml`, Buffer.from(wrap(description)));
  return identifier;
}

async function list(stack: string, ...identifiers: readonly string[]): Promise<void> {
  await place.write(`# images of the marketplace\n\n${identifiers.join('\n')}\n`, 'vmlist');
  const vmlist = { vmlist: 'vmlist', marketplace: `${place.publisher.url}/mp` };
  await place.write(JSON.stringify({ glance: { server: { name: stack, image_lists: [vmlist] } } }));
}

async function only(name: string): Promise<Wire> {
  const [image, ...others] = await place.named(name);
  expect(others).toEqual([]);
  return image;
}

async function planIsEmpty(): Promise<void> {
  const { exitCode, stdout } = await place.reconcile('plan', '--detailed-exitcode');
  expect(exitCode, stdout).toBe(0);
}

/** Creates an image as glance_manager did: with a name, the properties `mpid` and `version`, and no marker. */
async function leave(
  name: string,
  { version, bytes }: Pick<Appliance, 'version' | 'bytes'>,
  mpid: string,
): Promise<string> {
  const attributes = { name, disk_format: 'qcow2', mpid, version };
  const { id } = await place.cloud.admin.create(attributes);
  expect((await place.cloud.admin.upload(id, bytes)).status).toBe(204);
  return id;
}

describe('a vmlist', () => {
  it('a vmlist has its images created, replaced by newer versions, and unchanged by lower ones', async () => {
    const title = place.name();
    const first = endorse({ title, version: '1.9', bytes: qcow2(1) });
    await list(title, first);
    expect(await place.apply()).toMatchObject({
      exitCode: 0,
      changes: [{ name: title, action: 'create', outcome: 'done' }],
    });
    const created = await only(title);
    expect(created).toMatchObject({ status: 'active', mpid: first, version: '1.9', disk_format: 'qcow2' });
    expect(created.checksum).toBe(digest('md5', qcow2(1)));
    await planIsEmpty();

    const second = endorse({ title, version: '1.10', bytes: qcow2(2) });
    await list(title, second);
    expect(await place.apply()).toMatchObject({
      exitCode: 0,
      changes: [{ name: title, action: 'replace', outcome: 'done' }],
    });
    const replaced = await only(title);
    expect(replaced).toMatchObject({
      mpid: second,
      version: '1.10',
      checksum: digest('md5', qcow2(2)),
    });
    expect(replaced.id).not.toBe(created.id);
    await planIsEmpty();

    await list(title, endorse({ title, version: '1.8', bytes: qcow2(3) }));
    const refused = await place.reconcile('apply', '--yes');
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain('version 1.8');
    expect(await only(title)).toEqual(replaced);
    // The replaced image is kept as backup, and no upload was begun.
    expect(await place.ours(title)).toHaveLength(2);
  });

  it('a vmlist adopts the image that glance_manager has published under the same title', async () => {
    const title = place.name();
    const identifier = endorse({ title, version: '2', bytes: qcow2(4) });
    const id = await leave(title, { version: '2', bytes: qcow2(4) }, identifier);
    await list(title, identifier);

    expect(await place.apply()).toMatchObject({
      exitCode: 0,
      changes: [{ name: title, action: 'adopt', outcome: 'done', imageId: id }],
    });
    expect(await only(title)).toMatchObject({ id, mpid: identifier, version: '2' });
    await planIsEmpty();
  });

  it('a vmlist adopts by its identifier the image that glance_manager has published under a former title', async () => {
    const title = place.name();
    const former = place.name('former');
    const identifier = endorse({ title, version: '3', bytes: qcow2(5) });
    const id = await leave(former, { version: '2.5', bytes: qcow2(5) }, identifier);
    await list(title, identifier);

    expect(await place.apply()).toMatchObject({
      exitCode: 0,
      changes: [{ name: title, action: 'adopt', outcome: 'done', imageId: id }],
    });
    expect(await only(title)).toMatchObject({ id, mpid: identifier, version: '3' });
    expect(await place.named(former)).toEqual([]);
    await planIsEmpty();
  });

  it('a vmlist changes neither image when two have the identifier', async () => {
    const title = place.name();
    const identifier = endorse({ title, version: '1', bytes: qcow2(6) });
    const names = [place.name('one'), place.name('other')];
    for (const name of names) await leave(name, { version: '1', bytes: qcow2(6) }, identifier);
    const before = await Promise.all(names.map(only));
    await list(title, identifier);

    const { exitCode, stderr } = await place.reconcile('apply', '--yes');
    expect(exitCode).toBe(1);
    for (const { id } of before) expect(stderr).toContain(id);
    expect(await Promise.all(names.map(only))).toEqual(before);
    expect(await place.named(title)).toEqual([]);
  });

  it('a vmlist replaces the image that has the identifier, a lower version and other content', async () => {
    const title = place.name();
    const former = place.name('former');
    const identifier = endorse({ title, version: '1.10', bytes: qcow2(7) });
    const id = await leave(former, { version: '1.9', bytes: qcow2(8) }, identifier);
    await list(title, identifier);

    expect(await place.apply()).toMatchObject({
      exitCode: 0,
      changes: [{ name: title, action: 'replace', outcome: 'done' }],
    });
    expect(await only(title)).toMatchObject({ version: '1.10', checksum: digest('md5', qcow2(7)) });
    const backup = (await place.ours(title)).find((image) => image.id === id);
    expect(backup).toMatchObject({ status: 'active', os_hidden: true, checksum: digest('md5', qcow2(8)) });
    await planIsEmpty();
  });
});
