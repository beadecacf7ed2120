import type { ApplyEvent } from '../model/event.ts';
import { type ProgressDisplay, showProgress } from '../report/show-progress.ts';
import type { Console } from './console.ts';
import type { OutputStream } from './process/terminal.ts';

/** Milliseconds between two log entries about one transfer. */
const LOG_INTERVAL = 10_000;

/** Starts the display of an apply's progress, or a rehearsal's: bars, lines, entries of a JSON log, or nothing with --quiet. */
export function startDisplay(
  console: Console,
  stream: OutputStream,
  { rehearses = false } = {},
): ProgressDisplay {
  if (console.flags.quiet) return { onEvent: () => {}, stop: () => {} };
  if (console.flags.logFormat === 'json') return jsonDisplay(console);
  const { live, errorColour: colour, redact } = console;
  return showProgress({ stream, live, colour, redact, rehearses });
}

function jsonDisplay(console: Console): ProgressDisplay {
  const written = new Map<string, number>();
  return {
    onEvent: (event) => {
      if (event.type === 'transfer' && !isDue(event, written)) return;
      console.entry(event.type === 'warning' ? 'warning' : 'info', { event });
    },
    stop: () => {},
  };
}

function isDue(event: Extract<ApplyEvent, { type: 'transfer' }>, written: Map<string, number>): boolean {
  const now = Date.now();
  if (now - (written.get(event.name) ?? 0) < LOG_INTERVAL) return false;
  written.set(event.name, now);
  return true;
}
