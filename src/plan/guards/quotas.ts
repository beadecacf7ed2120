import { patchedImage } from '../../image/patched.ts';
import type { Quota, Quotas } from '../../model/desired.ts';
import { MARKER, SDK_DIGEST } from '../../model/marker.ts';
import type { Blocker } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import type { PlanInput } from '../input.ts';
import { type ImageIndex, indexOf } from '../match/indexes.ts';

/** The properties that apply adds to a new image. */
const ADDED: readonly string[] = [
  SDK_DIGEST.object,
  SDK_DIGEST.md5,
  SDK_DIGEST.sha256,
  MARKER.id,
  MARKER.run,
];

/** Glance counts none of these (`os_glance` is reserved). */
const UNCOUNTED = 'os_glance';

const SETTINGS = {
  properties: 'image_property_quota',
  tags: 'image_tag_quota',
  members: 'image_member_quota',
} as const satisfies Record<Quota, string>;

/**
 * Blocks a change after which an image would have more properties, tags or members than Glance allows. Glance tells its
 * quotas to no client: they are Glance's defaults, unless the state file gives the service's own.
 */
export function blockOverQuota(
  { desired, observed }: Pick<PlanInput, 'desired' | 'observed'>,
  steps: readonly Step[],
): readonly Blocker[] {
  const { quotas } = desired.settings;
  const live = indexOf(observed.images);
  const resumed = steps.find(({ kind }) => kind === 'resume');
  const published = resumed?.kind === 'resume' ? resumed.id : null;
  const counts = steps.flatMap((step) => countsOf(step, live, published));
  return (Object.keys(SETTINGS) as Quota[]).flatMap((quota) => {
    const most = Math.max(0, ...counts.filter((count) => count.quota === quota).map(({ count }) => count));
    return most <= quotas[quota] ? [] : [overQuota(quota, most, quotas)];
  });
}

function overQuota(quota: Quota, count: number, quotas: Quotas): Blocker {
  const own = quota === 'properties' ? ', with those that reconcile records' : '';
  return {
    code: 'quota',
    message: `the image would have ${count} ${quota}${own}, and Glance takes ${quotas[quota]} (${SETTINGS[quota]}). Give fewer. If this service takes more, say \`quotas: {${quota}: N}\` in \`glance.server.reconcile\`.`,
    candidates: [],
  };
}

interface Count {
  readonly quota: Quota;
  readonly count: number;
}

/** `published`: the id of the backup or finished upload that a publish step patches; null: none. */
function countsOf(step: Step, live: ImageIndex, published: string | null): readonly Count[] {
  if (step.kind === 'stage') {
    const { properties = {}, tags = [] } = step.attributes;
    const keys = [...Object.keys(properties), ...Object.keys(step.references ?? {}), ...ADDED];
    return [
      { quota: 'properties', count: countedOf(keys) },
      { quota: 'tags', count: new Set(tags).size },
    ];
  }
  if (step.kind === 'share') return [{ quota: 'members', count: step.members?.length ?? 0 }];
  if (step.kind === 'members')
    return step.add.length === 0 ? [] : [{ quota: 'members', count: step.want.length }];
  if (step.kind !== 'update' && step.kind !== 'publish' && step.kind !== 'retire') return [];
  const [before] = live.withIds(new Set([step.kind === 'publish' ? (published ?? '') : step.id]));
  if (!before) return [];
  const after = patchedImage(before, step.patch);
  const references = step.kind === 'retire' ? {} : (step.references ?? {});
  const keys = [...Object.keys(after.properties), ...Object.keys(references)];
  const properties = countedOf(keys);
  return [
    ...(properties > countedOf(Object.keys(before.properties))
      ? [{ quota: 'properties', count: properties } as const]
      : []),
    ...(after.tags.length > before.tags.length ? [{ quota: 'tags', count: after.tags.length } as const] : []),
  ];
}

function countedOf(keys: readonly string[]): number {
  return new Set(keys.filter((key) => !key.startsWith(UNCOUNTED))).size;
}
