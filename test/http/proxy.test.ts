import { expect, test } from 'vitest';
import { proxyFor } from '../../src/http/proxy.ts';
import { ConfigError } from '../../src/model/errors.ts';

const HTTP = 'http://glance.example:9292/v2/images';
const HTTPS = 'https://glance.example/v2/images';

test.each<[string, string, Record<string, string>, string | null]>([
  ['no proxy without variables', HTTP, {}, null],
  ['http_proxy for http', HTTP, { http_proxy: 'http://a:1' }, 'http://a:1/'],
  ['HTTP_PROXY for http', HTTP, { HTTP_PROXY: 'http://a:1' }, 'http://a:1/'],
  ['no http_proxy for https', HTTPS, { http_proxy: 'http://a:1' }, null],
  ['https_proxy for https', HTTPS, { https_proxy: 'http://a:1' }, 'http://a:1/'],
  ['HTTPS_PROXY for https', HTTPS, { HTTPS_PROXY: 'https://a:1' }, 'https://a:1/'],
  ['no https_proxy for http', HTTP, { https_proxy: 'http://a:1' }, null],
  ['all_proxy for http', HTTP, { all_proxy: 'http://a:1' }, 'http://a:1/'],
  ['ALL_PROXY for https', HTTPS, { ALL_PROXY: 'http://a:1' }, 'http://a:1/'],
  ['http_proxy before all_proxy', HTTP, { all_proxy: 'http://a:1', http_proxy: 'http://b:2' }, 'http://b:2/'],
  [
    'lower case before upper case',
    HTTP,
    { HTTP_PROXY: 'http://a:1', http_proxy: 'http://b:2' },
    'http://b:2/',
  ],
  ['upper case where lower case is empty', HTTP, { HTTP_PROXY: 'http://a:1', http_proxy: '' }, 'http://a:1/'],
  ['all_proxy where http_proxy is empty', HTTP, { http_proxy: '', all_proxy: 'http://a:1' }, 'http://a:1/'],
  ['http:// for a proxy without a scheme', HTTP, { http_proxy: 'a:1' }, 'http://a:1/'],
  ['NO_PROXY for ALL_PROXY too', HTTP, { ALL_PROXY: 'http://a:1', NO_PROXY: 'glance.example' }, null],
  ['no_proxy before NO_PROXY', HTTP, { http_proxy: 'a:1', no_proxy: 'b', NO_PROXY: '*' }, 'http://a:1/'],
  ['NO_PROXY where no_proxy is empty', HTTP, { http_proxy: 'a:1', no_proxy: '', NO_PROXY: '*' }, null],
])('a request uses %s', (_rule, url, env, proxy) => {
  expect(proxyFor(new URL(url), env)?.url.href ?? null).toBe(proxy);
});

test.each<[string, string, boolean]>([
  ['', 'http://glance.example:9292', false],
  ['*', 'http://glance.example:9292', true],
  ['other.example,*', 'http://glance.example:9292', true],
  ['glance.example', 'http://glance.example:9292', true],
  ['GLANCE.Example', 'http://glance.example:9292', true],
  ['other.example, example', 'http://glance.example:9292', true],
  ['other.example example', 'http://glance.example:9292', true],
  ['.example', 'http://glance.example:9292', true],
  ['.glance.example', 'http://glance.example:9292', true],
  ['*.example', 'http://glance.example:9292', true],
  ['ance.example', 'http://glance.example:9292', false],
  ['glance.example.', 'http://glance.example:9292', true],
  ['glance.example', 'http://glance.example.:9292', true],
  ['glance.example:9292', 'http://glance.example:9292', true],
  ['glance.example:5000', 'http://glance.example:9292', false],
  ['glance.example:80', 'http://glance.example', true],
  ['glance.example:443', 'https://glance.example', true],
  ['.', 'http://glance.example', false],
  ['10.0.0.0/8', 'http://glance.example:9292', false],
  ['10.0.0.0/8', 'http://10.1.2.3', true],
  ['10.0.0.0/8', 'http://11.1.2.3', false],
  ['0.0.0.0/0', 'http://11.1.2.3', true],
  ['10.0.0.0/33', 'http://10.1.2.3', false],
  ['10.0.0.0/', 'http://10.1.2.3', false],
  ['10.1.2.3', 'http://10.1.2.3:9292', true],
  ['10.1.2.3:9292', 'http://10.1.2.3:9292', true],
  ['10.1.2.3:80', 'http://10.1.2.3:9292', false],
  ['2.3', 'http://10.1.2.3', false],
  ['.2.3', 'http://10.1.2.3', false],
  ['fd00::/8', 'http://[fd00::1]:9292', true],
  ['fd00::/8', 'http://[fe80::1]:9292', false],
  ['fd00::/999', 'http://[fd00::1]:9292', false],
  ['0.0.0.0/0', 'http://[fd00::1]', false],
  ['fd00::1', 'http://[fd00::1]:9292', true],
  ['[fd00::1]', 'http://[fd00::1]:9292', true],
  ['[fd00::1]:9292', 'http://[fd00::1]:9292', true],
  ['[fd00::1]:80', 'http://[fd00::1]:9292', false],
  ['FD00:0:0::1', 'http://[fd00::1]:9292', true],
])('NO_PROXY=%s: a request for %s goes direct: %s', (list, url, direct) => {
  const env = { http_proxy: 'http://proxy:3128', https_proxy: 'http://proxy:3128', no_proxy: list };

  expect(proxyFor(new URL(url), env) === null).toBe(direct);
});

test.each([
  ['user:p%40ss', 'user:p@ss', 'p@ss'],
  ['user', 'user:', null],
  // A password with a bare % is taken as it is.
  ['user:100%25%zz', 'user:100%25%zz', '100%25%zz'],
])('sends the credentials %s of a proxy in its Proxy-Authorization header', (written, basic, password) => {
  const proxy = proxyFor(new URL(HTTP), { http_proxy: `http://${written}@proxy:3128` });

  expect(proxy).toEqual({
    url: new URL('http://proxy:3128'),
    authorization: `Basic ${Buffer.from(basic).toString('base64')}`,
    password,
  });
});

test.each([
  ['HTTP_PROXY', 'http://user:hunter22@:', 'HTTP_PROXY is not the URL'],
  ['http_proxy', 'ftp://user:hunter22@proxy', 'http_proxy is not the URL of an HTTP proxy; ftp://'],
  [
    'ALL_PROXY',
    'socks5://user:hunter22@127.0.0.1:1080',
    'ALL_PROXY is not the URL of an HTTP proxy; socks5://',
  ],
])('refuses %s=%s by the name of the variable, without its password', (name, value, message) => {
  const refused = () => proxyFor(new URL(HTTP), { [name]: value });

  expect(refused).toThrow(ConfigError);
  expect(refused).toThrow(message);
  expect(refused).not.toThrow('hunter22');
});
