import { describe, expect, it } from 'vitest';
import { programEnvironment } from '../../src/run/program-environment.ts';

const PROXY_NAMES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'];

describe('the environment of checks and transforms', () => {
  it.each(PROXY_NAMES)('has %s without its user and password, and says so', (name) => {
    for (const value of [
      'http://build:hunter22@proxy.example:3128',
      'http://build:hun%ter22@proxy.example:3128/',
      'http://build:hun/ter22@proxy.example:3128',
      'http://hunter22@proxy.example:3128',
      'build:hunter22@proxy.example:3128',
    ]) {
      const { variables, withheld } = programEnvironment({ [name]: value });
      expect(variables[name]).toMatch(/^(http:\/\/)?proxy\.example:3128\/?$/);
      expect(withheld).toEqual([name]);
    }
  });

  it('has no proxy whose value may still hold a password', () => {
    expect(programEnvironment({ HTTP_PROXY: 'http://u:1/hunter22@proxy.example' }).variables).toEqual({});
  });

  it('has a proxy without credentials and its exceptions as they are, and no other variable', () => {
    const env = { https_proxy: 'http://proxy.example:3128', NO_PROXY: '10.0.0.0/8,.example', LC_ALL: 'C' };
    expect(programEnvironment({ ...env, OS_PASSWORD: 'hunter22', GITHUB_TOKEN: 'x', HOME: '/h' })).toEqual({
      variables: { ...env, HOME: '/h' },
      withheld: [],
    });
  });
});
