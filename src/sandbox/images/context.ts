import type { Clock } from '../clock.ts';
import { BodyTooLarge, hasBody, readText, type SandboxRequest } from '../http.ts';
import type { Parameters } from '../router.ts';
import type { Blobs } from './blobs.ts';
import { badRequest, tooLarge } from './errors.ts';
import type { Records } from './records.ts';
import type { ReleaseTraits } from './release.ts';
import type { Properties } from './schemas.ts';
import type { Tasks } from './task-store.ts';

/** The state that the handlers of the image service share. */
export interface Glance {
  readonly records: Records;
  readonly blobs: Blobs;
  readonly tasks: Tasks;
  readonly clock: Clock;
  /** The properties of an image by the schema, with the formats that this service accepts. */
  readonly imageProperties: Properties;
  /** Custom properties without which no image is created. */
  readonly required: readonly string[];
  readonly traits: ReleaseTraits;
  /** Aborted when the sandbox closes: ends the running imports. */
  readonly closing: AbortSignal;
  /** The running imports. */
  readonly running: Set<Promise<void>>;
}

/** The authenticated user of a request. Without a project, the user owns no images. */
export interface Caller {
  readonly userId: string;
  readonly projectId: string | null;
  readonly isAdmin: boolean;
}

/** One authenticated request to the image service. */
export interface Call {
  readonly glance: Glance;
  readonly request: SandboxRequest;
  readonly parameters: Parameters;
  readonly caller: Caller;
}

/** Reads the body as a JSON object or array; throws 400 for any other body. */
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
