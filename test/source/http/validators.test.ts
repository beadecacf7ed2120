import { expect, test } from 'vitest';
import {
  contentRange,
  contradict,
  rangeCondition,
  retryAfterMs,
} from '../../../src/source/http/validators.ts';

test.each([
  ['bytes 5-9/10', { start: 5, total: 10 }],
  ['bytes 5-9/*', { start: 5, total: null }],
  ['bytes */10', null],
  ['items 5-9/10', null],
  [undefined, null],
])('Content-Range %j', (value, range) => {
  expect(contentRange({ 'content-range': value })).toEqual(range);
});

test.each([
  ['7', 7000],
  ['Mon, 01 Jan 2024 00:00:09 GMT', 9000],
  ['Sun, 31 Dec 2023 00:00:00 GMT', 0],
  ['soon', 0],
  [undefined, 0],
])('Retry-After %j', (value, milliseconds) => {
  expect(retryAfterMs({ 'retry-after': value }, Date.parse('2024-01-01T00:00:00Z'))).toBe(milliseconds);
});

test('a weak ETag is no condition for a range', () => {
  expect(rangeCondition({ etag: 'W/"v1"' })).toBeNull();
  expect(rangeCondition({ etag: '"v1"', lastModified: 'today' })).toBe('"v1"');
});

test('answers contradict each other by any mark that both bear', () => {
  expect(contradict({ etag: '"a"', length: 1 }, { lastModified: 'today', length: 1 })).toBe(false);
  expect(contradict({ etag: '"a"', length: 1 }, { etag: '"a"', length: 2 })).toBe(true);
  expect(contradict({}, { etag: '"a"' })).toBe(false);
});
