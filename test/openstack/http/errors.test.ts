import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detailOf } from '../../../src/openstack/http/http-error.ts';
import { connectTo } from '../../support/keystone-double.ts';
import { json, serve, serveRaw } from '../../support/openstack-server.ts';

const WEBOB_PAGE = `<html>
 <head>
  <title>404 Not Found</title>
 </head>
 <body>
  <h1>404 Not Found</h1>
  No image found with ID &#x27;x&#x27;<br /><br />
 </body>
</html>`;

test.each([
  [
    'Keystone',
    'application/json',
    '{"error":{"code":401,"message":"Wrong password.","title":"Unauthorized"}}',
    'Wrong password.',
  ],
  [
    'Glance',
    'application/json',
    '{"message": "No image found with ID x<br /><br />\\n\\n\\n", "code": "404 Not Found"}',
    'No image found with ID x',
  ],
  ['Nova', 'application/json', '{"badRequest": {"code": 400, "message": "no"}}', 'no'],
  ['a page', 'text/html', WEBOB_PAGE, "No image found with ID 'x'"],
  ['plain text', 'text/plain', '403 Forbidden\n\nAccess was denied.\n\n', 'Access was denied.'],
  [
    'a proxy',
    'text/html',
    '<html><head><style>b{}</style></head><body><b>502 Bad Gateway</b></body></html>',
    '502 Bad Gateway',
  ],
  ['nothing', '', '', ''],
  ['a JSON list', 'application/json', '[]', ''],
])('finds the message of %s in its body', (_who, type, body, expected) => {
  expect(detailOf(body, type)).toBe(expected);
});

test('cuts any message to 500 characters without tags', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 3000 }),
      fc.constantFrom('text/html', 'application/json'),
      (body, type) => {
        const detail = detailOf(body, type);
        expect(detail.length).toBeLessThanOrEqual(500);
      },
    ),
  );
  expect(detailOf(`<p>${'long '.repeat(1000)}</p>`, 'text/html')).toHaveLength(500);
});

test('an HttpError has method, URL, status, message and request id', async () => {
  const server = await serve((_request, response) =>
    json(response, 409, { message: 'taken' }, { 'x-openstack-request-id': 'req-1' }),
  );
  const { image } = await connectTo(server.url);

  const error = await image
    .request({ method: 'POST', path: '/v2/images', json: {} })
    .catch((thrown) => thrown);

  expect(error).toMatchObject({
    status: 409,
    method: 'POST',
    url: `${server.url}/v2/images`,
    detail: 'taken',
    requestId: 'req-1',
    message: `POST ${server.url}/v2/images answered 409: taken`,
  });
});

test('an HttpError reads the older request id header too', async () => {
  const server = await serve((_request, response) =>
    response.writeHead(500, { 'x-compute-request-id': 'req-2' }).end(),
  );
  const { image } = await connectTo(server.url);

  await expect(image.request({ method: 'GET', path: '/' })).rejects.toMatchObject({ requestId: 'req-2' });
});

test.each([
  [403, /role/],
  [413, /quota/],
  [429, /rate/],
  [503, /later/],
])('an HttpError gives a hint for status %d', async (status, hint) => {
  const server = await serve((_request, response) =>
    response.writeHead(status, { 'retry-after': '0' }).end(),
  );
  const { image } = await connectTo(server.url);

  await expect(image.request({ method: 'GET', path: '/v2/images' })).rejects.toMatchObject({
    hint: expect.stringMatching(hint),
  });
});

test('does not wait for an endless error body', async () => {
  const server = await serveRaw((socket) =>
    socket.once('data', () => {
      socket.write('HTTP/1.1 500 Oops\r\n\r\n');
      const more = () => socket.write('x'.repeat(65_536), (error) => !error && setImmediate(more));
      more();
    }),
  );
  const { image } = await connectTo(server.url);

  await expect(image.request({ method: 'GET', path: '/' })).rejects.toMatchObject({ status: 500 });
});

test.each([
  ['no HTTP at all', 'SSH-2.0-OpenSSH\r\n', 'does not speak HTTP'],
  ['a closed connection', '', 'the connection was closed'],
])('describes a connection error, %s, in words', async (_case, bytes, words) => {
  const server = await serveRaw((socket) => socket.once('data', () => socket.end(bytes)));
  const { image } = await connectTo(server.url);

  await expect(image.request({ method: 'GET', path: '/' })).rejects.toThrow(words);
});

test('gives a hint for https to a port that speaks plain HTTP', async () => {
  const server = await serve((_request, response) => response.end());
  const { image } = await connectTo(server.url.replace('http:', 'https:'));

  await expect(image.request({ method: 'GET', path: '/' })).rejects.toMatchObject({
    name: 'ConnectionError',
    cause: { code: expect.stringMatching(/^ERR_SSL_|^EPROTO$/) },
    hint: expect.stringContaining('http://'),
  });
});

test('does not try a host name again that does not resolve', async () => {
  const lines: string[] = [];
  const { image } = await connectTo('http://does-not-exist.invalid', { log: (line) => lines.push(line) });

  await expect(image.request({ method: 'GET', path: '/' })).rejects.toMatchObject({
    name: 'ConnectionError',
    cause: { code: expect.stringMatching(/^ENOTFOUND$|^EAI_AGAIN$/) },
  });
});

test('throws HttpError when an answer that is not JSON is read as JSON', async () => {
  const server = await serve((_request, response) => response.end('<html>login</html>'));
  const { image } = await connectTo(server.url);

  const answer = await image.request({ method: 'GET', path: '/' });

  await expect(answer.json()).rejects.toMatchObject({
    status: 200,
    hint: expect.stringContaining('endpoint'),
  });
});

test('the session follows redirects within the origin, and no further', async () => {
  const elsewhere = await serve((_request, response) => json(response, 200, {}));
  const server = await serve((request, response) => {
    if (request.path === '/away') return response.writeHead(302, { location: 'http://localhost:1/' }).end();
    if (request.path === '/loop') return response.writeHead(302, { location: '/loop' }).end();
    if (request.path === '/v2/images/') return json(response, 200, { there: true });
    response.writeHead(301, { location: `${request.path}/` }).end();
  });
  const { image } = await connectTo(server.url);

  const followed = await image.request({ method: 'GET', path: '/v2/images' });

  expect(await followed.json()).toEqual({ there: true });
  await expect(image.request({ method: 'GET', path: '/away' })).rejects.toMatchObject({
    status: 302,
    hint: expect.stringContaining('http://localhost:1/'),
  });
  await expect(image.request({ method: 'GET', path: '/loop' })).rejects.toMatchObject({ status: 302 });
  expect(elsewhere.received).toHaveLength(0);
});

test('takes a 300, with which Glance lists its versions, for an answer', async () => {
  const server = await serve((_request, response) => json(response, 300, { versions: [] }));
  const { image } = await connectTo(server.url);

  const answer = await image.request({ method: 'GET', path: '/' });

  expect(answer.status).toBe(300);
  expect(await answer.json()).toEqual({ versions: [] });
});
