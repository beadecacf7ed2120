import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../src/model/desired.ts';
import { MARKER } from '../../src/model/marker.ts';
import { be64, bootSector, disk, fixedVhd, LINUX, qcow2, vhdFooter, vhdx } from '../content/safety/build.ts';
import { member, ova } from '../content/safety/build-tar.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { digest } from '../support/digest.ts';
import { publish } from '../support/image-server.ts';
import { wanted } from '../support/plan-input.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const BACKED = qcow2(3, [8, be64(512n)]);
const NOTHING = { current: [], staged: [], backup: [] };

/** An image with these bytes that Glance downloads itself, with a digest in an algorithm that Glance computes. */
async function fetched(bytes: Buffer, fields: Parameters<typeof wanted>[0]) {
  const publisher = await publish((_request, response) => {
    response.writeHead(200, { 'content-length': bytes.length });
    response.end(bytes);
  });
  const sha512 = digest('sha512', bytes);
  return wanted({
    method: 'web-download',
    source: { kind: 'http', url: publisher.url },
    digests: { sha512 },
    ...fields,
  });
}

function large(head: Buffer, ...end: readonly Buffer[]): Buffer {
  return Buffer.concat([head, Buffer.alloc(20_000_000), ...end]);
}

function warnings(): readonly string[] {
  return bench.events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
}

describe('an upload', () => {
  it.each(['upload', 'stage'] as const)('an unsafe upload by method %s leaves nothing', async (method) => {
    const image = await bench.imageOf(BACKED, { diskFormat: 'qcow2', method });
    const { outcome, error } = await bench.reconcile(image);
    expect({ outcome, code: error?.code }).toEqual({ outcome: 'failed', code: 'verification' });
    expect(error?.message).toContain('qcow2-backing-file');
    expect(await bench.byRole()).toEqual(NOTHING);
  });

  it('an upload of an image with an exception warns of the rules that it breaks', async () => {
    const image = await bench.imageOf(BACKED, {
      diskFormat: 'qcow2',
      allowUnsafe: ['qcow2-backing-file', 'qed'],
    });
    expect((await bench.reconcile(image)).outcome).toBe('done');
    expect(warnings()).toEqual([
      expect.stringMatching(/^allowed by the state file: qcow2-backing-file: .*CVE-2015-5163/),
    ]);
  });

  it.each([
    ['a fixed VHD', 'vhd', fixedVhd(disk())],
    ['a short fixed VHD', 'vhd', fixedVhd(Buffer.alloc(1024))],
    ['a short qcow2', 'qcow2', qcow2(3).subarray(0, 1024)],
    ['a few bytes', 'raw', Buffer.from('few')],
  ])(
    'an upload of a local file finds out an open format by both ends of the file: %s',
    async (_what, format, bytes) => {
      const { diskFormat: _, ...image } = await bench.imageOf(bytes);
      expect((await bench.reconcile(image)).error).toBeNull();
      expect((await bench.byRole()).current).toMatchObject([{ diskFormat: format }]);
    },
  );

  it('an upload of a remote fixed VHD without a format says how to publish it', async () => {
    const { diskFormat: _, ...image } = await fetched(fixedVhd(disk()), { method: 'upload' });
    const { error } = await bench.reconcile(image);
    expect(error?.message).toMatch(/format-mismatch: .* raw/);
    expect(error?.hint).toContain('`format: vhd`');
    expect((await bench.reconcile({ ...image, diskFormat: 'vhd' })).outcome).toBe('done');
  });

  it('an upload of a large unsafe image stops near its beginning', async () => {
    const image = await bench.imageOf(large(BACKED), { diskFormat: 'qcow2' });
    await bench.reconcile(image);
    const sent = bench.events.flatMap((event) => (event.type === 'transfer' ? [event.done] : []));
    expect(Math.max(0, ...sent)).toBeLessThan(5_000_000);
  });
});

it('a replacement is checked against the min_disk that it keeps', async () => {
  await bench.reconcile(await bench.imageOf(qcow2(3), { diskFormat: 'qcow2', minDisk: 1 }));
  const twoGiB = qcow2(3, [24, be64(2n * 1024n ** 3n)]);
  const image = await bench.imageOf(twoGiB, { diskFormat: 'qcow2' });
  expect((await bench.reconcile(image)).error?.message).toContain('needs `min_disk: 2`');
  expect(await bench.reconcile({ ...image, minDisk: 2 })).toMatchObject({ outcome: 'done' });
  const lowered = await bench.plan([{ ...image, minDisk: 1 }]);
  expect(lowered.changes[0]?.blockedBy).toMatchObject([{ code: 'min-disk-too-small' }]);
});

describe('a finished upload of an interrupted run', () => {
  const excepted = { diskFormat: 'qcow2', allowUnsafe: ['qcow2-backing-file'] } as const;

  async function interrupted(bytes: Buffer, fields: Parameters<typeof wanted>[0]): Promise<DesiredImage> {
    const image = await bench.imageOf(bytes, fields);
    const interruption = new AbortController();
    // After the upload, this run looks at what Glance has stored.
    bench.afterResponse = ({ method, path }) => {
      if (method === 'GET' && /images\/[^/]+$/.test(path)) interruption.abort(new Error('interrupted'));
    };
    expect((await bench.reconcile(image, { signal: interruption.signal })).outcome).not.toBe('done');
    bench.afterResponse = () => {};
    expect((await bench.byRole()).staged).toMatchObject([{ status: 'active' }]);
    return image;
  }

  it('a finished upload of an interrupted run is published without another upload while the file makes the same exception', async () => {
    const image = await interrupted(BACKED, excepted);
    bench.forget();
    expect(await bench.reconcile(image)).toMatchObject({ action: 'resume', outcome: 'done' });
    expect(bench.requests.filter((request) => request.startsWith('PUT'))).toEqual([]);
  });

  it('a finished upload of an interrupted run is not published after the exception is removed, nor is its content', async () => {
    const { allowUnsafe: _, ...image } = await interrupted(BACKED, excepted);
    const { outcome, error } = await bench.reconcile(image);
    expect({ outcome, message: error?.message }).toEqual({
      outcome: 'failed',
      message: expect.stringContaining('qcow2-backing-file'),
    });
    expect((await bench.byRole()).current).toEqual([]);
  });

  it('a finished upload of an interrupted run is sent again when the removed exception was not needed', async () => {
    const { allowUnsafe: _, ...image } = await interrupted(qcow2(3), excepted);
    expect(await bench.reconcile(image)).toMatchObject({ action: 'create', outcome: 'done' });
    expect(await bench.byRole()).toMatchObject({ current: [{ status: 'active' }], staged: [], backup: [] });
  });

  it('a finished upload of an interrupted run is not published when min_disk has become too small', async () => {
    const threeGiB = qcow2(3, [24, be64(3n * 1024n ** 3n)]);
    const image = await interrupted(threeGiB, { diskFormat: 'qcow2', minDisk: 3 });
    expect(await bench.plan([{ ...image, minDisk: 4 }])).toMatchObject({ changes: [{ action: 'resume' }] });
    const { outcome, error } = await bench.reconcile({ ...image, minDisk: 2 });
    expect(outcome).toBe('failed');
    expect(error?.message).toMatch(/^.*min-disk-too-small: .*3221225472 bytes.*`min_disk: 3`.* 2;/);
  });
});

describe('an image that Glance downloaded itself', () => {
  it('an image that Glance downloaded itself is inspected only at its beginning and end when a digest matches', async () => {
    const image = await fetched(large(qcow2(3)), { diskFormat: 'qcow2' });
    expect((await bench.reconcile(image)).outcome).toBe('done');
    expect(bench.requests.filter((request) => /^GET .*\/file$/.test(request))).toHaveLength(2);
    const [current] = (await bench.byRole()).current;
    expect(current?.properties).not.toHaveProperty([MARKER.unchecked]);
  });

  it.each([
    ['unsafe by its beginning', large(BACKED), 'qcow2' as const, 'qcow2-backing-file'],
    [
      'unsafe far behind its beginning',
      large(vhdx({ flags: 2, metadataAt: 3_000_000 })),
      'vhdx' as const,
      'vhdx-parent',
    ],
    [
      'unsafe by its end',
      large(bootSector(LINUX), vhdFooter(2, 20_000_000, 0n)),
      'raw' as const,
      'format-mismatch',
    ],
  ])('a downloaded image that is %s is deleted', async (_what, bytes, diskFormat, rule) => {
    const { error } = await bench.reconcile(await fetched(bytes, { diskFormat }));
    expect(error?.message).toContain(`${rule}: `);
    expect(await bench.byRole()).toEqual(NOTHING);
  });

  it('an image that Glance downloaded itself is inspected by its container format', async () => {
    const disk = member('disk.vmdk', Buffer.alloc(3_000_000));
    const image = await fetched(ova(disk), { diskFormat: 'vmdk', containerFormat: 'ova' });
    expect((await bench.reconcile(image)).outcome).toBe('done');
  });

  it.each([
    ['a disk, not the OVA that it is declared as', BACKED, 'qcow2' as const, 'container-mismatch'],
    [
      'an OVA with a link behind its disk',
      ova(member('disk.vmdk', Buffer.alloc(3_000_000)), member('x', undefined, { type: '2', link: '/' })),
      'vmdk' as const,
      'ova-member',
    ],
  ])('a downloaded image that is %s is deleted', async (_what, bytes, diskFormat, rule) => {
    const { error } = await bench.reconcile(await fetched(bytes, { diskFormat, containerFormat: 'ova' }));
    expect(error?.message).toContain(`${rule}: `);
    expect(await bench.byRole()).toEqual(NOTHING);
  });

  it('an image that Glance downloaded itself is not published unchecked after a killed run', async () => {
    const image = await fetched(BACKED, { diskFormat: 'qcow2' });
    const { id } = await bench.glance.images.create({
      name: 'cirros (staged)',
      diskFormat: 'qcow2',
      containerFormat: 'bare',
    });
    await bench.glance.data.upload(
      id,
      (async function* () {
        yield BACKED;
      })(),
    );
    const mark = { stack: 'prod', image: 'cirros', role: 'staged', id, unchecked: 'true' } as const;
    await bench.glance.images.patch(
      id,
      Object.entries(mark).map(([key, value]) => ({
        op: 'add',
        path: `/${MARKER[key as keyof typeof mark]}`,
        value,
      })),
    );
    expect((await bench.reconcile(image)).error?.message).toContain('qcow2-backing-file');
    expect((await bench.byRole()).current).toEqual([]);
  });
});
