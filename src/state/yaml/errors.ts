import type { StateFault } from '../../model/errors.ts';
import { excerpt, type Place, position, type SourceText } from './source-text.ts';
import type { Node } from './tree.ts';

/** More than anybody reads; what a hostile file cannot get past. */
const MOST_FAULTS = 1000;

/** Gathers every fault of a state, so that all can be shown at once. Each place is blamed once for one thing. */
export class ErrorList {
  readonly #errors = new Map<string, Omit<StateFault, 'excerpt'> & { readonly place: Place }>();
  readonly #nodes = new Set<Node>();
  readonly #distrusted: Place[] = [];
  #hasMore = false;

  add(place: Place, message: string, hint: string | null = null): void {
    if (this.isFull) {
      this.#hasMore = true;
      return;
    }
    if (this.#isDistrusted(place, place.start)) return;
    const at = position(place);
    const key = JSON.stringify([at, message]);
    if (this.#errors.has(key)) return;
    this.#errors.set(key, { at, message, hint, place });
  }

  get isFull(): boolean {
    return this.#errors.size >= MOST_FAULTS;
  }

  /** Like {@link add}, at the node's own place; later checks then leave the node alone. */
  report(node: Node, message: string, hint: string | null = null): void {
    if (this.#nodes.has(node)) return;
    this.#nodes.add(node);
    this.add(node.place, message, hint);
  }

  /** Marks a node as known to be wrong without saying so again. */
  mark(node: Node): void {
    this.#nodes.add(node);
  }

  isBlamed(node: Node): boolean {
    return this.#nodes.has(node);
  }

  /** Takes no more faults from this stretch: after a syntax error there, they would be its mere echo. */
  ignore(source: SourceText, start: number, end: number): void {
    this.#distrusted.push({ source, start, end });
  }

  /** Like {@link add}, for something missing from the place: it may be there, behind a syntax error. */
  addMissing(place: Place, message: string, hint: string | null = null): void {
    if (!this.#isDistrusted(place, place.end)) this.add(place, message, hint);
  }

  /** A place that reaches into a stretch without end was swallowed by the syntax error. */
  #isDistrusted({ source, start, end }: Place, upTo: number): boolean {
    return this.#distrusted.some((bad) => {
      if (bad.source !== source) return false;
      return bad.end === Number.POSITIVE_INFINITY ? end >= bad.start : start <= bad.end && upTo >= bad.start;
    });
  }

  /**
   * In the order of `files`, then of line and column. To be asked when all is read: only then is it known which parts
   * of a line are secret.
   */
  sorted(files: readonly string[]): readonly StateFault[] {
    const errors = [...this.#errors.values()]
      .map(({ place, ...fault }) => ({ ...fault, excerpt: excerpt(place) }))
      .sort(
        (a, b) =>
          files.indexOf(a.at.file) - files.indexOf(b.at.file) ||
          a.at.line - b.at.line ||
          a.at.column - b.at.column,
      );
    const last = errors.at(-1);
    if (!this.#hasMore || last === undefined) return errors;
    const message = `${MOST_FAULTS} faults are shown, and there are more`;
    return [...errors, { at: last.at, message, hint: 'Mend these and look again.', excerpt: '' }];
  }
}
