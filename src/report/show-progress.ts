import { createLogUpdate } from 'log-update';
import type { ApplyEvent, EventSink } from '../model/event.ts';
import { drawProgress, progressLine } from './draw-progress.ts';
import { escapeText, quoteText } from './escape.ts';
import { type ColourLevel, makePaint } from './paint.ts';
import { NO_PROGRESS, reduceProgress } from './progress.ts';

export interface ProgressDisplay {
  readonly onEvent: EventSink;
  /** Takes the live display away and stops every timer. */
  stop(): void;
}

export interface ProgressOptions {
  /** A terminal (`live`) or a log. */
  readonly stream: NodeJS.WritableStream & { readonly columns?: number; readonly rows?: number };
  readonly live: boolean;
  readonly colour: ColourLevel;
  /** Applied to every text before it is written. */
  readonly redact: (text: string) => string;
}

/** Milliseconds between two drawings of the live display, and between two lines of a log. */
const REDRAW = 100;
const LOG_INTERVAL = 10_000;

/** Shows what an apply does while it does it: live bars on a terminal, elsewhere a line every ten seconds. */
export function showProgress(options: ProgressOptions): ProgressDisplay {
  return options.live ? liveDisplay(options) : plainDisplay(options);
}

function liveDisplay({ stream, colour, redact }: ProgressOptions): ProgressDisplay {
  const paint = makePaint(colour);
  const update = createLogUpdate(stream as NodeJS.WriteStream);
  let progress = NO_PROGRESS;
  const draw = () => {
    const style = { paint, width: stream.columns || 80, rows: stream.rows || 24 };
    update(redact(drawProgress(progress, style).join('\n')));
  };
  const timer = setInterval(draw, REDRAW);
  timer.unref();
  return {
    onEvent: (event) => {
      progress = reduceProgress(progress, event, Date.now());
      const line = eventLine(event);
      if (line !== null) update.persist(redact(line));
    },
    stop: () => {
      clearInterval(timer);
      update.clear();
      update.done();
    },
  };
}

function plainDisplay({ stream, redact }: ProgressOptions): ProgressDisplay {
  let progress = NO_PROGRESS;
  const write = (line: string) => void stream.write(`${redact(line)}\n`);
  const timer = setInterval(() => {
    for (const { name, transfer } of progress.running) if (transfer) write(progressLine(name, transfer));
  }, LOG_INTERVAL);
  timer.unref();
  return {
    onEvent: (event) => {
      progress = reduceProgress(progress, event, Date.now());
      const line = eventLine(event);
      if (line !== null) write(line);
    },
    stop: () => clearInterval(timer),
  };
}

/** The events worth a lasting line: an image finished, a warning. */
function eventLine(event: ApplyEvent): string | null {
  switch (event.type) {
    case 'change-done':
      return event.error === null
        ? `${quoteText(event.name)}: ${event.outcome}`
        : `${quoteText(event.name)}: ${event.outcome}: ${escapeText(event.error)}`;
    case 'warning':
      return event.name === null
        ? `warning: ${escapeText(event.message)}`
        : `warning: ${quoteText(event.name)}: ${escapeText(event.message)}`;
    default:
      return null;
  }
}
