import type { Clock } from '../clock.ts';
import { BodyTooLarge, hasBody, readText, type SandboxRequest } from '../http.ts';
import type { Parameters } from '../router.ts';
import type { Blobs } from './blobs.ts';
import { badRequest, tooLarge } from './errors.ts';
import type { Caller } from './policy.ts';
import type { Records } from './records.ts';
import type { Tasks } from './task-store.ts';

/** What the image service's handlers work on. */
export interface Glance {
  readonly records: Records;
  readonly blobs: Blobs;
  readonly tasks: Tasks;
  readonly clock: Clock;
  /** Ends imports that are under way when the sandbox closes. */
  readonly closing: AbortSignal;
  /** Imports under way. */
  readonly running: Set<Promise<void>>;
}

/** One request to the image service, authenticated. */
export interface Call {
  readonly glance: Glance;
  readonly request: SandboxRequest;
  readonly parameters: Parameters;
  readonly caller: Caller;
}

/** The body as JSON, an object or an array; 400 for anything else. */
export async function readJson(call: Call): Promise<unknown> {
  if (!hasBody(call.request)) throw badRequest('Body expected in request.');
  let value: unknown;
  try {
    value = JSON.parse(await readText(call.request));
  } catch (error) {
    if (error instanceof BodyTooLarge) throw tooLarge('Request limit exceeded');
    if (error instanceof SyntaxError) throw badRequest('Malformed JSON in request body.');
    throw error;
  }
  if (typeof value !== 'object' || value === null) {
    throw badRequest('Unexpected body type. Expected list/dict.');
  }
  return value;
}
