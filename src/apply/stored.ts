import { namesOf } from '../model/digest.ts';
import { VerificationError } from '../model/errors.ts';
import { type Image, storedDigests } from '../model/image.ts';
import type { Sent } from './context.ts';

/**
 * Throws a {@link VerificationError} unless the image is active, its size in Glance matches the sent data, and no digest in
 * Glance contradicts it. Does not notice that Glance names no digest which this run computed.
 */
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

/** Whether {@link assertStored} passes. */
export function isStored(image: Image, sent: Sent): boolean {
  return contradictions(image, sent).length === 0;
}

function contradictions(image: Image, sent: Sent): readonly string[] {
  const problems: string[] = [];
  if (image.status !== 'active') problems.push(`its status is ${image.status}, not active`);
  if (image.size !== sent.bytes)
    problems.push(`its size is ${image.size} bytes, but ${sent.bytes} were sent`);
  const stored = storedDigests(image);
  for (const name of namesOf(sent.digests)) {
    if (stored[name] === undefined || stored[name] === sent.digests[name]) continue;
    problems.push(`its ${name} is ${stored[name]}, but the sent data has ${sent.digests[name]}`);
  }
  return problems;
}
