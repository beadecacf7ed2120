/** The figures of one run of one command. */
export interface Sample {
  /** Wall time. */
  readonly seconds: number;
  /** Processor seconds of all its processes. */
  readonly cpu: number;
  /** The largest resident memory of any one of its processes. */
  readonly peakBytes: number;
  /** Processor seconds of Keystone, Glance and MariaDB meanwhile. */
  readonly services: number;
}

/** One contender's samples of all rounds; warm-ups are left out. */
export interface Series {
  readonly label: string;
  readonly samples: readonly Sample[];
}

export type Quantity = keyof Sample;

/** The middle value; of an even number of values, the mean of the two in the middle. Throws without any value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  const lower = sorted[Math.ceil(middle) - 1];
  if (upper === undefined || lower === undefined) throw new Error('no value to take a median of');
  return (lower + upper) / 2;
}

export function medianOf(series: Series, quantity: Quantity): number {
  return median(series.samples.map((sample) => sample[quantity]));
}

/** Three significant digits, without an exponent: 0.0334, 1.06, 12.3, 250. */
export function threeDigits(value: number): string {
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 4));
}

/** `3.02 (2.98..3.11)`: the median, the smallest and the largest, each divided by `unit`. */
export function spread(series: Series, quantity: Quantity, unit = 1): string {
  const values = series.samples.map((sample) => sample[quantity] / unit);
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map(threeDigits);
  return values.length === 1 ? `${middle}` : `${middle} (${least}..${most})`;
}
