import type { UnknownFormat } from '../../model/desired.ts';
import type { StateFault } from '../../model/errors.ts';
import { excerpt, type Place, position, type SourceText } from './source-text.ts';
import type { Node } from './tree.ts';

/** Errors that are kept at most, so that a hostile file cannot fill the memory. */
const MAX_ERRORS = 1000;

/** A format that only the service can know, as its field's reader sees it. */
type Doubt = Pick<UnknownFormat, 'field' | 'word' | 'written'> & {
  /** True when a known format has almost the same name. */
  readonly isNearMiss: boolean;
  readonly message: string;
  readonly hint: string | null;
};

/** Collects all errors of a state, so that the user sees them at once. Equal errors at one place are kept once. */
export class ErrorList {
  readonly #errors = new Map<string, Omit<StateFault, 'excerpt'> & { readonly place: Place }>();
  readonly #nodes = new Set<Node>();
  readonly #ignored: Place[] = [];
  readonly #doubts = new Map<Node, Doubt>();
  #hasMore = false;

  /** Adds an error. The hint is an imperative that helps; null when there is none. */
  add(place: Place, message: string, hint: string | null = null): void {
    if (this.isFull) {
      this.#hasMore = true;
      return;
    }
    if (this.#isIgnored(place, place.start)) return;
    const at = position(place);
    const key = JSON.stringify([at, message]);
    if (this.#errors.has(key)) return;
    this.#errors.set(key, { at, message, hint, place });
  }

  get isEmpty(): boolean {
    return this.#errors.size === 0;
  }

  get isFull(): boolean {
    return this.#errors.size >= MAX_ERRORS;
  }

  /** Like {@link add}, at the node's own place. Only the first error of a node is kept. */
  report(node: Node, message: string, hint: string | null = null): void {
    if (this.#nodes.has(node)) return;
    this.#nodes.add(node);
    this.add(node.place, message, hint);
  }

  /** Marks a node as invalid without a message of its own, as another error already covers it. */
  mark(node: Node): void {
    this.#nodes.add(node);
  }

  /** Notes a format that is a mistake unless the service offers it. */
  doubt(node: Node, doubt: Doubt): void {
    this.#doubts.set(node, doubt);
  }

  /** Reports the noted formats that are almost like a known one: they are probably mistyped. */
  reportNearMisses(): void {
    for (const [node, { isNearMiss, message, hint }] of this.#doubts) {
      if (isNearMiss) this.report(node, message, hint);
    }
  }

  /** The formats that only the service can know, at their places. Call it after everything is read. */
  doubts(): readonly UnknownFormat[] {
    return [...this.#doubts].map(([{ place }, { field, word, written, message, hint }]) => {
      const fault = { at: position(place), message, hint, excerpt: excerpt(place) };
      return { field, word, written, fault };
    });
  }

  /** Whether a node was reported or marked: later checks skip such a node. */
  hasError(node: Node): boolean {
    return this.#nodes.has(node);
  }

  /** Drops later errors between two offsets: after a syntax error there, they would only follow from it. */
  ignore(source: SourceText, start: number, end: number): void {
    this.#ignored.push({ source, start, end });
  }

  /** Like {@link add}, for a key that the place lacks, unless a syntax error in the place may hide that key. */
  addMissing(place: Place, message: string, hint: string | null = null): void {
    if (!this.#isIgnored(place, place.end)) this.add(place, message, hint);
  }

  /** Whether a place overlaps an ignored range. A range without end covers every place that reaches into it. */
  #isIgnored({ source, start, end }: Place, upTo: number): boolean {
    return this.#ignored.some((bad) => {
      if (bad.source !== source) return false;
      return bad.end === Number.POSITIVE_INFINITY ? end >= bad.start : start <= bad.end && upTo >= bad.start;
    });
  }

  /**
   * All errors, by file in the order of `files`, then by line and column. Call it after everything is read: only then
   * all secrets are known, which the excerpts leave out.
   */
  sorted(files: readonly string[]): readonly StateFault[] {
    const errors = [...this.#errors.values()]
      .map(({ place, ...error }) => ({ ...error, excerpt: excerpt(place) }))
      .sort(
        (a, b) =>
          files.indexOf(a.at.file) - files.indexOf(b.at.file) ||
          a.at.line - b.at.line ||
          a.at.column - b.at.column,
      );
    const last = errors.at(-1);
    if (!this.#hasMore || last === undefined) return errors;
    const message = `the state has more errors than the ${MAX_ERRORS} shown`;
    return [...errors, { at: last.at, message, hint: 'Correct these, then run again.', excerpt: '' }];
  }
}
