import { createLogUpdate } from 'log-update';
import type { ApplyEvent, EventSink } from '../model/event.ts';
import { ACTIONS, isIdleAction } from '../model/plan.ts';
import { drawProgress, progressLine } from './draw-progress.ts';
import { escapeText, quoteText } from './escape.ts';
import { type ColourLevel, makePaint } from './paint.ts';
import { NO_PROGRESS, type Progress, reduceProgress } from './progress.ts';
import { PAST } from './text.ts';

/** A running display of an apply. */
export interface ProgressDisplay {
  readonly onEvent: EventSink;
  /** Clears the live display and stops every timer. */
  stop(): void;
}

type TerminalStream = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** Where and how progress is shown. */
interface ProgressOptions {
  /** A terminal when `live`, else a log. */
  readonly stream: TerminalStream;
  readonly live: boolean;
  readonly colour: ColourLevel;
  /** Removes secrets from a text; applied to every text before it is written. */
  readonly redact: (text: string) => string;
  /** True for a rehearsal: nothing is created or replaced. Absent: false. */
  readonly rehearses?: boolean;
}

/** Milliseconds between two drawings of the live display, and between two lines of a transfer in a log. */
const REDRAW = 100;
const LOG_INTERVAL = 10_000;

/** Shows the progress of an apply: bars on a terminal, elsewhere a line every ten seconds for each transfer. */
export function showProgress(options: ProgressOptions): ProgressDisplay {
  return options.live ? liveDisplay(options) : plainDisplay(options);
}

function liveDisplay({ stream, colour, redact, rehearses = false }: ProgressOptions): ProgressDisplay {
  const paint = makePaint(colour);
  const screen = sized(stream);
  const update = createLogUpdate(screen as unknown as NodeJS.WriteStream);
  let progress = NO_PROGRESS;
  const draw = () => {
    const style = { paint, width: screen.columns, rows: screen.rows };
    update(redact(drawProgress(progress, style).join('\n')));
  };
  const timer = setInterval(draw, REDRAW);
  timer.unref();
  return {
    onEvent: (event) => {
      const line = eventLine(event, progress, rehearses);
      progress = reduceProgress(progress, event, Date.now());
      if (line !== null) update.persist(redact(line));
    },
    stop: () => {
      clearInterval(timer);
      update.clear();
      update.done();
    },
  };
}

/** The stream as log-update needs it. A terminal that reports a size of 0 × 0 counts as 80 × 24. */
function sized(stream: TerminalStream) {
  return {
    isTTY: stream.isTTY === true,
    write: (text: string) => stream.write(text),
    get columns() {
      return stream.columns || 80;
    },
    get rows() {
      return stream.rows || 24;
    },
  };
}

function plainDisplay({ stream, redact, rehearses = false }: ProgressOptions): ProgressDisplay {
  let progress = NO_PROGRESS;
  const write = (line: string) => void stream.write(`${redact(line)}\n`);
  const timer = setInterval(() => {
    for (const { name, transfer } of progress.running) if (transfer) write(progressLine(name, transfer));
  }, LOG_INTERVAL);
  timer.unref();
  return {
    onEvent: (event) => {
      const line = eventLine(event, progress, rehearses);
      progress = reduceProgress(progress, event, Date.now());
      if (line !== null) write(line);
    },
    stop: () => clearInterval(timer),
  };
}

/** The lasting line of an event: a finished image, a check or a warning. Null for other events. */
function eventLine(event: ApplyEvent, progress: Progress, rehearses: boolean): string | null {
  switch (event.type) {
    case 'change-done':
      return `${quoteText(event.name)}: ${outcomeText(event, progress, rehearses)}`;
    case 'compared':
      return `${quoteText(event.name)}: ${event.verdict === 'same' ? 'the bytes agree' : 'the bytes differ'}`;
    case 'check':
      return `${quoteText(event.name)}: check: ${escapeText(event.command)}`;
    case 'warning':
      return event.name === null
        ? `warning: ${escapeText(event.message)}`
        : `warning: ${quoteText(event.name)}: ${escapeText(event.message)}`;
    default:
      return null;
  }
}

function outcomeText(
  event: Extract<ApplyEvent, { type: 'change-done' }>,
  progress: Progress,
  rehearses: boolean,
): string {
  if (event.error !== null) return `${event.outcome}: ${escapeText(event.error)}`;
  const { action } = progress.running.find((change) => change.name === event.name) ?? {};
  if (event.outcome !== 'done' || action === undefined) return event.outcome;
  const words: Readonly<Record<string, string>> = PAST;
  return rehearses && !isIdle(action) ? `${action} would succeed` : (words[action] ?? event.outcome);
}

function isIdle(action: string): boolean {
  return ACTIONS.some((known) => known === action && isIdleAction(known));
}
