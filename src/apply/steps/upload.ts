import { verifiedBlocks } from '../../content/verified-stream.ts';
import { describeSource } from '../../model/describe-source.ts';
import type { SourceReference } from '../../model/desired.ts';
import { SourceError, VerificationError } from '../../model/errors.ts';
import type { Validators } from '../../model/marker.ts';
import type { UploadStep } from '../../model/step.ts';
import { completeSource } from '../../plan/plan-source.ts';
import { type OpenSource, openSource } from '../../source/open.ts';
import { type ChangeContext, stagedOf } from '../context.ts';
import { beginHeartbeat, type Heartbeat } from '../heartbeat.ts';
import { importStaged, webDownload } from './import.ts';
import { inspected, settleFormat, warnOfExceptions } from './inspect.ts';

/**
 * Sends the source's bytes into the staged image in one pass. The last block is held back until the digests, the
 * size and the safety inspection agree; on a mismatch the connection breaks and Glance forgets the data.
 */
export async function upload(step: UploadStep, context: ChangeContext): Promise<void> {
  if (step.method === 'web-download') {
    if (step.detectFormat) await detectBeforehand(step, context);
    return webDownload(step, context);
  }
  const heartbeat = beginHeartbeat(context);
  try {
    await context.transfers(() => send(step, heartbeat, context));
  } finally {
    await heartbeat.end();
  }
  if (step.method === 'stage') await importStaged(step.stores, context);
}

/** Glance imports nothing without a format: the first bytes are looked at from here. */
async function detectBeforehand(step: UploadStep, context: ChangeContext): Promise<void> {
  const opened = await open(step, context);
  try {
    await settleFormat(step, opened.stream, context, opened.end);
  } finally {
    await opened.close();
  }
}

async function open(step: UploadStep, context: ChangeContext): Promise<OpenSource> {
  const source = completeSource(step.source, context.knownSource);
  if (source === null) throw unknownQuery(step.source);
  return openSource(source, context.source, { digests: step.expect.digests, size: step.expect.size });
}

/** Signs of life are given until the bytes flow; from then on the upload itself is one. */
async function send(step: UploadStep, heartbeat: Heartbeat, context: ChangeContext): Promise<void> {
  const staged = stagedOf(context);
  const opened = await open(step, context);
  try {
    await heartbeat.end();
    refuseOtherSource(step, opened);
    const total = opened.bytes ?? step.expect.size;
    const { blocks, inspect } = await inspected(step, opened.stream, context, opened.end);
    const verified = verifiedBlocks(blocks, {
      inspect,
      expect: { digests: step.expect.digests, size: step.expect.size ?? opened.bytes },
      label: describeSource(step.source),
      onBlock: (done) =>
        context.emit({ type: 'transfer', name: context.change.name, direction: 'up', done, total }),
    });
    await transmit(step, staged.id, verified.blocks, total, context);
    staged.sent = verified.result();
    staged.validators = opened.validators;
    warnOfExceptions(inspect, context);
  } finally {
    await opened.close();
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

/** Without a digest, what the remote said at the plan is all that ties its bytes to what a person agreed to. */
function refuseOtherSource(step: UploadStep, opened: OpenSource): void {
  const planned = step.expect.validators;
  if (Object.keys(step.expect.digests).length > 0 || !planned || !opened.validators) return;
  const now: Validators = opened.validators;
  const changed = (['etag', 'lastModified', 'length'] as const).some(
    (key) => planned[key] !== undefined && now[key] !== undefined && planned[key] !== now[key],
  );
  if (!changed) return;
  throw new VerificationError(`${describeSource(step.source)} has changed since the plan was made`, {
    hint: 'Plan again, and give a `checksum` so that the content is pinned.',
  });
}

function unknownQuery(source: SourceReference): SourceError {
  return new SourceError(
    `the plan does not hold the credentials or the query of ${describeSource(source)}, and they are not known from elsewhere`,
    {
      hint: 'Apply with the state file that the plan was made from, unchanged, or plan again.',
    },
  );
}
