import { expect, test } from 'vitest';
import { type Reach, redirectOf } from '../../src/http/redirect.ts';

interface Given {
  readonly status?: number;
  readonly method?: string;
  readonly reach?: Reach;
}

function redirect(from: string, location: string | undefined, given: Given = {}) {
  const { status = 302, method = 'GET', reach = 'anywhere' } = given;
  return redirectOf({ status, location }, { url: new URL(from), method, reach });
}

test.each([301, 302, 303, 307, 308])('%d is a redirect', (status) => {
  expect(redirect('https://a.example/x', '/there', { status })).toEqual({
    to: new URL('https://a.example/there'),
    keepsCredentials: true,
  });
});

test.each([200, 300, 304, 404])('%d is not a redirect', (status) => {
  expect(redirect('https://a.example/x', '/there', { status })).toBeNull();
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
  ['https on the same host', 'http://a.example/x', 'https://a.example/y', 'https://a.example/y', true],
  [
    'https on the same port',
    'http://a.example:5000/',
    'https://a.example:5000/y',
    'https://a.example:5000/y',
    true,
  ],
  ['https on another port', 'http://a.example:5000/', 'https://a.example/y', 'https://a.example/y', false],
  ['https on another host', 'http://a.example/x', 'https://b.example/y', 'https://b.example/y', false],
])(
  'a redirect to %s: credentials go along as far as the origin is the same, or the same with TLS',
  (_to, from, location, to, keeps) => {
    expect(redirect(from, location)).toMatchObject({ to: new URL(to), keepsCredentials: keeps });
    const within = redirect(from, location, { reach: 'origin' });
    expect(within).toMatchObject(keeps ? { to: new URL(to) } : { refused: 'another origin' });
    expect(redirect(from, location, { reach: 'nowhere' })).toMatchObject({ refused: 'this request' });
  },
);

test.each([
  ['from https to http', 'https://a.example/x', 'http://a.example/y', 'from https to http'],
  ['to another scheme', 'https://a.example/x', 'file:///etc/passwd', 'not http'],
  ['without a Location', 'https://a.example/x', undefined, 'no location'],
  ['with a Location that is not a URL', 'https://a.example/x', 'http://[', 'no location'],
])('a redirect %s is never followed', (_kind, from, location, refused) => {
  expect(redirect(from, location)).toMatchObject({ refused });
});

test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('a 303 does not turn a %s into a GET', (method) => {
  const given = { method, reach: 'origin' } as const;
  expect(redirect('https://a.example/x', '/y', { ...given, status: 303 })).toMatchObject({
    refused: 'this request',
  });
  expect(redirect('https://a.example/x', '/y', { ...given, status: 307 })).toMatchObject({
    keepsCredentials: true,
  });
});
