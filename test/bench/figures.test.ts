import { describe, expect, it } from 'vitest';
import { median, type Sample, type Series, spread, threeDigits } from '../../bench/support/figures.ts';
import { type Contender, race, raceOf } from '../../bench/support/race.ts';
import { eachRow, memoryRow, ratioRow, verdictOf } from '../../bench/support/row.ts';
import { parseStat } from '../../bench/support/services.ts';

function series(...seconds: readonly number[]): Series {
  return { label: 'any', samples: seconds.map((value) => sample({ seconds: value })) };
}

function sample(figures: Partial<Sample> = {}): Sample {
  return { seconds: 1, cpu: 1, peakBytes: 1e6, services: 0, ...figures };
}

const claim = { work: 'upload', against: 'curl', atMost: 1.06 };

describe('medians', () => {
  it('median takes the middle value, and the mean of the two middle ones', () => {
    expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([7])]).toEqual([2, 2.5, 7]);
    expect(() => median([])).toThrow('no value');
  });

  it('threeDigits draws three significant digits without an exponent', () => {
    expect([0.0334, 1.0617, 12.345, 250.4, 1234.5, 0.00001, 0].map(threeDigits)).toEqual([
      '0.0334',
      '1.06',
      '12.3',
      '250',
      '1235',
      '0.0000',
      '0',
    ]);
  });

  it('spread draws the median with the smallest and the largest value', () => {
    expect(spread(series(3, 1, 2), 'seconds')).toBe('2.00 (1.00..3.00)');
    expect(spread(series(3), 'seconds')).toBe('3.00');
  });
});

describe('rows', () => {
  it('a row holds as long as the figure that it prints is at most the limit', () => {
    const row = (seconds: number) => ratioRow(claim, series(seconds), series(1));
    expect([1.06, 1.064, 1.066].map((seconds) => verdictOf(row(seconds)))).toEqual([
      'holds',
      'holds',
      'falls short',
    ]);
    expect(verdictOf(ratioRow({ ...claim, atMost: null }, series(9), series(1)))).toBe('–');
  });

  it('a small ratio is compared in thousandths', () => {
    const row = (seconds: number) => ratioRow({ ...claim, atMost: 0.02 }, series(seconds), series(1));
    expect([0.0204, 0.0206].map((seconds) => verdictOf(row(seconds)))).toEqual(['holds', 'falls short']);
  });

  it('rows take medians of the quantity that they name', () => {
    const ours = { label: 'ours', samples: [sample({ cpu: 3 }), sample({ cpu: 4 }), sample({ cpu: 99 })] };
    const theirs = { label: 'theirs', samples: [sample({ cpu: 2 })] };
    expect(ratioRow(claim, ours, theirs, 'cpu').measured).toBe(2);
  });

  it('a row of two sizes compares the time of one piece', () => {
    const row = eachRow(claim, { series: series(22), pieces: 10 }, { series: series(2), pieces: 1 });
    expect(row.measured).toBeCloseTo(1.1);
  });

  it('a row of memory has megabytes, or the difference of two peaks', () => {
    const peak = (peakBytes: number) => ({ label: 'any', samples: [sample({ peakBytes })] });
    expect(memoryRow(claim, peak(250e6))).toMatchObject({ measured: 250, unit: 'MB' });
    expect(memoryRow(claim, peak(250e6), peak(100e6)).measured).toBe(150);
  });
});

describe('race', () => {
  function contender(label: string, turns: string[], rounds?: number): Contender {
    const turn = async (round: number) => {
      turns.push(`${label}${round}`);
      return sample({ seconds: round });
    };
    return rounds === undefined ? { label, turn } : { label, turn, rounds };
  }

  it('contenders take turns, each round begins with another, and the samples of warm-ups do not count', async () => {
    const turns: string[] = [];
    const [a, b] = await raceOf([contender('a', turns), contender('b', turns)], { rounds: 2 });
    expect(turns).toEqual(['a0', 'b0', 'b1', 'a1', 'a2', 'b2']);
    expect([a, b].map(({ samples }) => samples.map(({ seconds }) => seconds))).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it('a contender with rounds of its own has no warm-up, and leaves out the later rounds', async () => {
    const turns: string[] = [];
    await race([contender('a', turns), contender('slow', turns, 1)], { rounds: 2 });
    expect(turns).toEqual(['a0', 'slow1', 'a1', 'a2']);
  });

  it('race tells of every sample, warm-ups as round 0', async () => {
    const seen: unknown[] = [];
    const onSample = (label: string, round: number, of: number) => seen.push([label, round, of]);
    await race([contender('a', []), contender('slow', [], 1)], { rounds: 2, onSample });
    expect(seen).toEqual([
      ['a', 0, 2],
      ['slow', 1, 1],
      ['a', 1, 2],
      ['a', 2, 2],
    ]);
  });
});

it('the processor time of a process counts user and system, and children that have ended', () => {
  const rest = Array(9).fill('0').join(' ');
  const text = `42 (a (strange) name) S 7 ${rest} 100 20 3 1 20 0\n`;
  expect(parseStat(text)).toEqual({ pid: 42, parent: 7, seconds: 1.24 });
});
