import { type Algorithm, type Digests, namesOf } from '../model/digest.ts';
import { VerificationError } from '../model/errors.ts';
import { hashedBlocks, type InPlace } from './hashed-blocks.ts';
import { isWebPage, webPage } from './html-page.ts';

const LARGEST_BLOCK = 1024 * 1024;

/** Inspects the bytes as they pass. Either method throws a `VerificationError` to break the stream. */
export interface Inspector {
  update(block: Uint8Array): void;
  /** Called once digests and size agree, before the last block is passed on. */
  finish(): void;
}

export interface VerifyOptions {
  /** What the bytes must match; `size` in bytes, null when it is unknown. */
  readonly expect: { readonly digests: Digests; readonly size: number | null };
  /** Digests to compute besides those of `expect`, e.g. that of Glance. */
  readonly algorithms?: readonly Algorithm[];
  /** Called with the bytes passed on so far, the block about to be passed on included. */
  readonly onBlock?: (bytesSoFar: number) => void;
  readonly inspect?: Inspector;
  /** Longest block in bytes; default 1 MiB. A source that is read in place ignores it. */
  readonly blockSize?: number;
  /** How messages name the source, e.g. its URL without credentials. */
  readonly label?: string;
}

/** Bytes that passed every check. */
interface VerifiedContent {
  readonly bytes: number;
  readonly digests: Digests;
}

export interface VerifiedStream {
  /** To be iterated once. */
  readonly blocks: AsyncIterable<Uint8Array>;
  /** The verified content. Call it only after the last block was passed on. */
  result(): VerifiedContent;
}

/**
 * Passes a source on and hashes it in one pass. Holds the last block back until every digest, the size and the
 * inspection agree. If one disagrees, or the source is empty, the iteration throws a `VerificationError` in place of the
 * last block, so the reader never gets all of the bytes. An error of the source is thrown unchanged, at the same place.
 * The source must not change a block after handing it over; a source that is read in place does, so its blocks must be
 * sent or copied before their reader asks for more. At most a few blocks are in memory at a time.
 */
export function verifiedBlocks(
  source: AsyncIterable<Uint8Array> | InPlace,
  options: VerifyOptions,
): VerifiedStream {
  let verified: VerifiedContent | null = null;
  return {
    blocks: heldBack(source, options, (content) => {
      verified = content;
    }),
    result() {
      if (!verified) throw new Error('The content has not been verified yet.');
      return verified;
    },
  };
}

async function* heldBack(
  source: AsyncIterable<Uint8Array> | InPlace,
  options: VerifyOptions,
  onVerified: (content: VerifiedContent) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { expect, inspect, onBlock, label = 'the source' } = options;
  const hashed = hashedBlocks(source, algorithmsOf(options), {
    largest: options.blockSize ?? LARGEST_BLOCK,
    size: expect.size,
  });
  let held: Uint8Array | null = null;
  let isPage = false;
  let bytes = 0;
  let passedOn = 0;
  let isTaken = false;

  try {
    for await (const block of hashed.blocks) {
      if (bytes === 0) isPage = isWebPage(block);
      bytes += block.length;
      // Checked before the held block goes out, as that block may complete the expected size.
      if (expect.size !== null && bytes > expect.size)
        throw isPage ? webPage(label) : tooLong(label, expect.size);
      inspect?.update(block);
      if (held) {
        passedOn += held.length;
        onBlock?.(passedOn);
        yield held;
      }
      held = block;
    }

    if (!held) throw new VerificationError(`${label} is empty: an image needs at least one byte`);
    const content = { bytes, digests: await hashed.finish() };
    check(content, expect, label, isPage);
    inspect?.finish();
    onVerified(content);
    onBlock?.(content.bytes);
    yield held;
    isTaken = true;
  } finally {
    hashed.close(isTaken);
  }
}

function algorithmsOf({ expect, algorithms = [] }: VerifyOptions): readonly Algorithm[] {
  return [...namesOf(expect.digests), ...algorithms];
}

function check(
  content: VerifiedContent,
  expect: VerifyOptions['expect'],
  label: string,
  isPage: boolean,
): void {
  if (expect.size !== null && content.bytes < expect.size) {
    if (isPage) throw webPage(label);
    throw new VerificationError(
      `${label} ended after ${content.bytes} bytes, expected ${expect.size} bytes`,
      {
        hint: 'The file is incomplete, or the expected size belongs to another file.',
      },
    );
  }
  const compared = namesOf(expect.digests);
  const wrong = compared.filter((name) => content.digests[name] !== expect.digests[name]);
  if (wrong.length === 0) return;
  if (isPage) throw webPage(label);

  const faults = wrong.map((name) => `${name} ${content.digests[name]}, expected ${expect.digests[name]}`);
  const right = compared.filter((name) => !wrong.includes(name));
  throw new VerificationError(
    `${label} does not have the expected digest: its ${content.bytes} bytes have ${faults.join('; ')}`,
    {
      hint:
        right.length > 0
          ? `${right.join(', ')} agreed, so the given digests belong to different files.`
          : 'If the digest is right, the source has other or damaged bytes. Nothing was stored.',
    },
  );
}

function tooLong(label: string, expected: number): VerificationError {
  return new VerificationError(`${label} has more than the expected ${expected} bytes`, {
    hint: 'The source has another file, or the expected size belongs to another file.',
  });
}
