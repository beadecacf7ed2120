import type { RequestListener } from 'node:http';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultOf } from '../../../src/http/faults.ts';
import { describeMissed } from '../../../src/http/minimum-rate.ts';
import { SourceError } from '../../../src/model/errors.ts';
import type { HttpSource } from '../../../src/model/source/source.ts';
import { openSource, type SourceOptions, type WantedContent } from '../../../src/source/open.ts';
import type { Loopback } from '../../support/loopback.ts';
import { deadUrl, options, readAll, serve } from '../../support/source-server.ts';

const CONTENT = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));
const ETAG = '"v1"';
const NOTHING_WANTED: WantedContent = { digests: {} };
/** As Node reports a refused connection. */
const REFUSED = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });

function source(url: string, more: Partial<HttpSource> = {}): HttpSource {
  return { kind: 'http', url, ...more };
}

async function fetchAll(url: string, given: SourceOptions = options(), wanted = NOTHING_WANTED) {
  return readAll(await openSource(source(url), given, wanted));
}

async function failure(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => expect.fail('it succeeded'),
    (error) => error as Error,
  );
}

interface FileAnswer {
  readonly etag?: string;
  readonly lastModified?: string;
  /** Send so many bytes of the body, then break the connection. */
  readonly breakAfter?: number;
  /** Send so many bytes of the body, then fall silent. */
  readonly stallAfter?: number;
  readonly chunked?: boolean;
  readonly content?: Buffer;
}

/** A server that knows ranges and `If-Range`. */
function file({ etag, lastModified, breakAfter, stallAfter, chunked, content = CONTENT }: FileAnswer = {}) {
  const listener: RequestListener = (request, response) => {
    const condition = request.headers['if-range'];
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const partial = range && (condition === undefined || condition === etag || condition === lastModified);
    const start = partial ? Number(range[1]) : 0;
    const end = partial && range[2] ? Number(range[2]) + 1 : content.length;
    const body = content.subarray(start, end);
    response.statusCode = partial ? 206 : 200;
    if (etag) response.setHeader('etag', etag);
    if (lastModified) response.setHeader('last-modified', lastModified);
    if (partial) response.setHeader('content-range', `bytes ${start}-${end - 1}/${content.length}`);
    if (!chunked) response.setHeader('content-length', body.length);
    response.flushHeaders();
    const cut = breakAfter ?? stallAfter;
    if (cut === undefined) return void response.end(body);
    response.write(body.subarray(0, cut), () => {
      if (breakAfter !== undefined) request.socket.destroySoon();
    });
  };
  return listener;
}

function status(code: number, headers: Record<string, string> = {}): RequestListener {
  return (_, response) => void response.writeHead(code, headers).end('<html>no</html>');
}

function redirect(to: string | (() => string), code = 302): RequestListener {
  return (_, response) =>
    void response.writeHead(code, { location: typeof to === 'string' ? to : to() }).end();
}

function ranges({ requests }: Loopback) {
  return requests.map(({ headers }) => [headers.range, headers['if-range']]);
}

test('an http source gives the bytes, their number and the validators of the server', async () => {
  const { url, requests } = await serve(file({ etag: ETAG, lastModified: 'Mon, 01 Jan 2024 00:00:00 GMT' }));
  const opened = await openSource(source(`${url}/disk.img`), options(), NOTHING_WANTED);
  expect(opened.bytes).toBe(1000);
  expect(opened.validators).toEqual({
    etag: ETAG,
    lastModified: 'Mon, 01 Jan 2024 00:00:00 GMT',
    length: 1000,
  });
  expect(await readAll(opened)).toEqual(CONTENT);
  expect(requests[0]!.headers['accept-encoding']).toBe('identity');
});

test('an http source does not know the length of a chunked answer', async () => {
  const { url } = await serve(file({ chunked: true }));
  const opened = await openSource(source(url), options(), NOTHING_WANTED);
  expect(opened.bytes).toBeNull();
  expect(await readAll(opened)).toEqual(CONTENT);
});

test.each([
  [
    'basic',
    { scheme: 'basic', user: 'reader', password: 'pässword' } as const,
    `Basic ${Buffer.from('reader:pässword').toString('base64')}`,
  ],
  ['bearer', { scheme: 'bearer', token: 'tok-12345' } as const, 'Bearer tok-12345'],
])('sends %s credentials, which become secrets of the run', async (_, auth, sent) => {
  const { url, requests } = await serve(file());
  const given = options();
  await readAll(await openSource(source(url, { auth }), given, NOTHING_WANTED));
  expect(requests[0]!.headers.authorization).toBe(sent);
  expect(given.secrets.redact(sent)).toMatch(/^\w+ \*\*\*$/);
});

test.each([
  [404, 'Not Found'],
  [403, 'Forbidden'],
  [204, 'No Content'],
  [501, 'Not Implemented'],
])(
  'an http source fails for status %i with status and URL, without credentials and query',
  async (code, name) => {
    const { url, requests } = await serve(status(code));
    const error = await failure(fetchAll(`${url.replace('//', '//user:pass@')}/a/disk.img?token=s3cret`));
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toBe(`${url}/a/disk.img?… answered ${code} ${name}`);
    expect(requests).toHaveLength(1);
  },
);

test.each([408, 429, 500, 502, 503, 504])('an http source asks again after status %i', async (code) => {
  const { url, requests } = await serve(status(code, { 'retry-after': '7' }), file());
  expect(await fetchAll(url)).toEqual(CONTENT);
  expect(requests).toHaveLength(2);
});

test('an http source waits for Retry-After as long as the settings allow', async () => {
  const { url } = await serve(status(503, { 'retry-after': '3600' }), file());
  const given = options({ retry: { firstDelay: 0, maxRetryAfter: 5 } });
  await fetchAll(url, given);
  expect(given.lines).toEqual([`${url}/ answered 503 Service Unavailable; trying again in 0.005 s`]);
});

test.each([500, 502, 503, 504])('resumes a transfer where it stopped after a %i', async (code) => {
  const server = await serve(file({ etag: ETAG, breakAfter: 400 }), status(code), file({ etag: ETAG }));
  expect(await fetchAll(server.url)).toEqual(CONTENT);
  expect(ranges(server).slice(1)).toEqual([
    ['bytes=400-', ETAG],
    ['bytes=400-', ETAG],
  ]);
});

test('an http source gives up after as many tries as the settings say', async () => {
  const { url, requests } = await serve(status(503));
  const error = await failure(fetchAll(url));
  expect(error).toBeInstanceOf(SourceError);
  expect(error.message).toBe(`${url}/ answered 503 Service Unavailable (3 tries)`);
  expect(requests).toHaveLength(3);
});

test('tries a refused connection again, then names it', async () => {
  const url = await deadUrl();
  const error = await failure(fetchAll(url));
  expect(error.message).toBe(`${url}/ cannot be reached: ${faultOf(REFUSED).text} (3 tries)`);
});

test.each([301, 302, 303, 307, 308])('follows a %i with a relative URL', async (code) => {
  const { url, requests } = await serve(redirect('../real.img', code), file());
  expect(await fetchAll(`${url}/a/disk.img`)).toEqual(CONTENT);
  expect(requests[1]!.url).toBe('/real.img');
});

test('follows ten redirects and no more', async () => {
  const ten = Array.from({ length: 10 }, () => redirect('/next'));
  const reached = await serve(...ten, file());
  expect(await fetchAll(reached.url)).toEqual(CONTENT);

  const looping = await serve(redirect('/'));
  const error = await failure(fetchAll(looping.url));
  expect(error.message).toBe(`${looping.url}/ redirects more than 10 times`);
  expect(looping.requests).toHaveLength(11);
});

test('drops credentials on leaving the origin, and does not send them after a redirect back', async () => {
  let home = '';
  const elsewhere = await serve(redirect(() => `${home}/back`));
  const { url, requests } = await serve(redirect('/same'), redirect(elsewhere.url), file());
  home = url;
  const auth = { scheme: 'bearer', token: 'tok-12345' } as const;
  await readAll(await openSource(source(url, { auth }), options(), NOTHING_WANTED));
  expect(requests.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer tok-12345',
    'Bearer tok-12345',
    undefined,
  ]);
  expect(elsewhere.requests[0]!.headers.authorization).toBeUndefined();
});

test.each([
  ['a strong ETag', { etag: ETAG }, ETAG],
  ['a date', { lastModified: 'Mon, 01 Jan 2024 00:00:00 GMT' }, 'Mon, 01 Jan 2024 00:00:00 GMT'],
  [
    'a date beside a weak ETag',
    { etag: 'W/"v1"', lastModified: 'Mon, 01 Jan 2024 00:00:00 GMT' },
    'Mon, 01 Jan 2024 00:00:00 GMT',
  ],
])('resumes a broken transfer where it stopped, by %s', async (_, marks, condition) => {
  const server = await serve(file({ ...marks, breakAfter: 400 }), file(marks));
  const given = options();
  expect(await fetchAll(server.url, given)).toEqual(CONTENT);
  expect(ranges(server)).toEqual([
    [undefined, undefined],
    ['bytes=400-', condition],
  ]);
  expect(given.lines).toEqual([
    `${server.url}/ broke off after 400 of 1000 bytes: the connection was closed before the answer was complete; trying again in 0 s`,
  ]);
});

test('resumes a chunked transfer that breaks', async () => {
  const server = await serve(file({ etag: ETAG, chunked: true, breakAfter: 400 }), file({ etag: ETAG }));
  expect(await fetchAll(server.url)).toEqual(CONTENT);
});

test('resumes a transfer that falls silent', async () => {
  const server = await serve(file({ etag: ETAG, stallAfter: 10 }), file({ etag: ETAG }));
  expect(await fetchAll(server.url, options({ idleTimeoutMs: 1000 }))).toEqual(CONTENT);
  expect(ranges(server)[1]).toEqual(['bytes=10-', ETAG]);
});

/** Sends the requested part of the file, a byte every 10 ms. */
function drip(answer: FileAnswer = {}): RequestListener {
  return (request, response) => {
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': CONTENT.length - from,
      ...(from > 0 ? { 'content-range': `bytes ${from}-${CONTENT.length - 1}/${CONTENT.length}` } : {}),
      ...(answer.etag ? { etag: answer.etag } : {}),
    });
    let sent = from;
    const timer = setInterval(() => response.write(CONTENT.subarray(sent, ++sent)), 10);
    response.on('close', () => clearInterval(timer));
  };
}

/** A fifth of the file in a fifth of a second. */
const MINIMUM_RATE = { bytes: 200, milliseconds: 200 };

test('resumes a transfer that is too slow', async () => {
  const server = await serve(drip({ etag: ETAG }), file({ etag: ETAG }));
  const given = options({ minimumRate: MINIMUM_RATE });
  expect(await fetchAll(server.url, given)).toEqual(CONTENT);
  expect(ranges(server)[1]?.[0]).toMatch(/^bytes=\d+-$/);
  expect(given.lines).toEqual([
    expect.stringMatching(` \\d+ of 1000 bytes: ${describeMissed(MINIMUM_RATE)}`),
  ]);
});

test('gives up a transfer that stays too slow, although bytes arrive', async () => {
  const server = await serve(drip({ etag: ETAG }));
  const error = await failure(fetchAll(server.url, options({ minimumRate: MINIMUM_RATE })));
  expect(error).toBeInstanceOf(SourceError);
  expect(error.message).toMatch(new RegExp(` of 1000 bytes: ${describeMissed(MINIMUM_RATE)} \\(3 tries\\)$`));
  expect(server.requests).toHaveLength(3);
});

test('gives up a transfer of a few bytes for each connection', async () => {
  const server = await serve(file({ etag: ETAG, breakAfter: 1 }));
  const minimumRate = { bytes: 10_000, milliseconds: 50 };
  const error = await failure(fetchAll(server.url, options({ minimumRate })));
  expect(error).toBeInstanceOf(SourceError);
  expect(error.message).toMatch(new RegExp(`: ${describeMissed(minimumRate)} \\(3 tries\\)$`));
});

test('does not count the time of a slow reader against the server', async () => {
  const content = Buffer.alloc(1_000_000, 'x');
  const server = await serve(file({ etag: ETAG, content }));
  const minimumRate = { bytes: 2 * content.length, milliseconds: 1000 };
  const opened = await openSource(source(server.url), options({ minimumRate }), NOTHING_WANTED);
  let bytes = 0;
  for await (const block of opened.stream) {
    bytes += block.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(bytes).toBe(content.length);
  expect(server.requests).toHaveLength(1);
});

test('gives up a server that never answers', async () => {
  const { url } = await serve(() => {});
  const error = await failure(fetchAll(url, options({ idleTimeoutMs: 500, retry: { tries: 1 } })));
  expect(error).toMatchObject({ name: 'SourceError', cause: { code: 'UND_ERR_HEADERS_TIMEOUT' } });
  expect(error.message).toMatch(new RegExp(`^${url}/ [^:]*: ${faultOf(error.cause).text}$`));
});

test('an http source resumes any number of times as long as bytes arrive', async () => {
  const server = await serve(file({ etag: ETAG, breakAfter: 90 }));
  expect(await fetchAll(server.url)).toEqual(CONTENT);
  expect(server.requests).toHaveLength(12);
});

test('an http source gives exactly the content for any places where the transfer breaks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 5 }), async (breaks) => {
      const answers = breaks.map((breakAfter) => file({ etag: ETAG, breakAfter }));
      const { url } = await serve(...answers, file({ etag: ETAG }));
      expect(await fetchAll(url)).toEqual(CONTENT);
    }),
    { numRuns: 15 },
  );
});

test('gives up a transfer when no more bytes arrive', async () => {
  const server = await serve(file({ etag: ETAG, breakAfter: 500 }), file({ etag: ETAG, breakAfter: 0 }));
  const error = await failure(fetchAll(server.url));
  expect(error).toBeInstanceOf(SourceError);
  expect(error.message).toMatch(/broke off after 500 of 1000 bytes: .* \(3 tries\)$/);
});

const OTHER = Buffer.alloc(1000, 'x');
test.each<[string, FileAnswer, RequestListener]>([
  ['another ETag (the server sends the whole)', { etag: ETAG }, file({ etag: '"v2"', content: OTHER })],
  [
    'another ETag on a part',
    { etag: ETAG },
    (_, response) =>
      void response
        .writeHead(206, { etag: '"v2"', 'content-range': 'bytes 400-999/1000' })
        .end(OTHER.subarray(400)),
  ],
  [
    'another length',
    { etag: ETAG },
    (_, response) =>
      void response.writeHead(206, { etag: ETAG, 'content-range': 'bytes 400-1000/1001' }).end(OTHER),
  ],
  ['412', { etag: ETAG }, status(412)],
  ['416', { etag: ETAG }, status(416)],
])('does not mix parts of a file that changes during the transfer: %s', async (_, first, second) => {
  const { url } = await serve(file({ ...first, breakAfter: 400 }), second);
  const error = await failure(fetchAll(url));
  expect(error).toBeInstanceOf(SourceError);
  expect(error.message).toBe(`${url}/ was changed while it was downloaded`);
});

test('does not resume a transfer from a server that ignores ranges', async () => {
  const whole: RequestListener = (_, response) => void response.writeHead(200, { etag: ETAG }).end(CONTENT);
  const { url } = await serve(file({ etag: ETAG, breakAfter: 400 }), whole);
  const error = await failure(fetchAll(url));
  expect(error.message).toMatch(
    /broke off after 400 of 1000 bytes: .*; it cannot be resumed: the server sends the whole file again/,
  );
});

test('an http source refuses bytes from another offset than requested', async () => {
  const shifted: RequestListener = (_, response) =>
    void response
      .writeHead(206, { etag: ETAG, 'content-range': 'bytes 399-999/1000' })
      .end(CONTENT.subarray(399));
  const { url } = await serve(file({ etag: ETAG, breakAfter: 400 }), shifted);
  expect((await failure(fetchAll(url))).message).toMatch(/other bytes than those asked for/);
});

test('an http source resumes a transfer without ETag and date only when there is a digest', async () => {
  const blind = await serve(file({ breakAfter: 400 }), file());
  expect((await failure(fetchAll(blind.url))).message).toMatch(/neither ETag nor date/);

  const held = await serve(file({ breakAfter: 400 }), file());
  expect(await fetchAll(held.url, options(), { digests: { md5: '0'.repeat(32) } })).toEqual(CONTENT);
});

test('an http source resumes where the redirect led, and from the start when that place is gone', async () => {
  const mirror = await serve(file({ etag: ETAG, breakAfter: 400 }), status(403), file({ etag: ETAG }));
  const { url, requests } = await serve(redirect(() => `${mirror.url}/signed?expires=1`));
  expect(await fetchAll(url)).toEqual(CONTENT);
  expect(mirror.requests).toHaveLength(3);
  expect(requests).toHaveLength(2);
});

test('an http source ignores bytes past the announced length', async () => {
  const { url } = await serve((request, response) => {
    response.writeHead(200, { 'content-length': '400' }).write(CONTENT.subarray(0, 400));
    request.socket.end(CONTENT.subarray(400));
  });
  expect(await fetchAll(url)).toEqual(CONTENT.subarray(0, 400));
});

test('refuses a body that the server compressed on the way, but not a compressed file', async () => {
  const { url } = await serve((_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(CONTENT),
  );
  expect((await failure(fetchAll(`${url}/disk.img`))).message).toMatch(/Content-Encoding gzip/);
  expect(await fetchAll(`${url}/disk.img.gz`)).toEqual(CONTENT);

  const hostile = await serve((_, response) =>
    response.writeHead(200, { 'content-encoding': 'constructor' }).end(CONTENT),
  );
  expect(await failure(fetchAll(`${hostile.url}/disk.img`))).toMatchObject({
    name: 'SourceError',
    message: expect.stringContaining('Content-Encoding constructor'),
  });
});

test('an http source stops on an abort with its reason: before the answer, in the body and between tries', async () => {
  const reason = new Error('enough');

  const beforeAnswer = new AbortController();
  const silent = await serve(() => beforeAnswer.abort(reason));
  await expect(fetchAll(silent.url, options({ signal: beforeAnswer.signal }))).rejects.toBe(reason);

  const inBody = new AbortController();
  const stalling = await serve(file({ etag: ETAG, stallAfter: 10 }));
  const opened = await openSource(source(stalling.url), options({ signal: inBody.signal }), NOTHING_WANTED);
  const stream = opened.stream[Symbol.asyncIterator]();
  await stream.next();
  const next = stream.next();
  inBody.abort(reason);
  await expect(next).rejects.toBe(reason);

  const inPause = new AbortController();
  const busy = await serve(status(503));
  const given = options({
    signal: inPause.signal,
    retry: { firstDelay: 60_000, maxDelay: 60_000 },
    log: () => inPause.abort(reason),
  });
  await expect(fetchAll(busy.url, given)).rejects.toBe(reason);
});

test('an http source closes the connection when it is closed before it was read', async () => {
  let closed!: () => void;
  const gone = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const { url } = await serve((request, response) => {
    request.socket.on('close', closed);
    file({ stallAfter: 10 })(request, response);
  });
  const opened = await openSource(source(url), options(), NOTHING_WANTED);
  await opened.close();
  await opened.close();
  await gone;
});

test('an http source stops waiting for bytes when it is closed, without another try', async () => {
  const { url, requests } = await serve(file({ etag: ETAG, stallAfter: 10 }));
  const given = options();
  const opened = await openSource(source(url), given, NOTHING_WANTED);
  const stream = opened.stream[Symbol.asyncIterator]();
  await stream.next();
  const next = stream.next();
  await opened.close();
  await expect(next).rejects.toThrow('was closed before it was read');
  expect(requests).toHaveLength(1);
  expect(given.lines).toEqual([]);
});
