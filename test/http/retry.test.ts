import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTries, DEFAULT_RETRY, PassingFailure, retryDelay, withTries } from '../../src/http/retry.ts';

const NOW = Date.parse('2030-01-01T00:00:00Z');

test('the back-off waits from half a second to a minute, doubling, with a random upper half', () => {
  const longest = [1, 2, 3, 7, 8, 20].map((tried) =>
    retryDelay(tried, undefined, DEFAULT_RETRY, NOW, () => 1),
  );
  const shortest = retryDelay(1, undefined, DEFAULT_RETRY, NOW, () => 0);

  expect(longest).toEqual([500, 1000, 2000, 32_000, 60_000, 60_000]);
  expect(shortest).toBe(250);
});

test.each([
  ['3', 3000],
  ['Tue, 01 Jan 2030 00:00:07 GMT', 7000],
  ['Tue, 01 Jan 2019 00:00:07 GMT', 0],
  ['86400', 60_000],
])('the back-off waits for Retry-After: %s (%d ms)', (value, expected) => {
  expect(retryDelay(1, value, DEFAULT_RETRY, NOW)).toBe(expected);
});

test.each(['-1', '1.5', 'soon', ''])(
  'the back-off waits as usual for the unreadable Retry-After: %j',
  (value) => {
    expect(retryDelay(1, value, DEFAULT_RETRY, NOW, () => 1)).toBe(500);
  },
);

test('the back-off never waits longer than the cap, for any text of Retry-After', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 1000 }), (value, tried) => {
      const delay = retryDelay(tried, value, DEFAULT_RETRY);
      expect(delay).toBeGreaterThanOrEqual(0);
      expect(delay).toBeLessThanOrEqual(60_000);
    }),
  );
});

test.each([
  ['7', 7000],
  ['Mon, 01 Jan 2024 00:00:09 GMT', 9000],
  ['Sun, 31 Dec 2023 00:00:00 GMT', 0],
])('the back-off waits for Retry-After: %s as long as its own cap allows (%d ms)', (value, expected) => {
  const settings = { ...DEFAULT_RETRY, maxDelay: 5000, maxRetryAfter: 300_000 };

  expect(retryDelay(1, value, settings, Date.parse('2024-01-01T00:00:00Z'))).toBe(expected);
});

test('a wait for Retry-After lasts at least the back-off where settings ask for it', () => {
  const settings = { ...DEFAULT_RETRY, backsOffAnyway: true };
  expect(retryDelay(3, '0', settings, NOW, () => 1)).toBe(2000);
  expect(retryDelay(3, '7', settings, NOW, () => 1)).toBe(7000);
});

const AT_ONCE = { tries: 3, firstDelay: 0, maxDelay: 0 };

test('retry attempts again after a passing failure, and counts the tries', async () => {
  const seen: number[] = [];

  const result = await withTries(createTries({ settings: AT_ONCE }), async (tried) => {
    seen.push(tried);
    if (tried < 3) throw new PassingFailure(new Error('busy'));
    return 'done';
  });

  expect(result).toBe('done');
  expect(seen).toEqual([1, 2, 3]);
});

test('retry throws the last failure itself when no try is left', async () => {
  const failure = new Error('busy');
  const attempt = () => Promise.reject(new PassingFailure(failure));

  await expect(withTries(createTries({ settings: AT_ONCE }), attempt)).rejects.toBe(failure);
});

test('retry throws the error of givenUp, where the caller has one', async () => {
  const givenUp = (failure: Error, tries: number) => new Error(`${failure.message} (${tries} tries)`);
  const attempt = () => Promise.reject(new PassingFailure(new Error('busy')));

  await expect(withTries(createTries({ settings: AT_ONCE, givenUp }), attempt)).rejects.toThrow(
    'busy (3 tries)',
  );
});

test('retry does not attempt again after an error that does not pass', async () => {
  let attempts = 0;
  const attempt = async () => {
    attempts += 1;
    throw new Error('wrong');
  };

  await expect(withTries(createTries({ settings: AT_ONCE }), attempt)).rejects.toThrow('wrong');
  expect(attempts).toBe(1);
});

test('retry counts failures from the start again after progress', async () => {
  const tries = createTries({ settings: AT_ONCE });
  for (let round = 0; round < 5; round++) {
    await tries.failed(new Error('broken'));
    await tries.failed(new Error('broken'));
    tries.progressed();
  }

  await tries.failed(new Error('broken'));
  await tries.failed(new Error('broken'));

  await expect(tries.failed(new Error('broken for good'))).rejects.toThrow('broken for good');
});

test('retry tries again at once after the first failure alone', async () => {
  const delays: number[] = [];
  const tries = createTries({
    settings: { tries: 4, firstDelay: 2, maxDelay: 2 },
    onRetry: (_failure, delay, left) => delays.push(delay, left),
  });

  await tries.failed(new Error('stale'), { atOnce: true });
  await tries.failed(new Error('stale'), { atOnce: true });

  expect(delays).toEqual([0, 3, expect.any(Number), 2]);
  expect(delays[2]).toBeGreaterThan(0);
});

test('retry throws the reason of an abort instead of waiting', async () => {
  const abort = new AbortController();
  const tries = createTries({
    settings: { tries: 2, firstDelay: 60_000, maxDelay: 60_000 },
    signal: abort.signal,
  });

  const waiting = tries.failed(new Error('busy'));
  abort.abort(new Error('stopped'));

  await expect(waiting).rejects.toThrow('stopped');
});
