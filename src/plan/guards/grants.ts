import { isOfStack } from '../../image/ownership.ts';
import type { PatchOperation } from '../../model/image.ts';
import type { Grants } from '../../model/observed.ts';
import type { Blocker, Change } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import { suggestion } from '../../model/text.ts';
import { ownersOfStack, type PlanInput } from '../input.ts';

/** Whether a plan asks the service for more than it may grant: then reconcile looks up what it grants. */
export function needsGrants({ steps }: Pick<Change, 'steps'>): boolean {
  return storesOf(steps).length > 0 || publishesToAll(steps) || steps.some(({ kind }) => kind === 'stage');
}

/** The stores that a change puts data into. */
export function storesOf(steps: readonly Step[]): readonly string[] {
  return [
    ...new Set(
      steps.flatMap((step) => (step.kind === 'upload' || step.kind === 'copy-to-stores' ? step.stores : [])),
    ),
  ];
}

/** Blocks a change that the service is known to refuse: for want of a right, a store or room. */
export function blockUngranted(
  input: Pick<PlanInput, 'desired' | 'observed' | 'projects'>,
  steps: readonly Step[],
): readonly Blocker[] {
  const { grants } = input.observed;
  if (!grants) return [];
  return [
    ...withoutRight(input, steps, grants),
    ...withoutStore(steps, grants),
    ...withoutRoom(steps, grants),
  ];
}

/** The role that Glance's default policy wants for `publicize_image`. */
const PUBLISHER = 'admin';

/** A public image of this stack shows that the policy of this service lets the stack publish. */
function withoutRight(
  input: Pick<PlanInput, 'desired' | 'observed' | 'projects'>,
  steps: readonly Step[],
  { roles }: Grants,
): readonly Blocker[] {
  if (roles === null || input.desired.settings.mayPublish || !publishesToAll(steps)) return [];
  if (roles.some((role) => role.toLowerCase() === PUBLISHER)) return [];
  const owners = ownersOfStack(input);
  const { stack } = input.desired;
  const { images } = input.observed;
  if (images.some((live) => live.visibility === 'public' && isOfStack(live, stack, owners))) return [];
  const held = roles.length === 0 ? 'no role' : `the roles ${roles.join(', ')}`;
  return [
    {
      code: 'forbidden',
      message: `\`visibility: public\` needs the role ${PUBLISHER} in Glance's default policy, and these credentials have ${held}. Use other credentials or another visibility. If the policy of this service lets them publish, say \`may_publish: true\` in \`glance.server.reconcile\`.`,
      candidates: [],
    },
  ];
}

function publishesToAll(steps: readonly Step[]): boolean {
  return steps.some(
    (step) => (step.kind === 'publish' || step.kind === 'update') && step.patch.some(isPublic),
  );
}

function isPublic({ path, value }: PatchOperation): boolean {
  return path === '/visibility' && value === 'public';
}

function withoutStore(steps: readonly Step[], { stores }: Grants): readonly Blocker[] {
  if (stores === null) return [];
  const known = new Map(stores.map((store) => [store.id, store]));
  return storesOf(steps).flatMap((wanted): readonly Blocker[] => {
    const store = known.get(wanted);
    if (store && !store.readOnly) return [];
    const why = store
      ? `the service only reads from the store ${wanted}`
      : `the service has no store ${wanted}. ${suggestion(wanted, [...known.keys()])}`;
    return [{ code: 'unknown-store', message: `${why}${/[.?]$/.test(why) ? '' : '.'}`, candidates: [] }];
  });
}

/** Quotas of Keystone's limits that are used up: no new image, or no data, fits. */
function withoutRoom(steps: readonly Step[], { usage }: Grants): readonly Blocker[] {
  if (!steps.some(({ kind }) => kind === 'stage')) return [];
  return ['image_count_total', 'image_size_total'].flatMap((name): readonly Blocker[] => {
    const quota = usage[name];
    if (!quota || quota.limit < 0 || quota.usage < quota.limit) return [];
    return [
      {
        code: 'quota',
        message: `the project has used up its quota ${name} (${quota.usage} of ${quota.limit}). Delete images, or have the quota raised.`,
        candidates: [],
      },
    ];
  });
}
