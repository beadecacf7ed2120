import { medianOf, type Quantity, type Series } from './figures.ts';

/** A line of the table: one claim, and whether it held. */
export interface Row {
  readonly work: string;
  readonly against: string;
  readonly measured: number;
  /** A multiple of the other side, or megabytes (10⁶ bytes). */
  readonly unit: 'times' | 'MB';
  /** The most that the row may show; null: the row only shows. */
  readonly atMost: number | null;
  /** How it was measured, where that is not plain from the row. */
  readonly how?: string;
  /** Why it falls short, or what bounds it, as a measurement shows. */
  readonly reason?: string;
}

/** What a row says besides its figures. */
export interface Claim extends Omit<Row, 'measured' | 'unit'> {}

export type Verdict = 'holds' | 'falls short' | '–';

/** The median of one side over the median of the other. */
export function ratioRow(claim: Claim, ours: Series, theirs: Series, quantity: Quantity = 'seconds'): Row {
  return { ...claim, measured: medianOf(ours, quantity) / medianOf(theirs, quantity), unit: 'times' };
}

/** The same for work of two sizes: the time of one piece over the time of one piece. */
export function eachRow(
  claim: Claim,
  ours: { readonly series: Series; readonly pieces: number },
  theirs: { readonly series: Series; readonly pieces: number },
): Row {
  const [one, other] = [ours, theirs].map(({ series, pieces }) => medianOf(series, 'seconds') / pieces);
  return { ...claim, measured: (one ?? 0) / (other ?? 1), unit: 'times' };
}

/** Peak memory, or how much more it is than that of another series. */
export function memoryRow(claim: Claim, ours: Series, less?: Series): Row {
  const other = less === undefined ? 0 : medianOf(less, 'peakBytes');
  return { ...claim, measured: (medianOf(ours, 'peakBytes') - other) / 1e6, unit: 'MB' };
}

/** A row holds when the figure that it prints holds: 1.064 prints as 1.06. */
export function verdictOf({ measured, atMost, unit }: Row): Verdict {
  if (atMost === null) return '–';
  return round(measured, unit) <= atMost ? 'holds' : 'falls short';
}

/** As the table prints it: hundredths, thousandths for small ratios, whole megabytes. */
export function round(value: number, unit: Row['unit']): number {
  if (unit === 'MB') return Math.round(value);
  const steps = value < 0.1 ? 1000 : 100;
  return Math.round(value * steps) / steps;
}
