import stringWidth from 'string-width';
import { humanBytes, humanSeconds } from './bytes.ts';
import { quoteText } from './escape.ts';
import { padTo } from './layout.ts';
import type { Paint } from './paint.ts';
import { type Progress, type RunningChange, secondsLeft, type Transfer } from './progress.ts';

const LONGEST_NAME = 32;
const BAR_WIDTH = 20;

const VERBS = {
  up: 'sent',
  down: 'received',
  unpack: 'unpacked',
  filter: 'filtered',
  convert: 'converted',
} as const;
const ARROWS = { up: '↑', down: '↓', unpack: '↻', filter: '↻', convert: '↻' } as const;

/** The live display: a line for each image in progress, as far as the terminal has rows. */
export function drawProgress(
  progress: Progress,
  style: { readonly paint: Paint; readonly width: number; readonly rows: number },
): readonly string[] {
  const room = Math.max(1, style.rows - 2);
  const shown = progress.running.slice(0, room);
  const nameWidth = Math.max(0, ...shown.map((change) => stringWidth(shortName(change.name))));
  const lines = shown.map((change) => runningLine(change, nameWidth, style));
  const hidden = progress.running.length - shown.length;
  return hidden > 0 ? [...lines, style.paint.faint(`… and ${hidden} more`)] : lines;
}

/** A transfer as a line of a log, e.g. `CirrOS: 6.3 MiB of 12.5 MiB sent (50 %), 3.1 MiB/s, 2.0 s left`. */
export function progressLine(name: string, transfer: Transfer): string {
  const verb = VERBS[transfer.direction];
  const amount =
    transfer.total === null
      ? `${humanBytes(transfer.done)} ${verb}`
      : `${humanBytes(transfer.done)} of ${humanBytes(transfer.total)} ${verb} (${percentOf(transfer)} %)`;
  return [`${quoteText(name)}: ${amount}`, ...speedOf(transfer)].join(', ');
}

function runningLine(
  change: RunningChange,
  nameWidth: number,
  style: { readonly paint: Paint; readonly width: number },
): string {
  const name = padTo(shortName(change.name), nameWidth);
  const { transfer } = change;
  if (!transfer) return `${style.paint.strong(name)}  ${style.paint.faint(change.step ?? change.action)}`;
  const arrow = ARROWS[transfer.direction];
  const amount = transfer.total === null ? humanBytes(transfer.done) : `${percentOf(transfer)} %`.padStart(5);
  const facts = [amount, ...speedOf(transfer)].join('  ');
  const withoutBar = `${style.paint.strong(name)} ${arrow} ${facts}`;
  const bar = transfer.total === null ? '' : drawBar(transfer, style.paint);
  const withBar = `${style.paint.strong(name)} ${arrow} ${bar} ${facts}`;
  return bar !== '' && stringWidth(withBar) < style.width ? withBar : withoutBar;
}

function drawBar(transfer: Transfer, paint: Paint): string {
  const filled = Math.round((percentOf(transfer) / 100) * BAR_WIDTH);
  return paint.good('━'.repeat(filled)) + paint.faint('─'.repeat(BAR_WIDTH - filled));
}

/** Rounded down, so that 100 % means complete. */
function percentOf(transfer: Transfer): number {
  if (transfer.total === null) return 0;
  if (transfer.total === 0) return 100;
  return Math.min(100, Math.floor((transfer.done / transfer.total) * 100));
}

function speedOf(transfer: Transfer): readonly string[] {
  if (transfer.rate === null) return [];
  const left = secondsLeft(transfer);
  const speed = `${humanBytes(Math.round(transfer.rate))}/s`;
  return left === null ? [speed] : [speed, `${humanSeconds(left)} left`];
}

function shortName(name: string): string {
  const safe = quoteText(name);
  const characters = [...safe];
  return characters.length <= LONGEST_NAME ? safe : `${characters.slice(0, LONGEST_NAME - 1).join('')}…`;
}
