import { describe, expect, it } from 'vitest';
import { InterruptedError } from '../../src/model/errors.ts';
import { exitCodeOfPlan, exitCodeOfReport } from '../../src/model/exit-code.ts';
import { HELD_BACK, type Outcome } from '../../src/model/report.ts';
import { CIRROS_CREATED, FEDORA_UNCHANGED, plan, report, WINDOWS_BLOCKED } from '../report/fixtures.ts';

describe('a plan', () => {
  it.each([
    ['without changes', [FEDORA_UNCHANGED], true, 0],
    ['with changes', [CIRROS_CREATED], false, 0],
    ['with changes and --detailed-exitcode', [CIRROS_CREATED], true, 2],
    ['with something blocked', [CIRROS_CREATED, WINDOWS_BLOCKED], false, 3],
    ['with something blocked and --detailed-exitcode', [WINDOWS_BLOCKED], true, 3],
  ] as const)('a plan %s sets the exit code of the run', (_what, changes, detailed, code) => {
    expect(exitCodeOfPlan(plan(changes), detailed)).toBe(code);
  });
});

describe('an unresolved entry', () => {
  const at = { file: 'glance.yaml', line: 1, column: 1 };
  const unresolved = [{ name: 'lost', list: null, at, message: 'it cannot be reached', hint: null }];

  it.each([
    ['without changes', [FEDORA_UNCHANGED]],
    ['with changes', [CIRROS_CREATED]],
    ['with something blocked', [WINDOWS_BLOCKED]],
  ] as const)('an unresolved entry makes a plan %s exit with 1', (_what, changes) => {
    expect(exitCodeOfPlan(plan(changes, { unresolved }), true)).toBe(1);
  });

  it.each([
    [[], 4],
    [['done'], 4],
    [['done', 'failed'], 4],
    [['failed'], 1],
    [['stale'], 5],
  ] as readonly (readonly [readonly Outcome[], number])[])(
    'an unresolved entry makes a report of %j lead to %d',
    (outcomes, code) => {
      const changes = outcomes.map((outcome) => ({ ...CIRROS_CREATED, outcome, error: null, seconds: 1 }));
      expect(exitCodeOfReport(report(changes, { unresolved }), null)).toBe(code);
      expect(exitCodeOfReport(report(changes, { unresolved }), new InterruptedError('SIGINT'))).toBe(130);
    },
  );
});

describe('a report', () => {
  function codeOf(outcomes: readonly Outcome[], stoppedBy: unknown = null): number {
    const results = outcomes.map((outcome) => ({ ...CIRROS_CREATED, outcome, error: null, seconds: 1 }));
    const unchanged = { ...FEDORA_UNCHANGED, outcome: 'done', error: null, seconds: 0 } as const;
    return exitCodeOfReport(report([...results, unchanged]), stoppedBy);
  }

  it.each([
    [[], 0],
    [['done', 'done'], 0],
    [['failed', 'failed'], 1],
    [['failed', 'skipped'], 1],
    [['failed', 'stale'], 1],
    [['done', 'failed'], 4],
    [['done', 'failed', 'stale'], 4],
    [['stale', 'stale'], 5],
    [['done', 'stale'], 5],
  ] as readonly (readonly [readonly Outcome[], number])[])(
    'a report of outcomes %j exits with %d',
    (outcomes, code) => {
      expect(codeOf(outcomes)).toBe(code);
    },
  );

  it.each([
    ['stale', 5],
    ['failed', 1],
    ['done', 4],
  ] as const)('a report with pruning held back exits as what was %s before it', (outcome, code) => {
    const error = { code: HELD_BACK, message: 'another change was not done', hint: null };
    const before = { ...CIRROS_CREATED, outcome, error: null, seconds: 1 };
    const held = { ...CIRROS_CREATED, outcome: 'skipped' as const, error, seconds: 0 };
    const stoppedBy = outcome === 'done' ? new Error('timeout') : null;
    expect(exitCodeOfReport(report([before, held]), stoppedBy)).toBe(code);
  });

  it('a report of an interrupted run exits with the code of the signal', () => {
    expect(codeOf(['done', 'skipped'], new InterruptedError('SIGINT'))).toBe(130);
    expect(codeOf(['done', 'skipped'], new InterruptedError('SIGTERM'))).toBe(143);
  });

  it('a report of a run that took too long exits by its outcomes', () => {
    expect(codeOf(['done', 'skipped'], new Error('timeout'))).toBe(4);
    expect(codeOf(['failed', 'skipped'], new Error('timeout'))).toBe(1);
  });
});
