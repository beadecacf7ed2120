import { expect, it } from 'vitest';
import { parseArguments } from '../../bench/support/arguments.ts';
import { drawResults, drawRows } from '../../bench/support/results.ts';
import type { Row } from '../../bench/support/row.ts';

const row: Row = { work: 'upload', against: '`curl -T`', measured: 1.04, unit: 'times', atMost: 1.06 };
const slow: Row = { ...row, work: 'list', measured: 0.0334, atMost: 0.02 };
const memory: Row = { work: 'the same', against: 'peak memory', measured: 199.6, unit: 'MB', atMost: 250 };

function results(rows: readonly Row[], failures: readonly { group: string; message: string }[] = []) {
  const samples = [3, 1, 2].map((seconds) => ({ seconds, cpu: 0.5, peakBytes: 100 * 2 ** 20, services: 4 }));
  return drawResults({
    findings: [{ rows, series: [{ label: 'curl | curl', samples }] }],
    failures,
    facts: [['Node', 'v20']],
    date: new Date('2020-02-03T04:05:06Z'),
    minutes: 12.3,
  });
}

it('the table has a line a row: work, against, measured, at most, verdict', () => {
  expect(drawRows([row, slow, memory])).toBe(
    [
      '| work | against | measured | at most | verdict |',
      '| --- | --- | --- | --- | --- |',
      '| upload | `curl -T` | 1.04 | 1.06 | holds |',
      '| list | `curl -T` | 0.033 | 0.02 | falls short |',
      '| the same | peak memory | 200 MB | 250 MB | holds |',
    ].join('\n'),
  );
});

it('results have the date, the medians behind the ratios, and the versions', () => {
  const text = results([row]);
  expect(text).toContain('on 2020-02-03; the run took 12 minutes');
  expect(text).toContain('| curl \\| curl | 3 | 2.00 (1.00..3.00) | 0.500 | 100 (100..100) | 4.00 |');
  expect(text).toContain('| Node | v20 |');
  expect(text).not.toContain('falls short,');
});

it('results keep a row that falls short, with the reason that stands beside it', () => {
  const text = results([row, { ...slow, reason: 'Glance needs 2 s for the two lists.' }]);
  expect(text).toContain('## Where a row falls short');
  expect(text).toContain('- list, against `curl -T`: Glance needs 2 s for the two lists.');
});

it('results say so where a row falls short without a known reason', () => {
  expect(results([slow])).toContain('no measurement shows the reason yet');
});

it('results say what bounds a row without a limit, and which groups ended with an error', () => {
  const text = results(
    [{ ...row, atMost: null, reason: 'One core.' }],
    [{ group: 'http', message: 'no curl' }],
  );
  expect(text).toContain('- upload, against `curl -T`: One core.');
  expect(text).toContain('- http: no curl');
});

it('results leave out the reason of a row that holds', () => {
  expect(results([{ ...row, reason: 'One core.' }])).not.toContain('One core.');
});

it('the bench takes names of groups and options, and refuses others', () => {
  expect(parseArguments(['upload', '--quick', '--stack', 'dir'], ['upload', 'http'])).toEqual({
    names: ['upload'],
    list: false,
    quick: true,
    help: false,
    stack: 'dir',
    rounds: null,
  });
  expect(parseArguments(['--rounds', '2'], [])).toMatchObject({ names: [], rounds: 2 });
  expect(() => parseArguments(['uplod'], ['upload'])).toThrow('there are upload');
  expect(() => parseArguments(['--rounds', '0'], [])).toThrow('--rounds');
  expect(() => parseArguments(['--fast'], [])).toThrow();
});
