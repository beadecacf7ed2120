/** Characters from which a part of a secret is masked as well: so many do not agree by chance. */
export const SHORTEST_PIECE = 8;

/**
 * Words that stay although a secret contains them: masking a part of `owner_specified.openstack.sha256` for the password
 * `openstack123` would break a saved plan.
 */
const VOCABULARY = ['owner_specified.openstack.', 'owner_specified.reconcile.'];

/** A part of a text, by its first character and the one after its last. */
export type Range = readonly [start: number, end: number];

/** A way to read a text: the characters that count, each with its place in the text. */
interface View {
  readonly codes: Uint16Array;
  readonly places: Uint32Array;
}

/** The code that a reading gives for a character that it passes over. */
export const PASSED = -1;

/** What a character code stands for. */
export type Reading = (code: number) => number;

/** Bits of the filter in front of the set of pieces. */
const FILTER_BITS = 18;
const BASE = 31;
/** BASE to the power of 7: the weight of a window's first character. */
const FIRST_WEIGHT = Array.from({ length: SHORTEST_PIECE - 1 }).reduce<number>((w) => Math.imul(w, BASE), 1);

/** Finds every part of known texts with {@link SHORTEST_PIECE} or more characters, as one reading of a text shows it. */
export class PieceIndex {
  readonly #pieces = new Set<string>();
  /** Shows for most windows, without a string, that they are no piece. */
  readonly #filter = new Uint8Array(2 ** (FILTER_BITS - 3));
  readonly #reading: Reading;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** Adds a text that this index is to find, already as the reading shows it. */
  add(text: string): void {
    eachWindow(viewOf(text, (code) => code).codes, (at, bit) => {
      const piece = text.slice(at, at + SHORTEST_PIECE);
      if (VOCABULARY.some((word) => word.includes(piece))) return;
      this.#pieces.add(piece);
      this.#filter[bit >>> 3] = (this.#filter[bit >>> 3] ?? 0) | (1 << (bit & 7));
    });
  }

  /** In the order of the text; they may overlap. */
  find(text: string): readonly Range[] {
    if (this.#pieces.size === 0 || text.length < SHORTEST_PIECE) return [];
    const { codes, places } = viewOf(text, this.#reading);
    const found: Range[] = [];
    eachWindow(codes, (at, bit) => {
      if (((this.#filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return;
      const end = at + SHORTEST_PIECE;
      if (!this.#pieces.has(String.fromCharCode(...codes.subarray(at, end)))) return;
      found.push([places[at] ?? 0, (places[end - 1] ?? 0) + 1]);
    });
    return found;
  }
}

function viewOf(text: string, reading: Reading): View {
  const codes = new Uint16Array(text.length);
  const places = new Uint32Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = reading(text.charCodeAt(at));
    if (code === PASSED) continue;
    codes[length] = code;
    places[length] = at;
    length += 1;
  }
  return { codes: codes.subarray(0, length), places: places.subarray(0, length) };
}

/** Calls `visit` for each window of {@link SHORTEST_PIECE} codes: with its place, and its bit in the filter. */
function eachWindow(codes: Uint16Array, visit: (at: number, bit: number) => void): void {
  let hash = 0;
  for (let end = 0; end < codes.length; end += 1) {
    const first = end - SHORTEST_PIECE;
    const leaving = first < 0 ? 0 : Math.imul(codes[first] ?? 0, FIRST_WEIGHT);
    hash = (Math.imul(hash - leaving, BASE) + (codes[end] ?? 0)) | 0;
    if (first >= -1) visit(first + 1, Math.imul(hash, 0x9e3779b1) >>> (32 - FILTER_BITS));
  }
}
