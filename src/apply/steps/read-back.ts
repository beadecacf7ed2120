import { digestStream } from '../../content/digesting.ts';
import type { Inspector } from '../../content/verified-stream.ts';
import { type Algorithm, compareDigests, type Digests, namesOf } from '../../model/digest.ts';
import { VerificationError } from '../../model/errors.ts';
import { type Image, storedDigests } from '../../model/image.ts';
import type { ChangeContext, Sent } from '../context.ts';
import { whileAlive } from '../heartbeat.ts';
import { assertStored } from '../stored.ts';

/** Downloads stored data for its digests; the inspector sees the bytes too. */
export function readBack(
  image: Image,
  algorithms: readonly Algorithm[],
  context: ChangeContext,
  inspect?: Pick<Inspector, 'update'>,
): Promise<Digests> {
  return context.limitTransfers(image.size, () => {
    let done = 0;
    const data = context.glance.data.read(image.id, { signal: context.signal });
    return digestStream(data, algorithms, (block) => {
      done += block.length;
      inspect?.update(block);
      const { name } = context.change;
      context.onEvent({ type: 'transfer', name, direction: 'down', done, total: image.size });
    });
  });
}

/**
 * The sent data with every digest that Glance names. Where Glance names none of those that this run computed, because its
 * other images named another, it reads the data back. Throws a {@link VerificationError} unless all agree.
 */
export async function withNamedDigests(image: Image, sent: Sent, context: ChangeContext): Promise<Sent> {
  const named = storedDigests(image);
  if (compareDigests(named, sent.digests) === 'same') return sent;
  const algorithms = [...namesOf(sent.digests), ...namesOf(named)];
  const read = await whileAlive(context, () => readBack(image, algorithms, context));
  if (compareDigests(read, sent.digests) !== 'same') {
    throw new VerificationError(`Glance does not return what was sent as image ${image.id}`, {
      hint: 'Nothing was published. If it happens again, check the service’s store and the proxies in between.',
    });
  }
  const known = { ...sent, digests: read };
  assertStored(image, known);
  return known;
}
