import type { ReconcileError } from '../model/errors.ts';
import type { Secrets } from '../model/secrets.ts';
import { escapeText, jsonText } from '../report/escape.ts';
import { type ColourLevel, makePaint } from '../report/paint.ts';
import { colourLevel } from './colour.ts';
import type { CommonFlags } from './flags.ts';
import type { Terminal } from './process/terminal.ts';

type Level = 'error' | 'warning' | 'info' | 'debug';

/**
 * Writes the output of a command: its result to standard output, the rest to standard error. Redacts every text with
 * `Secrets.redact`.
 */
export interface Console {
  /** Colours of standard output. */
  readonly colour: ColourLevel;
  /** Columns of standard output. */
  readonly width: number;
  readonly flags: CommonFlags;
  /** True when reconcile can ask a user: standard input and standard error are a terminal, and this is no CI. */
  readonly interactive: boolean;
  /** True when standard error can show bars that move. */
  readonly live: boolean;
  readonly errorColour: ColourLevel;
  /** Writes a result for a reader. */
  result(text: string): void;
  /** Whether a result for a machine is written already: there must be one alone. */
  readonly hasData: boolean;
  /** Writes a result for a machine. The caller has redacted its values: redacting the text could break a key. */
  data(text: string): void;
  /** Writes a text to standard error, without a label. */
  aside(text: string): void;
  warn(message: string): void;
  /** A warning that `--quiet` does not hide: about the user's own file. */
  caution(message: string): void;
  info(message: string): void;
  debug(message: string): void;
  fail(error: ReconcileError, detail?: string): void;
  /** Writes an entry of the JSON log (`--log-format json`). */
  entry(level: Level, fields: Readonly<Record<string, unknown>>): void;
  readonly redact: (text: string) => string;
}

const DEFAULT_WIDTH = 80;

export function openConsole(terminal: Terminal, flags: CommonFlags, secrets: Secrets): Console {
  const { env, stdout, stderr, stdin } = terminal;
  const redact = (text: string) => secrets.redact(text);
  const errorColour = colourLevel(flags.color, env, stderr.isTTY === true);
  const paint = makePaint(flags.logFormat === 'json' ? 0 : errorColour);
  const inCi = isCi(env);
  const write = (text: string) => void stderr.write(text);

  function entry(level: Level, fields: Readonly<Record<string, unknown>>): void {
    const safe = redactValues({ time: new Date().toISOString(), level, ...fields }, redact);
    write(`${jsonText(safe)}\n`);
  }

  function line(level: Level, label: string, message: string, draw = (text: string) => text): void {
    if (flags.logFormat === 'json') entry(level, { message });
    else write(redact(`${label}${draw(escapeText(message))}\n`));
  }

  function fail(error: ReconcileError, detail?: string): void {
    const { code, message, hint } = error;
    if (flags.logFormat === 'json') {
      const faults = 'faults' in error ? { faults: error.faults } : {};
      entry('error', { code, message, hint, ...faults });
      return;
    }
    const text = detail ?? `${paint.bad('error:')} ${escapeText(message)}`;
    write(redact(`${text.trimEnd()}\n`));
    if (hint !== null) write(redact(`${paint.note('hint:')} ${escapeText(hint)}\n`));
  }

  let hasData = false;
  const caution = (message: string) => line('warning', `${paint.change('warning:')} `, message);

  return {
    colour: colourLevel(flags.color, env, stdout.isTTY === true),
    width: (stdout.isTTY && stdout.columns) || DEFAULT_WIDTH,
    flags,
    interactive: stdin.isTTY === true && stderr.isTTY === true && !inCi,
    live:
      stderr.isTTY === true && env.TERM !== 'dumb' && !inCi && flags.logFormat === 'text' && !flags.verbose,
    errorColour,
    result: (text) => void stdout.write(redact(text)),
    get hasData() {
      return hasData;
    },
    data: (text) => {
      hasData = true;
      stdout.write(text);
    },
    aside: (text) => write(redact(text)),
    warn: (message) => {
      if (!flags.quiet) caution(message);
    },
    caution,
    info: (message) => {
      if (!flags.quiet) line('info', '', message);
    },
    debug: (message) => {
      if (flags.verbose > 0) line('debug', '', message, paint.faint);
    },
    fail,
    entry,
    redact,
  };
}

/** Redacts every text in a value. Keys stay. */
export function redactValues(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactValues(item, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactValues(item, redact)]));
}

/** `CI=false` and `CI=0` mean that this is no CI. */
function isCi(env: Readonly<Record<string, string | undefined>>): boolean {
  return env.CI !== undefined && env.CI !== '' && env.CI !== 'false' && env.CI !== '0';
}
