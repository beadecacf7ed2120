import { convertImage } from '../../content/convert.ts';
import { peek } from '../../content/peek.ts';
import type { Spool } from '../../content/spool.ts';
import { unpack } from '../../content/unpack/unpack.ts';
import type { MemberChoice } from '../../content/unpack/unpack-failure.ts';
import { type VerifiedStream, verifiedBlocks } from '../../content/verified-stream.ts';
import { recipeOf } from '../../image/recipe.ts';
import { type Algorithm, RECORDED_DIGEST } from '../../model/digest.ts';
import { EXIT, ReconcileError, VerificationError } from '../../model/errors.ts';
import type { Preparation } from '../../model/preparation.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import { nameOfSource } from '../../model/source/packed-name.ts';
import type { UploadStep } from '../../model/step.ts';
import { shellWord } from '../../model/text.ts';
import type { OpenSource } from '../../source/open.ts';
import { filterThrough } from '../../tool/filter.ts';
import { type ChangeContext, type Prepared, placedCommand } from '../context.ts';
import { lastLines } from '../last-lines.ts';
import { useSpool } from '../use-spool.ts';

/** The environment of a filter when the run has no `checks`. */
const PLAIN_ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin' };
const LINES_OF_STDERR = 5;

/**
 * Unpacks, filters and converts a source's bytes as the step says. Checks the bytes that digests and size describe on the
 * way. Each stage ends only after the stage before it has succeeded, so the last block comes out only if every check and
 * every tool succeeded. Stages that need a file run before this returns; the others run as the blocks are read.
 */
export async function prepareAs(
  preparation: Preparation,
  step: UploadStep,
  opened: OpenSource,
  context: ChangeContext,
): Promise<Prepared> {
  const { digestsCover, transform, convert } = preparation;
  const closing = new AbortController();
  const signal = AbortSignal.any([context.signal, closing.signal]);
  const spool = useSpool({ ...context, signal });
  const bound = { ...context, signal };
  const { stream, verified } = flow(preparation, step, opened, spool.open, bound);
  const disk = endable(stream);
  let last = disk;
  async function close(): Promise<void> {
    closing.abort();
    await last.end();
    await disk.end();
    await spool.close();
  }
  try {
    if (transform) {
      // Give the state file's command only verified bytes.
      const verified = await (await spool.open()).write('verified', disk.blocks);
      const stream = filtered(transform, verified.read(), describeSource(step.source), bound);
      // Without a conversion, the progress of the upload shows the same bytes.
      last = endable(counted({ stream, bytes: null }, () => convert, bound, 'filter'));
    }
    const recipe = recipeOf(preparation);
    const common = {
      end: undefined,
      inPlace: null,
      preparedFrom: () => (recipe === null || !verified ? null : { recipe, ...verified.result() }),
      close,
    };
    if (convert) {
      const converted = await convertStream(last.blocks, step, spool.open, context);
      const { bytes } = converted;
      return { ...common, blocks: converted.read(), expect: { digests: {}, size: bytes }, total: bytes };
    }
    // Wait for the first byte: a request without data for a long time would be aborted.
    const { whole } = await peek(last.blocks, 1);
    const expect =
      digestsCover === 'decompressed' && verified === null ? step.expect : { digests: {}, size: null };
    return { ...common, blocks: whole, expect, total: expect.size };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A stream that not only its reader can end, so that its tools and files are always freed. */
function endable(stream: AsyncIterable<Uint8Array>) {
  const iterator = stream[Symbol.asyncIterator]();
  return {
    blocks: { [Symbol.asyncIterator]: () => iterator },
    async end(): Promise<void> {
      // The stream is discarded: ignore its error.
      await iterator.return?.().catch(() => {});
    },
  };
}

/**
 * The unpacked bytes, and the verified stream inside that the digests describe. `verified` is null when the digests
 * describe the resulting bytes themselves.
 */
function flow(
  { decompress, digestsCover, member, transform, convert }: Preparation,
  step: UploadStep,
  opened: OpenSource,
  spool: () => Promise<Spool>,
  context: ChangeContext,
): { readonly stream: AsyncIterable<Uint8Array>; readonly verified: VerifiedStream | null } {
  const { signal } = context;
  const { digests, size } = step.expect;
  const label = describeSource(step.source);
  const isOfSource = digestsCover === 'source';
  // The next plan compares the source with the digests that are recorded.
  const algorithms: readonly Algorithm[] = [RECORDED_DIGEST];
  // Show the download of bytes that are kept in a file; bytes that are sent on at once show as an upload.
  const isKept = transform !== undefined || convert !== undefined;
  const passing = { begun: false, arrived: false };
  const served = observed(
    counted(opened, () => isKept || !passing.begun, context),
    { end: () => (passing.arrived = true) },
  );
  let verified: VerifiedStream | null = null;
  if (isOfSource) {
    verified = verifiedBlocks(served, { expect: { digests, size: size ?? opened.bytes }, algorithms, label });
  }
  const proved = verified && observed(verified.blocks, { end: () => proveSource(context) });
  const unpacked = unpack(proved ?? served, decompress, {
    label,
    name: nameOfSource(step.source),
    choice: choiceOf(member, step),
    signal,
    spool,
    size: isOfSource ? null : size,
  });
  if (!isOfSource && (transform || convert)) {
    const name = `the content of ${label}`;
    verified = verifiedBlocks(unpacked, { expect: { digests, size }, algorithms, label: name });
  }
  const stream = isOfSource ? unpacked : (verified?.blocks ?? unpacked);
  const begun = observed(stream, { begin: () => (passing.begun = true) });
  // A zip file is unpacked only after it has arrived completely.
  const unpacking = { stream: begun, bytes: isOfSource ? null : size };
  return {
    stream: counted(unpacking, () => isKept && decompress !== 'none' && passing.arrived, context, 'unpack'),
    verified,
  };
}

/** Records that the place at work gave the wanted bytes: another mirror would give the same. */
function proveSource({ state }: ChangeContext): void {
  if (state.places) state.places.isProved = true;
}

/** Passes the blocks on; calls `begin` for each block, and `end` after the last. */
async function* observed(
  stream: AsyncIterable<Uint8Array>,
  { begin, end }: { readonly begin?: () => void; readonly end?: () => void },
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const block of stream) {
    begin?.();
    yield block;
  }
  end?.();
}

/** Which file of an archive the step stores: the given member, or the only disk of the format that the file declares. */
function choiceOf(member: string | undefined, { prepare, inspect, detectFormat }: UploadStep): MemberChoice {
  if (member !== undefined) return { member };
  const declared = prepare?.convert ? prepare.convert.from : inspect.diskFormat;
  // With this exception, a disk of any format is stored as the declared one.
  const isOpen = detectFormat || inspect.allow.includes('format-mismatch');
  return declared == null || isOpen ? {} : { format: declared };
}

/** Passes the blocks on and reports their number of bytes while `isShown` is true. */
async function* counted(
  { stream, bytes: total }: Pick<OpenSource, 'stream' | 'bytes'>,
  isShown: () => unknown,
  { onEvent, change }: ChangeContext,
  direction: 'down' | 'unpack' | 'filter' = 'down',
): AsyncGenerator<Uint8Array, void, undefined> {
  let done = 0;
  for await (const block of stream) {
    done += block.length;
    if (isShown()) onEvent({ type: 'transfer', name: change.name, direction, done, total });
    yield block;
  }
}

function filtered(
  command: readonly string[],
  stream: AsyncIterable<Uint8Array>,
  label: string,
  context: ChangeContext,
): AsyncIterable<Uint8Array> {
  const { checks, signal, redact } = context;
  const name = redact(command.map(shellWord).join(' '));
  return filterThrough(placedCommand(command, context), stream, {
    env: checks?.environment ?? PLAIN_ENVIRONMENT,
    directory: checks?.directory,
    signal,
    isMarked: true,
    failed: ({ why, said }) => {
      const end = { bytes: Buffer.from(said), isCut: false };
      const lines = lastLines(end, redact).slice(-LINES_OF_STDERR).join('\n');
      return new VerificationError(
        `the transform \`${name}\` of ${label} ${why}${lines === '' ? '' : `: ${lines}`}`,
        { hint: 'Let the command exit with 0 after it has written the whole image. Nothing was stored.' },
      );
    },
    missing: () =>
      new ReconcileError(
        'transform',
        `the transform \`${name}\` cannot be run: the program does not exist`,
        EXIT.error,
        {
          hint: 'Correct `transform`, or install the program.',
        },
      ),
  });
}

async function convertStream(
  stream: AsyncIterable<Uint8Array>,
  step: UploadStep,
  open: () => Promise<Spool>,
  context: ChangeContext,
) {
  const { onEvent, change, signal } = context;
  const conversion = step.prepare?.convert;
  if (!conversion) throw new Error('the step converts nothing');
  const spool = await open();
  const input = await spool.write('source', stream);
  const order = {
    from: conversion.from ?? null,
    to: conversion.to,
    allow: step.inspect.allow,
    label: describeSource(step.source),
    signal,
    onProgress: (done: number, total: number | null) =>
      onEvent({ type: 'transfer', name: change.name, direction: 'convert', done, total }),
  };
  const converted = await convertImage(input, order, spool);
  await input.remove();
  return converted;
}
