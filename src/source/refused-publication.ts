import { VerificationError } from '../model/errors.ts';
import type { Published } from '../model/published.ts';

/** What a publisher says was understood, and is refused. */
export class RefusedPublication extends VerificationError {
  /** What was understood of it: to be shown, never to be used. */
  readonly published: Published;

  constructor(message: string, hint: string, published: Published) {
    super(message, { hint });
    this.published = published;
  }
}
