import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ConfigError, ConnectionError, SourceError } from '../../../src/model/errors.ts';
import { openSource } from '../../../src/source/open.ts';
import { type Certificates, makeCertificates } from '../../support/certificates.ts';
import { connectWith, openrc, serveCloud } from '../../support/keystone-double.ts';
import { startLoopback } from '../../support/loopback.ts';
import { json, serve } from '../../support/openstack-server.ts';
import { options } from '../../support/source-server.ts';

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.remove());

/** HTTPS with a certificate of the test's CA; with `asking` it wants one of the client too. */
async function serveTls(asking = false) {
  return serve((_request, response) => json(response, 200, {}), {
    cert: await certificates.read('server.pem'),
    key: await certificates.read('server.key'),
    ca: await certificates.read('ca.pem'),
    requestCert: asking,
    rejectUnauthorized: asking,
  });
}

async function ask(url: string, env: Record<string, string>, home = '/nonexistent') {
  const connection = await connectWith({ OS_AUTH_TYPE: 'none', OS_ENDPOINT: url, ...env }, { home });
  return (await connection.image.request({ method: 'GET', path: '/v2/images' })).status;
}

test('refuses a certificate of an unknown CA with a hint, and does not try again', async () => {
  const server = await serveTls();

  const error = await ask(server.url, {}).catch((thrown) => thrown);

  expect(error).toBeInstanceOf(ConnectionError);
  expect(error.message).toContain('its certificate is signed by an unknown CA');
  expect(error.hint).toMatch(/cacert \(OS_CACERT\).*insecure \(OS_INSECURE\)/);
  expect(server.connections()).toBe(1);
});

test('refuses a self-signed certificate and says so', async () => {
  const server = await serve((_request, response) => response.end(), {
    cert: await certificates.read('ca.pem'),
    key: await certificates.read('ca.key'),
  });

  await expect(ask(server.url, {})).rejects.toMatchObject({
    name: 'ConnectionError',
    cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  });
});

test('refuses a self-signed certificate of a source, and says how to trust it', async () => {
  const server = await serve((_request, response) => response.end('x'), {
    cert: await certificates.read('ca.pem'),
    key: await certificates.read('ca.key'),
  });
  const source = { kind: 'http', url: `${server.url}/disk.img` } as const;

  await expect(openSource(source, options(), { digests: {} })).rejects.toMatchObject({
    name: 'SourceError',
    message: expect.stringContaining('its certificate is self-signed'),
    hint: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
  });
  expect(server.connections()).toBe(1);
});

test('refuses an unknown CA where NODE_TLS_REJECT_UNAUTHORIZED=0 would accept it', async () => {
  const server = await serveTls();
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  onTestFinished(() => {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  });

  await expect(ask(server.url, {})).rejects.toBeInstanceOf(ConnectionError);
  const source = openSource({ kind: 'http', url: `${server.url}/disk.img` }, options(), { digests: {} });
  await expect(source).rejects.toBeInstanceOf(SourceError);
});

test('calls an Images endpoint over plain http beside a Keystone over https weakly protected', async () => {
  const tls = { cert: await certificates.read('server.pem'), key: await certificates.read('server.key') };
  const catalogue = (url: string) => ({
    catalog: [{ type: 'image', endpoints: [{ interface: 'public', region: 'RegionOne', url }] }],
  });
  const images = 'http://127.0.0.1:9/image/v2';
  const cloud = await serveCloud({ tls, token: catalogue(images) });
  const env = { ...openrc(cloud.url), OS_CACERT: certificates.file('ca.pem') };

  expect(await (await connectWith(env)).weaknesses()).toEqual([
    expect.stringContaining('http://127.0.0.1:9/image'),
  ]);
});

test('trusts the CA of cacert, with `~` for the home', async () => {
  const server = await serveTls();

  expect(await ask(server.url, { OS_CACERT: certificates.file('ca.pem') })).toBe(200);
  expect(await ask(server.url, { OS_CACERT: '~/ca.pem' }, certificates.folder)).toBe(200);
});

test('trusts REQUESTS_CA_BUNDLE without a cacert', async () => {
  const server = await serveTls();

  expect(await ask(server.url, { REQUESTS_CA_BUNDLE: certificates.file('ca.pem') })).toBe(200);
});

test('accepts any certificate with insecure, in spite of cacert', async () => {
  const server = await serveTls();

  expect(await ask(server.url, { OS_INSECURE: 'true', OS_CACERT: '/nonexistent/ca.pem' })).toBe(200);
});

test('refuses a certificate for another host and says so', async () => {
  const server = await serveTls();
  const url = server.url.replace('127.0.0.1', 'localhost');

  await expect(ask(url, { OS_CACERT: certificates.file('ca.pem') })).rejects.toThrow('for another host name');
});

test('sends a client certificate, with its key from the same file too', async () => {
  const server = await serveTls(true);
  const both = certificates.file('both.pem');
  await writeFile(
    both,
    [await readFile(certificates.file('client.pem')), await readFile(certificates.file('client.key'))].join(
      '\n',
    ),
  );
  const ca = { OS_CACERT: certificates.file('ca.pem') };
  const pair = { OS_CERT: certificates.file('client.pem'), OS_KEY: certificates.file('client.key') };

  expect(await ask(server.url, { ...ca, ...pair })).toBe(200);
  expect(await ask(server.url, { ...ca, OS_CERT: both })).toBe(200);
  await expect(ask(server.url, ca)).rejects.toMatchObject({ hint: expect.stringContaining('OS_CERT') });
});

test('reports the early refusal of an upload over TLS too', async () => {
  const [cert, key] = await Promise.all([certificates.read('server.pem'), certificates.read('server.key')]);
  const server = await startLoopback(
    (_request, response) => {
      response.writeHead(413, { connection: 'close', 'content-type': 'application/json' });
      response.end('{"message":"quota exceeded"}', () => response.socket?.destroy());
    },
    { cert, key },
  );
  onTestFinished(server.close);
  const endpoint = { OS_AUTH_TYPE: 'none', OS_ENDPOINT: server.url, OS_INSECURE: '1' };
  const { image } = await connectWith(endpoint);
  async function* endless() {
    for (;;) yield Buffer.alloc(65_536);
  }

  for (let round = 0; round < 20; round += 1) {
    const upload = image.request({ method: 'PUT', path: '/v2/images/x/file', body: endless() });
    await expect(upload).rejects.toMatchObject({ status: 413, detail: 'quota exceeded' });
  }
});

test.each(['OS_CACERT', 'OS_CERT'])('names the file when it cannot read %s', async (variable) => {
  const attempt = ask('https://127.0.0.1:1', { [variable]: '/nonexistent/file.pem' });

  await expect(attempt).rejects.toBeInstanceOf(ConfigError);
  await expect(attempt).rejects.toThrow('/nonexistent/file.pem does not exist');
});

test('refuses a file that is not a certificate', async () => {
  const file = certificates.file('nonsense.pem');
  await writeFile(file, 'nonsense');

  await expect(ask('https://127.0.0.1:1', { OS_CERT: file })).rejects.toThrow(
    /nonsense\.pem holds no certificate/,
  );
});
