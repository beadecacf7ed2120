import { expect, test } from 'vitest';
import { contentRange, contradict, rangeCondition } from '../../../src/source/http/validators.ts';

test.each([
  ['bytes 5-9/10', { start: 5, total: 10 }],
  ['bytes 5-9/*', { start: 5, total: null }],
  ['bytes */10', null],
  ['items 5-9/10', null],
  [undefined, null],
])('reads the Content-Range %j', (value, range) => {
  expect(contentRange({ 'content-range': value })).toEqual(range);
});

test('does not use a weak ETag as the condition for a range', () => {
  expect(rangeCondition({ etag: 'W/"v1"' })).toBeNull();
  expect(rangeCondition({ etag: '"v1"', lastModified: 'today' })).toBe('"v1"');
});

test('answers contradict each other when a mark of both differs', () => {
  expect(contradict({ etag: '"a"', length: 1 }, { lastModified: 'today', length: 1 })).toBe(false);
  expect(contradict({ etag: '"a"', length: 1 }, { etag: '"a"', length: 2 })).toBe(true);
  expect(contradict({}, { etag: '"a"' })).toBe(false);
});
