import { ConversionError, type StateFault } from '../model/errors.ts';
import type { Position } from '../model/position.ts';

/** Faults told at most: one cause often shows in every file. */
const MOST = 50;

/** Collects the faults of all files, so that a user sees them at once. */
export class FoundFaults {
  readonly #faults: StateFault[] = [];

  /** `excerpt` is the line itself; it is left out where the file may hold secrets. */
  add(at: Position, message: string, hint: string | null = null, excerpt = ''): void {
    if (this.#faults.length < MOST) this.#faults.push({ at, message, hint, excerpt });
  }

  /** Throws ConversionError unless there is none. */
  throwIfAny(): void {
    if (this.#faults.length > 0) throw new ConversionError(this.#faults);
  }
}

/** A text of a file as a message shows it: on one line, cut. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
