import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { digest } from '../../support/digest.ts';
import { type Loopback, startLoopback } from '../../support/loopback.ts';

const run = promisify(execFile);

/** The images whose content the story replaces: one for each place that reconcile writes to. */
export const REPLACED = ['kept', 'cached', 'copied', 'local', 'converted'] as const;
/** An image that the story creates. */
export const FRESH = 'fresh';

export type Version = 1 | 2;

/** Files and images of the story, and the publisher that serves them. */
export interface Story {
  /** False: qemu-img is not installed, and no image is converted. */
  readonly converts: boolean;
  /** The names of all images after version 2. */
  readonly names: readonly string[];
  /** MD5 of an image's published content. */
  readonly md5: (name: string, version: Version) => string;
  readonly sha256: (name: string, version: Version) => string;
  /** Writes the state file of a version, and its local file, into the folder of the run. */
  write(folder: string, version: Version): Promise<void>;
  close(): Promise<void>;
}

/** Opens a publisher on loopback. `folder` is for what qemu-img makes. */
export async function openStory(folder: string): Promise<Story> {
  const converts = await run('qemu-img', ['--version']).then(
    () => true,
    () => false,
  );
  const served = new Map<string, Buffer>();
  const site: Loopback = await startLoopback((request, response) => {
    const bytes = served.get(request.url ?? '');
    if (bytes === undefined) return void response.writeHead(404).end();
    const headers = { 'content-length': bytes.length, etag: `"${digest('md5', bytes)}"` };
    response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : bytes);
  });
  const replaced = REPLACED.filter((name) => name !== 'converted' || converts);
  for (const name of [...replaced, FRESH]) {
    for (const version of [1, 2] as const) {
      served.set(`/${name}-${version}`, bytesOf(name, version));
      if (name === 'converted') served.set(`/${name}-${version}`, await asQcow2(folder, version));
    }
  }

  function entry(name: string, version: Version): object {
    const path = `/${name}-${version}`;
    const checksum = `sha256:${digest('sha256', served.get(path)!)}`;
    const common = { name, format: 'raw', source: `${site.url}${path}`, checksum };
    if (name === 'kept') return { ...common, file: 'kept.raw' };
    if (name === 'copied') return { ...common, backup: { keep: 1, directory: 'copies' } };
    if (name === 'converted') return { ...common, convert: { from: 'qcow2', to: 'raw' } };
    return name === 'local' ? { name, format: 'raw', source: 'local.raw' } : common;
  }

  return {
    converts,
    names: [...replaced, FRESH],
    md5: (name, version) => digest('md5', bytesOf(name, version)),
    sha256: (name, version) => digest('sha256', bytesOf(name, version)),
    async write(home, version) {
      await mkdir(join(home, 'tmp'), { recursive: true });
      const names = version === 1 ? replaced : [...replaced, FRESH];
      const images = names.map((name) => entry(name, version));
      const state = { glance: { server: { name: 'no-room', images } } };
      await writeFile(join(home, 'glance.yaml'), JSON.stringify(state));
      await writeFile(join(home, 'local.raw'), bytesOf('local', version));
      await writeFile(join(home, 'plan.key'), 'a key of this story alone, long enough for an HMAC\n', {
        mode: 0o600,
      });
    },
    close: () => site.close(),
  };
}

/** The content of an image: whole sectors, so that qemu-img gives the same bytes back. */
function bytesOf(name: string, version: Version): Buffer {
  return Buffer.alloc(160 * 1024, `${name} ${version}. `);
}

async function asQcow2(folder: string, version: Version): Promise<Buffer> {
  const [from, to] = [join(folder, `${version}.raw`), join(folder, `${version}.qcow2`)];
  await writeFile(from, bytesOf('converted', version));
  await run('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', from, to]);
  return readFile(to);
}
