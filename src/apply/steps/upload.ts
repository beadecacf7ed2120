import type { UploadStep } from '../../model/step.ts';
import { type ChangeContext, stagedOf } from '../context.ts';
import { beginHeartbeat } from '../heartbeat.ts';
import { importStaged, takeUpData, webDownload } from './import.ts';
import { setDetectedFormat } from './inspect.ts';
import { openStepSource } from './open-source.ts';
import { send } from './send.ts';

/**
 * Sends the source's bytes into the staged image in one pass. Holds back the last block until the digests, the size and
 * the safety inspection agree. On a mismatch it breaks the connection, and Glance discards the data.
 */
export async function upload(step: UploadStep, context: ChangeContext): Promise<void> {
  if (stagedOf(context).filled) return takeUpData(step, context);
  if (step.method === 'web-download' && !context.rehearses) {
    if (step.detectFormat) await detectBeforehand(step, context);
    return webDownload(step, context);
  }
  const heartbeat = beginHeartbeat(context);
  try {
    await context.limitTransfers(bytesOf(step, context), () => send(step, heartbeat, context));
  } finally {
    await heartbeat.end();
  }
  if (step.method === 'stage' && !context.rehearses) await importStaged(step.stores, context);
}

/** The bytes of an upload as far as the plan knows them. Nothing tells how large packed content will be. */
function bytesOf({ expect, prepare }: UploadStep, { change }: ChangeContext): number | null {
  return prepare ? null : (expect.size ?? change.content?.bytes ?? null);
}

/** Detects the format before the import, because Glance imports nothing without a format. */
async function detectBeforehand(step: UploadStep, context: ChangeContext): Promise<void> {
  // Without the cache: reconcile reads only the first bytes, and Glance downloads the rest.
  const { downloads: _, ...source } = context.source;
  const opened = await openStepSource(step, { ...context, source });
  try {
    await setDetectedFormat(step, opened.stream, context, opened.end);
  } finally {
    await opened.close();
  }
}
