import { VerificationError } from '../model/errors.ts';
import type { Published, SignatureFact } from '../model/published.ts';

/** A publisher's statement about an image that reconcile could read, and refuses. */
export class RefusedPublication extends VerificationError {
  /** The statement as far as it could be read. Show it; never use it. */
  readonly published: Published;

  constructor(message: string, hint: string, published: Published) {
    super(message, { hint });
    this.published = published;
  }
}

/** Facts of a list that are known before its last check has passed. */
interface ListFacts {
  readonly identifier: string;
  readonly version: string;
  readonly expires: string;
  readonly signature: SignatureFact;
}

/** A list that reconcile could read, and refuses. */
export class RefusedList extends VerificationError {
  /** Show them; never use them. */
  readonly facts: ListFacts;

  constructor(refusal: VerificationError, facts: ListFacts) {
    super(refusal.message, { cause: refusal, ...(refusal.hint === null ? {} : { hint: refusal.hint }) });
    const { identifier, version, expires, signature } = facts;
    this.facts = { identifier, version, expires, signature };
  }
}

/** Runs checks of a list. A `VerificationError` becomes a `RefusedList`, which carries the facts that are known. */
export function refusing<Value>(facts: ListFacts, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw error instanceof VerificationError ? new RefusedList(error, facts) : error;
  }
}
