import { ConversionError, type StateFault } from '../model/errors.ts';
import type { Position } from '../model/position.ts';

/** Errors that are kept at most, as one cause often shows in every file. */
const MAX_ERRORS = 50;

/** Collects the errors of all files, so that the user sees them at once. */
export class FoundErrors {
  readonly #errors: StateFault[] = [];

  /** Adds an error, once for each line. `excerpt` is the line; leave it out when the file may hold secrets. */
  add(at: Position, message: string, hint: string | null = null, excerpt = ''): void {
    const isKnown = this.#errors.some(
      (known) => known.message === message && known.at.file === at.file && known.at.line === at.line,
    );
    if (!isKnown && this.#errors.length < MAX_ERRORS) this.#errors.push({ at, message, hint, excerpt });
  }

  /** Adds all errors of one file. */
  take(error: ConversionError): void {
    for (const { at, message, hint, excerpt } of error.faults) this.add(at, message, hint, excerpt);
  }

  /** Throws ConversionError when there are errors. */
  throwIfAny(): void {
    if (this.#errors.length > 0) throw new ConversionError(this.#errors);
  }
}

/** A file's text for a message: quoted, on one line, at most 80 characters. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
