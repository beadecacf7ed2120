import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { VerificationError } from '../../../src/model/errors.ts';
import { member, tar } from '../safety/build-tar.ts';
import { collect, streamOf, useUnpacking } from './harness.ts';

const { open, unpacked } = useUnpacking();
const DISK = Buffer.alloc(5000, 'a disk ');
const QCOW2 = Buffer.concat([Buffer.from('QFI\xfb\0\0\0\x03', 'latin1'), DISK]);

const auto = (bytes: Buffer, name: string) => collect(open(streamOf(bytes), 'auto', null, name));
async function refusalOf(bytes: Buffer, name: string): Promise<VerificationError> {
  const error = await auto(bytes, name).catch((failure: unknown) => failure);
  if (error instanceof VerificationError) return error;
  throw new Error('it was not refused');
}

/** The refusal of bytes that are not packed as their name shows. */
function notPackedAs(layer: string) {
  return {
    message: expect.stringContaining(` (${layer})`),
    hint: expect.stringContaining('`decompress: none`'),
  };
}

/** An archive in the form before POSIX, as GNU tar writes it. */
function oldTar(...names: readonly string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'reconcile-tar-'));
  try {
    for (const name of names) writeFileSync(join(folder, name), DISK);
    return execFileSync('tar', ['--format=v7', '-cf', '-', ...names], { cwd: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the oldest kind of tar, which has no signature', () => {
  it('a tar archive without a signature is unpacked by auto when the name shows tar', async () => {
    const archive = oldTar('disk.img', 'readme');
    expect((await auto(archive, 'disk.tar')).equals(DISK)).toBe(true);
    expect((await auto(gzipSync(archive), 'disk.tar.gz')).equals(DISK)).toBe(true);
    expect((await auto(gzipSync(archive), 'disk.tgz')).equals(DISK)).toBe(true);
  });

  it('a tar archive without a signature is unpacked under any name when it is declared', async () => {
    expect((await unpacked(oldTar('disk.img'), 'tar')).equals(DISK)).toBe(true);
    expect((await unpacked(gzipSync(oldTar('disk.img')), 'tar')).equals(DISK)).toBe(true);
  });

  it('a tar archive without a signature is not expected under another name: a disk without a signature counts as raw', async () => {
    const archive = oldTar('disk.img');
    expect((await auto(archive, 'disk.raw')).equals(archive)).toBe(true);
  });

  it('a tar archive without a signature must follow the rules of every tar archive', async () => {
    const error = await refusalOf(oldTar('a.img', 'b.img'), 'disk.tar');
    expect(error.message).toMatch(/^disk\.packed [^"]*: "a\.img", "b\.img"$/);
    const archive = oldTar('disk.img');
    archive.write('x', 0);
    expect(await refusalOf(archive, 'disk.tar')).toMatchObject(notPackedAs('tar'));
  });
});

describe('auto, when the name shows a packing that the bytes do not', () => {
  it.each(
    ['tar', 'tgz', 'ova', 'zip', 'z01', 'gz', 'bz2', 'xz', 'zst', 'lzma', '7z', 'tar.gz'].map((ending) => [
      ending,
    ]),
  )('auto refuses a .%s that is nothing of the kind, and names the ways out', async (ending) => {
    const { message, hint } = await refusalOf(DISK, `https://mirror.example/disk.${ending}`);
    expect(message).toMatch(/^disk\.packed [^:]*: its name shows a packing/);
    expect(hint).toContain('`decompress: none`');
  });

  it('auto refuses a mismatch of name and bytes below a layer as well', async () => {
    expect(await refusalOf(gzipSync(DISK), 'disk.tar.gz')).toMatchObject(notPackedAs('tar'));
    expect(await refusalOf(gzipSync(DISK), 'disk.zip.gz')).toMatchObject(notPackedAs('zip'));
  });

  it('auto accepts a disk that has a signature, although its name shows a packing', async () => {
    expect((await auto(QCOW2, 'disk.qcow2.gz')).equals(QCOW2)).toBe(true);
  });

  it('auto undoes the packing of the bytes when the name shows another', async () => {
    expect((await auto(gzipSync(DISK), 'disk.zip')).equals(DISK)).toBe(true);
    const archive = tar(member('disk.raw', DISK));
    expect((await auto(archive, 'disk.tar.gz')).equals(DISK)).toBe(true);
    expect((await auto(gzipSync(archive), 'disk.img')).equals(DISK)).toBe(true);
    expect((await auto(gzipSync(gzipSync(DISK)), 'disk.gz')).equals(DISK)).toBe(true);
  });
});
