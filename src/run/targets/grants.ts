import { hasStatus } from '../../glance/call.ts';
import { unlessAborted } from '../../model/abort.ts';
import type { Grants, Usage } from '../../model/observed.ts';
import type { Plan } from '../../model/plan.ts';
import type { RunContext } from '../../model/run-context.ts';
import { needsGrants, storesOf } from '../../plan/guards/grants.ts';
import type { RunTarget } from '../connect.ts';

/** Statuses of a service, or of a proxy before it, that does not tell its stores or quotas. */
const UNTOLD = [400, 401, 403, 404, 405, 501];

/**
 * Looks up what the service grants the run, as far as a plan needs it: the roles of its token, its stores if the plan names
 * one, and its quotas if the plan makes images. Null: the plan needs nothing of the kind.
 */
export async function lookUpGrants(
  { connection, glance }: Pick<RunTarget, 'connection' | 'glance'>,
  { changes }: Pick<Plan, 'changes'>,
  features: { readonly minor: number },
  { signal }: Pick<RunContext, 'signal'>,
): Promise<Grants | null> {
  const demanding = changes.filter(needsGrants);
  if (demanding.length === 0) return null;
  const namesStore = demanding.some(({ steps }) => storesOf(steps).length > 0);
  const makesImage = demanding.some(({ steps }) => steps.some(({ kind }) => kind === 'stage'));
  const [roles, stores, usage] = await unlessAborted(
    Promise.all([
      connection.roles(),
      namesStore ? unlessUntold(glance.stores.list({ signal }), []) : [],
      makesImage && features.minor >= USAGE_MINOR
        ? unlessUntold(glance.info.usage({ signal }), NO_USAGE)
        : NO_USAGE,
    ]),
    signal,
  );
  return { roles, stores: stores.length === 0 ? null : stores, usage };
}

/** The first minor of the Images API v2 that tells usage. */
const USAGE_MINOR = 13;
const NO_USAGE: Readonly<Record<string, Usage>> = {};

async function unlessUntold<Value>(asked: Promise<Value>, untold: Value): Promise<Value> {
  try {
    return await asked;
  } catch (error) {
    if (hasStatus(error, ...UNTOLD)) return untold;
    throw error;
  }
}
