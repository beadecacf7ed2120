import { threadsPay } from '../../content/digesting.ts';
import { gathered } from '../../content/hashed-blocks.ts';
import type { ImageInspector } from '../../content/safety/inspect-image.ts';
import { type VerifiedStream, verifiedBlocks } from '../../content/verified-stream.ts';
import { hasStatus, isOwnFault, mayPass } from '../../glance/call.ts';
import { lookBeforeRepeat } from '../../glance/look-before-repeat.ts';
import { patienceFor, StalledError, watch } from '../../glance/watch.ts';
import { RECORDED_DIGEST } from '../../model/digest.ts';
import { EXIT, HttpError, ReconcileError, VerificationError } from '../../model/errors.ts';
import type { Image } from '../../model/image.ts';
import type { Validators } from '../../model/marker.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import type { UploadStep } from '../../model/step.ts';
import type { OpenSource } from '../../source/open.ts';
import { type ChangeContext, type Prepared, type Sent, stagedOf, warn } from '../context.ts';
import type { Heartbeat } from '../heartbeat.ts';
import { drain } from '../rehearsal.ts';
import { assertStored } from '../stored.ts';
import { inspected, warnOfExceptions } from './inspect.ts';
import { locallyChecked, type Outgoing } from './local-checks.ts';
import { fromPlaces, type PlacedUpload, wantedBy } from './open-source.ts';
import { prepareSource } from './prepare.ts';
import { stageAgain } from './stage.ts';

/** The most uploads of the same data in one run. */
const MOST_SENDS = 3;

/** Milliseconds that Glance gets to notice a broken upload, or to clean up after its own failure. */
const CLEAN_UP_MS = 5_000;

/**
 * Sends the source's bytes into the staged image. After an unclear answer (none, 5xx, a refused token) it looks at the
 * image. It compares stored data with the sent data; if the image has no data, it opens the source again and repeats the
 * upload with all checks. The heartbeat ends when the upload begins, because the upload itself is a sign of life.
 */
export async function send(step: UploadStep, heartbeat: Heartbeat, context: ChangeContext): Promise<void> {
  const { glance, signal } = context;
  let failed: unknown = null;
  let inspector: ImageInspector | null = null;
  const attempt = () => {
    if (failed instanceof Error)
      warn(context, `sending the data again, because Glance did not store it: ${failed.message}`);
    const onInspector = (inspect: ImageInspector) => {
      inspector = inspect;
    };
    return fromPlaces(
      step.source,
      {
        read: (source, open) =>
          sendOnce(
            { ...step, source },
            () => open(wantedBy(step, context.rehearses)),
            heartbeat,
            context,
            onInspector,
          ),
        beforeRetry: (failure) => storedAfter(step, failure, context),
      },
      context,
    );
  };
  const look = (failure: unknown) => {
    failed = failure;
    return storedAfter(step, failure, context);
  };
  const options = { retry: glance.retry, mostTries: MOST_SENDS, signal, isUnclear };
  stagedOf(context).sent = await lookBeforeRepeat(attempt, look, options);
  if (inspector) warnOfExceptions(inspector, context);
}

/** A refused token was renewed meanwhile. A conflict on a retry comes from data of the try before. */
function isUnclear(error: unknown, tried: number): boolean {
  if (mayPass(error)) return true;
  return error instanceof HttpError && (error.status === 401 || (error.status === 409 && tried > 1));
}

async function sendOnce(
  step: PlacedUpload,
  open: () => Promise<OpenSource>,
  heartbeat: Heartbeat,
  context: ChangeContext,
  onInspector: (inspect: ImageInspector) => void,
): Promise<Sent> {
  const staged = stagedOf(context);
  const opened = await open();
  let prepared: Prepared | null = null;
  let outgoing: Outgoing | null = null;
  // Bytes for local checks go to a file first.
  const direction = step.checks ? 'down' : 'up';
  try {
    await heartbeat.end();
    staged.isSentInFull = false;
    refuseOtherSource(step, opened, staged.validators);
    staged.validators = opened.validators;
    prepared = await prepareSource(step, opened, context);
    const { total, expect } = prepared;
    const content = await inspected(step, bytesOf(prepared), prepared.end, context);
    const { inspect } = content;
    onInspector(inspect);
    const verified = verifiedBlocks(content.bytes, {
      inspect,
      expect,
      // Glance's own answer is compared with the second one.
      algorithms: [RECORDED_DIGEST, context.glance.images.digestOfData],
      label: describeSource(step.source),
      onBlock: (done) =>
        context.onEvent({ type: 'transfer', name: context.change.name, direction, done, total }),
    });
    outgoing = await locallyChecked(step, verified, total, context);
    const { stream } = outgoing;
    try {
      await transmit(step, staged.id, stream.blocks, outgoing.total, context);
    } finally {
      const sent = completelySent(stream);
      // Keep the complete upload of an earlier try: Glance may still store it.
      staged.sent = sent ?? staged.sent;
      staged.isSentInFull = sent !== null;
      staged.preparedFrom = sent ? prepared.preparedFrom() : staged.preparedFrom;
      if (sent) await opened.accepted?.();
    }
    return stream.result();
  } finally {
    await outgoing?.close();
    await opened.close();
    await prepared?.close();
  }
}

/**
 * Bytes that are read in place and sent from there: the connection has taken a block when it asks for the next one. Few
 * bytes pass as they come, because threads that hash cost more than they save there.
 */
function bytesOf({ blocks, inPlace, total }: Prepared) {
  return threadsPay(total) ? (inPlace ?? gathered(blocks)) : blocks;
}

/** The verified data that was sent to its last byte; null when the last block was held back. */
function completelySent(verified: VerifiedStream): Sent | null {
  try {
    return verified.result();
  } catch {
    return null;
  }
}

function transmit(
  step: UploadStep,
  id: string,
  blocks: AsyncIterable<Uint8Array>,
  size: number | null,
  context: ChangeContext,
): Promise<void> {
  if (context.rehearses) return drain(blocks);
  const common = { ...(size === null ? {} : { size }), signal: context.signal };
  const store = step.stores[0];
  const sending =
    step.method === 'stage'
      ? context.glance.data.stage(id, blocks, common)
      : context.glance.data.upload(id, blocks, { ...common, ...(store === undefined ? {} : { store }) });
  return sending.catch((error: unknown) => {
    throw refusedContent(error) ?? error;
  });
}

/** The Images service's own refusal of the content (Glance 30.0 and newer); null for any other failure. */
function refusedContent(error: unknown): ReconcileError | null {
  if (!(error instanceof HttpError) || error.status !== 415) return null;
  return new ReconcileError(
    'refused-by-service',
    `the Images service refused the content by its own inspection (415): ${error.detail}`,
    EXIT.error,
    {
      hint: "reconcile's inspection let it pass. Compare `format` with the content, or ask the operator of the service about `require_image_format_match`.",
      cause: error,
    },
  );
}

/**
 * The sent data if the image holds it; null if the staged image is empty and can take data. Throws in all other cases. An
 * upload that cannot end is not waited for: a new image takes the place of its image.
 */
async function storedAfter(step: UploadStep, failure: unknown, context: ChangeContext): Promise<Sent | null> {
  const { id, sent } = stagedOf(context);
  const image = await afterUpload(step, failure, context);
  if (image === 'stuck') {
    await stageAgain(context);
    return null;
  }
  if (image?.status === 'queued') return null;
  const holdsData = image?.status === 'active' || (step.method === 'stage' && image?.status === 'uploading');
  if (!image || !holdsData) throw failure;
  if (sent === null) {
    throw new VerificationError(
      `image ${id} is ${image.status}, although its last block was never sent: it holds incomplete data`,
      {
        hint: 'Check the proxies between here and the Images service: one of them completes broken requests.',
      },
    );
  }
  // Glance shows only the size of staged data. Its digests are compared after the import.
  if (image.status === 'uploading' && image.size === sent.bytes) return sent;
  assertStored(image, sent);
  return sent;
}

/**
 * Waits for the end of uploads into the image, and returns it; null when it is gone, `stuck` when its upload cannot end.
 */
async function afterUpload(
  step: UploadStep,
  failure: unknown,
  context: ChangeContext,
): Promise<Image | null | 'stuck'> {
  const { id, sent, pinned, isSentInFull } = stagedOf(context);
  const look = async () => {
    const image = await context.glance.images.find(id);
    const receives = image?.status === 'saving' || (image?.status === 'uploading' && image.size === null);
    if (!receives) return { done: image };
    return { image, signs: '', remains: 'the end of its upload' };
  };
  const { patience, signal } = context;
  // A conflict comes from the data of the try before, which may still be stored.
  const mayEnd = isSentInFull || (sent !== null && hasStatus(failure, 409));
  // Deleting the image would burn a pinned id.
  if (pinned || (mayEnd && !isOwnFault(failure)))
    return watch(look, patienceFor(sent?.bytes ?? step.expect.size, patience), signal);
  try {
    return await watch(look, { ...patience, stalledMs: Math.min(patience.stalledMs, CLEAN_UP_MS) }, signal);
  } catch (error) {
    if (error instanceof StalledError) return 'stuck';
    throw error;
  }
}

/**
 * Throws if the source has changed since the plan or since the previous try. Without a digest, only the server's
 * validators connect the bytes to the plan that a user approved.
 */
function refuseOtherSource(step: UploadStep, opened: OpenSource, before: Validators | null): void {
  if (Object.keys(step.expect.digests).length > 0 || !opened.validators) return;
  const name = describeSource(step.source);
  if (differ(step.expect.validators, opened.validators)) {
    throw new VerificationError(`${name} has changed since the plan was made`, {
      hint: 'Plan again, and set `checksum` to pin the content.',
    });
  }
  if (differ(before, opened.validators)) {
    throw new VerificationError(`${name} has changed since its data was sent the first time`, {
      hint: 'Run again, and set `checksum` to pin the content.',
    });
  }
}

function differ(a: Validators | null, b: Validators): boolean {
  if (a === null) return false;
  return (['etag', 'lastModified', 'length'] as const).some(
    (key) => a[key] !== undefined && b[key] !== undefined && a[key] !== b[key],
  );
}
