import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const QEMU_IMG = '/usr/bin/qemu-img';

export const HAS_QEMU_IMG = existsSync(QEMU_IMG);

/** A folder to make images in. */
export interface Maker {
  /** Makes an empty 1 MiB disk (unless `size` says otherwise), and returns its file. */
  create(format: string, options?: string, ...more: readonly string[]): Buffer;
  /** Converts a raw disk. */
  convert(raw: Buffer, format: string, options?: string): Buffer;
  /** A file of the folder. */
  path(name: string): string;
  close(): void;
}

export function openMaker(): Maker {
  const folder = mkdtempSync(join(tmpdir(), 'reconcile-images-'));
  const path = (name: string) => join(folder, name);
  const run = (...args: readonly string[]) => execFileSync(QEMU_IMG, args, { cwd: folder, stdio: 'pipe' });
  const withOptions = (options?: string) => (options === undefined ? [] : ['-o', options]);
  return {
    path,
    create(format, options, ...more) {
      run('create', '-f', format, ...withOptions(options), ...more, 'made.img', '1M');
      return readFileSync(path('made.img'));
    },
    convert(raw, format, options) {
      writeFileSync(path('raw.img'), raw);
      run('convert', '-f', 'raw', '-O', format, ...withOptions(options), 'raw.img', 'made.img');
      return readFileSync(path('made.img'));
    },
    close() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
