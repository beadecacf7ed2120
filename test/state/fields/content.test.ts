import { describe, expect, it } from 'vitest';
import { DIRECTORY, errorOf, loadImage } from '../load-text.ts';

const MD5 = 'd41d8cd98f00b204e9800998ecf8427e';
const SHA1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
const SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describe('checksum', () => {
  it.each([
    [`sha256:${SHA256}`, { sha256: SHA256 }],
    [`SHA-256:${SHA256.toUpperCase()}`, { sha256: SHA256 }],
    [`"${SHA256}"`, { sha256: SHA256 }],
    [`${MD5}:${SHA1}`, { md5: MD5, sha1: SHA1 }],
    [`md5:${MD5}:sha1:${SHA1}`, { md5: MD5, sha1: SHA1 }],
    [`"md5:${MD5}, ${SHA1} sha256:${SHA256}"`, { md5: MD5, sha1: SHA1, sha256: SHA256 }],
    [`[md5:${MD5}, ${SHA256}]`, { md5: MD5, sha256: SHA256 }],
    [`{sha256: ${SHA256.toUpperCase()}, md5: ${MD5}}`, { sha256: SHA256, md5: MD5 }],
    [`[${SHA256}, sha256:${SHA256}]`, { sha256: SHA256 }],
    [`"${'a'.repeat(56)}"`, { sha224: 'a'.repeat(56) }],
    [`"${'a'.repeat(96)}"`, { sha384: 'a'.repeat(96) }],
    [`"${'a'.repeat(128)}"`, { sha512: 'a'.repeat(128) }],
  ])('checksum is read as digests by algorithm: %s', async (written, digests) => {
    expect((await loadImage(`checksum: ${written}`)).digests).toEqual(digests);
  });

  it.each([
    ['sha256:abc', 'must have 64 hexadecimal digits, not 3'],
    [`md5:${MD5.slice(1)}g`, 'and no other characters'],
    [`{sha1: ${MD5}}`, 'must have 40 hexadecimal digits, not 32'],
    [`sha3:${SHA256}`, '"sha3" is neither a digest nor an algorithm'],
    [`"${'a'.repeat(33)}"`, 'no algorithm has digests of 33 digits'],
    ['sha256', 'no digest follows'],
    ['":"', 'holds no digest'],
    ['""', 'must not be empty'],
    ['[]', 'must not be empty'],
    [`[md5:${MD5}, md5:${'a'.repeat(32)}]`, 'two different md5 digests, the other at <stdin>:5:20'],
    [`{sha265: ${SHA256}}`, 'unknown key "sha265"'],
    ['[12, 13]', 'must be a string'],
  ])('checksum is refused: %s', async (written, message) => {
    const { message: found } = await errorOf(`checksum: ${written}`).catch((error) => error);

    expect(found).toContain(message);
  });
});

describe('the address of a checksum file in the place of a digest', () => {
  it.each([
    ['sha256:https://h.example/SHA256SUMS', '{url: https://h.example/SHA256SUMS}'],
    ['https://h.example/SHA256SUMS', '{url: https://h.example/SHA256SUMS}'],
    ['file:https://h.example/SHA256SUMS', '{url: https://h.example/SHA256SUMS}'],
    ['file:sums/leap.sha256', '{url: sums/leap.sha256}'],
    ['file:///srv/SHA256SUMS', '{url: /srv/SHA256SUMS}'],
    ['[sha512:http://h.example/SUMS]', '{url: http://h.example/SUMS}'],
    ['{sha256: https://h.example/SUMS}', '{url: https://h.example/SUMS}'],
  ])('%s gets the hint to write checksum: %s', async (written, instead) => {
    const { message, hint } = await errorOf(`checksum: ${written}`);

    expect(message).toBe('"checksum" holds the address of a checksum file, not a digest');
    expect(hint).toContain(`Write checksum: ${instead};`);
  });

  it.each(['https://me:secret@h.example/SUMS', 'sha256:https://h.example/SUMS?token=secret'])(
    'the hint does not repeat an address that may hold credentials: %s',
    async (written) => {
      const { message, hint } = await errorOf(`checksum: ${written}`);

      expect(hint).toContain('checksum: {url: …}');
      expect(`${message} ${hint}`).not.toContain('secret');
    },
  );
});

describe('source', () => {
  it.each([
    ['https://images.example/a%20b.img?x=1', { kind: 'http', url: 'https://images.example/a%20b.img?x=1' }],
    ['file:///srv/a%20b.img', { kind: 'file', path: '/srv/a b.img' }],
    ['images/a.img', { kind: 'file', path: `${DIRECTORY}/images/a.img`, shown: 'images/a.img' }],
    ['../a.img', { kind: 'file', path: '/srv/a.img', shown: '../a.img' }],
    ['/a.img', { kind: 'file', path: '/a.img' }],
    ['{url: "http://h/x"}', { kind: 'http', url: 'http://h/x' }],
  ])('source is read as a URL or an absolute path: %s', async (written, source) => {
    expect((await loadImage(`source: ${written}`)).source).toEqual(source);
  });

  it.each([
    ['ftp://h/x', 'cannot read a source by ftp://'],
    ['http://', 'invalid URL'],
    ['"http://h/a b"', 'invalid URL'],
    ['file://elsewhere/x', 'invalid file:// URL'],
    ['{}', '"source" needs "url"'],
    ['{url: file:///x, auth: {user: a, password: b}}', '"auth" is for http(s) sources'],
    ['{url: "http://h/x", auth: {user: a}}', 'either "user" and "password", or "token"'],
    ['https://user:pw@h/x', 'must not hold credentials'],
    ['https://token@h/x', 'must not hold credentials'],
    [`https://user:pw\${EMPTY:-}@h/x`, 'must not hold credentials'],
  ])('source is refused: %s', async (written, message) => {
    expect((await errorOf(`source: ${written}`)).message).toContain(message);
  });

  it('source takes credentials from variables, in the URL or in "auth"', async () => {
    const env = { USER_NAME: 'me', SECRET: 'p@ss', TOKEN: 'abcdef' };
    const inUrl = await loadImage(`source: https://me:p%40ss\${NOTHING:-}@h/x`, env).catch(() => null);
    const whole = await loadImage(`source: \${URL}`, { URL: 'https://me:p%40ss@h/x?y' });
    const password = await loadImage(`source: https://me:\${WORD}@h/x`, { WORD: 'pw' });
    const basic = await loadImage(
      `source: {url: "http://h/x", auth: {user: "\${USER_NAME}", password: "\${SECRET}"}}`,
      env,
    );
    const bearer = await loadImage(`source: {url: "http://h/x", auth: {token: "\${TOKEN}"}}`, env);

    expect(inUrl).toBeNull();
    expect(whole.source).toEqual({
      kind: 'http',
      url: 'https://h/x?y',
      auth: { scheme: 'basic', user: 'me', password: 'p@ss' },
    });
    expect(password.source).toMatchObject({ url: 'https://h/x', auth: { user: 'me', password: 'pw' } });
    expect(basic.source).toMatchObject({ auth: { scheme: 'basic', user: 'me', password: 'p@ss' } });
    expect(bearer.source).toMatchObject({ auth: { scheme: 'bearer', token: 'abcdef' } });
  });

  it('source is refused when the file itself holds a secret', async () => {
    expect((await errorOf('source: {url: "http://h/x", auth: {token: abc}}')).message).toContain(
      'must not hold a secret',
    );
  });
});

describe('file', () => {
  it('file without a source is a local source', async () => {
    expect((await loadImage('file: a.img')).source).toEqual({
      kind: 'file',
      path: `${DIRECTORY}/a.img`,
      shown: 'a.img',
    });
    expect((await loadImage('file: /a.img')).source).toEqual({ kind: 'file', path: '/a.img' });
  });

  it('file beside an http source is the path of the cached download', async () => {
    expect((await loadImage('source: http://h/x\nfile: cache/a.img')).source).toEqual({
      kind: 'http',
      url: 'http://h/x',
      cachedAt: `${DIRECTORY}/cache/a.img`,
      cachedBelow: DIRECTORY,
      cacheShown: { cachedAt: 'cache/a.img', cachedBelow: '.' },
    });
  });

  it.each(['../a.img', '/etc/passwd', 'a/../../b', '.', 'a/', '..', 'file:///x'])(
    'file beside an http source must not lead out of the directory: %s',
    async (file) => {
      expect((await errorOf(`source: http://h/x\nfile: ${file}`)).message).toContain('must stay below');
    },
  );

  it('file beside a local source is refused, unless both are the same file', async () => {
    expect((await errorOf('source: a.img\nfile: b.img')).message).toContain('this source is a local file');
    await expect(loadImage('source: a.img\nfile: ./a.img')).resolves.toBeDefined();
  });

  it('file must not be a URL', async () => {
    expect((await errorOf('file: http://h/x')).message).toContain('not a URL');
  });
});

describe('web-download', () => {
  it('web-download needs an http source', async () => {
    expect((await errorOf('method: web-download\nsource: a.img')).message).toContain(
      'needs an http(s) source',
    );
    await expect(loadImage('method: web-download\nsource: http://h/x')).resolves.toMatchObject({
      method: 'web-download',
    });
  });
});
