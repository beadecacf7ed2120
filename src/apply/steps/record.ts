import { type Digests, isAlgorithm } from '../../model/digest.ts';
import { VerificationError } from '../../model/errors.ts';
import type { Image } from '../../model/image.ts';
import { MARKER, SDK_DIGEST } from '../../model/marker.ts';
import { removeOperation, setOperation } from '../../model/patch.ts';
import type { RecordStep } from '../../model/step.ts';
import { contentProperties } from '../../plan/settle.ts';
import { type ChangeContext, stagedOf } from '../context.ts';

/** Compares what Glance says it stored with what was sent; then notes the digests on the image. */
export async function record(_step: RecordStep, context: ChangeContext): Promise<void> {
  const staged = stagedOf(context);
  const image = await context.glance.images.get(staged.id);
  if (!staged.sent) throw new Error('the plan records an upload that it does not make');
  compareStored(image, staged.sent);
  staged.verified = true;

  const own = image.hashAlgorithm === null ? {} : { [image.hashAlgorithm]: undefined };
  const properties: Readonly<Record<string, string>> = {
    // What Glance computes itself need not be noted again.
    ...contentProperties({ ...staged.sent.digests, ...own } as Digests, staged.validators),
    [SDK_DIGEST.object]: `images/${context.change.name}`,
  };
  const operations = Object.entries(properties)
    .filter(([key, value]) => image.properties[key] !== value)
    .map(([key, value]) => setOperation(key, value));
  if (image.properties[MARKER.digests] !== undefined && properties[MARKER.digests] === undefined) {
    operations.push(removeOperation(MARKER.digests));
  }
  if (image.properties[MARKER.unchecked] !== undefined) operations.push(removeOperation(MARKER.unchecked));
  if (operations.length > 0) await context.glance.images.patch(staged.id, operations);
}

function compareStored(
  image: Image,
  sent: { readonly digests: Readonly<Record<string, string>>; readonly bytes: number },
): void {
  const problems: string[] = [];
  if (image.status !== 'active') problems.push(`its status is ${image.status}, not active`);
  if (image.size !== sent.bytes) problems.push(`it holds ${image.size} bytes, ${sent.bytes} were sent`);
  if (image.checksum !== null && image.checksum.toLowerCase() !== sent.digests.md5) {
    problems.push(`its md5 is ${image.checksum}, that of what was sent ${sent.digests.md5}`);
  }
  const { hashAlgorithm, hashValue } = image;
  const own = hashAlgorithm !== null && isAlgorithm(hashAlgorithm) ? sent.digests[hashAlgorithm] : undefined;
  if (own !== undefined && hashValue?.toLowerCase() !== own) {
    problems.push(`its ${hashAlgorithm} is ${hashValue}, that of what was sent ${own}`);
  }
  if (problems.length === 0) return;
  throw new VerificationError(
    `Glance did not store what was sent as image ${image.id}: ${problems.join('; ')}`,
    {
      hint: 'Nothing was published. If it happens again, look at the service’s store and at proxies in between.',
    },
  );
}
