import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckHost } from '../../src/apply/context.ts';
import type { DesiredImage } from '../../src/model/desired.ts';
import { MARKER } from '../../src/model/marker.ts';
import type { Preparation } from '../../src/model/preparation.ts';
import { member, tar } from '../content/safety/build-tar.ts';
import { zip } from '../content/unpack/build-zip.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { digest } from '../support/digest.ts';

const DISK = Buffer.concat([
  createHash('shake256', { outputLength: 300_032 }).update('disk').digest(),
  Buffer.alloc(2_000_384),
]);
const OVF = Buffer.from('<Envelope/>');

let bench: Bench;
let temporary: string;
let host: CheckHost;
beforeEach(async () => {
  bench = await openBench();
  temporary = await mkdtemp(join(tmpdir(), 'reconcile-temporary-'));
  const environment = { PATH: '/usr/bin:/bin', TMPDIR: temporary };
  host = { directory: bench.folder, environment, access: async () => ({}) };
});
afterEach(async () => {
  await bench.close();
  expect(await readdir(temporary)).toEqual([]);
  await rm(temporary, { recursive: true, force: true });
});

/** A desired image whose source is a file with these bytes, with the digest of the file by default. */
function imageOf(bytes: Buffer, preparation: Partial<Preparation>, fields: Partial<DesiredImage> = {}) {
  return bench.imageOf(bytes, { preparation, digests: { sha256: digest('sha256', bytes) }, ...fields });
}

function reconcile(image: DesiredImage) {
  return bench.reconcile(image, { checks: host });
}

/** The published image and its bytes. */
async function published() {
  const [image, ...others] = (await bench.byRole()).current;
  if (!image || others.length > 0) throw new Error('expected one published image');
  const { stream } = await bench.glance.data.download(image.id);
  const blocks: Uint8Array[] = [];
  for await (const block of stream) blocks.push(block as Uint8Array);
  return { image, bytes: Buffer.concat(blocks) };
}

async function qemuCompare(bytes: Buffer, format: string): Promise<string> {
  const [raw, other] = [join(bench.folder, 'expected.raw'), join(bench.folder, 'stored')];
  await writeFile(raw, DISK);
  await writeFile(other, bytes);
  return execFileSync('qemu-img', ['compare', '-f', 'raw', '-F', format, raw, other], { encoding: 'utf8' });
}

async function vmdk(): Promise<Buffer> {
  const [raw, made] = [join(bench.folder, 'disk.raw'), join(bench.folder, 'disk.vmdk')];
  await writeFile(raw, DISK);
  const options = ['-f', 'raw', '-O', 'vmdk', '-o', 'subformat=streamOptimized'];
  execFileSync('qemu-img', ['convert', ...options, raw, made]);
  return readFile(made);
}

/** Applies, and expects an empty second plan. */
async function converges(image: DesiredImage): Promise<void> {
  expect(await reconcile(image)).toMatchObject({ outcome: 'done', error: null });
  const [change] = (await bench.plan([image])).changes;
  expect(change).toMatchObject({ action: 'unchanged', steps: [] });
}

describe('a compressed source', () => {
  it('a compressed source is checked against the digest of the served file', async () => {
    await converges(await imageOf(gzipSync(DISK), { decompress: 'gz' }));
    const { image, bytes } = await published();
    expect(bytes.equals(DISK)).toBe(true);
    expect(image.properties[MARKER.source]).toMatch(
      new RegExp(
        `^recipe:[0-9a-f]{8} bytes:${gzipSync(DISK).length} .*sha256:${digest('sha256', gzipSync(DISK))}`,
      ),
    );
  });

  it('a compressed source is checked against the digest and size of its content', async () => {
    const preparation = { decompress: 'auto', digestsCover: 'decompressed' } as const;
    const fields = { digests: { sha256: digest('sha256', DISK) }, size: DISK.length };
    await converges(await imageOf(gzipSync(DISK), preparation, fields));
    const { image, bytes } = await published();
    expect(bytes.equals(DISK)).toBe(true);
    expect(image.properties[MARKER.source]).toBeUndefined();
  });

  it.each([
    ['the file', 'source'],
    ['its content', 'decompressed'],
  ] as const)('a compressed source with a wrong digest of %s is never stored', async (_, digestsCover) => {
    const image = await imageOf(
      gzipSync(DISK),
      { decompress: 'gz', digestsCover },
      { digests: { sha256: 'a'.repeat(64) } },
    );
    expect(await reconcile(image)).toMatchObject({
      outcome: 'failed',
      error: { code: 'verification', message: expect.stringContaining('a'.repeat(64)) },
    });
    expect(await bench.byRole()).toEqual({ current: [], staged: [], backup: [] });
  });

  it('a compressed source that is damaged is never stored', async () => {
    const packed = gzipSync(DISK);
    packed[packed.length - 5]! ^= 1;
    expect(await reconcile(await imageOf(packed, { decompress: 'gz' }))).toMatchObject({
      outcome: 'failed',
      error: { code: 'verification', message: expect.stringContaining('incorrect data check') },
    });
    expect(await bench.byRole()).toEqual({ current: [], staged: [], backup: [] });
  });

  it('a compressed source has its format detected from its content', async () => {
    const { diskFormat: _, ...image } = await imageOf(gzipSync(await vmdk()), { decompress: 'auto' });
    await converges(image);
    expect((await published()).image.diskFormat).toBe('vmdk');
  });

  it('a compressed source that changes is replaced', async () => {
    await converges(await imageOf(gzipSync(DISK), { decompress: 'gz' }));
    await converges(await imageOf(gzipSync(DISK.subarray(512)), { decompress: 'gz' }));
    const roles = await bench.byRole();
    expect([roles.current.length, roles.backup.length, roles.staged.length]).toEqual([1, 1, 0]);
    expect((await published()).bytes.equals(DISK.subarray(512))).toBe(true);
  });
});

describe('the progress', () => {
  const directions = () => [
    ...new Set(bench.events.flatMap((event) => (event.type === 'transfer' ? [event.direction] : []))),
  ];
  const last = (direction: string) =>
    bench.events.findLast((event) => event.type === 'transfer' && event.direction === direction);

  it('the progress of a zip file shows the download, then the upload', async () => {
    const data = createHash('shake256', { outputLength: 3_000_000 }).update('disk').digest();
    const packed = zip({ name: 'disk.raw', data });
    await converges(await imageOf(packed, { decompress: 'zip' }));
    expect(directions()).toEqual(['down', 'up']);
    expect(last('down')).toMatchObject({ done: packed.length, total: packed.length });
    expect(last('up')).toMatchObject({ done: data.length });
  });

  it('the progress of a zip file that is converted shows the unpacking', async () => {
    const image = await imageOf(
      zip({ name: 'disk.raw', data: DISK }),
      { decompress: 'zip', convert: { to: 'qcow2' } },
      { diskFormat: 'qcow2' },
    );
    await converges(image);
    expect(directions()).toEqual(['down', 'unpack', 'convert', 'up']);
    expect(last('unpack')).toMatchObject({ done: DISK.length, total: null });
  });

  it('the progress of a converted filter output shows the filter', async () => {
    const preparation = { transform: ['/bin/cat'], convert: { to: 'qcow2' } } as const;
    await converges(await imageOf(DISK, preparation, { diskFormat: 'qcow2' }));
    expect(directions()).toEqual(['down', 'filter', 'convert', 'up']);
    expect(last('filter')).toMatchObject({ done: DISK.length, total: null });
  });
});

describe('a converted source', () => {
  it('a converted source keeps its disk in another format: raw to qcow2', async () => {
    await converges(await imageOf(DISK, { convert: { to: 'qcow2' } }, { diskFormat: 'qcow2' }));
    const { image, bytes } = await published();
    expect(image.diskFormat).toBe('qcow2');
    expect(await qemuCompare(bytes, 'qcow2')).toContain('identical');
    const directions = bench.events.flatMap((event) => (event.type === 'transfer' ? [event.direction] : []));
    expect([...new Set(directions)]).toEqual(['down', 'convert', 'up']);
  });

  it('a converted source of an OVA is its only VMDK as qcow2, with the digests of the OVA', async () => {
    const ova = tar(member('vm.ovf', OVF), member('vm-disk1.vmdk', await vmdk()));
    const preparation = { decompress: 'ova', convert: { from: 'vmdk', to: 'qcow2' } } as const;
    await converges(await imageOf(ova, preparation, { diskFormat: 'qcow2' }));
    const { bytes } = await published();
    expect(await qemuCompare(bytes, 'qcow2')).toContain('identical');
  });

  it('a converted source is converted again when the file wants another format', async () => {
    await converges(await imageOf(DISK, { convert: { to: 'qcow2' } }, { diskFormat: 'qcow2' }));
    await converges(await imageOf(DISK, { convert: { to: 'vdi' } }, { diskFormat: 'vdi' }));
    expect(await qemuCompare((await published()).bytes, 'vdi')).toContain('identical');
  });

  it('a converted source is not converted when its digest is wrong or it refers to another file', async () => {
    const fields = { diskFormat: 'raw' } as const;
    const wrong = await imageOf(
      DISK,
      { convert: { to: 'raw' } },
      { ...fields, digests: { md5: 'b'.repeat(32) } },
    );
    expect((await reconcile(wrong)).error?.message).toContain('b'.repeat(32));
    execFileSync('qemu-img', ['create', '-f', 'raw', join(bench.folder, 'base'), '1M']);
    const backed = join(bench.folder, 'backed');
    execFileSync('qemu-img', [
      'create',
      '-f',
      'qcow2',
      '-b',
      join(bench.folder, 'base'),
      '-F',
      'raw',
      backed,
    ]);
    const leading = await imageOf(
      await readFile(backed),
      { convert: { to: 'raw' } },
      { ...fields, allowUnsafe: ['qcow2-backing-file'] },
    );
    expect((await reconcile(leading)).error?.message).toContain('qcow2-backing-file');
    expect(bench.events.some((event) => event.type === 'transfer' && event.direction === 'convert')).toBe(
      false,
    );
    expect(await bench.byRole()).toEqual({ current: [], staged: [], backup: [] });
  });
});

describe('a filtered source', () => {
  const filtered = (script: string): Partial<Preparation> => ({ transform: ['/bin/sh', '-c', script] });

  it('a filtered source is unpacked first, then stored as the command’s output', async () => {
    await converges(await imageOf(gzipSync(DISK), { decompress: 'gz', ...filtered('tail -c +513') }));
    expect((await published()).bytes.equals(DISK.subarray(512))).toBe(true);
  });

  it('a filtered source is refused when the command fails, with the command’s last lines', async () => {
    const image = await imageOf(DISK, filtered('cat; echo first >&2; echo no space left >&2; exit 3'));
    expect(await reconcile(image)).toMatchObject({
      outcome: 'failed',
      error: {
        message: expect.stringMatching(/^the transform `.*` of .* 3: first\nno space left$/s),
      },
    });
    const progress = String.raw`for i in 1 2 3; do printf '%d percent\r' $i >&2; done`;
    const endless = "head -c 300000 /dev/zero | tr '\\0' x >&2";
    const long = await reconcile(
      await imageOf(DISK, filtered(`${progress}; ${endless}; echo ' end' >&2; exit 3`)),
    );
    expect(long.error?.message).toMatch(/ 3: x+ … x+\n…\nx+ … x+ end$/);
    expect(long.error?.message.length).toBeLessThan(1500);
    expect(
      (await reconcile(await imageOf(DISK, { transform: ['no-such-command'] }))).error?.message,
    ).toContain('does not exist');
    expect(await bench.byRole()).toEqual({ current: [], staged: [], backup: [] });
  });

  it('a filtered source is refused when the source fails its check, before the command’s output counts', async () => {
    const image = await imageOf(DISK, filtered('head -c 1000'), { digests: { sha256: 'a'.repeat(64) } });
    expect((await reconcile(image)).error?.message).toContain('a'.repeat(64));
  });

  it('a filtered source gives the command only the environment of checks', async () => {
    await converges(await imageOf(DISK, filtered('cat >/dev/null; env')));
    const { bytes } = await published();
    expect(
      bytes
        .toString()
        .split('\n')
        .map((line) => line.split('=')[0]),
    ).not.toContain('HOME');
  });
});

describe('an upload that is cut off', () => {
  it('an upload that is cut off is published by the next run without another upload if it was complete', async () => {
    const image = await imageOf(DISK, { convert: { to: 'qcow2' } }, { diskFormat: 'qcow2' });
    const plan = await bench.plan([image]);
    const [change] = plan.changes;
    const cut = change!.steps.findIndex((step) => step.kind === 'record');
    await bench.apply(
      { ...plan, changes: [{ ...change!, steps: change!.steps.slice(0, cut) }] },
      { checks: host },
    );
    expect((await bench.plan([image])).changes[0]).toMatchObject({ action: 'resume' });
    await converges(image);
    expect(await qemuCompare((await published()).bytes, 'qcow2')).toContain('identical');
  });

  it('an upload that is cut off is prepared again when Glance lost it', async () => {
    let refusals = 1;
    bench.fault = ({ method, path }) =>
      method === 'PUT' && path.endsWith('/file') && refusals-- > 0 ? { status: 503 } : undefined;
    await converges(
      await imageOf(gzipSync(DISK), { decompress: 'gz', convert: { to: 'qcow2' } }, { diskFormat: 'qcow2' }),
    );
  });
});
