import { digestStream } from '../../content/digesting.ts';
import { compareDigests, type Digests, namesOf } from '../../model/digest.ts';
import { ReconcileError, VerificationError } from '../../model/errors.ts';
import { type Image, storedDigests } from '../../model/image.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import type { CompareStep } from '../../model/step.ts';
import type { ChangeContext } from '../context.ts';
import { assertFresh } from '../freshness.ts';
import { whileAlive } from '../heartbeat.ts';
import { openKnownSource } from './open-source.ts';
import { readBack } from './read-back.ts';

/**
 * Reads the bytes of a live image, or those of the source, and compares them with the given digests. If they agree, the
 * steps of `same` take the place of those that follow. If they differ, goes on, or throws why nothing may replace the image.
 */
export async function compare(step: CompareStep, context: ChangeContext): Promise<void> {
  const image = await context.glance.images.get(step.id);
  const verdict = await whileAlive(context, () =>
    step.read === 'image' ? byImage(image, step, context) : bySource(image, step, step.read, context),
  );
  context.onEvent({ type: 'compared', name: context.change.name, verdict });
  if (verdict === 'different') {
    if (step.refused === null) return;
    throw new ReconcileError(
      'refused',
      `the live image does not hold the wanted content: ${step.refused}`,
      1,
    );
  }
  // Reading takes long, and the steps that follow were planned from the image as it was.
  await assertFresh(context);
  context.state.instead = step.same;
}

async function byImage(image: Image, { digests }: CompareStep, context: ChangeContext) {
  const named = storedDigests(image);
  const read = await readBack(image, [...namesOf(digests), ...namesOf(named)], context);
  if (compareDigests(read, named) === 'different') {
    throw new VerificationError(
      `Glance does not return the data that it names digests of, for image ${image.id}`,
      {
        hint: 'Nothing was changed. If it happens again, check the service’s store and the proxies in between.',
      },
    );
  }
  return compareDigests(read, digests) === 'same' ? 'same' : 'different';
}

/** The source must have the given digests; what else its bytes hash to is compared with what Glance names. */
async function bySource(
  image: Image,
  { digests, bytes }: CompareStep,
  source: Exclude<CompareStep['read'], 'image'>,
  context: ChangeContext,
) {
  const named = storedDigests(image);
  const read = await context.limitTransfers(bytes, () => digestSource(source, digests, named, context));
  if (compareDigests(read, digests) !== 'same') {
    throw new VerificationError(`${describeSource(source)} has other digests than the file gives`, {
      hint: 'Nothing was changed. Correct the `checksum`, or the source.',
    });
  }
  return compareDigests(read, named) === 'same' ? 'same' : 'different';
}

async function digestSource(
  source: Exclude<CompareStep['read'], 'image'>,
  digests: Digests,
  named: Digests,
  context: ChangeContext,
): Promise<Digests> {
  const opened = await openKnownSource(source, { digests, size: null, digestOf: 'source' }, context);
  let done = 0;
  try {
    return await digestStream(opened.stream, [...namesOf(digests), ...namesOf(named)], (block) => {
      done += block.length;
      const { name } = context.change;
      context.onEvent({ type: 'transfer', name, direction: 'down', done, total: opened.bytes });
    });
  } finally {
    await opened.close();
  }
}
