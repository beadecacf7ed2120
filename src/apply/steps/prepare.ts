import { HEAD_BYTES } from '../../content/detect-format.ts';
import type { InPlace } from '../../content/hashed-blocks.ts';
import { layerOf } from '../../content/packed-content.ts';
import { peek, peekInPlace } from '../../content/peek.ts';
import { expectedProperties } from '../../image/markers.ts';
import { recipeOf, unpacked } from '../../image/recipe.ts';
import { removeOperation, setOperation } from '../../model/image.ts';
import type { Preparation } from '../../model/preparation.ts';
import type { UploadStep } from '../../model/step.ts';
import type { OpenSource } from '../../source/open.ts';
import { type ChangeContext, type Prepared, stagedOf } from '../context.ts';
import { whileAlive } from '../heartbeat.ts';

const BLOCK = 512 * 1024;

/** A source's bytes as the step stores them: unchanged for most images. */
export async function prepareSource(
  step: UploadStep,
  opened: OpenSource,
  context: ChangeContext,
): Promise<Prepared> {
  const { prepare } = step;
  if (!step.detectPacking)
    return prepare ? prepareBy(prepare, step, opened, context) : asServed(step, opened);
  const { isPacked, source } = await lookForPacking(step, opened);
  if (isPacked) {
    await recordUnpacking(step, context);
    return prepareBy(unpacked(prepare ?? null), step, source, context);
  }
  return prepare ? prepareBy(prepare, step, source, context) : asServed(step, source);
}

async function prepareBy(
  preparation: Preparation,
  step: UploadStep,
  opened: OpenSource,
  context: ChangeContext,
): Promise<Prepared> {
  // Load its libraries only for images that need preparation.
  const { prepareAs } = await import('./prepare-as.ts');
  return whileAlive(context, () => prepareAs(preparation, step, opened, context));
}

function asServed(step: UploadStep, opened: OpenSource): Prepared {
  const { digests, size } = step.expect;
  return {
    blocks: opened.stream,
    inPlace: opened.readInto ? { readInto: opened.readInto } : null,
    expect: { digests, size: size ?? opened.bytes },
    total: opened.bytes ?? size,
    end: opened.end,
    preparedFrom: () => null,
    close: async () => {},
  };
}

/** Looks at the first bytes of a source. They are taken from it, so `source` replaces it. */
async function lookForPacking(
  step: UploadStep,
  opened: OpenSource,
): Promise<{ readonly isPacked: boolean; readonly source: OpenSource }> {
  // Read the end first: a short source is closed once it has been read to its end.
  const tail = step.detectFormat ? await opened.end?.() : undefined;
  const end = tail === undefined ? opened.end : async () => tail;
  const { readInto } = opened;
  if (readInto) {
    const { head, whole } = await peekInPlace({ readInto }, HEAD_BYTES);
    const source = { ...opened, end, readInto: whole.readInto.bind(whole), stream: streamOf(whole) };
    return { isPacked: layerOf(head) !== null, source };
  }
  const { head, whole } = await peek(opened.stream, HEAD_BYTES);
  return { isPacked: layerOf(head) !== null, source: { ...opened, end, stream: whole } };
}

async function* streamOf(source: InPlace): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) {
    const memory = Buffer.allocUnsafe(BLOCK);
    const length = await source.readInto(memory);
    if (length === 0) return;
    yield memory.subarray(0, length);
  }
}

/**
 * Records on the staged image that its bytes are unpacked, before they are sent: the plan assumed that the source's own
 * bytes are stored. If the run dies right after the upload, the next one knows the content.
 */
async function recordUnpacking(step: UploadStep, context: ChangeContext): Promise<void> {
  const staged = stagedOf(context);
  if (staged.isUnpacked) return;
  const { prepare = null, expect } = step;
  const assumed = expectedProperties(expect, recipeOf(prepare));
  const actual = expectedProperties(expect, recipeOf(unpacked(prepare)));
  const operations = [
    ...Object.keys(assumed)
      .filter((key) => actual[key] === undefined)
      .map(removeOperation),
    ...Object.entries(actual)
      .filter(([key, value]) => assumed[key] !== value)
      .map(([key, value]) => setOperation(key, value)),
  ];
  await context.glance.images.patch(staged.id, operations);
  staged.isUnpacked = true;
}
