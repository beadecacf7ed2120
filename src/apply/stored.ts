import { isAlgorithm } from '../model/digest.ts';
import { VerificationError } from '../model/errors.ts';
import type { Image } from '../model/image.ts';
import type { Sent } from './context.ts';

/** Throws a {@link VerificationError} unless the image is active and its size and digests in Glance match the sent data. */
export function assertStored(image: Image, sent: Sent): void {
  const problems = contradictions(image, sent);
  if (problems.length === 0) return;
  throw new VerificationError(
    `Glance did not store what was sent as image ${image.id}: ${problems.join('; ')}`,
    {
      hint: 'Nothing was published. If it happens again, check the service’s store and the proxies in between.',
    },
  );
}

/** Whether the image is active and its size and digests in Glance match the sent data. */
export function isStored(image: Image, sent: Sent): boolean {
  return contradictions(image, sent).length === 0;
}

function contradictions(image: Image, sent: Sent): readonly string[] {
  const problems: string[] = [];
  if (image.status !== 'active') problems.push(`its status is ${image.status}, not active`);
  if (image.size !== sent.bytes)
    problems.push(`its size is ${image.size} bytes, but ${sent.bytes} were sent`);
  if (image.checksum !== null && image.checksum.toLowerCase() !== sent.digests.md5) {
    problems.push(`its md5 is ${image.checksum}, but the sent data has ${sent.digests.md5}`);
  }
  const { hashAlgorithm, hashValue } = image;
  const own = hashAlgorithm !== null && isAlgorithm(hashAlgorithm) ? sent.digests[hashAlgorithm] : undefined;
  if (own !== undefined && hashValue?.toLowerCase() !== own) {
    problems.push(`its ${hashAlgorithm} is ${hashValue}, but the sent data has ${own}`);
  }
  return problems;
}
