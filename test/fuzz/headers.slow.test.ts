import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RETRY, retryDelay } from '../../src/http/retry.ts';
import { Secrets, withoutCredentials } from '../../src/model/secrets.ts';
import { redirection } from '../../src/source/http/redirect.ts';
import {
  contentRange,
  contradict,
  type Headers,
  rangeCondition,
  validatorsOf,
} from '../../src/source/http/validators.ts';
import { text } from './arbitraries.ts';
import { describeParser, survives } from './harness.ts';

const number = fc.oneof(
  fc.nat().map(String),
  fc.bigInt({ min: 0n, max: 10n ** 40n }).map(String),
  fc.constantFrom('', '-1', '+1', '1e3', '0x10', '1.5', ' 1', '1 ', '1,2', '9'.repeat(400), '９'),
);
const date = fc.oneof(
  fc.date({ noInvalidDate: true }).map((moment) => moment.toUTCString()),
  fc.constantFrom(
    'Sun, 06 Nov 1994 08:49:37 GMT',
    'Thu, 01 Jan 275760 00:00:00 GMT',
    'tomorrow',
    '-271821-04-20',
  ),
);
const value = fc.oneof(text, number, date);

describeParser('header Retry-After', (fuzz) => {
  fuzz('any', fc.tuple(value, fc.integer({ min: 1, max: 60 })), ([header, tried]) => {
    const delay = retryDelay(tried, header, DEFAULT_RETRY);
    expect(delay).toBeGreaterThanOrEqual(0);
    expect(delay).toBeLessThanOrEqual(DEFAULT_RETRY.maxDelay);
  });
});

describeParser('headers Content-Range, Content-Length', (fuzz) => {
  const range = fc.oneof(
    value,
    fc
      .tuple(number, number, fc.oneof(number, fc.constant('*')))
      .map(([from, to, all]) => `bytes ${from}-${to}/${all}`),
  );
  fuzz('any: the numbers are finite', range, (header) => {
    const read = contentRange({ 'content-range': header });
    if (read === null) return;
    expect(Number.isSafeInteger(read.start)).toBe(true);
    expect(read.total === null || Number.isSafeInteger(read.total)).toBe(true);
    if (read.total !== null) expect(read.start).toBeLessThan(read.total);
  });
  fuzz('Content-Length: any', value, (header) => {
    const { length } = validatorsOf({ 'content-length': header });
    if (length !== undefined) expect(Number.isSafeInteger(length) && length >= 0).toBe(true);
  });
});

describeParser('headers ETag, Last-Modified', (fuzz) => {
  const headers: fc.Arbitrary<Headers> = fc.record(
    {
      etag: fc.oneof(value, fc.array(value, { maxLength: 2 }), fc.constantFrom('"a"', 'W/"a"')),
      'last-modified': value,
      'content-length': number,
    },
    { requiredKeys: [] },
  );
  fuzz('a file never contradicts itself', headers, (given) => {
    const validators = validatorsOf(given);
    expect(contradict(validators, validators)).toBe(false);
    const condition = rangeCondition(validators);
    if (condition !== null) expect(condition).not.toMatch(/^W\//);
  });
});

describeParser('header Location', (fuzz) => {
  const place = {
    url: new URL('https://mirror.example/a'),
    auth: { scheme: 'bearer', token: 'hunter2' } as const,
  };
  const location = fc.oneof(
    text,
    fc.webUrl(),
    fc.constantFrom(
      '//evil.example/',
      'https:evil',
      '/\\evil.example',
      'https://mirror.example:443/b',
      'javascript:1',
    ),
  );
  fuzz('any: credentials are sent to their own origin alone', location, (header) => {
    const next = redirection({ method: 'GET', status: 302, headers: { location: header }, place });
    if (next === null) throw new Error('a redirect was overlooked');
    expect(next.url.protocol).toBe('https:');
    expect(next.url.username + next.url.password).toBe('');
    if (next.url.origin !== place.url.origin) expect(next.auth).toBeNull();
  });
});

describeParser('secrets in text', (fuzz) => {
  fuzz('any secret in any text', fc.tuple(text, text, text), ([before, secret, after]) => {
    const secrets = new Secrets();
    secrets.add(secret);
    const redacted = secrets.redact(`${before} ${secret} ${after}`);
    if (secret.length >= 4 && !'***'.includes(secret)) expect(redacted).not.toContain(secret);
  });
});

describe('by example', () => {
  it.each([
    'https://user:hunter2@host/path',
    'https://user:p@hunter2@host/path',
    'see <https://hunter2@host>',
    `${'x'.repeat(40)}://user:hunter2@host`,
    'HTTPS://USER:hunter2@HOST',
  ])('credentials are cut out of %j', (url) => {
    expect(new Secrets().redact(url)).not.toContain('hunter2');
    if (/^https/i.test(url)) expect(withoutCredentials(url)).not.toContain('hunter2');
  });

  it.each(['a', 'a://', '://', '://a', '@', ':'])(
    'a megabyte of %j is redacted in bounded time',
    async (piece) => {
      await survives(() => new Secrets().redact(piece.repeat(1_000_000 / piece.length)));
    },
  );
});
