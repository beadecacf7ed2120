import { HEAD_BYTES } from '../../content/detect-format.ts';
import type { InPlace } from '../../content/hashed-blocks.ts';
import { peek, peekInPlace } from '../../content/peek.ts';
import { chooseFormat } from '../../content/safety/choose-format.ts';
import { describeFinding } from '../../content/safety/finding.ts';
import { inspectEnds } from '../../content/safety/inspect-ends.ts';
import { type ImageInspector, inspectImage } from '../../content/safety/inspect-image.ts';
import { VerificationError } from '../../model/errors.ts';
import { type DiskFormat, type Image, setOperation } from '../../model/image.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import type { UploadStep } from '../../model/step.ts';
import type { OpenSource } from '../../source/open.ts';
import { type ChangeContext, type Prepared, stagedOf, warn } from '../context.ts';

/** A source's bytes, and the inspector that must receive all of them. */
interface Inspected {
  readonly bytes: AsyncIterable<Uint8Array> | InPlace;
  readonly inspect: ImageInspector;
}

/** Creates the inspector of the sent bytes. If the state file has no disk format, detects it and sets it first. */
export async function inspected(
  step: UploadStep,
  bytes: Inspected['bytes'],
  end: Prepared['end'],
  context: ChangeContext,
): Promise<Inspected> {
  const label = describeSource(step.source);
  if (!step.detectFormat) return { bytes, inspect: inspectImage(step.inspect, label) };
  const { diskFormat, whole } = await setDetectedFormat(step, bytes, context, end);
  return { bytes: whole, inspect: inspectImage({ ...step.inspect, diskFormat }, label) };
}

/**
 * Detects the format from the first bytes, and the last bytes if available, and sets it on the staged image. The first bytes
 * are taken from the content, so `whole` replaces it.
 */
export async function setDetectedFormat(
  step: UploadStep,
  bytes: Inspected['bytes'],
  context: ChangeContext,
  end?: OpenSource['end'],
): Promise<{ readonly diskFormat: DiskFormat; readonly whole: Inspected['bytes'] }> {
  // Read the end first: a short source is closed once it has been read to its end.
  const tail = (await end?.()) ?? null;
  const { head, whole } =
    'readInto' in bytes ? await peekInPlace(bytes, HEAD_BYTES) : await peek(bytes, HEAD_BYTES);
  const diskFormat = chooseFormat(head, describeSource(step.source), tail);
  const staged = stagedOf(context);
  if (staged.diskFormat !== diskFormat) {
    await context.glance.images.patch(staged.id, [setOperation('disk_format', diskFormat)]);
  }
  return { diskFormat, whole };
}

/** The inspector for stored data. The import may have converted or unpacked it, so the image's own formats count. */
export function inspectorOfStored(image: Image, step: UploadStep): ImageInspector {
  return inspectImage(
    {
      ...step.inspect,
      diskFormat: image.diskFormat,
      containerFormat: image.containerFormat ?? step.inspect.containerFormat,
    },
    `the data that Glance downloaded from ${describeSource(step.source)}`,
  );
}

/** Reads stored data back for the inspector: the beginning, as far as the inspector needs it, and the end. */
export async function showStored(
  image: Image,
  inspect: ImageInspector,
  context: ChangeContext,
): Promise<void> {
  const size = image.size ?? 0;
  const position = await context.limitTransfers(image.size, () =>
    inspectEnds(inspect, size, (offset) => stored(image, offset, context)),
  );
  if (position === size) return;
  throw new VerificationError(`image ${image.id} has ${size} bytes, but Glance returned only ${position}`);
}

function stored(image: Image, offset: number, { glance, signal }: ChangeContext): AsyncIterable<Uint8Array> {
  return glance.data.read(image.id, { offset, signal });
}

/** Warns of each exception in the state file that the content needed. */
export function warnOfExceptions(inspect: ImageInspector, context: ChangeContext): void {
  const { findings } = inspect.result();
  for (const finding of findings) warn(context, `allowed by the state file: ${describeFinding(finding)}`);
}
