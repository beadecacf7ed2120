import type { ApplyEvent } from '../model/event.ts';
import type { ProgressDisplay } from '../report/show-progress.ts';
import type { Console } from './console.ts';
import type { OutputStream } from './terminal.ts';

/** Milliseconds between two log entries of one transfer. */
const LOG_INTERVAL = 10_000;

/** What shows the progress of an apply: bars, lines, entries of a JSON log, or nothing with --quiet. */
export async function startDisplay(console: Console, stream: OutputStream): Promise<ProgressDisplay> {
  if (console.flags.quiet) return { onEvent: () => {}, stop: () => {} };
  if (console.flags.logFormat === 'json') return jsonDisplay(console);
  const { showProgress } = await import('../report/show-progress.ts');
  return showProgress({ stream, live: console.live, colour: console.errorColour, redact: console.redact });
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
