import type { Sample, Series } from './figures.ts';

/** One side of a comparison. */
export interface Contender {
  readonly label: string;
  /** Prepares, measures, checks the result, and clears up; only the command itself is in the sample. */
  readonly turn: (round: number) => Promise<Sample>;
  /** Its own number of rounds, where it takes too long for all of them; it has no warm-up then. */
  readonly rounds?: number;
}

export interface Race {
  readonly rounds: number;
  /** Rounds before the first, whose samples do not count. Default: one. */
  readonly warmUps?: number;
  readonly onSample?: (label: string, round: number, of: number, sample: Sample) => void;
}

/**
 * Lets the contenders take turns, round by round, so that a slow minute of the machine meets them all. Each round begins with
 * another contender, so that none always follows the same one.
 */
export async function race(contenders: readonly Contender[], race: Race): Promise<readonly Series[]> {
  const { rounds, warmUps = 1, onSample } = race;
  const samples = contenders.map((): Sample[] => []);
  for (let round = 1 - warmUps; round <= rounds; round += 1) {
    for (const [place] of contenders.entries()) {
      const index = (place + round - 1 + warmUps) % contenders.length;
      const contender = contenders[index]!;
      const most = Math.min(contender.rounds ?? rounds, rounds);
      const isWarmUp = round < 1;
      if (isWarmUp ? contender.rounds !== undefined : round > most) continue;
      const sample = await contender.turn(round);
      onSample?.(contender.label, Math.max(round, 0), most, sample);
      if (!isWarmUp) samples[index]?.push(sample);
    }
  }
  return contenders.map(({ label }, index) => ({ label, samples: samples[index] ?? [] }));
}

/** The same, for a fixed number of contenders: the series come back in their order. */
export async function raceOf<T extends readonly Contender[]>(
  contenders: readonly [...T],
  options: Race,
): Promise<{ readonly [K in keyof T]: Series }> {
  return (await race(contenders, options)) as unknown as { readonly [K in keyof T]: Series };
}
