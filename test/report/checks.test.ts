import { describe, expect, it } from 'vitest';
import type { CheckStep } from '../../src/model/step.ts';
import { drawPlan, drawReport } from '../../src/report/text.ts';
import { change, plan, report } from './fixtures.ts';

const CHECK: CheckStep = {
  kind: 'check',
  command: ['/srv/boots.sh', '--size', 'two words'],
  directory: '/srv',
  timeout: 600,
  keep: true,
  member: 't9',
};
const draw = (step: CheckStep) =>
  drawPlan(plan([change({ name: 'cirros', action: 'create', steps: [step] })]), {
    colour: 0,
    width: 200,
    command: null,
  });

describe('a check', () => {
  it('a check is shown in the plan with its whole command, as the user agrees to run it', () => {
    expect(draw(CHECK)).toContain(
      "check      /srv/boots.sh --size 'two words' (within 10 min 00 s, shared with t9 meanwhile, kept if it fails)",
    );
  });

  it('a check cannot hide parts of its command line', () => {
    const text = draw({ ...CHECK, command: ['true', '\u001b[2K\r\u202eharmless'] });
    expect(text).toContain('\\u{1b}[2K\\r\\u{202e}harmless');
    for (const hidden of ['\u001b', '\u202e', '\r']) expect(text).not.toContain(hidden);
  });

  it('a check that fails shows its last lines of output, escaped', () => {
    const error = {
      code: 'check',
      message: 'the check `boots` ended with exit code 1',
      hint: null,
      output: ['no address', '\u001b[31mno route'],
    };
    const failed = { ...change({ name: 'cirros' }), outcome: 'failed' as const, error, seconds: 1 };
    const text = drawReport(report([failed]), { colour: 0, width: 80 });
    expect(text).toMatch(/exit code 1\n +\| no address\n +\| \\u\{1b\}\[31mno route\n/);
  });
});
