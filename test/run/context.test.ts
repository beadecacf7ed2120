import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createContext } from '../../src/run/context.ts';
import { secretNames } from '../support/secret-names.ts';

const FOLDERS = { work: '/srv/state', home: '/home/admin' };

it('the log of a run masks the secrets of the environment and those learnt later', () => {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const log = { verbosity: 2, warn: write, info: write, debug: write };
  const context = createContext({ env: { OS_PASSWORD: 'correct-horse' }, folders: FOLDERS, log });
  context.secrets.add('battery-staple');
  context.log.warn('refused correct-horse');
  context.log.info('sent battery-staple');
  context.log.debug('nothing to hide');
  expect(lines.join('\n')).not.toMatch(/horse|staple/);
  expect(lines[2]).toBe('nothing to hide');
});

it('the log of a run masks a secret of OS_* by any name', () => {
  const cases = fc.property(secretNames, (name) => {
    const { secrets } = createContext({ env: { [name]: 'correct-horse' }, folders: FOLDERS });
    expect(secrets.redact('sent correct-horse')).not.toContain('horse');
  });
  fc.assert(cases);
});

it.each([
  [{}, '/home/admin/.cache/glance-reconcile'],
  [{ XDG_CACHE_HOME: '/var/cache' }, '/var/cache/glance-reconcile'],
])('the cache folder of a run with %j is %s', (env, cache) => {
  expect(createContext({ env, folders: FOLDERS }).folders.cache).toBe(cache);
});
