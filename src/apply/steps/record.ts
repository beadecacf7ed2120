import { contentProperties } from '../../image/markers.ts';
import type { Digests } from '../../model/digest.ts';
import { removeOperation, setOperation } from '../../model/image.ts';
import { MARKER, SDK_DIGEST } from '../../model/marker.ts';
import type { RecordStep } from '../../model/step.ts';
import { type ChangeContext, stagedOf } from '../context.ts';
import { canWait } from '../pending.ts';
import { assertStored } from '../stored.ts';
import { withNamedDigests } from './read-back.ts';

/** Compares the size and digests that Glance stored with the sent data, then records the digests on the image. */
export async function record(step: RecordStep, context: ChangeContext): Promise<void> {
  const staged = stagedOf(context);
  const image = await context.glance.images.get(staged.id);
  if (!staged.sent) throw new Error('the plan records an upload that it does not make');
  assertStored(image, staged.sent);
  staged.sent = await withNamedDigests(image, staged.sent, context);
  staged.verified = true;

  // Glance's md5 is that of the sent data, because another digest agrees.
  const md5 = image.checksum === null ? {} : { md5: image.checksum.toLowerCase() };
  // Glance may name an algorithm long before, or without ever having, its value.
  const isNamed = image.hashAlgorithm !== null && image.hashValue !== null;
  const own = isNamed ? { [image.hashAlgorithm as string]: undefined } : {};
  const properties: Readonly<Record<string, string>> = {
    // Glance shows its own digest, so the markers need not repeat it.
    ...contentProperties(
      { ...md5, ...staged.sent.digests, ...own } as Digests,
      staged.validators,
      staged.preparedFrom,
    ),
    [SDK_DIGEST.object]: `images/${context.change.name}`,
  };
  const operations = Object.entries(properties)
    .filter(([key, value]) => image.properties[key] !== value)
    .map(([key, value]) => setOperation(key, value));
  if (image.properties[MARKER.digests] !== undefined && properties[MARKER.digests] === undefined) {
    operations.push(removeOperation(MARKER.digests));
  }
  if (image.properties[MARKER.unchecked] !== undefined) operations.push(removeOperation(MARKER.unchecked));
  if (canWait(operations, step, context)) staged.pending = { image, operations };
  else if (operations.length > 0) await context.glance.images.patch(staged.id, operations);
}
