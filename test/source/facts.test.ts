import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { faultOf } from '../../src/http/faults.ts';
import { DEFAULT_BACKUP_NAME, type DesiredImage } from '../../src/model/desired.ts';
import { learnFacts } from '../../src/source/facts.ts';
import { openSource } from '../../src/source/open.ts';
import { digest } from '../support/digest.ts';
import { qcow2 } from '../support/qcow2.ts';
import { deadUrl, options, readAll, serve } from '../support/source-server.ts';

let folder: string;
let path: string;
let cacheDir: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reconcile-facts-'));
  path = join(folder, 'disk.img');
  cacheDir = join(folder, 'cache');
  await writeFile(path, 'hello');
});
afterEach(() => rm(folder, { recursive: true }));

function image(overrides: Partial<DesiredImage>): DesiredImage {
  return {
    name: 'disk',
    at: { file: 'glance.yaml', line: 1, column: 1 },
    previously: [],
    state: 'present',
    digests: {},
    propertiesMode: 'merge',
    method: 'upload',
    backup: { keep: 1, name: DEFAULT_BACKUP_NAME, visibility: 'private', hidden: true, deactivate: false },
    ...overrides,
  };
}

function digestsOf(text: string) {
  return { sha256: digest('sha256', text), sha512: digest('sha512', text) };
}

const local = () => ({ kind: 'file', path }) as const;
const refused: RequestListener = (_, response) => void response.writeHead(405).end();

test('an image without a source has only the facts of the state file', async () => {
  const digests = { md5: 'a'.repeat(32) };
  expect(await learnFacts(image({ digests, size: 7 }), options())).toEqual({
    digests,
    bytes: 7,
    validators: null,
    problem: null,
  });
});

test('does not read the source of an absent image', async () => {
  const source = { kind: 'file', path: '/no/such.img' } as const;
  expect((await learnFacts(image({ source, state: 'absent' }), options())).problem).toBeNull();
});

test('learns size and digests of a local file', async () => {
  expect(await learnFacts(image({ source: local() }), options())).toEqual({
    digests: digestsOf('hello'),
    bytes: 5,
    validators: null,
    problem: null,
  });
});

test('reports the progress of a long reading now and then', async () => {
  const lines: string[] = [];
  const informed = { inform: (line: string) => void lines.push(line), informEveryMs: 0 };
  await writeFile(path, Buffer.alloc(1_000_000));
  await learnFacts(image({ source: local() }), options(informed));
  expect(lines.at(-1)).toBe(`reading ${path} for its digests: 100 %`);

  lines.length = 0;
  await learnFacts(image({ source: local() }), options({ ...informed, informEveryMs: 60_000 }));
  expect(lines).toEqual([]);
});

test('does not read a file whose digest is given', async () => {
  const digests = { sha1: 'b'.repeat(40) };
  const facts = await learnFacts(image({ source: local(), digests }), options({ cacheDir }));
  expect(facts).toEqual({ digests, bytes: 5, validators: null, problem: null });
});

test('caches digests while the file stays unchanged', async () => {
  const given = options({ cacheDir });
  await learnFacts(image({ source: local() }), given);
  const note = await onlyNote();
  const remembered = { ...JSON.parse(await readFile(note, 'utf8')) };
  remembered.digests.sha256 = '1'.repeat(64);
  await writeFile(note, JSON.stringify(remembered));
  expect((await learnFacts(image({ source: local() }), given)).digests.sha256).toBe('1'.repeat(64));

  await writeFile(path, 'jello');
  expect((await learnFacts(image({ source: local() }), given)).digests).toEqual(digestsOf('jello'));
});

test('notices a change of a file that keeps size and modification time', async () => {
  const given = options({ cacheDir });
  await utimes(path, 1, 1);
  await learnFacts(image({ source: local() }), given);
  await writeFile(path, 'jello');
  await utimes(path, 1, 1);
  expect((await learnFacts(image({ source: local() }), given)).digests).toEqual(digestsOf('jello'));
});

test.each(['', '{', '[]', 'null', '{"digests":{"md5":"x"}}'])(
  'ignores a memory of digests that holds %j',
  async (nonsense) => {
    const given = options({ cacheDir });
    await learnFacts(image({ source: local() }), given);
    await writeFile(await onlyNote(), nonsense);
    expect((await learnFacts(image({ source: local() }), given)).digests).toEqual(digestsOf('hello'));
  },
);

test('a cache folder that is not writable is logged and does no harm', async () => {
  const given = options({ cacheDir: path });
  expect((await learnFacts(image({ source: local() }), given)).digests).toEqual(digestsOf('hello'));
  expect(given.lines.join()).toMatch(/cannot be cached/);
});

test('reports a missing file as a problem', async () => {
  const facts = await learnFacts(image({ source: { kind: 'file', path: '/no/such.img' } }), options());
  expect(facts).toEqual({
    digests: {},
    bytes: null,
    validators: null,
    problem: {
      message: expect.stringMatching(/^\/no\/such\.img [^(,]*$/),
      hint: expect.stringContaining('`source`'),
      lasts: true,
    },
  });
});

test('asks a remote with HEAD', async () => {
  const { url, requests } = await serve((_, response) =>
    response.writeHead(200, { 'content-length': 1000, etag: '"v1"', 'last-modified': 'today' }).end(),
  );
  const facts = await learnFacts(image({ source: { kind: 'http', url } }), options());
  expect(facts.bytes).toBe(1000);
  expect(facts.validators).toEqual({ length: 1000, etag: '"v1"', lastModified: 'today' });
  expect(requests.map(({ method }) => method)).toEqual(['HEAD']);
});

test.each([403, 405, 501])(
  'asks a remote with a GET of one byte when it refuses HEAD with %i',
  async (code) => {
    const { url, requests } = await serve(
      (_, response) => void response.writeHead(code).end(),
      (_, response) =>
        void response.writeHead(206, { 'content-range': 'bytes 0-0/1000', etag: '"v1"' }).end('x'),
    );
    const facts = await learnFacts(image({ source: { kind: 'http', url } }), options());
    expect(facts).toMatchObject({ bytes: 1000, validators: { length: 1000, etag: '"v1"' }, problem: null });
    expect(requests[1]).toMatchObject({ method: 'GET', headers: { range: 'bytes=0-0' } });
  },
);

test('a local file that does not have the given digest tells nothing about the wanted content', async () => {
  const wanted = image({ source: local(), digests: { md5: 'a'.repeat(32) } });
  const facts = await learnFacts(wanted, options(), { ownDigests: true, alsoDigests: ['md5'] });
  expect(facts.digests).toEqual(wanted.digests);
  expect(facts.problem).toEqual({
    message: `${path} does not have the given digest: its md5 is ${digest('md5', 'hello')}`,
    hint: 'Correct the `checksum`, or the file.',
    lasts: true,
  });
});

test('learns the length from a server without HEAD and ranges, without reading the data', async () => {
  const { url } = await serve(refused, (_, response) => {
    response.writeHead(200, { 'content-length': 1e12 }).write('x');
  });
  const facts = await learnFacts(image({ source: { kind: 'http', url } }), options());
  expect(facts).toMatchObject({ bytes: 1e12, problem: null });
});

test('reports a remote that cannot be asked as a problem without secrets', async () => {
  const missing = await serve((_, response) => void response.writeHead(404).end());
  const at404 = await learnFacts(
    image({ source: { kind: 'http', url: `${missing.url}/x?key=s3cret` } }),
    options(),
  );
  expect(at404.problem).toEqual({
    message: `${missing.url}/x?… answered 404 Not Found`,
    hint: 'Check the `source` of the image.',
    lasts: true,
  });

  const url = await deadUrl();
  const refused = faultOf(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
  const dead = await learnFacts(image({ source: { kind: 'http', url }, size: 3 }), options());
  expect(dead).toMatchObject({
    bytes: 3,
    problem: { message: expect.stringMatching(`^${url}/ [^:]*: ${refused.text}`), lasts: false },
  });
});

test('the asking for facts ends on an abort, with its reason', async () => {
  const reason = new Error('enough');
  const signal = AbortSignal.abort(reason);
  await expect(learnFacts(image({ source: local() }), options({ signal }))).rejects.toBe(reason);
});

test('a cached download with the wanted digest replaces the remote', async () => {
  const source = { kind: 'http', url: await deadUrl(), cachedAt: path } as const;
  const digests = { sha1: 'aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d' };
  const facts = await learnFacts(image({ source, digests }), options());
  expect(facts).toMatchObject({ bytes: 5, problem: null, digests: { ...digests, ...digestsOf('hello') } });
  expect(String(await readAll(await openSource(source, options(), { digests, size: 5 })))).toBe('hello');
});

test.each([
  ['has another digest', { digests: { md5: 'c'.repeat(32) } }, /its digest is not the expected one/],
  ['has another size', { digests: digestsOf('hello'), size: 6 }, /it has 5 bytes, expected 6/],
  ['cannot be held to a digest', { digests: {} }, /no digest is given/],
])('a cached download that %s is ignored with a log line', async (_, wanted, line) => {
  const { url } = await serve((_, response) => void response.end('remote'));
  const given = options();
  const opened = await openSource({ kind: 'http', url, cachedAt: path }, given, wanted);
  expect(String(await readAll(opened))).toBe('remote');
  expect(given.lines.join()).toMatch(line);
  expect(await readFile(path, 'utf8')).toBe('hello');
});

test('a missing cached download is ignored without a log line, and not written', async () => {
  const { url } = await serve((_, response) => void response.end('remote'));
  const given = options();
  const cachedAt = join(folder, 'none.img');
  await readAll(await openSource({ kind: 'http', url, cachedAt }, given, { digests: digestsOf('remote') }));
  expect(given.lines).toEqual([]);
  expect(await readdir(folder)).toEqual(['disk.img']);
});

async function onlyNote(): Promise<string> {
  const notes = await readdir(join(cacheDir, 'digests'));
  expect(notes).toHaveLength(1);
  return join(cacheDir, 'digests', notes[0]!);
}

test('a size of the unpacked content is not the size of the file', async () => {
  const preparation = { decompress: 'gz', digestsCover: 'decompressed' } as const;
  expect(await learnFacts(image({ size: 7, preparation }), options())).toMatchObject({ bytes: null });
  const { url } = await serve((_, answer) => answer.end());
  const remote = image({ size: 7, preparation, source: { kind: 'http', url } });
  expect((await learnFacts(remote, options())).bytes).not.toBe(7);
});

test('the digests of a local file do not depend on those that an earlier entry asked for', async () => {
  const kept = options({ cacheDir });
  const wanted = { ownDigests: true } as const;
  const before = await learnFacts(image({ source: local() }), kept, wanted);
  await learnFacts(image({ source: local() }), kept, { ...wanted, alsoDigests: ['md5', 'sha1'] });
  expect(await learnFacts(image({ source: local() }), kept, wanted)).toEqual(before);
});

test('the check of a large local file reads its beginning and its end, where a fixed VHD has its only signature', async () => {
  const check = { diskFormat: 'qcow2', containerFormat: 'bare', minDiskGiB: 0, allow: [] } as const;
  const wanted = { ownDigests: false, check } as const;
  const large = qcow2(1, 3_000_000);
  await writeFile(path, large);
  expect((await learnFacts(image({ source: local() }), options(), wanted)).problem).toBeNull();

  large.write('conectix', large.length - 512, 'latin1');
  await writeFile(path, large);
  const { problem } = await learnFacts(image({ source: local() }), options(), wanted);
  expect(problem).toMatchObject({ lasts: true, message: expect.stringMatching(/ambiguous-format|vhd/) });
});
