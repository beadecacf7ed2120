import { ConversionError, type StateFault } from '../model/errors.ts';
import type { Position } from '../model/position.ts';

/** Faults told at most: one cause often shows in every file. */
const MAX_ERRORS = 50;

/** Collects the faults of all files, so that a user sees them at once. */
export class FoundErrors {
  readonly #errors: StateFault[] = [];

  /** Told once, however often it is met. `excerpt` is the line itself; none where the file may hold secrets. */
  add(at: Position, message: string, hint: string | null = null, excerpt = ''): void {
    const isKnown = this.#errors.some(
      (known) => known.message === message && known.at.file === at.file && known.at.line === at.line,
    );
    if (!isKnown && this.#errors.length < MAX_ERRORS) this.#errors.push({ at, message, hint, excerpt });
  }

  /** Takes over the faults of one file. */
  take(error: ConversionError): void {
    for (const { at, message, hint, excerpt } of error.faults) this.add(at, message, hint, excerpt);
  }

  /** Throws ConversionError unless there is none. */
  throwIfAny(): void {
    if (this.#errors.length > 0) throw new ConversionError(this.#errors);
  }
}

/** A text of a file as a message shows it: on one line, cut. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
