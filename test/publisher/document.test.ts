import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { fetchDocument } from '../../src/publisher/document.ts';
import { options, serve } from '../support/source-server.ts';

const silent: RequestListener = () => {};

/** Sends a byte now and then, and never ends. */
const dripping: RequestListener = (_request, response) => {
  const timer = setInterval(() => response.write('x'), 5);
  response.on('close', () => clearInterval(timer));
};

/** Breaks off after each byte, and offers the rest by a range request, for ever. */
const breaking: RequestListener = (request, response) => {
  const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const range = from > 0 ? { 'content-range': `bytes ${from}-999999/1000000` } : {};
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': 1_000_000 - from, etag: '"1"', ...range });
  response.write('x', () => response.destroy());
};

describe('the time limit of a document', () => {
  it.each([
    ['is silent', silent],
    ['drips', dripping],
    ['breaks off again and again', breaking],
  ])('the time limit of a document ends the download when the server %s', async (_what, handler) => {
    const { url } = await serve(handler);
    const fetched = fetchDocument(
      { kind: 'http', url: `${url}/SHA256SUMS` },
      options({ documentTimeoutMs: 200 }),
    );
    await expect(fetched).rejects.toMatchObject({
      name: 'SourceError',
      message: `${url}/SHA256SUMS did not arrive in full within 0.2 s`,
      hint: expect.stringContaining('name the local file'),
    });
  });

  it('the time limit of a document waits once for a silent server, but every time for a server that has sent a byte', async () => {
    const quiet = await serve(silent);
    const slow = await serve(dripping);
    const given = options({ documentTimeoutMs: 200, silentServers: new Set() });
    const fetched = (url: string) => fetchDocument({ kind: 'http', url }, given).catch(String);
    for (const { url } of [quiet, slow]) {
      expect(await fetched(`${url}/first`)).toMatch(/^SourceError: \S+\/first [^,]* 0\.2 s$/);
    }
    expect(await fetched(`${quiet.url}/second`)).toContain(
      `${quiet.url}/second was not requested, because ${quiet.url} did not answer earlier in this run`,
    );
    expect(quiet.requests).toHaveLength(1);
    expect(await fetched(`${slow.url}/second`)).toMatch(/^SourceError: \S+\/second [^,]* 0\.2 s$/);
    expect(slow.requests).toHaveLength(2);
  });

  it('the time limit of a document does not affect a document that arrives in time, and leaves no timer behind', async () => {
    const { url } = await serve((_request, response) => response.end('digests'));
    const document = await fetchDocument({ kind: 'http', url }, options({ documentTimeoutMs: 60_000 }));
    expect(document.toString()).toBe('digests');
  });

  it('the time limit of a document gives the reason of an abort, not that the document was late', async () => {
    const { url } = await serve(silent);
    const stop = new AbortController();
    const fetched = fetchDocument({ kind: 'http', url }, options({ signal: stop.signal }));
    stop.abort(new Error('stopped'));
    await expect(fetched).rejects.toThrow('stopped');
  });
});

describe('the hint for a document that cannot be fetched', () => {
  it.each([
    [404, 'Check the address of the image list: it may have moved.'],
    [410, 'Check the address of the image list: it may have moved.'],
    [401, 'Check the credentials for the image list in the state file.'],
    [403, 'Check the credentials for the image list in the state file.'],
  ])(
    'the hint for a document that cannot be fetched names the kind of document when the server answers %s',
    async (status, hint) => {
      const { url } = await serve((_request, response) => response.writeHead(status).end());
      const fetched = fetchDocument({ kind: 'http', url }, options(), 1000, 'image list');
      await expect(fetched).rejects.toMatchObject({ name: 'SourceError', status, hint });
    },
  );

  it('the hint for a document that cannot be fetched names the kind of document when the file does not exist', async () => {
    await expect(fetchDocument({ kind: 'file', path: '/nowhere/at/all' }, options())).rejects.toMatchObject({
      code: 'source',
      message: expect.stringMatching(/^\/nowhere\/at\/all [^(,]*$/),
      hint: 'Check the path of the document and its permissions.',
    });
  });
});
