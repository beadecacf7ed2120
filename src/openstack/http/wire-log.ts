import { type Secrets, withoutCredentials } from '../../model/secrets.ts';
import { requestIdOf } from './http-error.ts';
import type { HttpRequest } from './message.ts';
import { maskBody, maskHeader } from './redact.ts';

/** Writes debug lines about requests and answers, already redacted. */
export interface WireLog {
  begin(request: HttpRequest): ExchangeLog;
  /** Logs a received JSON body. */
  body(text: string, contentType: string): void;
  line(text: string): void;
}

interface ExchangeLog {
  answered(status: number, headers: Readonly<Record<string, string>>): void;
  failed(error: unknown): void;
}

interface WireLogOptions {
  readonly log: ((line: string) => void) | undefined;
  /** Whether to log headers and JSON bodies too. */
  readonly detailed: boolean;
  readonly secrets: Secrets;
}

/** Logs one line for each exchange: method, URL, status, milliseconds, request id. */
export function createWireLog({ log, detailed, secrets }: WireLogOptions): WireLog {
  function line(text: string): void {
    log?.(secrets.redact(text));
  }

  function headerLines(mark: string, headers: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(headers)) line(`${mark} ${name}: ${maskHeader(name, value)}`);
  }

  function begin(request: HttpRequest): ExchangeLog {
    if (!log) return { answered() {}, failed() {} };
    const started = performance.now();
    const title = `${request.method} ${withoutCredentials(request.url.href)}`;
    const elapsed = () => `${Math.round(performance.now() - started)} ms`;
    if (detailed) {
      line(`> ${title}`);
      headerLines('>', request.headers);
      if (request.text !== undefined) {
        line(`> ${maskBody(request.text, request.headers['content-type'] ?? 'application/json')}`);
      }
      if (request.stream) line(`> (streamed, ${request.streamBytes ?? 'unknown'} bytes)`);
    }
    return {
      answered(status, headers) {
        line([title, status, elapsed(), requestIdOf(headers)].filter((part) => part !== null).join(' '));
        if (detailed) headerLines('<', headers);
      },
      failed(error) {
        line(`${title} failed after ${elapsed()}: ${error instanceof Error ? error.message : String(error)}`);
      },
    };
  }

  function body(text: string, contentType: string): void {
    if (log && detailed && text !== '') line(`< ${maskBody(text, contentType)}`);
  }

  return { begin, body, line };
}
