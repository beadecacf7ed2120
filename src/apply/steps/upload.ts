import type { UploadStep } from '../../model/step.ts';
import { type ChangeContext, stagedOf } from '../context.ts';
import { beginHeartbeat } from '../heartbeat.ts';
import { importStaged, takeUpData, webDownload } from './import.ts';
import { settleFormat } from './inspect.ts';
import { openStepSource } from './open-source.ts';
import { send } from './send.ts';

/**
 * Sends the source's bytes into the staged image in one pass. The last block is held back until the digests, the
 * size and the safety inspection agree; on a mismatch the connection breaks and Glance forgets the data.
 */
export async function upload(step: UploadStep, context: ChangeContext): Promise<void> {
  if (stagedOf(context).filled) return takeUpData(step, context);
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
  // Nothing is kept of it: Glance fetches the rest, not this program.
  const { downloads: _, ...source } = context.source;
  const opened = await openStepSource(step, { ...context, source });
  try {
    await settleFormat(step, opened.stream, context, opened.end);
  } finally {
    await opened.close();
  }
}
