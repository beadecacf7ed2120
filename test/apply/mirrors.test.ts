import { writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../src/model/desired.ts';
import { Secrets } from '../../src/model/secrets.ts';
import type { FileSource, HttpSource } from '../../src/model/source/source.ts';
import type { SourceOptions } from '../../src/source/open.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { digest } from '../support/digest.ts';
import { publish } from '../support/image-server.ts';
import { wanted } from '../support/plan-input.ts';
import { deadUrl } from '../support/source-server.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const CONTENT = Buffer.alloc(3_000_000, 'the wanted bytes ');
const OTHER = Buffer.alloc(3_000_000, 'some other bytes ');

function at(url: string, more: Partial<HttpSource> = {}): HttpSource {
  return { kind: 'http', url, ...more };
}

function imageAt(
  places: readonly (FileSource | HttpSource)[],
  fields: Partial<DesiredImage> = {},
): DesiredImage {
  return wanted({
    diskFormat: 'raw',
    source: { kind: 'alternatives', places },
    digests: { sha256: digest('sha256', CONTENT) },
    ...fields,
  });
}

/** Sources whose failed requests are repeated without waiting. */
function quick(more: Partial<SourceOptions> = {}): { readonly source: SourceOptions } {
  const retry = { tries: 3, firstDelay: 0, maxDelay: 0 };
  return { source: { env: {}, secrets: new Secrets(), cacheDir: null, retry, ...more } };
}

/** Serves a file, and breaks the connection after a number of bytes. It knows no ranges. */
function breakingAfter(bytes: number, content = CONTENT): RequestListener {
  return (request, response) => {
    response.writeHead(200, { 'content-length': content.length });
    if (request.method === 'HEAD') return void response.end();
    response.write(content.subarray(0, bytes), () => request.socket.destroySoon());
  };
}

function serving(content: Buffer, headers: Record<string, string> = {}): RequestListener {
  return (request, response) => {
    response.writeHead(200, { 'content-length': content.length, ...headers });
    response.end(request.method === 'HEAD' ? undefined : content);
  };
}

/** Answers with one handler after the other, the last one for all further requests; HEAD gets the last one's. */
function oneAfterTheOther(...handlers: readonly RequestListener[]): RequestListener {
  let met = 0;
  return (request, response) => {
    const index = request.method === 'HEAD' ? handlers.length - 1 : Math.min(met++, handlers.length - 1);
    handlers[index]?.(request, response);
  };
}

function warnings(): readonly string[] {
  return bench.events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
}

async function expectPublished(image: DesiredImage): Promise<void> {
  const { current, staged } = await bench.byRole();
  expect([current.length, staged]).toEqual([1, []]);
  expect((await bench.download(current[0]?.id ?? '')) === String(CONTENT)).toBe(true);
  expect((await bench.plan([image])).changes[0]).toMatchObject({
    action: 'unchanged',
    steps: [],
    warnings: [],
  });
}

describe('the next mirror is tried in the same apply', () => {
  it.each<[string, () => Promise<string>, RegExp]>([
    [
      'answers 404',
      async () => (await publish((_, response) => void response.writeHead(404).end())).url,
      /answered 404/,
    ],
    ['refuses the connection', async () => `${await deadUrl()}/image`, /cannot be reached/],
    [
      'does not speak TLS',
      async () => (await publish('x')).url.replace('http:', 'https:'),
      /cannot be reached/,
    ],
    [
      'gives other bytes',
      async () => (await publish(serving(OTHER))).url,
      /does not have the expected digest/,
    ],
    [
      'gives fewer bytes',
      async () => (await publish(serving(CONTENT.subarray(0, 1000)))).url,
      /expected digest/,
    ],
    [
      'gives an HTML page',
      async () =>
        (await publish(serving(Buffer.from('<!DOCTYPE html><html><body>Log in</body></html>')))).url,
      /HTML page/,
    ],
    [
      'breaks off in the middle, twice',
      async () => (await publish(breakingAfter(1_500_000))).url,
      /broke off after/,
    ],
  ])(
    'when the first one %s: a warning names it and why, and the report names the one that served',
    async (_what, first, why) => {
      const bad = await first();
      const good = (await publish(serving(CONTENT))).url;
      const image = imageAt([at(bad), at(good)]);
      const result = await bench.reconcile(image, quick());
      expect(result).toMatchObject({ outcome: 'done', error: null, servedBy: good });
      const warning = warnings().at(-1) ?? '';
      expect(warning).toMatch(why);
      expect(warning).toContain(new URL(bad).host);
      expect(warning).toContain(`trying the next mirror, ${good}`);
      await expectPublished(image);
    },
  );

  it('when a mirror never answers: it is given up after its time, with fewer tries than the last one gets', async () => {
    const silent = await publish(() => {});
    const good = (await publish(serving(CONTENT))).url;
    const plan = await bench.plan([imageAt([at(good)])]);
    const change = plan.changes[0];
    if (!change) throw new Error('no change');
    const source = { kind: 'alternatives', places: [at(silent.url), at(good)] } as const;
    const steps = change.steps.map((step) => (step.kind === 'upload' ? { ...step, source } : step));
    const report = await bench.apply(
      { ...plan, changes: [{ ...change, steps }] },
      quick({ idleTimeoutMs: 200 }),
    );
    expect(report.changes[0]).toMatchObject({ outcome: 'done', servedBy: good });
    expect(warnings()[0]).toMatch(/\(2 tries\); trying the next mirror/);
  });

  it('a local mirror takes its place in the list', async () => {
    const path = join(bench.folder, 'mirror.img');
    await writeFile(path, CONTENT);
    const image = imageAt([at(`${await deadUrl()}/image`), { kind: 'file', path }]);
    expect(await bench.reconcile(image, quick())).toMatchObject({ outcome: 'done', servedBy: path });
    await expectPublished(image);
  });

  it.each(['upload', 'stage'] as const)(
    'the bytes of a bad mirror never reach an active image (%s)',
    async (method) => {
      const bad = (await publish(serving(OTHER))).url;
      const good = (await publish(serving(CONTENT))).url;
      const image = imageAt([at(bad), at(good)], { method });
      expect(await bench.reconcile(image, quick())).toMatchObject({ outcome: 'done', servedBy: good });
      await expectPublished(image);
    },
  );

  it('packed mirrors are held to the digest of the packed file', async () => {
    const packed = gzipSync(CONTENT);
    const bad = (await publish(serving(gzipSync(OTHER)))).url;
    const good = (await publish(serving(packed))).url;
    const image = imageAt([at(bad), at(good)], {
      digests: { sha256: digest('sha256', packed) },
      preparation: { digestsCover: 'source', decompress: 'gz' },
    });
    expect(await bench.reconcile(image, quick())).toMatchObject({ outcome: 'done', servedBy: good });
    await expectPublished(image);
  });

  it('content that cannot be unpacked, although its digest is right, is not fetched from other mirrors', async () => {
    const cut = gzipSync(CONTENT).subarray(0, -20);
    let fetched = 0;
    const second = await publish((request, response) => {
      if (request.method === 'GET') fetched += 1;
      serving(cut)(request, response);
    });
    const image = imageAt([at((await publish(serving(cut))).url), at(second.url)], {
      digests: { sha256: digest('sha256', cut) },
      preparation: { digestsCover: 'source', decompress: 'gz' },
    });
    const result = await bench.reconcile(image, quick());
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'verification' } });
    expect(result.error?.message).toContain('cannot be unpacked');
    expect(fetched).toBe(0);
  });
});

describe('when no mirror has the wanted bytes', () => {
  it('the error lists each with its cause, and nothing stays', async () => {
    const gone = await publish((_, response) => void response.writeHead(410).end());
    const other = await publish(serving(OTHER));
    const dead = `${await deadUrl()}/image`;
    const result = await bench.reconcile(imageAt([at(gone.url), at(other.url), at(dead)]), quick());
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'source' } });
    expect(result.servedBy).toBeUndefined();
    const { message = '' } = result.error ?? {};
    expect(message).toMatch(/^none of the 3 mirrors has the wanted bytes: /);
    expect(message).toContain(`${gone.url} answered 410`);
    expect(message).toContain(`${other.url} does not have the expected digest`);
    expect(message).toContain(`${dead} cannot be reached`);
    expect(await bench.byRole()).toEqual({ current: [], staged: [], backup: [] });
  });

  it('the error is one of verification when every mirror gives other bytes', async () => {
    const places = [await publish(serving(OTHER)), await publish(serving(OTHER))];
    const result = await bench.reconcile(imageAt(places.map(({ url }) => at(url))), quick());
    expect(result.error).toMatchObject({ code: 'verification' });
    expect(result.error?.hint).toContain('checksum');
  });

  it('the old image stays published', async () => {
    const old = await bench.reconcile(await bench.imageOf('old content'));
    const bad = (await publish(serving(OTHER))).url;
    const result = await bench.reconcile(imageAt([at(bad), at(bad)]), quick());
    expect(result.outcome).toBe('failed');
    const { current, staged } = await bench.byRole();
    expect([current.map(({ id }) => id), staged]).toEqual([[old.imageId], []]);
  });
});

describe('which mirror served', () => {
  it('is no difference: the same content from another mirror, in another order, or from one place plans nothing', async () => {
    const [a, b] = [
      await publish(serving(CONTENT, { etag: '"a"' })),
      await publish(serving(CONTENT, { etag: '"b"' })),
    ];
    await bench.reconcile(imageAt([at(a.url), at(b.url)]), quick());
    for (const places of [
      [at(b.url), at(a.url)],
      [at(`${await deadUrl()}/image`), at(b.url)],
    ]) {
      const [change] = (await bench.plan([imageAt(places)])).changes;
      expect(change).toMatchObject({ action: 'unchanged', steps: [], warnings: [] });
    }
    const one = wanted({
      diskFormat: 'raw',
      source: at(b.url),
      digests: { sha256: digest('sha256', CONTENT) },
    });
    expect((await bench.plan([one])).changes[0]).toMatchObject({ action: 'unchanged', steps: [] });
    const [image] = (await bench.byRole()).current;
    expect(Object.keys(image?.properties ?? {})).not.toContain('owner_specified.reconcile.validators');
  });

  it('is named without its query, and each mirror gets its own credentials alone', async () => {
    const seen: (string | undefined)[] = [];
    const first = await publish((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(404).end();
    });
    const second = await publish((request, response) => {
      seen.push(request.headers.authorization);
      serving(CONTENT)(request, response);
    });
    const auth = { scheme: 'bearer', token: 'tok-first-12345' } as const;
    const image = imageAt([at(first.url, { auth }), at(`${second.url}?token=s3cret-of-two`)]);
    const plan = await bench.plan([image]);
    expect(JSON.stringify(plan)).not.toMatch(/tok-first-12345|s3cret-of-two/);
    const known = new Map([[image.name, image.source as NonNullable<typeof image.source>]]);
    seen.length = 0;
    const [result] = (await bench.apply(plan, { ...quick(), sources: known })).changes;
    expect(result).toMatchObject({ outcome: 'done', servedBy: `${second.url}?…` });
    expect(seen).toEqual(['Bearer tok-first-12345', undefined]);
    expect(JSON.stringify([result, bench.events])).not.toMatch(/tok-first-12345|s3cret-of-two/);
  });

  it('a plan warns of the mirrors that it passed over, and shows what the first that answers says', async () => {
    const gone = await publish((_, response) => void response.writeHead(404).end());
    const page = await publish(serving(Buffer.from('<html>Log in</html>')));
    const good = (await publish(serving(CONTENT))).url;
    const [change] = (
      await bench.plan([imageAt([at(gone.url), at(page.url), at(good)], { size: CONTENT.length })])
    ).changes;
    expect(change?.content).toMatchObject({
      source: `${gone.url} (or ${page.url}, ${good})`,
      bytes: CONTENT.length,
    });
    expect(change?.warnings).toEqual([
      expect.stringContaining(`${gone.url} answered 404`),
      expect.stringContaining(`${page.url} has 19 bytes, expected ${CONTENT.length} bytes`),
    ]);
  });
});

describe('a transfer that broke off and cannot go on', () => {
  it.each<[string, RequestListener, Partial<DesiredImage>]>([
    [
      'the server sends the whole file again',
      oneAfterTheOther(breakingAfter(1_500_000), serving(CONTENT)),
      {},
    ],
    [
      'the server sends the whole file again, and no digest is given',
      oneAfterTheOther(breakingAfter(1_500_000), serving(CONTENT)),
      { digests: {} },
    ],
    [
      'servers behind one name give it other marks',
      oneAfterTheOther(
        (request, response) => {
          response.setHeader('etag', '"one"');
          breakingAfter(1_500_000)(request, response);
        },
        serving(CONTENT, { etag: '"two"' }),
      ),
      {},
    ],
  ])('starts over once within the run: %s', async (_what, handler, fields) => {
    const { url } = await publish(handler);
    const image = wanted({
      diskFormat: 'raw',
      source: at(url),
      digests: { sha256: digest('sha256', CONTENT) },
      ...fields,
    });
    expect(await bench.reconcile(image, quick())).toMatchObject({ outcome: 'done', error: null });
    expect(warnings()[0]).toMatch(/; the transfer starts over$/);
    expect(bench.requests.filter((request) => request === 'POST /v2/images')).toHaveLength(1);
    const [published] = (await bench.byRole()).current;
    expect((await bench.download(published?.id ?? '')) === String(CONTENT)).toBe(true);
  });

  it('starts over while its bytes are compared with a live image', async () => {
    const path = join(bench.folder, 'live.img');
    await writeFile(path, CONTENT);
    await bench.reconcile(
      wanted({
        diskFormat: 'raw',
        source: { kind: 'file', path },
        digests: { sha256: digest('sha256', CONTENT) },
      }),
    );
    const { url } = await publish(oneAfterTheOther(breakingAfter(1_500_000), serving(CONTENT)));
    const plan = await bench.plan([
      wanted({ diskFormat: 'raw', source: at(url), digests: { sha1: digest('sha1', CONTENT) } }),
    ]);
    const [change] = plan.changes;
    const [step] = change?.steps ?? [];
    if (change === undefined || step?.kind !== 'compare') throw new Error('nothing is compared');
    const steps = [{ ...step, read: at(url) }, ...change.steps.slice(1)];
    const report = await bench.apply({ ...plan, changes: [{ ...change, steps }] }, quick());
    expect(report.changes[0]).toMatchObject({ outcome: 'done', error: null });
    expect(warnings()[0]).toMatch(/; the transfer starts over$/);
  });

  it('starts over once and no more', async () => {
    let fetched = 0;
    const { url } = await publish((request, response) => {
      if (request.method === 'GET') fetched += 1;
      breakingAfter(1_500_000)(request, response);
    });
    const result = await bench.reconcile(
      wanted({ diskFormat: 'raw', source: at(url), digests: {} }),
      quick(),
    );
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'source' } });
    expect(result.error?.message).toContain('cannot be resumed');
    expect(warnings().filter((line) => line.endsWith('starts over'))).toHaveLength(1);
    // No request for the rest: without validators and without a digest nothing tells that it is the same file.
    expect(fetched).toBe(2);
    expect(await bench.byRole()).toEqual({ current: [], staged: [], backup: [] });
  });

  it('a file that has changed meanwhile is refused when no digest tells its bytes', async () => {
    const { url } = await publish(
      oneAfterTheOther(
        (request, response) => {
          response.setHeader('etag', '"one"');
          breakingAfter(1_500_000)(request, response);
        },
        serving(OTHER, { etag: '"two"' }),
      ),
    );
    const image = wanted({ diskFormat: 'raw', source: at(url), digests: {} });
    expect((await bench.reconcile(image, quick())).outcome).toBe('failed');
    expect((await bench.byRole()).current).toEqual([]);
  });
});
