import { patienceFor } from '../../glance/watch.ts';
import { compareDigests, namesOf, RECORDED_DIGEST } from '../../model/digest.ts';
import { ReconcileError, VerificationError } from '../../model/errors.ts';
import { type Image, storedDigests } from '../../model/image.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import { completeSource } from '../../model/source/redact-source.ts';
import type { CopyToStoresStep, UploadStep } from '../../model/step.ts';
import { type ChangeContext, knownSource, stagedOf, subjectId } from '../context.ts';
import { whileAlive } from '../heartbeat.ts';
import { inspectorOfStored, showStored, warnOfExceptions } from './inspect.ts';
import { readBack } from './read-back.ts';

/** Imports the staged data into Glance's stores, and waits until the image is active. */
export async function importStaged(stores: readonly string[], context: ChangeContext): Promise<void> {
  const { id, sent } = stagedOf(context);
  await context.glance.imports.start(id, {
    method: 'glance-direct',
    ...(stores.length > 0 ? { stores, allStoresMustSucceed: true } : {}),
  });
  await waitUntil(id, (image) => image.status === 'active', sent?.bytes ?? null, context);
}

/**
 * Lets Glance download the source itself. This run cannot hold back the last block then, so it checks the image while it
 * is still private. It compares the digests that Glance computed, or reads the data back if Glance lacks a digest. For
 * the safety inspection it reads back the beginning and the end.
 */
export async function webDownload(step: UploadStep, context: ChangeContext): Promise<void> {
  if (step.source.kind !== 'http') {
    throw new ReconcileError('method', '`method: web-download` needs an http(s) source', 1, {
      hint: 'Use `method: upload` for local files.',
    });
  }
  const staged = stagedOf(context);
  const source = completeSource(step.source, knownSource(context));
  await context.glance.imports.start(staged.id, {
    method: 'web-download',
    uri: source?.kind === 'http' ? source.url : step.source.url,
    ...(step.stores.length > 0 ? { stores: step.stores, allStoresMustSucceed: true } : {}),
  });
  const bytes = step.expect.size ?? step.expect.validators?.length ?? null;
  const isLengthKnown = bytes !== null || context.change.content?.bytes != null;
  const image = await waitUntil(staged.id, (live) => live.status === 'active', bytes, context).catch(
    (error: unknown) => {
      throw isLengthKnown ? error : withoutLength(error);
    },
  );
  await checkStored(step, image, context);
}

/** Glance says only "Task failed due to Internal Error" about a source that sends no length (docs/glance-behaviour.md). */
function withoutLength(error: unknown): unknown {
  if (!(error instanceof ReconcileError) || error.code !== 'import-failed') return error;
  return new ReconcileError(error.code, error.message, error.exitCode, {
    hint: "The source states no Content-Length (it may send chunked), and Glance's web-download needs one. Use `method: upload`, or another server.",
    cause: error,
  });
}

/** Continues with data of an interrupted run: imports the data if necessary, and checks it without sending it again. */
export async function takeUpData(step: UploadStep, context: ChangeContext): Promise<void> {
  const { id } = stagedOf(context);
  const { images } = context.glance;
  if ((await images.get(id)).status === 'uploading') await importStaged(step.stores, context);
  await checkStored(step, await images.get(id), context);
}

/** Checks the stored data against the expectation, and records its digests and size as sent. */
async function checkStored(step: UploadStep, image: Image, context: ChangeContext): Promise<void> {
  const staged = stagedOf(context);
  const verdict = compareDigests(step.expect.digests, storedDigests(image));
  const expected = namesOf(step.expect.digests);
  const hasAll = expected.every((name) => storedDigests(image)[name] !== undefined);
  const isVerified = verdict === 'same' && hasAll;
  const inspect = inspectorOfStored(image, step);
  const digests = isVerified
    ? storedDigests(image)
    : await whileAlive(context, () =>
        readBack(image, [...expected, RECORDED_DIGEST, context.glance.images.digestOfData], context, inspect),
      );
  const size = image.size ?? 0;
  if (compareDigests(step.expect.digests, digests) === 'different') {
    throw new VerificationError(
      `the data that Glance stored from ${describeSource(step.source)} does not have the expected digests`,
    );
  }
  if (step.expect.size !== null && step.expect.size !== size) {
    throw new VerificationError(
      `the data that Glance stored from ${describeSource(step.source)} has ${size} bytes, not ${step.expect.size}`,
    );
  }
  if (isVerified) {
    await whileAlive(context, () => showStored(image, inspect, context));
  }
  inspect.finish();
  warnOfExceptions(inspect, context);
  staged.sent = { digests, bytes: size };
  staged.validators = step.expect.validators;
}

/** Copies an active image's data to more stores. */
export async function copyToStores(step: CopyToStoresStep, context: ChangeContext): Promise<void> {
  const id = subjectId(context, step.image);
  await context.glance.imports.start(id, {
    method: 'copy-image',
    stores: step.stores,
    allStoresMustSucceed: true,
  });
  const { size } = await context.glance.images.get(id);
  await waitUntil(id, (image) => step.stores.every((store) => image.stores.includes(store)), size, context);
}

/** Waits for an import. Glance shows no progress of a download, so the time limit grows with `bytes`. */
function waitUntil(
  id: string,
  until: (image: Image) => boolean,
  bytes: number | null,
  { glance, patience, signal }: ChangeContext,
): Promise<Image> {
  return glance.imports.wait(id, { until, patience: patienceFor(bytes, patience), signal });
}
