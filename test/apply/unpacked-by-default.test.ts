import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../src/model/desired.ts';
import { MARKER, SDK_DIGEST } from '../../src/model/marker.ts';
import { member, tar } from '../content/safety/build-tar.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { digest } from '../support/digest.ts';
import { wanted } from '../support/plan-input.ts';
import { qcow2 } from '../support/qcow2.ts';
import { serve } from '../support/source-server.ts';

const DISK = qcow2(3);
const PACKED = gzipSync(DISK);
const PAGE = '\ufeff<!-- sso -->\n<!DOCTYPE html><html><title>Sign in</title></html>';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

/** A qcow2 image whose source is a local file with this name and these bytes. */
async function local(name: string, bytes: Buffer | string, fields: Partial<DesiredImage> = {}) {
  const path = join(bench.folder, name);
  await writeFile(path, bytes);
  const digests = { sha256: digest('sha256', bytes) };
  return wanted({ diskFormat: 'qcow2', source: { kind: 'file', path }, digests, ...fields });
}

async function published() {
  const [image, ...others] = (await bench.byRole()).current;
  if (!image || others.length > 0) throw new Error('expected one published image');
  const { stream } = await bench.glance.data.download(image.id);
  const blocks: Uint8Array[] = [];
  for await (const block of stream) blocks.push(block as Uint8Array);
  return { image, bytes: Buffer.concat(blocks) };
}

/** Applies the image, and expects an empty second plan. */
async function converges(image: DesiredImage): Promise<void> {
  expect(await bench.reconcile(image)).toMatchObject({ outcome: 'done', error: null });
  expect(await unchanged(image)).toBe(true);
}

async function unchanged(image: DesiredImage): Promise<boolean> {
  const [change] = (await bench.plan([image])).changes;
  return change?.action === 'unchanged' && change.steps.length === 0;
}

async function refusal(image: DesiredImage) {
  const { outcome, error } = await bench.reconcile(image);
  expect(outcome).toBe('failed');
  expect(await bench.byRole()).toEqual({ current: [], staged: [], backup: [] });
  return error;
}

describe('a packed source', () => {
  it('a packed source is unpacked because its name shows it, and recorded with the digest of the served file', async () => {
    await converges(await local('x.qcow2.gz', PACKED));
    const { image, bytes } = await published();
    expect(bytes.equals(DISK)).toBe(true);
    expect(image.properties[MARKER.source]).toContain(`sha256:${digest('sha256', PACKED)}`);
    expect(image.properties[SDK_DIGEST.sha256]).toBe(digest('sha256', DISK));
  });

  it.each([
    ['of a few bytes', PACKED],
    ['of more bytes than threads need', gzipSync(qcow2(4, 9 * 1024 * 1024), { level: 0 })],
  ])('a packed source %s is unpacked because its first bytes show it, under any name', async (_, packed) => {
    await converges(await local('latest', packed));
    const { image, bytes } = await published();
    expect(bytes.subarray(0, 512).equals(DISK.subarray(0, 512))).toBe(true);
    expect(image.properties[MARKER.source]).toContain(`sha256:${digest('sha256', packed)}`);
    expect(image.properties[SDK_DIGEST.sha256]).toBe(digest('sha256', bytes));
  });

  it('a packed source that a server sends is unpacked, and its format found in the disk', async () => {
    const server = await serve((_request, response) => void response.end(PACKED));
    const { diskFormat: _, ...open } = wanted({
      source: { kind: 'http', url: `${server.url}/download` },
      digests: { sha256: digest('sha256', PACKED) },
    });
    await converges(open);
    expect((await published()).image.diskFormat).toBe('qcow2');
  });

  it('a packed source is unpacked before it is converted, whether or not its name shows it', async () => {
    const [named] = (
      await bench.plan([await local('x.gz', PACKED, { preparation: { convert: { to: 'raw' } } })])
    ).changes;
    expect(named?.content?.preparation).toMatchObject({ decompress: 'auto' });
    const image = await local('x', PACKED, { preparation: { convert: { to: 'raw' } } });
    const [nameless] = (await bench.plan([image])).changes;
    expect(nameless?.steps.find(({ kind }) => kind === 'upload')).toMatchObject({ detectPacking: true });
  });

  it('a packed source whose upload an interrupted run has finished is published without a second upload', async () => {
    const image = await local('latest', PACKED);
    let isUploaded = false;
    bench.fault = ({ method }) => {
      isUploaded ||= method === 'PUT';
      return isUploaded && method === 'PATCH' ? { status: 503, body: 'not now' } : undefined;
    };
    expect((await bench.reconcile(image)).outcome).toBe('failed');
    bench.fault = () => undefined;
    bench.forget();
    await converges(image);
    expect(bench.requests.filter((request) => request.startsWith('PUT'))).toEqual([]);
    expect((await published()).image.properties[SDK_DIGEST.sha256]).not.toBe(digest('sha256', PACKED));
    expect((await published()).bytes.equals(DISK)).toBe(true);
  });

  it('a packed source is stored as it is where the file says so', async () => {
    const none = { decompress: 'none' } as const;
    await converges(await local('disk.raw.gz', PACKED, { containerFormat: 'compressed', preparation: none }));
    expect((await published()).bytes.equals(PACKED)).toBe(true);
  });

  it('a packed source is stored as it is where the container format is compressed', async () => {
    await converges(await local('disk.qcow2.gz', PACKED, { containerFormat: 'compressed' }));
    const { image, bytes } = await published();
    expect(bytes.equals(PACKED)).toBe(true);
    expect(image.properties[MARKER.source]).toBeUndefined();
  });

  it('a packed ramdisk is stored as it is, as kernels unpack it themselves', async () => {
    await converges(await local('initrd.gz', PACKED, { diskFormat: 'ari', containerFormat: 'ari' }));
    expect((await published()).bytes.equals(PACKED)).toBe(true);
  });

  it('a packed source without an ending is not unpacked as raw: the refusal offers `decompress`, and no exception', async () => {
    const error = await refusal(await local('latest', PACKED, { diskFormat: 'raw' }));
    expect(error?.message).toContain('those of gzip');
    expect(error?.hint).toContain('`decompress: gz`');
    expect(error?.hint).not.toContain('allow_unsafe');
  });

  it('a packed source with an ending is unpacked as raw', async () => {
    await converges(await local('disk.raw.gz', gzipSync(Buffer.alloc(5000, 7)), { diskFormat: 'raw' }));
    expect((await published()).bytes.equals(Buffer.alloc(5000, 7))).toBe(true);
  });

  it('a packed source is refused when its name shows another packing than its content', async () => {
    const error = await refusal(await local('disk.raw.gz', Buffer.alloc(5000, 7), { diskFormat: 'raw' }));
    expect(error?.hint).toContain('`decompress: none`');
  });
});

describe('a source that is not packed', () => {
  it('a source that is not packed is stored as it is, without a recipe', async () => {
    await converges(await local('disk.qcow2', DISK));
    const { image, bytes } = await published();
    expect(bytes.equals(DISK)).toBe(true);
    expect(image.properties[MARKER.source]).toBeUndefined();
  });

  it('a source that is not packed keeps its image when the file says `decompress: auto`, `none` or nothing', async () => {
    await converges(await local('disk.qcow2', DISK));
    for (const preparation of [{ decompress: 'auto' }, { decompress: 'none' }, {}] as const)
      expect(await unchanged(await local('disk.qcow2', DISK, { preparation }))).toBe(true);
  });

  it('a source that is not packed is stored as it is although its name shows a packing', async () => {
    await converges(await local('disk.qcow2.gz', DISK));
    expect((await published()).bytes.equals(DISK)).toBe(true);
  });
});

describe('an image that an earlier run has unpacked', () => {
  it.each([['x.qcow2.gz'], ['latest']])(
    'an image of %s stays when the file no longer says `decompress: gz`, and when it says so again',
    async (name) => {
      const explicit = await local(name, PACKED, { preparation: { decompress: 'gz' } });
      const silent = await local(name, PACKED);
      await converges(explicit);
      expect(await unchanged(silent)).toBe(true);
      expect(await unchanged({ ...silent, preparation: { decompress: 'auto' } })).toBe(true);
    },
  );

  it('an image that holds packed bytes under an exception is replaced by the unpacked disk', async () => {
    await bench.reconcile(
      await local('x.qcow2.gz', PACKED, {
        preparation: { decompress: 'none' },
        allowUnsafe: ['format-mismatch'],
      }),
    );
    expect((await published()).bytes.equals(PACKED)).toBe(true);
    await converges(await local('x.qcow2.gz', PACKED));
    expect((await published()).bytes.equals(DISK)).toBe(true);
  });
});

describe('a member of an archive', () => {
  const other = qcow2(9);
  const archive = tar(member('a.qcow2', DISK), member('b.qcow2', other));

  it('a member of an archive is stored, and another member is other content', async () => {
    await converges(await local('disks.tar', archive, { preparation: { member: 'a.*' } }));
    expect((await published()).bytes.equals(DISK)).toBe(true);
    await converges(await local('disks.tar', archive, { preparation: { member: 'b.*' } }));
    expect((await published()).bytes.equals(other)).toBe(true);
  });

  it('a member of an archive is the only disk of the declared format, where the file names none', async () => {
    const mixed = tar(member('disk.raw', Buffer.alloc(4096, 1)), member('disk.img', DISK));
    await converges(await local('disks.tar', mixed));
    expect((await published()).bytes.equals(DISK)).toBe(true);
  });

  it('a member must be named where several disks have the declared format', async () => {
    const error = await refusal(await local('disks.tar', archive));
    expect(error?.hint).toContain('`member: "a.qcow2"`');
  });
});

describe('an HTML page in place of an image', () => {
  it.each<readonly [string, string, Partial<DesiredImage>]>([
    ['a qcow2', 'disk', {}],
    ['a raw disk', 'disk', { diskFormat: 'raw' }],
    ['a packed disk', 'disk.qcow2.gz', {}],
    ['an archive', 'disk', { preparation: { decompress: 'ova' } }],
    ['a member', 'disk', { preparation: { member: '*.vmdk' } }],
    ['a disk with a digest', 'disk', { digests: { sha256: digest('sha256', DISK) } }],
    ['a longer disk', 'disk', { size: DISK.length }],
    ['a shorter disk', 'disk', { size: 3 }],
  ])('an HTML page in place of %s is named as such, and no exception is offered', async (_, path, fields) => {
    const server = await serve((_request, response) => void response.end(PAGE));
    const source = { kind: 'http', url: `${server.url}/${path}` } as const;
    const error = await refusal(wanted({ source, digests: { sha256: digest('sha256', PAGE) }, ...fields }));
    expect(error).toMatchObject({
      code: 'verification',
      message: expect.stringContaining('an HTML page came in its place'),
      hint: expect.not.stringContaining('allow_unsafe'),
    });
  });
});
