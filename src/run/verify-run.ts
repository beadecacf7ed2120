import { applyPlan } from '../apply/apply-plan.ts';
import type { Glance } from '../glance/client.ts';
import { recordedDigests } from '../image/markers.ts';
import { namesOf } from '../model/digest.ts';
import type { EventSink } from '../model/event.ts';
import { storedDigests } from '../model/image.ts';
import type { Change, Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import type { RunContext } from '../model/run-context.ts';
import { trimDownloads } from './downloads.ts';
import { ownRun } from './live-runs.ts';
import type { ApplyOptions } from './options.ts';
import type { PlannedRun } from './plan-run.ts';

/** Options of a rehearsal. */
export interface VerifyOptions extends Omit<ApplyOptions, 'failFast'> {
  /** True: also reads the live images that the plan leaves as they are, and compares their bytes with every known digest. */
  readonly all?: boolean;
}

/**
 * Rehearses a plan: fetches, verifies, unpacks, converts and inspects everything that apply would upload, and asks Glance
 * whether it takes the images and lets them be published. Stores and publishes nothing, and leaves no image behind. The
 * report has the outcome of each change.
 */
export async function verifyRun(
  { plan, glance, source, checks, sources }: PlannedRun,
  { parallelism, transfers, all = false }: VerifyOptions,
  { signal, secrets }: RunContext,
  onEvent: EventSink = () => {},
): Promise<Report> {
  try {
    return await applyPlan(all ? await withLiveBytes(plan, glance, signal) : plan, {
      glance,
      source,
      checks,
      sources,
      parallelism,
      transfers,
      failFast: false,
      rehearses: true,
      signal,
      onEvent,
      run: ownRun(),
      redact: (text) => secrets.redact(text),
    });
  } finally {
    await trimDownloads(source);
  }
}

/** The plan with a comparison of each live image that it leaves as it is, where anything is known of its bytes. */
async function withLiveBytes(plan: Plan, glance: Glance, signal: AbortSignal): Promise<Plan> {
  const changes: Change[] = [];
  for (const change of plan.changes) changes.push(await withLiveBytesOf(change, glance, signal));
  return { ...plan, changes };
}

async function withLiveBytesOf(change: Change, glance: Glance, signal: AbortSignal): Promise<Change> {
  const { imageId, steps, blockedBy } = change;
  const readsIt = steps.some(({ kind }) => kind === 'compare' || kind === 'upload' || kind === 'resume');
  if (imageId === null || readsIt || blockedBy.length > 0) return change;
  const image = await glance.images.find(imageId, { signal });
  // Glance gives the data of active images only.
  if (image?.status !== 'active') return change;
  const digests = { ...recordedDigests(image), ...storedDigests(image) };
  if (namesOf(digests).length === 0) return change;
  const refused = 'its bytes do not have the digests that Glance and reconcile recorded';
  return {
    ...change,
    steps: [{ kind: 'compare', id: imageId, digests, read: 'image', bytes: image.size, same: [], refused }],
  };
}
