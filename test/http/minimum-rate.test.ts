import { expect, test } from 'vitest';
import { DEFAULT_MINIMUM_RATE, describeMissed, watchMinimumRate } from '../../src/http/minimum-rate.ts';

const MINUTE = 60_000;

test('two bytes a second are too few, as soon as five minutes are over', () => {
  const pace = watchMinimumRate();
  for (let second = 1; second < 300; second++) expect(pace.arrived(2, 1000)).toBeNull();
  expect(pace.arrived(2, 1000)).toBe('missed');
  expect(pace.arrived(2, 1000)).toBeNull();
});

test('one KiB a second is enough, however it comes', () => {
  const pace = watchMinimumRate();
  expect(pace.arrived(1, 4 * MINUTE)).toBeNull();
  expect(pace.arrived(DEFAULT_MINIMUM_RATE.bytes - 1, MINUTE)).toBe('kept');
});

test('what came in an earlier time does not help', () => {
  const pace = watchMinimumRate();
  expect(pace.arrived(1024 ** 3, 5 * MINUTE)).toBe('kept');
  expect(pace.arrived(1, 5 * MINUTE)).toBe('missed');
});

test('only waiting counts: who reads slowly may take what time it likes', () => {
  const pace = watchMinimumRate();
  for (let block = 0; block < 10_000; block++) expect(pace.arrived(1, 0)).toBeNull();
});

test('is told in words', () => {
  expect(describeMissed()).toBe('less than 300 KiB came in 5 min');
});
