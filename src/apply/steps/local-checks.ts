import { type VerifiedStream, verifiedBlocks } from '../../content/verified-stream.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import type { UploadStep } from '../../model/step.ts';
import type { ChangeContext } from '../context.ts';
import { whileAlive } from '../heartbeat.ts';
import { useSpool } from '../use-spool.ts';
import { checkFile } from './check.ts';

/** Bytes that are ready to be sent. */
export interface Outgoing {
  readonly stream: VerifiedStream;
  /** Bytes; null when not known. */
  readonly total: number | null;
  /** Removes temporary files. */
  close(): Promise<void>;
}

/**
 * The bytes to send, once the step's local checks have passed. Each check gets the verified bytes as a file, and exactly
 * these are sent from it: they are verified again on the way, as a check might change its file. Without local checks, the
 * bytes pass as they come.
 */
export async function locallyChecked(
  step: UploadStep,
  verified: VerifiedStream,
  total: number | null,
  context: ChangeContext,
): Promise<Outgoing> {
  const { checks = [], source } = step;
  if (checks.length === 0) return { stream: verified, total, close: async () => {} };
  const spool = useSpool(context);
  try {
    const file = await whileAlive(context, async () =>
      (await spool.open()).write('checked', verified.blocks),
    );
    for (const check of checks) await checkFile(check, file.path, context);
    const { bytes, digests } = verified.result();
    const { name } = context.change;
    const stream = verifiedBlocks(file.read(), {
      expect: { digests, size: bytes },
      label: `the checked file of ${describeSource(source)}`,
      onBlock: (done) => context.onEvent({ type: 'transfer', name, direction: 'up', done, total: bytes }),
    });
    return { stream, total: bytes, close: spool.close };
  } catch (error) {
    await spool.close();
    throw error;
  }
}
