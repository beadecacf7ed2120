import { HEAD_BYTES } from '../../content/detect-format.ts';
import { peek } from '../../content/peek.ts';
import { chooseFormat } from '../../content/safety/choose-format.ts';
import { describeFinding } from '../../content/safety/finding.ts';
import { type ImageInspector, inspectImage } from '../../content/safety/inspect-image.ts';
import { TAIL_BYTES } from '../../content/safety/reading.ts';
import { describeSource } from '../../model/describe-source.ts';
import { VerificationError } from '../../model/errors.ts';
import { type DiskFormat, type Image, setOperation } from '../../model/image.ts';
import type { UploadStep } from '../../model/step.ts';
import type { OpenSource } from '../../source/open.ts';
import { type ChangeContext, stagedOf, warn } from '../context.ts';

/** A source's bytes, and the inspector that has to see them. */
export interface Inspected {
  readonly blocks: AsyncIterable<Uint8Array>;
  readonly inspect: ImageInspector;
}

/** Inspects what is sent. A format that the file leaves open is told from the first bytes and set before the data. */
export async function inspected(
  step: UploadStep,
  stream: AsyncIterable<Uint8Array>,
  context: ChangeContext,
  end?: OpenSource['end'],
): Promise<Inspected> {
  const label = describeSource(step.source);
  if (!step.detectFormat) return { blocks: stream, inspect: inspectImage(step.inspect, label) };
  const { diskFormat, whole } = await settleFormat(step, stream, context, end);
  return { blocks: whole, inspect: inspectImage({ ...step.inspect, diskFormat }, label) };
}

/** Tells the format from the first bytes, and the last where they are at hand, and sets it on the staged image. */
export async function settleFormat(
  step: UploadStep,
  stream: AsyncIterable<Uint8Array>,
  context: ChangeContext,
  end?: OpenSource['end'],
): Promise<{ readonly diskFormat: DiskFormat; readonly whole: AsyncIterable<Uint8Array> }> {
  // Before the beginning: a short source is closed once it has been read to its end.
  const tail = (await end?.()) ?? null;
  const { head, whole } = await peek(stream, HEAD_BYTES);
  const diskFormat = chooseFormat(head, describeSource(step.source), tail);
  await context.glance.images.patch(stagedOf(context).id, [setOperation('disk_format', diskFormat)]);
  return { diskFormat, whole };
}

/** For an image that Glance holds already. Its import may have converted or unpacked it, so its own formats count. */
export function inspectorOfStored(image: Image, step: UploadStep): ImageInspector {
  return inspectImage(
    {
      ...step.inspect,
      diskFormat: image.diskFormat,
      containerFormat: image.containerFormat ?? step.inspect.containerFormat,
    },
    `what Glance downloaded from ${describeSource(step.source)}`,
  );
}

/** Shows an inspector stored data: from the beginning for as long as that tells more, and the end. */
export async function showStored(
  image: Image,
  inspect: ImageInspector,
  context: ChangeContext,
): Promise<void> {
  const size = image.size ?? 0;
  const end = size - TAIL_BYTES;
  const position = await context.transfers(async () => {
    let read = 0;
    let enough = false;
    for await (const block of stored(image, 0, context)) {
      inspect.update(block);
      read += block.length;
      enough = inspect.wantsOnlyTheEnd && read < end;
      if (enough) break;
    }
    if (!enough) return read;
    inspect.skipTo(end);
    read = end;
    for await (const block of stored(image, end, context)) {
      inspect.update(block);
      read += block.length;
    }
    return read;
  });
  if (position === size) return;
  throw new VerificationError(`image ${image.id} has ${size} bytes, but only ${position} can be read back`);
}

function stored(image: Image, offset: number, { glance, signal }: ChangeContext): AsyncIterable<Uint8Array> {
  return glance.data.read(image.id, { offset, signal });
}

/** Tells in the report which exceptions the content made use of. */
export function warnOfExceptions(inspect: ImageInspector, context: ChangeContext): void {
  const { findings } = inspect.result();
  for (const finding of findings) warn(context, `allowed by the state file: ${describeFinding(finding)}`);
}
