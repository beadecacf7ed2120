import { asId, namedIds } from '../../image/references.ts';
import { patchPath } from '../../model/image.ts';
import type { Change } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import type { PlanInput, Referrer } from '../input.ts';

/** A live image that refers to another one. */
export interface LiveReferrer extends Referrer {
  readonly id: string;
}

/** The live images that refer to others, by the id that they name. */
export type LiveReferrers = ReadonlyMap<string, readonly LiveReferrer[]>;

/** All references between live images as far as the run has looked: of our stack's images, and of those that it asked for. */
export function liveReferrers({ desired, observed, referrers = [] }: PlanInput): LiveReferrers {
  const known = new Map([...referrers, ...observed.images].map((image) => [image.id, image]));
  const found = new Map<string, LiveReferrer[]>();
  for (const image of known.values()) {
    for (const { property, id } of namedIds(image, desired.stack)) {
      const others = found.get(id) ?? [];
      found.set(id, others);
      others.push({ id: image.id, name: image.name, property });
    }
  }
  return found;
}

/** What the changes of a plan do to references. */
export interface Fates {
  /** The changes that delete an image, by its id. */
  readonly deleted: ReadonlyMap<string, Change>;
  /** The changes that publish another image in place of an image, by its id. */
  readonly replaced: ReadonlyMap<string, Change>;
  /** The change that sets or removes a property of a live image, with the id that it gets; null: none, or a new image's. */
  readonly set: (
    image: string,
    property: string,
  ) => { readonly change: Change; readonly to: string | null } | null;
  /** The references that new images get, by the id that they name. */
  readonly fresh: ReadonlyMap<string, readonly Referrer[]>;
}

/** Collects the effects of all steps of the changes. */
export function fatesOf(changes: readonly Change[]): Fates {
  const deleted = new Map<string, Change>();
  const replaced = new Map<string, Change>();
  const set = new Map<string, { readonly change: Change; readonly to: string | null }>();
  const fresh = new Map<string, Referrer[]>();
  for (const change of changes) {
    const resumed = change.steps.find((step) => step.kind === 'resume')?.id ?? null;
    for (const step of change.steps) {
      if (step.kind === 'delete') deleted.set(step.id, change);
      if (step.kind === 'publish' && change.imageId !== null) replaced.set(change.imageId, change);
      for (const [path, value] of propertiesSet(step)) {
        const to = asId(value);
        const image = step.kind === 'update' || step.kind === 'retire' ? step.id : resumed;
        if (image !== null) set.set(`${image} ${path}`, { change, to });
        if (to === null) continue;
        const others = fresh.get(to) ?? [];
        fresh.set(to, others);
        others.push({ id: image, name: change.name, property: unescaped(path) });
      }
    }
  }
  return {
    deleted,
    replaced,
    set: (image, property) => set.get(`${image} ${patchPath(property)}`) ?? null,
    fresh,
  };
}

/** The values that a step gives to attributes and properties, by JSON pointer; null: removed, or an id not known yet. */
function propertiesSet(step: Step): readonly (readonly [string, unknown])[] {
  const references = 'references' in step ? Object.keys(step.references ?? {}) : [];
  const open = references.map((key) => [patchPath(key), null] as const);
  if (step.kind === 'stage') {
    const { properties = {} } = step.attributes;
    return [...Object.entries(properties).map(([key, value]) => [patchPath(key), value] as const), ...open];
  }
  if (!('patch' in step)) return [];
  return [...step.patch.map(({ path, value }) => [path, value] as const), ...open];
}

function unescaped(path: string): string {
  return path.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The images that will refer to an image once all changes are done. */
export function remainingReferrers(id: string, live: LiveReferrers, fates: Fates): readonly Referrer[] {
  const key = id.toLowerCase();
  const staying = (live.get(key) ?? []).filter((referrer) => {
    const later = fates.set(referrer.id, referrer.property);
    return !fates.deleted.has(referrer.id) && (later === null || later.to === key);
  });
  const added = (fates.fresh.get(key) ?? []).filter(
    (referrer) =>
      referrer.id === null ||
      (!fates.deleted.has(referrer.id) &&
        !staying.some((one) => one.id === referrer.id && one.property === referrer.property)),
  );
  return [...staying, ...added].filter((referrer) => referrer.id !== id);
}

/** Referrers for people: `"machine" (ID) as kernel_id`. */
export function shownReferrers(referrers: readonly Referrer[]): string {
  const shown = referrers
    .slice(0, MOST_SHOWN)
    .map(
      ({ id, name, property }) =>
        `${JSON.stringify(name ?? '')}${id === null ? '' : ` (${id})`} as ${property}`,
    );
  const more = referrers.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

const MOST_SHOWN = 5;
