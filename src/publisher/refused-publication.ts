import { VerificationError } from '../model/errors.ts';
import type { Published, SignatureFact } from '../model/published.ts';

/** What a publisher says was understood, and is refused. */
export class RefusedPublication extends VerificationError {
  /** What was understood of it: to be shown, never to be used. */
  readonly published: Published;

  constructor(message: string, hint: string, published: Published) {
    super(message, { hint });
    this.published = published;
  }
}

/** What is known of a list before all of it is believed. */
export interface ListFacts {
  readonly identifier: string;
  readonly version: string;
  readonly expires: string;
  readonly signature: SignatureFact;
}

/** A list that was read, and is refused. */
export class RefusedList extends VerificationError {
  /** To be shown, never to be used. */
  readonly facts: ListFacts;

  constructor(refusal: VerificationError, facts: ListFacts) {
    super(refusal.message, { cause: refusal, ...(refusal.hint === null ? {} : { hint: refusal.hint }) });
    const { identifier, version, expires, signature } = facts;
    this.facts = { identifier, version, expires, signature };
  }
}

/** Does what may refuse a list; a refusal becomes a `RefusedList`, which tells what was understood of it. */
export function refusing<Value>(facts: ListFacts, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw error instanceof VerificationError ? new RefusedList(error, facts) : error;
  }
}
