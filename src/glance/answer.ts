import { EXIT, ReconcileError } from '../model/errors.ts';

/** A JSON object of an answer. */
export type Json = Readonly<Record<string, unknown>>;

/** The service answered 2xx with a body that breaks the API's promises. Never retried. */
export class AnswerError extends ReconcileError {
  constructor(message: string) {
    super('bad-answer', message, EXIT.error, {
      hint: 'Check that the endpoint is an Images API v2, and that no proxy on the way changes its answers.',
    });
  }
}

/** Throws {@link AnswerError} for any other value; `what` names the value in the message. */
export function asObject(value: unknown, what: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw new AnswerError(`${what}: expected an object, got ${describe(value)}`);
}

/** Throws {@link AnswerError} for any other value; `what` names the value in the message. */
export function asArray(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new AnswerError(`${what}: expected a list, got ${describe(value)}`);
}

/** Throws {@link AnswerError} for an empty text and any other value; `what` names the value in the message. */
export function asText(value: unknown, what: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new AnswerError(`${what}: expected text, got ${describe(value)}`);
}

/** A text, also an empty one; null for any other value. */
export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The texts of a list, without its other values; empty for anything but a list. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Throws {@link AnswerError} unless `value` is among `known`; `what` names the value in the message. */
export function asOneOf<T extends string>(value: unknown, known: readonly T[], what: string): T {
  const found = known.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw new AnswerError(`${what}: expected one of ${known.join(', ')}, got ${describe(value)}`);
}

/** Never the inside of a list or an object: it may be very long, or too deep to be written. */
function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(typeof value === 'string' ? value.slice(0, 100) : value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
