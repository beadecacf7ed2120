import { isAlgorithm } from '../model/digest.ts';
import { VerificationError } from '../model/errors.ts';
import type { Image } from '../model/image.ts';
import type { Sent } from './context.ts';

/** Throws a {@link VerificationError} unless the image is active and holds exactly what was sent, as Glance says. */
export function assertStored(image: Image, sent: Sent): void {
  const problems = contradictions(image, sent);
  if (problems.length === 0) return;
  throw new VerificationError(
    `Glance did not store what was sent as image ${image.id}: ${problems.join('; ')}`,
    {
      hint: 'Nothing was published. If it happens again, look at the service’s store and at proxies in between.',
    },
  );
}

export function isStored(image: Image, sent: Sent): boolean {
  return contradictions(image, sent).length === 0;
}

function contradictions(image: Image, sent: Sent): readonly string[] {
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
  return problems;
}
