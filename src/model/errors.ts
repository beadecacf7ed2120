import type { Position } from './position.ts';
import { publicPart, type Unresolved } from './unresolved.ts';

/** Exit codes of the program, as the README lists them. */
export const EXIT = {
  done: 0,
  error: 1,
  changes: 2,
  blocked: 3,
  partial: 4,
  stale: 5,
  declined: 6,
  locked: 7,
  usage: 64,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

interface ErrorDetails {
  /** The way out, as an imperative sentence. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** Base of every expected failure: a stable code, the exit code of the run, and the way out. */
export class ReconcileError extends Error {
  readonly code: string;
  readonly exitCode: number;
  readonly hint: string | null;

  constructor(code: string, message: string, exitCode: number, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.name = new.target.name;
    this.code = code;
    this.exitCode = exitCode;
    this.hint = details.hint ?? null;
  }
}

/** Wrong options or arguments. Never retried. */
export class UsageError extends ReconcileError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('usage', message, EXIT.usage, details);
  }
}

/** One fault in a state file. */
export interface StateFault {
  readonly at: Position;
  readonly message: string;
  readonly hint: string | null;
  /** The line itself, for the caret; empty when there is none. */
  readonly excerpt: string;
}

/** A state file that cannot be used: all its faults at once. Never retried. */
export class StateError extends ReconcileError {
  readonly faults: readonly StateFault[];

  constructor(faults: readonly StateFault[]) {
    super(
      'invalid-state',
      `${faults.length} fault${faults.length === 1 ? '' : 's'} in the state`,
      EXIT.usage,
    );
    this.faults = faults;
  }
}

/** Entries whose publisher is unreachable or not trusted, or whose live image is ambiguous: all at once, with places. */
export class UnresolvedError extends ReconcileError {
  readonly entries: readonly Unresolved[];
  readonly faults: readonly StateFault[];

  constructor(entries: readonly Unresolved[]) {
    const faults = entries.map(faultOf);
    const [only] = faults;
    super(
      'unresolved',
      faults.length === 1 && only
        ? `${only.at.file}:${only.at.line}: ${only.message}`
        : `${faults.length} sources cannot be resolved`,
      EXIT.error,
    );
    this.entries = entries.map(publicPart);
    this.faults = faults;
  }
}

function faultOf({ name, at, message, hint }: Unresolved): StateFault {
  return {
    at,
    message: `${name === null ? 'this list' : JSON.stringify(name)}: ${message}`,
    hint,
    excerpt: '',
  };
}

/** Files of another tool that cannot be converted: all their faults at once, each at its place. */
export class ConversionError extends ReconcileError {
  readonly faults: readonly StateFault[];

  constructor(faults: readonly StateFault[]) {
    super(
      'conversion',
      `${faults.length} fault${faults.length === 1 ? '' : 's'} in the files to convert`,
      EXIT.usage,
    );
    this.faults = faults;
  }
}

/** clouds.yaml, OS_* or the identity section name no cloud, or contradict each other. Never retried. */
export class ConfigError extends ReconcileError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('cloud-config', message, EXIT.error, details);
  }
}

/** Keystone refused the credentials, or there is no project scope. Never retried. */
export class AuthError extends ReconcileError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('auth', message, EXIT.error, details);
  }
}

/** The catalogue has no such service, interface or region. Never retried. */
export class EndpointError extends ReconcileError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('endpoint', message, EXIT.error, details);
  }
}

/** A service answered with an error status. Retried only where the session knows it to be safe. */
export class HttpError extends ReconcileError {
  readonly status: number;
  readonly method: string;
  /** Without credentials. */
  readonly url: string;
  /** The service's own text, tags stripped, at most 500 characters. */
  readonly detail: string;
  readonly requestId: string | null;
  /** The answer's Retry-After header, unparsed: seconds or an HTTP date. */
  readonly retryAfter: string | null;

  constructor(answer: {
    readonly status: number;
    readonly method: string;
    readonly url: string;
    readonly detail: string;
    readonly requestId: string | null;
    readonly retryAfter?: string | null;
    readonly hint?: string;
  }) {
    super(
      `http-${answer.status}`,
      `${answer.method} ${answer.url} answered ${answer.status}${answer.detail ? `: ${answer.detail}` : ''}`,
      EXIT.error,
      answer.hint === undefined ? {} : { hint: answer.hint },
    );
    this.status = answer.status;
    this.method = answer.method;
    this.url = answer.url;
    this.detail = answer.detail;
    this.requestId = answer.requestId;
    this.retryAfter = answer.retryAfter ?? null;
  }
}

/** No answer: refused, reset, timed out, unknown host, TLS. Retried where the request is safe to repeat. */
export class ConnectionError extends ReconcileError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('connection', message, EXIT.error, details);
  }
}

/** The source cannot be read: missing file, error status, or a failure that persists. */
export class SourceError extends ReconcileError {
  /** HTTP status of the source's answer; null when there was none. */
  readonly status: number | null;
  /** True when the hint asks to check the image's `source`: another document has a hint of its own. */
  readonly hintsAtSource: boolean;
  /** True when the same request may go better later, with nothing changed. */
  readonly passing: boolean;
  /** True when a transfer broke off and cannot go on, but may succeed from the first byte. */
  readonly mayStartOver: boolean;

  constructor(
    message: string,
    details: ErrorDetails & {
      readonly status?: number;
      readonly hintsAtSource?: true;
      readonly passing?: true;
      readonly mayStartOver?: boolean;
    } = {},
  ) {
    super('source', message, EXIT.error, details);
    this.status = details.status ?? null;
    this.hintsAtSource = details.hintsAtSource ?? false;
    this.passing = details.passing ?? false;
    this.mayStartOver = details.mayStartOver ?? false;
  }
}

/** The bytes are not the expected ones: by digest, by size, or by what Glance stored. Never retried. */
export class VerificationError extends ReconcileError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('verification', message, EXIT.error, details);
  }
}

/** The staged image did not pass a check of the state file. Never retried within a run. */
export class CheckError extends ReconcileError {
  /** Whether the image stays, unpublished. */
  readonly keep: boolean;
  /** Why the check failed, in a few words of ASCII. */
  readonly reason: string;
  /** The last lines of the check's output, without secrets. */
  readonly output: readonly string[];

  constructor(
    message: string,
    details: ErrorDetails & {
      readonly keep: boolean;
      readonly reason: string;
      readonly output: readonly string[];
    },
  ) {
    super('check', message, EXIT.error, details);
    this.keep = details.keep;
    this.reason = details.reason;
    this.output = details.output;
  }
}

/** The bytes did not pass a local check of the state file. Nothing was sent. Never retried within a run. */
export class LocalCheckError extends ReconcileError {
  /** The last lines of the check's output, without secrets. */
  readonly output: readonly string[];

  constructor(message: string, details: ErrorDetails & { readonly output: readonly string[] }) {
    super('check', message, EXIT.error, details);
    this.output = details.output;
  }
}

/** The live image changed since the plan was made. */
export class StaleError extends ReconcileError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('stale', message, EXIT.stale, details);
  }
}

/** A saved plan that cannot be applied: unreadable, or for another version, cloud or project. */
export class PlanFileError extends ReconcileError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('plan-file', message, EXIT.usage, details);
  }
}

/** Another run holds the lock of the stack. */
export class LockedError extends ReconcileError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('locked', message, EXIT.locked, details);
  }
}

/** Signals that stop a run, with the exit codes that a shell uses for them. HUP: the terminal or session ended. */
const EXIT_BY_SIGNAL = {
  SIGHUP: EXIT.hungUp,
  SIGINT: EXIT.interrupted,
  SIGTERM: EXIT.terminated,
} as const;

export type StopSignal = keyof typeof EXIT_BY_SIGNAL;

/** What the next run does after a run that was stopped. */
export const AFTER_A_STOP =
  'finished uploads are published, and unfinished ones begin again; with --cache, downloads continue where they stopped';

/** A signal asked to stop. */
export class InterruptedError extends ReconcileError {
  readonly signal: StopSignal;

  /** `changed`: whether the run may have changed anything. */
  constructor(signal: StopSignal, { changed = true } = {}) {
    super('interrupted', `interrupted by ${signal}`, EXIT_BY_SIGNAL[signal], {
      hint: changed ? `Run the same command again: ${AFTER_A_STOP}.` : 'Nothing was changed.',
    });
    this.signal = signal;
  }
}
