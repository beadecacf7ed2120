import { describe, expect, it } from 'vitest';
import type { Unresolved } from '../../src/model/unresolved.ts';
import { planToJson, reportToJson } from '../../src/report/json.ts';
import { drawPlan, drawReport } from '../../src/report/text.ts';
import { drawUnresolved } from '../../src/report/unresolved-text.ts';
import { CIRROS_CREATED, change, plan, report } from './fixtures.ts';

const PLAIN = { colour: 0, width: 80, command: 'reconcile apply' } as const;

const LIST: Unresolved = {
  name: null,
  list: 'https://lists.example/image.list',
  at: { file: 'glance.yaml', line: 12, column: 5 },
  message: 'image list https://lists.example/image.list: it is not signed',
  hint: 'Write trust: none to accept an unsigned list.',
};
const OF_LIST: Unresolved = {
  name: 'Debian 13',
  list: 'https://lists.example/image.list',
  at: { file: 'glance.yaml', line: 12, column: 5 },
  message: 'hv:size is missing',
  hint: null,
};

describe('an entry that is left out', () => {
  it('an entry that is left out is drawn before the changes of a plan, and counted in its sum', () => {
    const text = drawPlan(plan([CIRROS_CREATED], { unresolved: [LIST, OF_LIST] }), PLAIN);
    expect(text).toContain(`
2 entries are left out: their publisher is unreachable or not trusted, or their
live image is ambiguous. Live images stay as they are, and nothing is pruned.
  ✗ https://lists.example/image.list  left out: glance.yaml:12:5
      error    image list https://lists.example/image.list: it is not signed
      hint     Write trust: none to accept an unsigned list.
  ✗ Debian 13  left out: glance.yaml:12:5
      list     https://lists.example/image.list
      error    hv:size is missing

  + CirrOS 0.3.1  create: absent
`);
    expect(text).toContain('Plan: 1 to create, 2 left out');
  });

  it('an entry that is left out is drawn before the line of a plan without changes', () => {
    const idle = change({ name: 'One', action: 'unchanged' });
    const text = drawPlan(plan([idle], { unresolved: [OF_LIST] }), PLAIN);
    expect(text).toMatch(/^1 entry is left out: .*\nNo changes: /s);
  });

  it('an entry that is left out is drawn before the changes of a report, whose sum is then red', () => {
    const done = { ...CIRROS_CREATED, outcome: 'done', error: null, seconds: 1 } as const;
    const text = drawReport(report([done], { unresolved: [LIST] }), PLAIN);
    expect(text).toMatch(/^1 entry is left out/);
    expect(text).toContain('Applied: 1 done, 1 left out in 12 s.');
    const coloured = drawReport(report([done], { unresolved: [LIST] }), { ...PLAIN, colour: 1 });
    expect(coloured).toContain('\u001b[31mApplied:');
  });

  it('an entry that is left out is in the JSON of both, before the changes', () => {
    const json = planToJson(plan([CIRROS_CREATED], { unresolved: [LIST] }));
    expect(JSON.parse(json).unresolved).toEqual([LIST]);
    expect(json.indexOf('"unresolved"')).toBeLessThan(json.indexOf('"changes"'));
    expect(JSON.parse(reportToJson(report([], { unresolved: [OF_LIST] }))).unresolved).toEqual([OF_LIST]);
    expect(planToJson(plan([CIRROS_CREATED]))).not.toContain('unresolved');
  });

  it('an entry that is left out cannot move the cursor or hide text, with hostile text from a publisher', () => {
    const evil = 'a\u001b[2Jb\nc\u202ed';
    const text = drawUnresolved(
      [{ ...OF_LIST, name: evil, list: evil, message: evil, hint: evil, at: { ...OF_LIST.at, file: evil } }],
      PLAIN,
    );
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u202e');
    expect(text.trimEnd().split('\n')).toHaveLength(6);
  });

  it('an entry that is left out says that the run prunes nothing', () => {
    const text = drawPlan(plan([CIRROS_CREATED], { pruningWithheld: true }), PLAIN);
    expect(text.replace(/\s+/g, ' ')).toContain('nothing is pruned in this run, because some entries');
  });
});
