import { createDigester } from '../../content/digesting.ts';
import { chooseFormat } from '../../content/safety/choose-format.ts';
import { contentProperties } from '../../image/markers.ts';
import { RECORDED_DIGEST } from '../../model/digest.ts';
import type { DiskFormat } from '../../model/image.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import type { UploadStep } from '../../model/step.ts';
import type { ChangeContext } from '../context.ts';
import { QUICK } from '../transfers.ts';
import { openPlace, type PlacedUpload } from './open-source.ts';

/** What the bytes of a small file say before they are sent. */
interface Preview {
  /** The digests that are recorded. */
  readonly properties: Readonly<Record<string, string>>;
  /** The detected format, where the state file names none. */
  readonly diskFormat?: DiskFormat;
}

const NOTHING: Preview = { properties: {} };

/**
 * Reads a small local file before its image is created, so that the creation says what would take a PATCH later. Trusts
 * none of this: the upload reads and checks the file again, and corrects what differs. Ignores a file that cannot be
 * read, because the upload says so.
 */
export async function preview(context: ChangeContext): Promise<Preview> {
  const { steps, content } = context.change;
  const step = steps.find((one): one is UploadStep => one.kind === 'upload');
  if (step === undefined || step.prepare || (content?.bytes ?? QUICK + 1) > QUICK) return NOTHING;
  const { source } = step;
  if (source.kind !== 'file') return NOTHING;
  try {
    return await read({ ...step, source }, context);
  } catch {
    context.signal.throwIfAborted();
    return NOTHING;
  }
}

async function read(step: PlacedUpload, context: ChangeContext): Promise<Preview> {
  const opened = await openPlace(step, context);
  try {
    if ((opened.bytes ?? QUICK + 1) > QUICK) return NOTHING;
    const digester = createDigester(['md5', RECORDED_DIGEST]);
    const blocks: Uint8Array[] = [];
    const end = (await opened.end?.()) ?? null;
    for await (const block of opened.stream) {
      digester.update(block);
      if (step.detectFormat) blocks.push(Uint8Array.from(block));
    }
    const properties = contentProperties(digester.finish(), null, null);
    if (!step.detectFormat) return { properties };
    return {
      properties,
      diskFormat: chooseFormat(Buffer.concat(blocks), describeSource(step.source), end),
    };
  } finally {
    await opened.close();
  }
}
