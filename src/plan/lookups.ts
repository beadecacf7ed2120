import { holdOf } from '../image/hold.ts';
import { readMarkers } from '../image/markers.ts';
import { holdsData, isOwn, type Owners } from '../image/ownership.ts';
import { type Desired, type DesiredImage, publishersOf } from '../model/desired.ts';
import { type Algorithm, namesOf, OWN_DIGESTS } from '../model/digest.ts';
import type { Image } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import type { Observed } from '../model/observed.ts';
import { isIdleAction, type Plan } from '../model/plan.ts';
import { preparationOf } from '../model/preparation.ts';
import type { ProjectReference } from '../model/project-reference.ts';
import type { InspectionOrder } from '../model/safety.ts';
import { targetAttributes } from './change/attributes.ts';
import { inspectionOrder } from './change/inspection.ts';
import { compareContent, knownDigests } from './content/compare.ts';
import { type HoldContext, isSurelyHeld } from './content/held.ts';
import type { PlanInput } from './input.ts';
import type { Match } from './match/match.ts';
import { matchAll, selectedMatches } from './match/match-all.ts';
import { namesInUse } from './match/names-in-use.ts';
import { seeksIdMatch } from './match/publisher-id.ts';
import { isSelected, type Selection } from './selection.ts';

/** The images that must be fetched from Glance before a plan can be made. */
export interface Lookups {
  readonly names: readonly string[];
  readonly ids: readonly string[];
  /** Publisher ids, each with the names by which its image would be found without the id. */
  readonly identifiers: readonly {
    readonly names: readonly string[];
    readonly property: string;
    readonly value: string;
  }[];
  /** Whether an image's member list is needed: only if the file manages it and the image is shared. */
  readonly membersFor: (image: Image) => boolean;
}

/** Publisher ids that fit in a request. A publisher may choose any text, and another one would make the request fail. */
const ASKABLE = /^[\x21-\x7e]{1,255}$/;

/** Collects the lookups of the selected entries. */
export function lookupsFor(desired: Desired, selection: Selection): Lookups {
  const selected = desired.images.filter((image) => isSelected(image.name, selection));
  const names = selected.flatMap(entryNames);
  const inUse = namesInUse(desired);
  const ids = selected.flatMap((image) => (image.id === undefined ? [] : [image.id]));
  const withMembers = selected.filter((image) => image.members !== undefined && image.state === 'present');
  const memberNames = new Set(withMembers.flatMap((image) => [image.name, ...image.previously]));
  const memberIds = new Set(withMembers.map((image) => image.id));
  return {
    names: [...new Set(names)],
    ids: [...new Set(ids)],
    identifiers: selected.flatMap(({ name, previously, publisherId, ...image }) =>
      publisherId === undefined || !seeksIdMatch(image) || !ASKABLE.test(publisherId.value)
        ? []
        : [{ names: [name, ...previously.filter((former) => !inUse.has(former))], ...publisherId }],
    ),
    membersFor: (live) =>
      live.visibility === 'shared' &&
      (memberIds.has(live.id) || memberNames.has(publishedName(live)) || memberNames.has(live.name ?? '')),
  };
}

/**
 * The selected entries whose image the stack's own listing shows, as published under the entry's name, each with its names
 * that no other entry needs to ask for. Other images of these names are bystanders, which matter only to a change: so an
 * entry that stays as it is costs one look at its image. An entry of another project, or with a pinned id that the image
 * does not have, is asked for by name as well.
 */
export function unneededNames(
  desired: Desired,
  selection: Selection,
  ours: Owners,
  listed: readonly Image[],
): ReadonlyMap<string, readonly string[]> {
  const published = new Map(
    listed
      .filter((live) => isPublished(live, desired.stack) && isOwn(live, ours) && holdsData(live))
      .map((live) => [live.name, live]),
  );
  const isShown = ({ name, id, owner }: DesiredImage) => {
    const live = published.get(name);
    return live !== undefined && !owner && (id === undefined || id === live.id);
  };
  const selected = desired.images.filter((image) => isSelected(image.name, selection));
  const open = new Set(selected.filter((image) => !isShown(image)).flatMap(entryNames));
  return new Map(
    selected
      .filter(isShown)
      .map((image) => [image.name, entryNames(image).filter((name) => !open.has(name))]),
  );
}

/** The names to ask for now, because a draft of the plan changes or blocks their entries. */
export function namesOfChanges({ changes }: Pick<Plan, 'changes'>, { unasked }: Observed): readonly string[] {
  const names = changes.flatMap(({ name, action, steps, blockedBy }) => {
    const isKept = isIdleAction(action) && steps.length === 0 && blockedBy.length === 0;
    return isKept ? [] : (unasked?.get(name) ?? []);
  });
  return [...new Set(names)];
}

function entryNames({ name, previously }: DesiredImage): readonly string[] {
  return [name, ...previously];
}

/** Whether an image is published under its name, by its markers. A server's snapshot inherits the markers. */
function isPublished(live: Image, stack: string): boolean {
  const markers = readMarkers(live);
  const isMarked = markers?.stack === stack && markers.role === 'current' && markers.image === live.name;
  return isMarked && live.properties[MARKER.id] === live.id;
}

/** Every project that the selected entries name, to resolve in Keystone before a plan is made. */
export function projectReferences(desired: Desired, selection: Selection): readonly ProjectReference[] {
  const { expired, skipped } = publishersOf(desired);
  return [
    ...desired.images.flatMap((image) =>
      isSelected(image.name, selection) && image.state === 'present' ? sharedWith(image) : [],
    ),
    // Owners of all entries, selected, skipped or not: they decide which images are our own.
    ...[...desired.images, ...expired, ...skipped.map(({ reserves }) => reserves)].flatMap(({ owner }) =>
      owner ? [owner] : [],
    ),
  ];
}

/** Projects that an image is shared with, for good or during a check. */
function sharedWith({ members = [], checks = [] }: DesiredImage): readonly ProjectReference[] {
  return [...members, ...checks.flatMap(({ member }) => (member ? [member] : []))];
}

/** A source whose facts are needed before a plan can be made. */
export interface SourceLookup {
  readonly image: DesiredImage;
  /** Whether a local file's own digests are needed, because the given ones cannot tell its content. */
  readonly ownDigests: boolean;
  /** The digests that own ones must have besides the usual ones, to be comparable with those of live images. */
  readonly alsoDigests: readonly Algorithm[];
  /** The formats and limits that the content must fit. */
  readonly inspect: InspectionOrder;
}

/**
 * The sources whose facts are needed before a plan can be made: of images whose content would be uploaded, and of images
 * whose given digests cannot tell whether the live content is the wanted one.
 */
export function sourcesToLookAt(input: Omit<PlanInput, 'facts'>): readonly SourceLookup[] {
  return selectedMatches(matchAll({ ...input, facts: new Map() }))
    .filter(([image, match]) => needsFacts(image, match, input))
    .map(([image, match]) => {
      const { live, staged } = match;
      const turnedDown = live && holdOf(live)?.content;
      const candidates = [...(live ? [live] : []), ...(turnedDown ? [turnedDown] : []), ...staged];
      return {
        image,
        ownDigests:
          (preparationOf(image)?.digestsCover ?? 'source') === 'source' &&
          (Object.keys(image.digests).length === 0 ||
            candidates.some(
              (candidate) => compareContent(image, candidate, undefined).verdict === 'unknown',
            )),
        alsoDigests: [...new Set([...candidates.flatMap(unusualDigest), ...namesOf(image.digests)])],
        inspect: inspectionOrder(image, targetAttributes(image, match, null, 'new')),
      };
    });
}

/** The strongest digest that is known of an image without any of the usual ones, as of an older Glance. */
function unusualDigest(image: Image): readonly Algorithm[] {
  const known = namesOf(knownDigests(image));
  return known.some((name) => isUsual(name)) ? [] : known.slice(-1);
}

function isUsual(name: Algorithm): boolean {
  return (OWN_DIGESTS as readonly Algorithm[]).includes(name);
}

function needsFacts(image: DesiredImage, match: Match, context: HoldContext): boolean {
  if (image.state === 'absent' || !image.source || match.ambiguous.length > 0) return false;
  if (!match.live || match.superseded.length > 0) return true;
  return (
    compareContent(image, match.live, undefined).verdict !== 'same' &&
    !isSurelyHeld(image, match.live, context)
  );
}

function publishedName(live: Image): string {
  return live.properties[MARKER.image] ?? '';
}
