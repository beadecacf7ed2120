import { createParallelDigester } from '../../content/digesting.ts';
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
  return context.limitTransfers(async () => {
    const digester = createParallelDigester(algorithms);
    try {
      for await (const block of context.glance.data.read(image.id, { signal: context.signal })) {
        const room = digester.update(block);
        inspect?.update(block);
        context.onEvent({
          type: 'transfer',
          name: context.change.name,
          direction: 'down',
          done: digester.bytes,
          total: image.size,
        });
        if (room) await room;
      }
      return await digester.finish();
    } finally {
      digester.close();
    }
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
