import { expect, test } from 'vitest';
import { DEFAULT_MINIMUM_RATE, describeMissed, watchMinimumRate } from '../../src/http/minimum-rate.ts';

const MINUTE = 60_000;

test('two bytes a second miss the minimum rate after five minutes', () => {
  const rate = watchMinimumRate();
  for (let second = 1; second < 300; second++) expect(rate.arrived(2, 1000)).toBeNull();
  expect(rate.arrived(2, 1000)).toBe('missed');
  expect(rate.arrived(2, 1000)).toBeNull();
});

test('one KiB a second on average keeps the minimum rate', () => {
  const rate = watchMinimumRate();
  expect(rate.arrived(1, 4 * MINUTE)).toBeNull();
  expect(rate.arrived(DEFAULT_MINIMUM_RATE.bytes - 1, MINUTE)).toBe('kept');
});

test('bytes of an earlier period do not count', () => {
  const rate = watchMinimumRate();
  expect(rate.arrived(1024 ** 3, 5 * MINUTE)).toBe('kept');
  expect(rate.arrived(1, 5 * MINUTE)).toBe('missed');
});

test('time without waiting for the peer does not count', () => {
  const rate = watchMinimumRate();
  for (let block = 0; block < 10_000; block++) expect(rate.arrived(1, 0)).toBeNull();
});

test('describes a missed rate in words', () => {
  expect(describeMissed()).toBe('less than 300 KiB came in 5 min');
});
