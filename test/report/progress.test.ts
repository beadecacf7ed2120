import { expect, it } from 'vitest';
import type { ApplyEvent } from '../../src/model/event.ts';
import { drawProgress, progressLine } from '../../src/report/draw-progress.ts';
import { makePaint } from '../../src/report/paint.ts';
import { NO_PROGRESS, type Progress, reduceProgress, type Transfer } from '../../src/report/progress.ts';

const MIB = 1024 * 1024;

/** The progress after these events, each with its millisecond. */
function after(...events: readonly (readonly [number, ApplyEvent])[]): Progress {
  return events.reduce((progress, [now, event]) => reduceProgress(progress, event, now), NO_PROGRESS);
}

function started(name: string): ApplyEvent {
  return { type: 'change-started', name, action: 'create' };
}

function sent(name: string, done: number, total: number | null): ApplyEvent {
  return { type: 'transfer', name, direction: 'up', done, total };
}

function draw(progress: Progress, width = 80, rows = 24): readonly string[] {
  return drawProgress(progress, { paint: makePaint(0), width, rows });
}

it('the live display shows the share, speed and remaining time of a transfer', () => {
  const progress = after(
    [0, started('CirrOS')],
    [0, sent('CirrOS', 0, 40 * MIB)],
    [2000, sent('CirrOS', 10 * MIB, 40 * MIB)],
  );
  expect(draw(progress)).toEqual(['CirrOS ↑ ━━━━━───────────────  25 %  5.0 MiB/s  6.0 s left']);
});

it('a log line shows the share, speed and remaining time of a transfer', () => {
  const transfer: Transfer = {
    direction: 'up',
    done: 10 * MIB,
    total: 40 * MIB,
    rate: 5 * MIB,
    sample: { at: 0, done: 0 },
  };
  expect(progressLine('CirrOS', transfer)).toBe(
    'CirrOS: 10.0 MiB of 40.0 MiB sent (25 %), 5.0 MiB/s, 6.0 s left',
  );
  expect(progressLine('a\u001b[2J', { ...transfer, total: null, rate: null })).toBe(
    '"a\\u{1b}[2J": 10.0 MiB sent',
  );
});

it('the live display has no bar for a transfer of unknown size', () => {
  expect(draw(after([0, started('x')], [0, sent('x', 2 * MIB, null)]))).toEqual(['x ↑ 2.0 MiB']);
});

it('the live display names the step of an image that moves no bytes', () => {
  expect(draw(after([0, started('x')], [0, { type: 'step-started', name: 'x', step: 'publish' }]))).toEqual([
    'x  publish',
  ]);
});

it('an image that is done is no longer in progress', () => {
  const done: ApplyEvent = { type: 'change-done', name: 'x', outcome: 'done', error: null };
  expect(after([0, started('x')], [0, started('y')], [1, done]).running.map(({ name }) => name)).toEqual([
    'y',
  ]);
});

it('the rate is measured from the beginning when a transfer starts over', () => {
  const progress = after(
    [0, started('x')],
    [0, sent('x', 0, 10 * MIB)],
    [5000, sent('x', 9 * MIB, 10 * MIB)],
    [5100, sent('x', 0, 10 * MIB)],
  );
  expect(progress.running[0]?.transfer?.rate).toBeNull();
});

it('an incomplete transfer never shows 100 %', () => {
  const line = progressLine('x', {
    direction: 'down',
    done: 9999,
    total: 10_000,
    rate: null,
    sample: { at: 0, done: 0 },
  });
  expect(line).toContain('(99 %)');
});

it('the live display fits the rows of the terminal', () => {
  const many = after(...Array.from({ length: 30 }, (_, index) => [0, started(`image ${index}`)] as const));
  const lines = draw(many, 80, 10);
  expect(lines).toHaveLength(9);
  expect(lines.at(-1)).toBe('… and 22 more');
});
