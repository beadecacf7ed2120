import { expect, test } from 'vitest';
import { redirectOf } from '../../src/http/redirect.ts';

test.each([301, 302, 303, 307, 308])('%d is a redirect', (status) => {
  expect(redirectOf(status, '/there', new URL('https://a.example/x'))).toEqual({
    to: new URL('https://a.example/there'),
    keepsCredentials: true,
    isUpgrade: false,
  });
});

test.each([200, 300, 304, 404])('%d is not a redirect', (status) => {
  expect(redirectOf(status, '/there', new URL('https://a.example/x'))).toBeNull();
});

test.each([
  [
    'the same origin',
    'https://a.example/x',
    'https://user:pass@a.example/y#part',
    'https://a.example/y',
    true,
  ],
  ['another path', 'https://a.example/x/', 'y', 'https://a.example/x/y', true],
  ['another host', 'https://a.example/x', 'https://b.example/y', 'https://b.example/y', false],
  ['another port', 'https://a.example/x', 'https://a.example:8443/y', 'https://a.example:8443/y', false],
  ['https on the same host', 'http://a.example/x', 'https://a.example/y', 'https://a.example/y', false],
])(
  'a redirect to %s: credentials go along as far as the origin is the same',
  (_to, from, location, to, keeps) => {
    expect(redirectOf(302, location, new URL(from))).toMatchObject({
      to: new URL(to),
      keepsCredentials: keeps,
    });
  },
);

test.each([
  ['from https to http', 'https://a.example/x', 'http://a.example/y', 'from https to http'],
  ['to another scheme', 'https://a.example/x', 'file:///etc/passwd', 'not http'],
  ['without a Location', 'https://a.example/x', undefined, 'no location'],
  ['with a Location that is not a URL', 'https://a.example/x', 'http://[', 'no location'],
])('a redirect %s is never followed', (_kind, from, location, refused) => {
  expect(redirectOf(302, location, new URL(from))).toMatchObject({ refused });
});

test.each([
  ['http://a.example/x', 'https://a.example/y', true],
  ['http://a.example:5000/v3', 'https://a.example:5000/v3', true],
  ['http://a.example:5000/v3', 'https://a.example/v3', false],
  ['http://a.example/x', 'https://b.example/x', false],
  ['https://a.example/x', 'https://a.example/y', false],
])('from %s to %s is an upgrade to TLS of the same service: %s', (from, to, isUpgrade) => {
  expect(redirectOf(302, to, new URL(from))).toMatchObject({ isUpgrade });
});
