import type { Findings } from './bench.ts';
import { medianOf, spread, threeDigits } from './figures.ts';
import type { Facts } from './machine.ts';
import { type Row, round, verdictOf } from './row.ts';

export interface Results {
  /** Null: the group ended with an error, which `failures` has. */
  readonly findings: readonly Findings[];
  readonly failures: readonly { readonly group: string; readonly message: string }[];
  readonly facts: Facts;
  readonly date: Date;
  readonly minutes: number;
}

const MIB = 1 << 20;

/** `bench/RESULTS.md`: the table of the claims, reasons, how it was measured, and the medians behind the ratios. */
export function drawResults({ findings, failures, facts, date, minutes }: Results): string {
  const rows = findings.flatMap((found) => found.rows);
  const sections = [
    '# Results of the bench',
    `Written by \`npm run bench\` on ${date.toISOString().slice(0, 10)}; the run took ${minutes.toFixed(0)} minutes. ` +
      'Ratios are of medians; both sides of a ratio take turns in one run, into the same Glance.',
    drawRows(rows),
    ...section('Where a row falls short, and what bounds it', reasonsOf(rows)),
    ...section(
      'Did not end',
      failures.map(({ group, message }) => `- ${group}: ${message}`),
    ),
    ...section('How', howOf(rows)),
    '## Medians (smallest..largest)',
    drawSeries(findings),
    '## Where',
    drawTable([['', 'version'], ...facts]),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** The table of the claims, in Markdown. */
export function drawRows(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.work,
    row.against,
    figure(row.measured, row),
    row.atMost === null ? '–' : row.unit === 'MB' ? `${row.atMost} MB` : `${row.atMost}`,
    verdictOf(row),
  ]);
  return drawTable([['work', 'against', 'measured', 'at most', 'verdict'], ...lines]);
}

function figure(value: number, { unit }: Row): string {
  const rounded = round(value, unit);
  if (unit === 'MB') return `${rounded} MB`;
  return rounded < 0.1 ? rounded.toFixed(3) : rounded.toFixed(2);
}

function reasonsOf(rows: readonly Row[]): readonly string[] {
  return rows.flatMap((row) => {
    const verdict = verdictOf(row);
    if (verdict === 'holds') return [];
    if (row.reason !== undefined) return [`- ${row.work}, against ${row.against}: ${row.reason}`];
    return verdict === '–'
      ? []
      : [`- ${row.work}, against ${row.against}: no measurement shows the reason yet.`];
  });
}

function howOf(rows: readonly Row[]): readonly string[] {
  return rows.flatMap(({ work, against, how }) =>
    how === undefined ? [] : [`- ${work}, against ${against}: ${how}`],
  );
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, lines.join('\n')];
}

function drawSeries(findings: readonly Findings[]): string {
  const lines = findings
    .flatMap((found) => found.series)
    .map((series) => [
      series.label.replaceAll('|', '\\|'),
      `${series.samples.length}`,
      spread(series, 'seconds'),
      threeDigits(medianOf(series, 'cpu')),
      spread(series, 'peakBytes', MIB),
      threeDigits(medianOf(series, 'services')),
    ]);
  return drawTable([
    ['command', 'rounds', 'wall, s', 'CPU, s', 'peak memory, MiB', 'CPU of the services, s'],
    ...lines,
  ]);
}

function drawTable([head = [], ...lines]: readonly (readonly string[])[]): string {
  const rule = head.map(() => '---');
  return [head, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
