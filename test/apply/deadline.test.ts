import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDeadline } from '../../src/apply/apply-plan.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const reason = new Error('too late');

it('a deadline aborts after its seconds', () => {
  const deadline = createDeadline(10, () => reason);
  deadline.start();
  vi.advanceTimersByTime(9_999);
  expect(deadline.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(deadline.signal.reason).toBe(reason);
});

it('a paused deadline keeps its remaining time', () => {
  const deadline = createDeadline(10, () => reason);
  deadline.start();
  vi.advanceTimersByTime(4_000);
  deadline.pause();
  deadline.pause();
  vi.advanceTimersByTime(3_600_000);
  expect(deadline.signal.aborted).toBe(false);
  deadline.start();
  deadline.start();
  vi.advanceTimersByTime(5_999);
  expect(deadline.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(deadline.signal.reason).toBe(reason);
});

it.each([null, 10 ** 9])('a deadline of %s seconds never aborts', (seconds) => {
  const deadline = createDeadline(seconds, () => reason);
  deadline.start();
  vi.advanceTimersByTime(2 ** 31);
  expect(deadline.signal.aborted).toBe(false);
  deadline.pause();
});
