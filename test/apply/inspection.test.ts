import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MARKER } from '../../src/model/marker.ts';
import { be64, bootSector, LINUX, qcow2, vhdFooter, vhdx } from '../content/safety/build.ts';
import { wanted } from '../plan/build.ts';
import { type Bench, openBench } from './bench.ts';
import { type Publisher, publish } from './publisher.ts';

let bench: Bench;
let publisher: Publisher | null = null;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(async () => {
  publisher?.close();
  publisher = null;
  await bench.close();
});

const BACKED = qcow2(3, [8, be64(512n)]);
const NOTHING = { current: [], staged: [], backup: [] };

/** Glance fetches these bytes itself; their digest is given in an algorithm that it computes as well. */
async function fetched(bytes: Buffer, fields: Parameters<typeof wanted>[0]) {
  publisher = await publish((_request, response) => {
    response.writeHead(200, { 'content-length': bytes.length });
    response.end(bytes);
  });
  const sha512 = createHash('sha512').update(bytes).digest('hex');
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
  it.each(['upload', 'stage'] as const)('of an unsafe image by method %s leaves nothing', async (method) => {
    const image = await bench.imageOf(BACKED, { diskFormat: 'qcow2', method });
    const { outcome, error } = await bench.reconcile(image);
    expect({ outcome, code: error?.code }).toEqual({ outcome: 'failed', code: 'verification' });
    expect(error?.message).toContain('qcow2-backing-file');
    expect(await bench.byRole()).toEqual(NOTHING);
  });

  it('of one that is excepted says which rules it breaks', async () => {
    const image = await bench.imageOf(BACKED, {
      diskFormat: 'qcow2',
      allowUnsafe: ['qcow2-backing-file', 'qed'],
    });
    expect((await bench.reconcile(image)).outcome).toBe('done');
    expect(warnings()).toEqual([
      expect.stringMatching(/^allowed by the state file: qcow2-backing-file: .*CVE-2015-5163/),
    ]);
  });

  it('of a large unsafe image breaks off near its beginning', async () => {
    const image = await bench.imageOf(large(BACKED), { diskFormat: 'qcow2' });
    await bench.reconcile(image);
    const sent = bench.events.flatMap((event) => (event.type === 'transfer' ? [event.done] : []));
    expect(Math.max(0, ...sent)).toBeLessThan(5_000_000);
  });
});

describe('what Glance fetched itself', () => {
  it('is looked at by its beginning and its end alone when a digest vouches for the rest', async () => {
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
  ])('and is %s is removed', async (_what, bytes, diskFormat, rule) => {
    const { error } = await bench.reconcile(await fetched(bytes, { diskFormat }));
    expect(error?.message).toContain(`${rule}: `);
    expect(await bench.byRole()).toEqual(NOTHING);
  });

  it('is not downloaded again when it is no bare disk', async () => {
    const image = await fetched(BACKED, { diskFormat: 'qcow2', containerFormat: 'ova' });
    expect((await bench.reconcile(image)).outcome).toBe('done');
    expect(bench.requests.filter((request) => /^GET .*\/file$/.test(request))).toEqual([]);
  });

  it('and was left by a killed run before anybody looked is not published unseen', async () => {
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
