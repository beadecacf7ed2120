import { Readable } from 'node:stream';
import { digestStream } from '../../content/digesting.ts';
import { hasStatus } from '../../glance/call.ts';
import { type Algorithm, compareDigests, type Digests, namesOf } from '../../model/digest.ts';
import { ReconcileError, VerificationError } from '../../model/errors.ts';
import { type Image, storedDigests } from '../../model/image.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import type { Place, SourceReference } from '../../model/source/source.ts';
import type { CompareStep } from '../../model/step.ts';
import type { OpenSource, WantedContent } from '../../source/open.ts';
import type { ChangeContext } from '../context.ts';
import { assertFresh } from '../freshness.ts';
import { whileAlive } from '../heartbeat.ts';
import { fromPlaces } from './open-source.ts';
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

async function byImage(image: Image, step: CompareStep, context: ChangeContext) {
  const { digests } = step;
  const named = storedDigests(image);
  const read = await digestsOf(image, [...namesOf(digests), ...namesOf(named)], context);
  if (read === null) {
    const source = servedSource(context);
    if (source === null || namesOf(named).length === 0) throw unreadable(image);
    return bySource(image, step, source, context);
  }
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

/** The digests of the stored data; null when Glance does not give it. An image without data has those of no bytes. */
async function digestsOf(
  image: Image,
  algorithms: readonly Algorithm[],
  context: ChangeContext,
): Promise<Digests | null> {
  if (image.size === 0) return digestStream(Readable.from([]), algorithms);
  try {
    return await readBack(image, algorithms, context);
  } catch (error) {
    const isRefused = hasStatus(error, 403) || (error instanceof ReconcileError && error.code === 'no-data');
    if (isRefused) return null;
    throw error;
  }
}

/** The source of the replacement, where its bytes are stored as they are served; null: there is none. */
function servedSource({ change }: ChangeContext): SourceReference | null {
  const upload = change.steps.find((step) => step.kind === 'upload');
  return upload?.kind === 'upload' && upload.prepare === undefined ? upload.source : null;
}

function unreadable({ id }: Image): ReconcileError {
  return new ReconcileError(
    'unreadable',
    `Glance does not give the data of image ${id}, so nothing can compare it`,
    1,
    {
      hint: 'Give a digest of an algorithm that Glance names (md5 or sha512), or ask for the right to download the image.',
    },
  );
}

/** The source must have the given digests; what else its bytes hash to is compared with what Glance names. */
async function bySource(
  image: Image,
  { digests, bytes }: CompareStep,
  source: SourceReference,
  context: ChangeContext,
) {
  const named = storedDigests(image);
  const algorithms = [...namesOf(digests), ...namesOf(named)];
  const read = async (place: Place, open: (wanted: WantedContent) => Promise<OpenSource>) => {
    const found = await digestSource(await open({ digests }), algorithms, context);
    if (compareDigests(found, digests) === 'same') return found;
    throw new VerificationError(`${describeSource(place)} has other digests than the file gives`, {
      hint: 'Nothing was changed. Correct the `checksum`, or the source.',
    });
  };
  const found = await context.limitTransfers(bytes, () => fromPlaces(source, { read }, context));
  return compareDigests(found, named) === 'same' ? 'same' : 'different';
}

async function digestSource(
  opened: OpenSource,
  algorithms: readonly Algorithm[],
  context: ChangeContext,
): Promise<Digests> {
  let done = 0;
  try {
    return await digestStream(opened.stream, algorithms, (block) => {
      done += block.length;
      const { name } = context.change;
      context.onEvent({ type: 'transfer', name, direction: 'down', done, total: opened.bytes });
    });
  } finally {
    await opened.close();
  }
}
