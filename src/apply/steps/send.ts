import type { ImageInspector } from '../../content/safety/inspect-image.ts';
import { type VerifiedStream, verifiedBlocks } from '../../content/verified-stream.ts';
import { mayPass } from '../../glance/call.ts';
import { lookBeforeRepeat } from '../../glance/look-before-repeat.ts';
import { patienceFor, watch } from '../../glance/watch.ts';
import { describeSource } from '../../model/describe-source.ts';
import { HttpError, VerificationError } from '../../model/errors.ts';
import type { Image } from '../../model/image.ts';
import type { Validators } from '../../model/marker.ts';
import type { UploadStep } from '../../model/step.ts';
import type { OpenSource } from '../../source/open.ts';
import { type ChangeContext, type Prepared, type Sent, stagedOf, warn } from '../context.ts';
import type { Heartbeat } from '../heartbeat.ts';
import { assertStored } from '../stored.ts';
import { inspected, warnOfExceptions } from './inspect.ts';
import { openStepSource } from './open-source.ts';
import { prepareSource } from './prepare.ts';

/** Times that the data is sent at most: each is a whole upload. */
const MOST_SENDS = 3;

/**
 * Sends the source's bytes into the staged image. After an answer that leaves open what became of them (none, 5xx,
 * a refused token) the image tells: what is stored is compared with what was sent; where there is nothing, the source
 * is opened anew and sent again, every check made anew. Signs of life are given until the bytes flow; from then on the
 * upload itself is one.
 */
export async function send(step: UploadStep, heartbeat: Heartbeat, context: ChangeContext): Promise<void> {
  const { glance, signal } = context;
  let failed: unknown = null;
  let inspector: ImageInspector | null = null;
  const attempt = () => {
    if (failed instanceof Error)
      warn(context, `the data is sent again, as it was not stored: ${failed.message}`);
    return sendOnce(step, heartbeat, context, (inspect) => {
      inspector = inspect;
    });
  };
  const look = (failure: unknown) => {
    failed = failure;
    return becomeOf(step, failure, context);
  };
  const options = { retry: glance.retry, mostTries: MOST_SENDS, signal, isUnclear };
  stagedOf(context).sent = await lookBeforeRepeat(attempt, look, options);
  if (inspector) warnOfExceptions(inspector, context);
}

/** A refused token was renewed meanwhile; a conflict on a repetition is with what the try before has left. */
function isUnclear(error: unknown, tried: number): boolean {
  if (mayPass(error)) return true;
  return error instanceof HttpError && (error.status === 401 || (error.status === 409 && tried > 1));
}

async function sendOnce(
  step: UploadStep,
  heartbeat: Heartbeat,
  context: ChangeContext,
  onInspector: (inspect: ImageInspector) => void,
): Promise<Sent> {
  const staged = stagedOf(context);
  const opened = await openStepSource(step, context);
  let prepared: Prepared | null = null;
  try {
    await heartbeat.end();
    refuseOtherSource(step, opened, staged.validators);
    staged.validators = opened.validators;
    prepared = await prepareSource(step, opened, context);
    const { total, expect } = prepared;
    const { blocks, inspect } = await inspected(step, prepared.blocks, context, prepared.end);
    onInspector(inspect);
    const verified = verifiedBlocks(blocks, {
      inspect,
      expect,
      label: describeSource(step.source),
      onBlock: (done) =>
        context.emit({ type: 'transfer', name: context.change.name, direction: 'up', done, total }),
    });
    try {
      await transmit(step, staged.id, verified.blocks, total, context);
    } finally {
      const sent = passedOn(verified);
      // What an earlier try has sent in full may still arrive.
      staged.sent = sent ?? staged.sent;
      staged.made = sent ? prepared.made() : staged.made;
      if (sent) await opened.accepted?.();
    }
    return verified.result();
  } finally {
    await opened.close();
    await prepared?.close();
  }
}

/** What was verified and handed over to its last byte; null when the last block was held back. */
function passedOn(verified: VerifiedStream): Sent | null {
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
  const common = { ...(size === null ? {} : { size }), signal: context.signal };
  if (step.method === 'stage') return context.glance.data.stage(id, blocks, common);
  const store = step.stores[0];
  return context.glance.data.upload(id, blocks, { ...common, ...(store === undefined ? {} : { store }) });
}

/** What was sent, when the image holds it; null when it holds nothing and can be given data. */
async function becomeOf(step: UploadStep, failure: unknown, context: ChangeContext): Promise<Sent | null> {
  const { id, sent } = stagedOf(context);
  const image = await settled(id, sent?.bytes ?? step.expect.size, context);
  if (image?.status === 'queued') return null;
  const holdsData = image?.status === 'active' || (step.method === 'stage' && image?.status === 'uploading');
  if (!image || !holdsData) throw failure;
  if (sent === null) {
    throw new VerificationError(
      `image ${id} is ${image.status}, although its last block was never sent: what it holds is not what was to be stored`,
      { hint: 'Look at proxies between here and the Images service: one of them ends broken requests.' },
    );
  }
  // Of staged data Glance only tells the size; its digests are compared once it is imported.
  if (image.status === 'uploading' && image.size === sent.bytes) return sent;
  assertStored(image, sent);
  return sent;
}

/** The image once nothing is under way into it; null when it is gone. */
function settled(id: string, bytes: number | null, context: ChangeContext): Promise<Image | null> {
  const look = async () => {
    const image = await context.glance.images.find(id);
    const receives = image?.status === 'saving' || (image?.status === 'uploading' && image.size === null);
    if (!receives) return { done: image };
    return { image, signs: '', remains: 'the end of its upload' };
  };
  return watch(look, patienceFor(bytes, context.patience), context.signal);
}

/**
 * Without a digest, what the remote says is all that ties its bytes to what a person agreed to, and those of one
 * try to those of the try before.
 */
function refuseOtherSource(step: UploadStep, opened: OpenSource, before: Validators | null): void {
  if (Object.keys(step.expect.digests).length > 0 || !opened.validators) return;
  const name = describeSource(step.source);
  if (differ(step.expect.validators, opened.validators)) {
    throw new VerificationError(`${name} has changed since the plan was made`, {
      hint: 'Plan again, and give a `checksum` so that the content is pinned.',
    });
  }
  if (differ(before, opened.validators)) {
    throw new VerificationError(`${name} has changed since its data was sent the first time`, {
      hint: 'Run again, and give a `checksum` so that the content is pinned.',
    });
  }
}

function differ(a: Validators | null, b: Validators): boolean {
  if (a === null) return false;
  return (['etag', 'lastModified', 'length'] as const).some(
    (key) => a[key] !== undefined && b[key] !== undefined && a[key] !== b[key],
  );
}
