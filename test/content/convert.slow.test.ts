import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { type ConversionOrder, convertImage } from '../../src/content/convert.ts';
import { inspectImage } from '../../src/content/safety/inspect-image.ts';
import { openSpool, type Spool, type SpooledFile } from '../../src/content/spool.ts';
import type { VerificationError } from '../../src/model/errors.ts';
import type { DiskFormat } from '../../src/model/image.ts';
import { streamOf } from './unpack/harness.ts';

/** A disk with data at both ends and a size that no cylinder geometry has. */
const DISK = Buffer.concat([pseudoRandom(200_704), Buffer.alloc(5_000_192), pseudoRandom(512)]);

function pseudoRandom(length: number): Buffer {
  return createHash('shake256', { outputLength: length }).update('disk').digest();
}

let folder = '';
let spool: Spool;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reconcile-convert-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function qemu(...args: readonly string[]): string {
  return execFileSync('qemu-img', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Converts in a spool of its own. */
async function convert(bytes: Buffer, order: Partial<ConversionOrder> & Pick<ConversionOrder, 'to'>) {
  spool = await openSpool({ directory: folder });
  const input = await spool.write('input', streamOf(bytes));
  return convertImage(input, { from: null, allow: [], label: 'disk.img', ...order }, spool);
}

function compare(output: SpooledFile, format: string): string {
  const raw = spool.path('expected.raw');
  execFileSync('dd', [`of=${raw}`], { input: DISK, stdio: ['pipe', 'ignore', 'ignore'] });
  return qemu('compare', '-f', 'raw', '-F', format, raw, output.path);
}

async function made(format: string, ...options: readonly string[]): Promise<Buffer> {
  const raw = join(folder, 'made.raw');
  execFileSync('dd', [`of=${raw}`], { input: DISK, stdio: ['pipe', 'ignore', 'ignore'] });
  qemu('convert', '-f', 'raw', '-O', format, ...options, 'made.raw', 'made.img');
  return readFile(join(folder, 'made.img'));
}

const OUTPUTS: readonly (readonly [DiskFormat, string])[] = [
  ['raw', 'raw'],
  ['qcow2', 'qcow2'],
  ['vmdk', 'vmdk'],
  ['vhd', 'vpc'],
  ['vhdx', 'vhdx'],
  ['vdi', 'vdi'],
];

describe.each(OUTPUTS)('raw to %s', (to, qemuName) => {
  it('a conversion of a raw disk keeps the disk, and makes an image that is safe to publish', async () => {
    const progress: (readonly [number, number | null])[] = [];
    const output = await convert(DISK, { to, onProgress: (...step) => progress.push(step) });
    expect(compare(output, qemuName)).toContain('Images are identical');
    expect(progress.at(-1)).toEqual([DISK.length, DISK.length]);
    const inspector = inspectImage({ diskFormat: to, containerFormat: 'bare', minDiskGiB: 1, allow: [] });
    for await (const block of output.read()) inspector.update(block);
    inspector.finish();
    expect(inspector.result().virtualSize).toBe(DISK.length);
    await spool.remove();
  });
});

describe.each([
  ['qcow2', 'qcow2', []],
  ['vmdk', 'vmdk', ['-o', 'subformat=streamOptimized']],
  ['vmdk', 'vmdk', ['-o', 'subformat=monolithicSparse']],
  ['vhd', 'vpc', ['-o', 'force_size=on']],
  // A fixed VHD has its signature only in the last 512 bytes.
  ['vhd', 'vpc', ['-o', 'subformat=fixed,force_size=on']],
  ['vhdx', 'vhdx', []],
  ['vdi', 'vdi', []],
] as const)('%s (%s %j) to qcow2', (_, qemuName, options) => {
  it('a conversion to qcow2 recognises the input by its bytes and keeps the disk', async () => {
    const output = await convert(await made(qemuName, ...options), { to: 'qcow2' });
    expect(compare(output, 'qcow2')).toContain('Images are identical');
    await spool.remove();
  });
});

describe('an input that refers to other files', () => {
  it.each([
    ['a backing file', async () => backed()],
    ['a VMDK that is a text with a path', async () => Buffer.from(FLAT)],
  ])('an input that refers to other files is refused before qemu-img sees it: %s', async (_, make) => {
    const bytes = await make();
    await expect(convert(bytes, { to: 'raw' })).rejects.toThrow(
      /is not safe to publish|its disk format is unclear/,
    );
    await spool.remove();
  });

  it('an input that refers to other files is refused even when the state file allows it', async () => {
    await expect(
      convert(backed(), { to: 'raw', allow: ['qcow2-backing-file', 'format-mismatch'] }),
    ).rejects.toThrow('qcow2-backing-file');
    await spool.remove();
  });

  it('an input that refers to other files is refused with a hint that helps, without allow_unsafe', async () => {
    const refused = await convert(Buffer.from(FLAT), { to: 'qcow2' }).catch((error: unknown) => error);
    const { hint } = refused as VerificationError;
    expect(hint).toMatch(/^No `allow_unsafe` helps here.*merge the disk into one file/);
    expect(hint).not.toContain('allow_unsafe: [');
    await spool.remove();
  });

  it('an input that refers to other files is refused, not opened by its own format, when it is declared raw', async () => {
    await expect(convert(backed(), { from: 'raw', to: 'qcow2' })).rejects.toThrow('format-mismatch');
    await spool.remove();
  });

  const FLAT = `# Disk DescriptorFile\nversion=1\nCID=1\nparentCID=ffffffff\ncreateType="monolithicFlat"\nRW 8 FLAT "/etc/passwd" 0\n`;
  function backed(): Buffer {
    qemu('create', '-f', 'raw', 'base.raw', '1M');
    qemu('create', '-f', 'qcow2', '-b', join(folder, 'base.raw'), '-F', 'raw', 'backed.qcow2');
    return execFileSync('cat', [join(folder, 'backed.qcow2')]);
  }
});

test('refuses to write a small file with a disk of many terabytes as raw', async () => {
  qemu('create', '-f', 'qcow2', 'huge.qcow2', '40T');
  const huge = await readFile(join(folder, 'huge.qcow2'));
  await expect(convert(huge, { to: 'raw' })).rejects.toThrow('its disk would be 43980465111040');
  await spool.remove();
});

test('refuses a format that qemu-img does not write or read', async () => {
  await expect(convert(DISK, { to: 'ploop' })).rejects.toThrow('qemu-img does not write ploop');
  await expect(convert(DISK, { from: 'ami', to: 'qcow2' })).rejects.toThrow('qemu-img does not read ami');
  await spool.remove();
});

test('refuses a damaged image in the words of qemu-img', async () => {
  const bytes = await made('qcow2');
  // The place of the first cluster table, set to an impossible value.
  bytes.writeBigUInt64BE(0x12345n, 40);
  await expect(convert(bytes, { to: 'raw' })).rejects.toThrow(
    /disk.img cannot be converted: qemu-img ended with exit code 1: /,
  );
  await spool.remove();
});

test('distinguishes a full disk from a damaged image', async () => {
  const bytes = await made('qcow2', '-c');
  // A limit on the size of files, which qemu-img inherits, stands in for the full disk.
  const bound = (size: string) => execFileSync('prlimit', [`--pid=${process.pid}`, `--fsize=${size}:`]);
  bound('1000000');
  try {
    await expect(convert(bytes, { to: 'raw' })).rejects.toMatchObject({ code: 'no-room', hint: /TMPDIR/ });
  } finally {
    bound('unlimited');
  }
  await spool.remove();
});

test('demands no room for the holes of a sparse disk', async () => {
  const MIB = 1024 ** 2;
  const room = { free: 300 * MIB, total: 100_000 * MIB };
  spool = await openSpool({ directory: folder, room: async () => room });
  async function* sparse() {
    yield pseudoRandom(MIB);
    for (let block = 0; block < 500; block++) yield Buffer.alloc(MIB);
  }
  const input = await spool.write('input', sparse());
  const output = await convertImage(input, { from: 'raw', to: 'qcow2', allow: [], label: 'disk.img' }, spool);
  expect(output.bytes).toBeLessThan(3 * MIB);
  await spool.remove();
});

test('ends the conversion on an abort, with the reason of the signal', async () => {
  const abort = new AbortController();
  const onProgress = () => abort.abort(new Error('stopped'));
  await expect(convert(DISK, { to: 'qcow2', signal: abort.signal, onProgress })).rejects.toThrow('stopped');
  await spool.remove();
});
