import { convertImage } from '../../content/convert.ts';
import { peek } from '../../content/peek.ts';
import { openSpool, type Spool } from '../../content/spool.ts';
import { unpack } from '../../content/unpack/unpack.ts';
import { type VerifiedStream, verifiedBlocks } from '../../content/verified-stream.ts';
import { recipeOf } from '../../image/recipe.ts';
import { describeSource } from '../../model/describe-source.ts';
import { EXIT, ReconcileError, VerificationError } from '../../model/errors.ts';
import type { Preparation } from '../../model/preparation.ts';
import type { SourceReference } from '../../model/source.ts';
import type { UploadStep } from '../../model/step.ts';
import { shellWord } from '../../model/text.ts';
import type { OpenSource } from '../../source/open.ts';
import { filterThrough } from '../../tool/filter.ts';
import type { ChangeContext, Prepared } from '../context.ts';
import { lastLines } from '../last-lines.ts';

/** What a filter gets where the run has nothing to hand on. */
const PLAIN_ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin' };
const LINES_OF_STDERR = 5;

/**
 * Does with a source's bytes what the step says: unpacks, filters, converts them. Those that digests and size are of
 * are held to them on the way, each stage ending only when the one before it has ended well: so the last block is
 * never given out unless all agreed and every tool has ended well. What needs a file is done here and now, with signs
 * of life; the rest as the blocks are read.
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
  const { stream, covered } = flow(preparation, step, opened, spool.open, bound);
  const disk = once(stream);
  let last = disk;
  async function close(): Promise<void> {
    closing.abort();
    await last.end();
    await disk.end();
    await spool.close();
  }
  try {
    if (transform) {
      // A command of the file gets nothing that has not been verified.
      const verified = await (await spool.open()).write('verified', disk.blocks);
      const stream = filtered(transform, verified.read(), describeSource(step.source), bound);
      // Without a conversion it is seen as it is sent.
      last = once(counted({ stream, bytes: null }, () => convert, bound, 'filter'));
    }
    const recipe = recipeOf(preparation);
    const common = {
      end: undefined,
      made: () => (recipe === null || !covered ? null : { recipe, ...covered.result() }),
      close,
    };
    if (convert) {
      const converted = await convertStream(last.blocks, step, spool.open, context);
      const { bytes } = converted;
      return { ...common, blocks: converted.read(), expect: { digests: {}, size: bytes }, total: bytes };
    }
    // A request whose first byte is long in coming would be given up.
    const { whole } = await peek(last.blocks, 1);
    const expect =
      digestsCover === 'decompressed' && covered === null ? step.expect : { digests: {}, size: null };
    return { ...common, blocks: whole, expect, total: expect.size };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A stream that can be ended by others than who reads it, so that its tools and files are freed in any case. */
function once(stream: AsyncIterable<Uint8Array>) {
  const iterator = stream[Symbol.asyncIterator]();
  return {
    blocks: { [Symbol.asyncIterator]: () => iterator },
    async end(): Promise<void> {
      // How it would have ended interests nobody any more.
      await iterator.return?.().catch(() => {});
    },
  };
}

/** The bytes, unpacked, and the place where those pass that the digests are of; null: they come out. */
function flow(
  { decompress, digestsCover, transform, convert }: Preparation,
  step: UploadStep,
  opened: OpenSource,
  spool: () => Promise<Spool>,
  context: ChangeContext,
): { readonly stream: AsyncIterable<Uint8Array>; readonly covered: VerifiedStream | null } {
  const { signal } = context;
  const { digests, size } = step.expect;
  const label = describeSource(step.source);
  const isOfSource = digestsCover === 'source';
  // What is kept until all of it is there is seen to come; what is sent on at once is seen to go.
  const isKept = transform !== undefined || convert !== undefined;
  const passing = { begun: false, arrived: false };
  const served = noting(
    counted(opened, () => isKept || !passing.begun, context),
    { end: () => (passing.arrived = true) },
  );
  let covered: VerifiedStream | null = null;
  if (isOfSource) {
    covered = verifiedBlocks(served, { expect: { digests, size: size ?? opened.bytes }, label });
  }
  const unpacked = unpack(covered?.blocks ?? served, decompress, {
    label,
    name: nameOf(step.source),
    signal,
    spool,
    size: isOfSource ? null : size,
  });
  if (!isOfSource && (transform || convert)) {
    covered = verifiedBlocks(unpacked, { expect: { digests, size }, label: `what is in ${label}` });
  }
  const stream = isOfSource ? unpacked : (covered?.blocks ?? unpacked);
  const noted = noting(stream, { begin: () => (passing.begun = true) });
  // A zip file is unpacked only then.
  const unpacking = { stream: noted, bytes: isOfSource ? null : size };
  return {
    stream: counted(unpacking, () => isKept && decompress !== 'none' && passing.arrived, context, 'unpack'),
    covered,
  };
}

async function* noting(
  stream: AsyncIterable<Uint8Array>,
  { begin, end }: { readonly begin?: () => void; readonly end?: () => void },
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const block of stream) {
    begin?.();
    yield block;
  }
  end?.();
}

/** The path of a file or of an address; undefined where there is none. */
function nameOf(source: SourceReference): string | undefined {
  if (source.kind === 'file') return source.path;
  if (source.kind === 'http') return new URL(source.url).pathname;
  const [first] = source.kind === 'alternatives' ? source.places : [];
  return first && nameOf(first);
}

/** Shows how much of a source has come, as long as that is to be shown. */
async function* counted(
  { stream, bytes: total }: Pick<OpenSource, 'stream' | 'bytes'>,
  isShown: () => unknown,
  { emit, change }: ChangeContext,
  direction: 'down' | 'unpack' | 'filter' = 'down',
): AsyncGenerator<Uint8Array, void, undefined> {
  let done = 0;
  for await (const block of stream) {
    done += block.length;
    if (isShown()) emit({ type: 'transfer', name: change.name, direction, done, total });
    yield block;
  }
}

function filtered(
  command: readonly string[],
  stream: AsyncIterable<Uint8Array>,
  label: string,
  { checks, signal, redact }: ChangeContext,
): AsyncIterable<Uint8Array> {
  const name = redact(command.map(shellWord).join(' '));
  return filterThrough(command, stream, {
    env: checks?.environment ?? PLAIN_ENVIRONMENT,
    directory: checks?.directory,
    signal,
    failed: ({ why, said }) => {
      const end = { bytes: Buffer.from(said), isCut: false };
      const lines = lastLines(end, redact).slice(-LINES_OF_STDERR).join('\n');
      return new VerificationError(
        `the transform \`${name}\` of ${label} ${why}${lines === '' ? '' : `: ${lines}`}`,
        { hint: 'It has to end with 0 once it has written all of the image. Nothing was stored.' },
      );
    },
    missing: () =>
      new ReconcileError(
        'transform',
        `the transform \`${name}\` cannot be run: there is no such program`,
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
  const { emit, change, signal } = context;
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
      emit({ type: 'transfer', name: change.name, direction: 'convert', done, total }),
  };
  const converted = await convertImage(input, order, spool);
  await input.remove();
  return converted;
}

/** A temporary directory that is made when it is first needed. */
function useSpool({ checks, signal }: ChangeContext) {
  let spool: Promise<Spool> | null = null;
  return {
    open(): Promise<Spool> {
      spool ??= openSpool({ directory: checks?.environment.TMPDIR || null, signal });
      return spool;
    },
    async close(): Promise<void> {
      await (await spool?.catch(() => null))?.remove();
    },
  };
}
