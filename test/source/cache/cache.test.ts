import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HttpSource } from '../../../src/model/source/source.ts';
import { trimCache } from '../../../src/source/cache/trim.ts';
import { learnFacts } from '../../../src/source/facts.ts';
import { openSource, type SourceOptions, type WantedContent } from '../../../src/source/open.ts';
import { digest } from '../../support/digest.ts';
import { wanted as wantedImage } from '../../support/plan-input.ts';
import { deadUrl, options, readAll, serve } from '../../support/source-server.ts';
import { memoryLocks } from './memory-locks.ts';

let folder: string;
let cache: string;
let locks: ReturnType<typeof memoryLocks>;
let warnings: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reconcile-cache-'));
  cache = join(folder, 'cache');
  locks = memoryLocks();
  warnings = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function caching(limit = 1e9, overrides: Partial<SourceOptions> = {}) {
  return options({
    downloads: { directory: cache, limit, takeLock: locks.takeLock },
    warn: (line) => warnings.push(line),
    ...overrides,
  });
}

function wants(content: Uint8Array): WantedContent {
  return { digests: { sha256: digest('sha256', content) }, size: content.length };
}

function entryOf(content: Uint8Array): string {
  const hex = digest('sha256', content);
  return join(cache, 'sha256', hex.slice(0, 2), hex);
}

/** The bytes (`part`) or the note (`part-of`) of the one draft in the cache. */
async function draftFile(ending: 'part' | 'part-of'): Promise<string> {
  const [name] = (await readdir(join(cache, 'partial'))).filter((each) => each.endsWith(`.${ending}`));
  return join(cache, 'partial', name ?? 'none');
}

function at(url: string): HttpSource {
  return { kind: 'http', url: `${url}/disk.img` };
}

async function fetchOnce(url: string, content: Uint8Array, given = caching()): Promise<Buffer> {
  return readAll(await openSource(at(url), given, wants(content)));
}

/** Serves a file in full or in part; counts the bytes that were asked for. */
async function serveFile(content: Buffer, { etag = '"v1"', breakAt = Number.POSITIVE_INFINITY } = {}) {
  const asked = { bytes: 0 };
  let breaks = breakAt;
  const handler: RequestListener = (request, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const isPart = start > 0 && request.headers['if-range'] === etag;
    const body = isPart ? content.subarray(start) : content;
    response.writeHead(isPart ? 206 : 200, {
      'content-length': body.length,
      etag,
      ...(isPart ? { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` } : {}),
    });
    if (request.method === 'HEAD') return void response.end();
    const sent = body.subarray(0, breaks);
    asked.bytes += sent.length;
    if (breaks < body.length) response.write(sent, () => setImmediate(() => response.destroy()));
    else response.end(sent);
    breaks = Number.POSITIVE_INFINITY;
  };
  return { ...(await serve(handler)), asked };
}

/** Reads about so many bytes and stops, like a run that is stopped. */
async function leaveAfter(bytes: number, url: string, content: Buffer, given = caching()): Promise<void> {
  const opened = await openSource(at(url), given, wants(content));
  let read = 0;
  for await (const block of opened.stream) {
    read += block.length;
    if (read >= bytes) break;
  }
  await opened.close();
}

const CONTENT = randomBytes(3_000_000);

describe('a download', () => {
  test('a download into the cache is kept under its digest and used the next time', async () => {
    const { url, requests } = await serveFile(CONTENT);
    expect((await fetchOnce(url, CONTENT)).equals(CONTENT)).toBe(true);
    expect((await readFile(entryOf(CONTENT))).equals(CONTENT)).toBe(true);

    expect((await fetchOnce(url, CONTENT)).equals(CONTENT)).toBe(true);
    expect(requests).toHaveLength(1);
    expect(await readdir(join(cache, 'partial'))).toEqual([]);
    expect(await readdir(join(cache, 'in-use'))).toEqual([]);
  });

  test('a download into the cache is passed on while it arrives', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': CONTENT.length }).write(CONTENT.subarray(0, 1000));
    });
    const opened = await openSource(at(url), caching(), wants(CONTENT));
    const first = await opened.stream[Symbol.asyncIterator]().next();
    expect(first.done).toBe(false);
    await opened.close();
  });

  test('a download of other content than wanted is passed on and not kept', async () => {
    const { url } = await serveFile(CONTENT);
    const other = randomBytes(CONTENT.length);
    expect((await fetchOnce(url, other)).equals(CONTENT)).toBe(true);
    expect(existsSync(entryOf(other))).toBe(false);
    expect(await readdir(join(cache, 'partial'))).toEqual([]);
  });

  test('a download without an expected digest is not kept', async () => {
    const { url } = await serveFile(CONTENT);
    await readAll(await openSource(at(url), caching(), { digests: {} }));
    expect(existsSync(cache)).toBe(false);
  });

  test('a download into the cache is checked against every given digest and kept under the strongest', async () => {
    const { url } = await serveFile(CONTENT);
    const md5 = digest('md5', CONTENT);
    const digests = { md5, sha256: digest('sha256', CONTENT) };
    await readAll(await openSource(at(url), caching(), { digests }));
    expect(existsSync(entryOf(CONTENT))).toBe(true);

    // The upload refuses contradicting digests; the entry itself is right.
    const wrong = { digests: { ...digests, md5: '0'.repeat(32) } };
    await readAll(await openSource(at(url), caching(), wrong));
    expect(warnings).toEqual([]);
    expect(existsSync(entryOf(CONTENT))).toBe(true);
  });

  test('a download from another Glance is kept as well, and continues where it broke off', async () => {
    const offsets: number[] = [];
    const given = caching(1e9, {
      openGlance: async (_, offset = 0) => {
        offsets.push(offset);
        return {
          bytes: CONTENT.length,
          validators: null,
          stream: (async function* () {
            for (let from = offset; from < CONTENT.length; from += 500_000) {
              yield CONTENT.subarray(from, from + 500_000);
            }
          })(),
          close: async () => {},
        };
      },
    });
    const source = { kind: 'glance', cloud: 'other', region: null, image: 'an-id' } as const;
    const first = await openSource(source, given, wants(CONTENT));
    for await (const _ of first.stream) break;
    await first.close();
    for (let run = 0; run < 2; run++) {
      const again = await readAll(await openSource(source, given, wants(CONTENT)));
      expect(again.equals(CONTENT)).toBe(true);
    }
    expect(offsets).toEqual([0, 500_000]);
  });
});

describe('a download that was broken off', () => {
  test('a download that was broken off continues without fetching the kept bytes again', async () => {
    const { url, asked, requests } = await serveFile(CONTENT, { breakAt: 2_000_000 });
    const impatient = caching(1e9, {
      retry: { tries: 1, firstDelay: 0, maxDelay: 0, maxRetryAfter: 0 },
    });
    await expect(fetchOnce(url, CONTENT, impatient)).rejects.toThrow(/broke off/);
    const before = asked.bytes;

    const given = caching();
    expect((await fetchOnce(url, CONTENT, given)).equals(CONTENT)).toBe(true);
    expect(requests[1]?.headers['if-range']).toBe('"v1"');
    expect(asked.bytes - before).toBeLessThanOrEqual(1_100_000);
    expect(given.lines.join()).toMatch(/continues after \d+ kept bytes/);
    expect(existsSync(entryOf(CONTENT))).toBe(true);
  });

  test('a download that was broken off starts over when the remote has another file by now', async () => {
    const { url } = await serveFile(randomBytes(CONTENT.length), { etag: '"old"' });
    await leaveAfter(1_000_000, url, CONTENT);
    const port = new URL(url).port;
    const now = await serveFile(CONTENT, { etag: '"new"' });
    const note = await draftFile('part-of');
    await writeFile(note, (await readFile(note, 'utf8')).replace(port, new URL(now.url).port));

    expect((await fetchOnce(now.url, CONTENT)).equals(CONTENT)).toBe(true);
    expect((await readFile(entryOf(CONTENT))).equals(CONTENT)).toBe(true);
  });

  test.each([
    ['is damaged', '{"source": '],
    ['says nothing', '[]'],
    ['is of another source', '{"source": "http://elsewhere/disk.img", "validators": {}}'],
  ])('a download that was broken off starts over when its note %s', async (_, note) => {
    const { url, requests } = await serveFile(CONTENT);
    await leaveAfter(1_000_000, url, CONTENT);
    await writeFile(await draftFile('part-of'), note);
    expect((await fetchOnce(url, CONTENT)).equals(CONTENT)).toBe(true);
    expect(requests[1]?.headers.range).toBeUndefined();
  });

  test('a download that was broken off starts over after its kept bytes proved damaged', async () => {
    const { url } = await serveFile(CONTENT);
    await leaveAfter(1_000_000, url, CONTENT);
    const draft = await draftFile('part');
    const { size } = await stat(draft);
    await writeFile(draft, Buffer.alloc(size));
    expect((await fetchOnce(url, CONTENT)).equals(CONTENT)).toBe(false);
    expect((await fetchOnce(url, CONTENT)).equals(CONTENT)).toBe(true);
  });

  test('a download that was broken off with all bytes does not ask the remote', async () => {
    const { url, requests } = await serveFile(CONTENT);
    await leaveAfter(CONTENT.length, url, CONTENT);
    expect(existsSync(entryOf(CONTENT))).toBe(false);
    expect((await fetchOnce(url, CONTENT)).equals(CONTENT)).toBe(true);
    expect(requests).toHaveLength(1);
    expect(existsSync(entryOf(CONTENT))).toBe(true);
  });
});

describe('two runs at once', () => {
  test('two runs at once fetch a source once: one run waits for the other', async () => {
    const { url, requests } = await serveFile(CONTENT);
    const first = await openSource(at(url), caching(), wants(CONTENT));
    let second: Promise<Buffer> | undefined;
    const line = await new Promise<string>((log) => {
      second = fetchOnce(url, CONTENT, caching(1e9, { log }));
    });
    expect(line).toMatch(/another run fetches .*: waiting for that run/);
    expect((await readAll(first)).equals(CONTENT)).toBe(true);
    expect((await second)?.equals(CONTENT)).toBe(true);
    expect(requests).toHaveLength(1);
  });

  test('a run does not wait for another run that makes no progress on a download', async () => {
    const { url, requests } = await serveFile(CONTENT);
    const stuck = await openSource(at(url), caching(), wants(CONTENT));
    const given = caching(1e9, { idleTimeoutMs: 300 });
    expect((await fetchOnce(url, CONTENT, given)).equals(CONTENT)).toBe(true);
    expect(requests).toHaveLength(2);
    await stuck.close();
  });

  test('a run continues the download of another run that failed', async () => {
    const { url } = await serveFile(CONTENT);
    const first = await openSource(at(url), caching(), wants(CONTENT));
    const second = fetchOnce(url, CONTENT);
    for await (const _ of first.stream) break;
    await first.close();
    expect((await second).equals(CONTENT)).toBe(true);
  });

  test('a run stops waiting for the download of another run when it is aborted', async () => {
    const { url } = await serveFile(CONTENT);
    const first = await openSource(at(url), caching(), wants(CONTENT));
    const stop = new AbortController();
    const second = openSource(at(url), caching(1e9, { signal: stop.signal }), wants(CONTENT));
    stop.abort(new Error('enough'));
    await expect(second).rejects.toThrow('enough');
    await first.close();
  });
});

describe('a kept download', () => {
  test.each([
    [
      'has a flipped bit',
      (content: Buffer) => content.map((byte, index) => (index === 77 ? byte ^ 1 : byte)),
    ],
    ['is cut short', (content: Buffer) => content.subarray(0, -1)],
    ['is empty', () => Buffer.alloc(0)],
  ])('a kept download that %s is removed and fetched again', async (_, damage) => {
    const { url, requests } = await serveFile(CONTENT);
    await fetchOnce(url, CONTENT);
    await writeFile(entryOf(CONTENT), damage(CONTENT));
    expect((await fetchOnce(url, CONTENT)).equals(CONTENT)).toBe(true);
    expect(requests).toHaveLength(2);
    expect((await readFile(entryOf(CONTENT))).equals(CONTENT)).toBe(true);
  });

  test('a kept download serves when the remote is gone', async () => {
    await fetchOnce((await serveFile(CONTENT)).url, CONTENT);
    expect((await fetchOnce(await deadUrl(), CONTENT)).equals(CONTENT)).toBe(true);
  });

  test('a kept download serves a plan, which changes nothing and does not ask the remote', async () => {
    const { url, requests } = await serveFile(CONTENT);
    const image = wantedImage({ source: at(url), digests: wants(CONTENT).digests });
    const before = await learnFacts(image, caching());
    expect(before).toMatchObject({ bytes: CONTENT.length, problem: null });
    expect(existsSync(cache)).toBe(false);

    await fetchOnce(url, CONTENT);
    const files = await readdir(cache, { recursive: true });
    const asked = requests.length;
    expect(await learnFacts(image, caching())).toMatchObject({ bytes: CONTENT.length, problem: null });
    expect(requests).toHaveLength(asked);
    expect(await readdir(cache, { recursive: true })).toEqual(files);
  });
});

describe('the limit of a cache', () => {
  const PARTS = [1, 2, 3, 4].map((number) => randomBytes(1000 + number));

  async function held(): Promise<number> {
    const files = await readdir(cache, { recursive: true, withFileTypes: true });
    const sizes = files
      .filter((file) => file.isFile())
      .map(async (file) => (await stat(join(file.parentPath, file.name))).size);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  }

  test('the limit of a cache is kept by removing the least recently used entry', async () => {
    for (const [index, content] of PARTS.entries()) {
      await fetchOnce((await serveFile(content)).url, content, caching(3100));
      const aged = new Date(Date.now() - 100_000 + index * 1000);
      if (index < 3) await utimes(entryOf(content), aged, aged).catch(() => {});
      // Its use makes the first entry the most recently used.
      if (index === 2) await fetchOnce(await deadUrl(), PARTS[0]!, caching(3100));
    }
    expect(PARTS.map((content) => existsSync(entryOf(content)))).toEqual([true, false, true, true]);
    expect(await held()).toBeLessThanOrEqual(3100);
  });

  test('the limit of a cache does not remove an entry in use', async () => {
    const [first, second] = [PARTS[0]!, PARTS[1]!];
    const given = caching(1500);
    await fetchOnce((await serveFile(first)).url, first, given);
    const reading = await openSource(at(await deadUrl()), given, wants(first));

    expect((await fetchOnce((await serveFile(second)).url, second, given)).equals(second)).toBe(true);
    expect(existsSync(entryOf(first))).toBe(true);
    expect(existsSync(entryOf(second))).toBe(false);
    expect(warnings.join()).toMatch(/is not kept: there is no room for 1002 bytes/);
    expect((await readAll(reading)).equals(first)).toBe(true);

    await fetchOnce((await serveFile(second)).url, second, given);
    expect([existsSync(entryOf(first)), existsSync(entryOf(second))]).toEqual([false, true]);
  });

  test('the limit of a cache keeps a larger download out, which is still passed on', async () => {
    const { url } = await serveFile(CONTENT);
    expect((await fetchOnce(url, CONTENT, caching(1000))).equals(CONTENT)).toBe(true);
    expect(await held()).toBe(0);
  });

  test('the limit of a cache applies to a download of unknown length', async () => {
    const { url } = await serve((_, response) => {
      for (let from = 0; from < CONTENT.length; from += 100_000)
        response.write(CONTENT.subarray(from, from + 100_000));
      response.end();
    });
    const wanted = { digests: wants(CONTENT).digests };
    const content = await readAll(await openSource(at(url), caching(1_000_000), wanted));
    expect(content.equals(CONTENT)).toBe(true);
    expect(await held()).toBe(0);
    expect(warnings.join()).toMatch(/no room/);
  });

  test('the limit of a cache counts the drafts of broken downloads, and spares a draft in use', async () => {
    const { url } = await serveFile(CONTENT);
    const given = caching();
    const writing = await openSource(at(url), given, wants(CONTENT));
    for await (const _ of writing.stream) {
      expect(await trimCache(cache, { ...given.downloads!, limit: 0 })).toBe(false);
      break;
    }
    await writing.close();
    expect(await held()).toBeGreaterThan(0);
    expect(await trimCache(cache, { ...given.downloads!, limit: 0 })).toBe(true);
    expect(await held()).toBe(0);
  });

  test('the limit of a cache removes no file that does not belong to the cache', async () => {
    const mine = ['notes.txt', 'sha256/ab/README', `sha256/cd/${'ab'.repeat(32)}`, 'partial/thesis.tex'];
    for (const path of mine) {
      await mkdir(dirname(join(cache, path)), { recursive: true });
      await writeFile(join(cache, path), 'mine');
    }
    await trimCache(cache, { directory: cache, limit: 0, takeLock: locks.takeLock });
    for (const path of mine) expect(existsSync(join(cache, path))).toBe(true);
  });
});

describe('a cache that cannot be written', () => {
  test('a cache that cannot be written because it is not a folder is a warning', async () => {
    const { url } = await serveFile(CONTENT);
    await writeFile(cache, 'a file');
    expect((await fetchOnce(url, CONTENT)).equals(CONTENT)).toBe(true);
    expect(warnings).toHaveLength(1);
    expect(await readFile(cache, 'utf8')).toBe('a file');
  });

  test('a cache that cannot be written still serves its entries', async () => {
    const { url, requests } = await serveFile(CONTENT);
    await fetchOnce(url, CONTENT);
    await writeFile(join(cache, 'in-use'), '');
    await chmod(cache, 0o555);
    expect((await fetchOnce(url, CONTENT)).equals(CONTENT)).toBe(true);
    expect(requests).toHaveLength(1);
    await chmod(cache, 0o755);
  });
});

describe('digests of the unpacked content', () => {
  const covered = {
    digests: { sha512: 'a'.repeat(128) },
    size: 10_000_000,
    digestOf: 'decompressed',
  } as const;

  test('digests of the unpacked content keep a download once the reader accepted its content', async () => {
    const { url, requests } = await serveFile(CONTENT);
    const opened = await openSource(at(url), caching(), covered);
    for await (const _ of opened.stream);
    await opened.accepted?.();
    await opened.close();
    expect((await readAll(await openSource(at(url), caching(), covered))).equals(CONTENT)).toBe(true);
    expect(requests).toHaveLength(1);
  });

  test('digests of the unpacked content keep no download that the reader did not accept', async () => {
    const { url, requests } = await serveFile(CONTENT);
    for (let run = 0; run < 2; run++) await readAll(await openSource(at(url), caching(), covered));
    expect(requests).toHaveLength(2);
    expect(requests[1]?.headers.range).toBeUndefined();
    expect(await readdir(join(cache, 'partial'))).toEqual([]);
  });

  test('digests of the unpacked content do not hide damage to a kept download', async () => {
    const { url, requests } = await serveFile(CONTENT);
    const opened = await openSource(at(url), caching(), covered);
    for await (const _ of opened.stream);
    await opened.accepted?.();
    await opened.close();
    const entry = join(cache, 'sha512-of-content', 'aa', `${'a'.repeat(128)}.${digest('sha256', CONTENT)}`);
    await writeFile(entry, 'damaged');
    expect((await readAll(await openSource(at(url), caching(), covered))).equals(CONTENT)).toBe(true);
    expect(requests).toHaveLength(2);
  });
});

describe('the file that `file:` names', () => {
  function filling(limit = 1e9) {
    return caching(limit, { downloads: { directory: null, limit, takeLock: locks.takeLock } });
  }
  const source = (url: string): HttpSource => ({
    ...at(url),
    cachedAt: join(folder, 'images', 'disk.img'),
    cachedBelow: folder,
  });

  test('the file that `file:` names gets the verified download and is used the next time', async () => {
    const { url, requests } = await serveFile(CONTENT);
    for (let run = 0; run < 2; run++) {
      const opened = await openSource(source(url), filling(), wants(CONTENT));
      expect((await readAll(opened)).equals(CONTENT)).toBe(true);
    }
    expect(requests).toHaveLength(1);
    expect(await readdir(join(folder, 'images'))).toEqual(['disk.img']);
  });

  test('the file that `file:` names is replaced when other content is wanted, and only by a verified download', async () => {
    const path = join(folder, 'images', 'disk.img');
    await mkdir(dirname(path));
    await writeFile(path, 'the one before');
    const { url } = await serveFile(CONTENT);
    await readAll(await openSource(source(url), filling(), wants(randomBytes(5))));
    expect(await readFile(path, 'utf8')).toBe('the one before');
    await readAll(await openSource(source(url), filling(), wants(CONTENT)));
    expect((await readFile(path)).equals(CONTENT)).toBe(true);
  });

  test('the file that `file:` names continues where a run broke off, and leaves no file beside it', async () => {
    const { url, asked } = await serveFile(CONTENT);
    const opened = await openSource(source(url), filling(), wants(CONTENT));
    for await (const _ of opened.stream) break;
    await opened.close();
    const before = asked.bytes;
    await readAll(await openSource(source(url), filling(), wants(CONTENT)));
    expect(asked.bytes - before).toBeLessThan(CONTENT.length);
    expect(await readdir(join(folder, 'images'))).toEqual(['disk.img']);
  });

  test('the file that `file:` names does not appear, nor any file beside it, when the source cannot be read', async () => {
    await mkdir(join(folder, 'images'));
    const given = filling();
    await expect(openSource(source(await deadUrl()), given, wants(CONTENT))).rejects.toMatchObject({
      name: 'SourceError',
      cause: { cause: { code: 'ECONNREFUSED' } },
    });
    const unread = await openSource(source((await serveFile(CONTENT)).url), given, wants(CONTENT));
    await unread.close();
    expect(await readdir(join(folder, 'images'))).toEqual([]);
  });

  test('the file that `file:` names and the cache get their bytes from one download', async () => {
    const { url, requests } = await serveFile(CONTENT);
    await readAll(await openSource(source(url), caching(), wants(CONTENT)));
    expect(requests).toHaveLength(1);
    expect((await readFile(join(folder, 'images', 'disk.img'))).equals(CONTENT)).toBe(true);
    expect((await readFile(entryOf(CONTENT))).equals(CONTENT)).toBe(true);
  });
});
