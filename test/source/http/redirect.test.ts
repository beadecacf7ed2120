import { expect, test } from 'vitest';
import { SourceError } from '../../../src/model/errors.ts';
import { redirection } from '../../../src/source/http/redirect.ts';

const AUTH = { scheme: 'bearer', token: 'tok-12345' } as const;

function redirectFrom(url: string, location?: string) {
  return redirection({
    method: 'GET',
    status: 302,
    headers: location === undefined ? {} : { location },
    place: { url: new URL(url), auth: AUTH },
  });
}

test.each([
  ['https://a.example/x', '/y', 'https://a.example/y', AUTH],
  ['http://a.example/x', 'https://a.example/y', 'https://a.example/y', AUTH],
  ['https://a.example/x', 'https://a.example:8443/y', 'https://a.example:8443/y', null],
  ['https://a.example/x', '//b.example/y#part', 'https://b.example/y', null],
  ['https://a.example/x', 'https://user:pass@a.example/y', 'https://a.example/y', AUTH],
])('follows a redirect from %s to %s', (from, location, to, auth) => {
  const place = redirectFrom(from, location);
  expect(place?.url.href).toBe(to);
  expect(place?.auth).toEqual(auth);
});

test.each([
  ['from https to http', 'https://a.example/x', 'http://a.example/y', /from https to http:\/\/a.example\/y/],
  ['out of the web', 'https://a.example/x', 'file:///etc/passwd', /redirects to file:/],
  [
    'to nowhere',
    'https://a.example/x?token=1',
    undefined,
    /^https:\/\/a.example\/x\?… redirects \(302\) without/,
  ],
])('does not follow a redirect %s', (_, from, location, message) => {
  expect(() => redirectFrom(from, location)).toThrow(SourceError);
  expect(() => redirectFrom(from, location)).toThrow(message);
});

test('does not take a 304 for a redirect', () => {
  const place = { url: new URL('https://a.example'), auth: null };
  expect(redirection({ method: 'GET', status: 304, headers: { location: '/y' }, place })).toBeNull();
});
