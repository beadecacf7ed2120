import type { Reading, Tail, Wanted } from './reading.ts';

/** Drives one {@link Reading} over a stream whose head is already in memory. */
export interface Reader {
  /** True once the reading is over, or wants nothing but the end of the stream. */
  readonly wantsNoMore: boolean;
  readonly finished: boolean;
  /** The bytes after the head, in order; `at` is where `block` begins. Returns whether this block finished it. */
  feed(block: Buffer, at: number): boolean;
  /** The stream has ended: bytes that are still wanted will not come. */
  end(tail: Tail): void;
}

interface Pending {
  readonly offset: number;
  readonly bytes: Buffer;
  filled: number;
}

/** `complete`: the head is the whole stream. */
export function startReader(reading: Reading, head: Buffer, complete: boolean): Reader {
  /** Bytes before this place have passed; only those of the head are still there. */
  let passed = head.length;
  let pending: Pending | null = null;
  let forEnd = false;
  let finished = false;
  let over = complete;

  function advance(answer: Buffer | Tail | null): void {
    let next = answer;
    for (;;) {
      const step = reading.next(next);
      if (step.done) {
        finished = true;
        return;
      }
      if (step.value.from === 'end') {
        forEnd = true;
        return;
      }
      const known = fromHead(step.value);
      if (known === undefined) return;
      next = known;
    }
  }

  /** Undefined: the bytes are still to come. */
  function fromHead({ offset, length }: Extract<Wanted, { from: 'start' }>): Buffer | null | undefined {
    if (offset + length <= head.length) return head.subarray(offset, offset + length);
    const reachable = offset < head.length ? passed === head.length : offset >= passed;
    if (over || !reachable) return null;
    const bytes = Buffer.alloc(length);
    const begun = offset < head.length ? head.copy(bytes, 0, offset) : 0;
    pending = { offset, bytes, filled: begun };
    return undefined;
  }

  /** True when the pending read is complete. */
  function take(block: Buffer, at: number): boolean {
    if (!pending) return false;
    const from = pending.offset + pending.filled - at;
    if (from >= block.length) return false;
    pending.filled += block.copy(pending.bytes, pending.filled, from);
    return pending.filled === pending.bytes.length;
  }

  advance(null);
  return {
    get wantsNoMore() {
      return finished || forEnd;
    },
    get finished() {
      return finished;
    },
    feed(block, at) {
      const before = finished;
      while (pending && take(block, at)) {
        const { bytes, offset } = pending;
        pending = null;
        passed = offset + bytes.length;
        advance(bytes);
      }
      return finished && !before;
    },
    end(tail) {
      over = true;
      if (pending) {
        pending = null;
        advance(null);
      }
      if (forEnd && !finished) {
        forEnd = false;
        advance(tail);
      }
    },
  };
}
