import { fingerprintMembers } from '../../image/fingerprint.ts';
import { readMarkers } from '../../image/markers.ts';
import { isOwn, type Owners } from '../../image/ownership.ts';
import type { DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import { type Basis, type Blocker, type Change, isFailure } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import { takenBackupNames } from '../backups/backup-form.ts';
import { type ContentVerdict, compareContent } from '../content/compare.ts';
import { holdOn } from '../content/held.ts';
import { comesBackUnseen, isUncompared } from '../content/uncompared.ts';
import { otherVersion } from '../content/version.ts';
import { formatDifference } from '../content/wanted.ts';
import { adoptedBy, blockUnadopted } from '../guards/adoption.ts';
import { blockUngranted } from '../guards/grants.ts';
import { blockOtherOrigin } from '../guards/origin.ts';
import { prevent } from '../guards/prevent.ts';
import { blockOverQuota } from '../guards/quotas.ts';
import { blockUnknownProject } from '../guards/unknown-project.ts';
import { ownersOf, type PlanInput, projectId } from '../input.ts';
import { makeBasis, makeChange } from '../make-change.ts';
import { indexOf } from '../match/indexes.ts';
import type { Match } from '../match/match.ts';
import { unaskedReservations } from '../publishers/reserved.ts';
import { olderMatchById } from '../publishers/versions.ts';
import { shownReferrers } from '../references/referrers.ts';
import { targetAttributes } from './attributes.ts';
import { keptWarnings } from './checks.ts';
import { blockedDecision, type Decision, type ImageCase } from './decision.ts';
import { planDeletion } from './delete.ts';
import { planExpired } from './expired.ts';
import { blockUnusableSource } from './no-source.ts';
import { planNewContent } from './replace.ts';
import { planHeld, planUpdate } from './update.ts';

/** Plans one image of the file. */
export function planImage(image: DesiredImage, match: Match, input: PlanInput): Change {
  const ownerId = image.owner ? projectId(input, image.owner) : null;
  const facts = input.facts.get(image.name);
  const wanted = targetAttributes(image, match, ownerId);
  const imageCase = { image, match, facts, wanted, input };
  return changeFrom(imageCase, decide(imageCase));
}

/** Completes a decision to a change: adds the guards, warnings and basis that every change has. */
export function changeFrom(imageCase: ImageCase, decision: Decision): Change {
  const { image, match, input } = imageCase;
  const prevented = prevent(imageCase, decision.steps);
  const { steps } = decision;
  const blockedBy = [
    ...(decision.blockedBy ?? []),
    ...blockUnadopted(imageCase, steps),
    ...takenBackupNames(imageCase, steps),
    ...unaskedReservations(imageCase, steps),
    ...prevented.blockedBy,
    ...blockUnusableSource(imageCase, steps),
    ...blockUngranted(input, steps),
    ...blockOverQuota(input, steps),
  ].map((blocker) => (isFailure(blocker) ? { ...blocker, at: image.at } : blocker));
  return makeChange(input.observed.target.region, {
    ...decision,
    name: image.name,
    imageId: match.live?.id ?? null,
    adopts: adoptedBy(imageCase, decision.steps),
    blockedBy,
    warnings: [
      ...(decision.warnings ?? []),
      ...prevented.warnings,
      ...bystanderWarnings(image, match),
      ...referredWarnings(match, input),
      ...idMatchWarnings(image, match, ownersOf(image, input)),
      ...keptWarnings(decision.steps, input),
    ],
    timeout: image.timeout ?? null,
    basis: basisOf(image, decision.steps, match, input),
  });
}

function decide(imageCase: ImageCase): Decision {
  const { image, match } = imageCase;
  const blocked =
    blockUnknownProject(imageCase) ??
    blockAmbiguous(match) ??
    blockForeign(imageCase) ??
    blockInOtherProject(image, match) ??
    blockPinnedId(imageCase);
  if (blocked) return blockedDecision(match.live ? 'update' : 'adopt', blocked);
  if (image.state === 'absent') return planDeletion(imageCase);
  const expired = planExpired(imageCase);
  if (expired) return expired;
  if (!match.live) return planNewContent(imageCase, 'absent');

  const hold = holdOn(image, match.live, imageCase.facts, imageCase.input);
  if (hold) return planHeld(imageCase, match.live, hold);
  const content = contentOf(imageCase, match.live);
  const format = formatDifference(image, match.live);
  const isOpen = compareContent(image, match.live, imageCase.facts).verdict === 'unknown';
  // Bytes that can be compared tell more than a version, but a lookalike under another name is replaced at once.
  const version = isOpen
    ? (olderMatchById(image, match) ??
      (content.verdict === 'unknown' ? otherVersion(image, match.live) : null))
    : null;
  if (version !== null) return planNewContent(imageCase, `its version is ${version}`, format ? [format] : []);
  if (content.verdict === 'unknown' && comesBackUnseen(image, match.live, imageCase.wanted.status)) {
    return planNewContent(
      imageCase,
      'nothing compares the data of a deactivated image',
      format ? [format] : [],
    );
  }
  if (content.verdict === 'different' || format !== null) {
    const reason =
      content.verdict === 'different' ? `content differs: ${content.by}` : `${format?.path} differs`;
    return planNewContent(imageCase, reason, format ? [format] : []);
  }
  return planUpdate(imageCase, match.live, content);
}

/** The verdict on the live content. Never `unknown` without source and digest: the file then manages no content. */
function contentOf({ image, facts, input }: ImageCase, live: Image): ContentVerdict {
  const compared = compareContent(image, live, facts);
  if (compared.verdict !== 'unknown') return compared;
  const { uncompared } = input;
  if (uncompared && isUncompared(image, live, facts)) return { verdict: uncompared, by: BYTES[uncompared] };
  return image.source ? compared : { verdict: 'same', by: 'not managed' };
}

const BYTES = { same: 'the bytes agree', different: 'the bytes differ' } as const;

/** Blocks an entry for which several live images could be meant. */
export function blockAmbiguous(match: Match): Blocker | null {
  if (match.ambiguous.length === 0) return null;
  const candidates = match.ambiguous.map((live) => live.id).sort();
  return {
    code: 'ambiguous',
    message: `${candidates.length} images have this ${match.by}, and reconcile does not guess which is meant. Pin one with \`id:\`, or rename or delete the others.`,
    candidates,
  };
}

/**
 * Blocks an entry of which another stack, or another file of the same stack, has published an image: two files that
 * change one image would never converge.
 */
export function blockForeign({ match, input }: Pick<ImageCase, 'match' | 'input'>): Blocker | null {
  const { live, superseded } = match;
  const stack = live && readMarkers(live)?.stack;
  if (live && stack != null && stack !== input.desired.stack) {
    return {
      code: 'foreign',
      message: `the image belongs to the stack "${stack}". Remove it from one of the two files, or remove its owner_specified.reconcile.* properties to hand it over.`,
      candidates: [live.id],
      scope: 'plan',
    };
  }
  return blockOtherOrigin(live ? [live, ...superseded] : superseded, input)[0] ?? null;
}

/** Blocks an entry whose image moved to another project: creating it again would duplicate it. */
function blockInOtherProject(image: DesiredImage, match: Match): Blocker | null {
  const [inOtherProject] = match.inOtherProject;
  if (match.live || image.id !== undefined || !inOtherProject) return null;
  return {
    code: 'foreign',
    message: `this stack's image belongs to project ${inOtherProject.owner}. Give that project as \`owner:\`, or pin the image with \`id:\` to change its owner.`,
    candidates: match.inOtherProject.map((live) => live.id).sort(),
  };
}

/**
 * Blocks a pinned id that reconcile cannot use: the image with that id is another user's unfinished upload, or another
 * image has the name, so that creating one would duplicate it.
 */
function blockPinnedId({ image, match, input }: ImageCase): Blocker | null {
  if (image.id === undefined || match.live || image.state === 'absent') return null;
  const [pinned] = indexOf(input.observed.images).withIds(new Set([image.id]));
  if (pinned && ![...match.staged, ...match.busy].includes(pinned)) {
    return {
      code: 'immutable',
      message: `the file pins id ${image.id}, but that image is ${pinned.status}, and this stack did not stage it. Wait until its upload is done, delete it, or choose another id.`,
      candidates: [pinned.id],
    };
  }
  const sameNamed = [...match.superseded, ...match.namesakes];
  if (sameNamed.length === 0) return null;
  return {
    code: 'immutable',
    message: `the file pins id ${image.id}, but another image has the name. Pin the id of that image, or rename the entry.`,
    candidates: sameNamed.map((live) => live.id).sort(),
  };
}

/** Warns about images with the entry's name, or a former one, that the change leaves alone. */
function bystanderWarnings(image: DesiredImage, match: Match): readonly string[] {
  const foreign = match.foreign.map(
    (live) =>
      `a public image of the same name (${live.id}) belongs to project ${live.owner}; it is left alone`,
  );
  const own = match.namesakes.map(
    (live) =>
      `another image of this project (${live.id}, ${live.status}) has the same name; it is left alone`,
  );
  const busy = match.busy.map((live) => `another run is working on this image (staged image ${live.id})`);
  const forgotten = match.forgotten.map(
    (live) => `this stack's image ${live.id} still has the former name "${live.name}"; it is left alone`,
  );
  const elsewhere = match.elsewhere.map((live) => {
    const { origin, role } = readMarkers(live) ?? {};
    return `the ${role === 'backup' ? 'backup' : 'staged image'} ${live.id} of this stack is from another state file (${origin}); it is left alone. If the file moved, say so once with --new-origin`;
  });
  return [...(image.state === 'absent' ? [] : foreign), ...own, ...busy, ...forgotten, ...elsewhere];
}

/** Warns about old images that stay although the file does not keep them, and names the images that refer to them. */
function referredWarnings(match: Match, { referred = new Map() }: PlanInput): readonly string[] {
  return [match.live, ...match.superseded, ...match.backups].flatMap((old) => {
    const referrers = old === null ? undefined : referred.get(old.id);
    if (!old || !referrers) return [];
    return [
      `the old image ${old.id} stays, although \`backup.keep\` does not ask for it: ${shownReferrers(referrers)} ${referrers.length === 1 ? 'refers' : 'refer'} to it`,
    ];
  });
}

/** Warns about images with the entry's publisher id that reconcile does not adopt, and says how it would. */
function idMatchWarnings(image: DesiredImage, { idMatches }: Match, owners: Owners): readonly string[] {
  const why = (live: Image) => {
    const stack = live.properties[MARKER.stack];
    if (!isOwn(live, owners)) return `it is public, belongs to project ${live.owner} and is left alone`;
    if (stack !== undefined)
      return `it belongs to the stack "${stack}" and is left alone. To hand it over, remove its owner_specified.reconcile.* properties`;
    return `the image with this name, or another entry, may be meant as well, so it is left alone. To let reconcile adopt it, rename it to "${image.name}"`;
  };
  return idMatches.map(
    (live) => `image ${live.id} ("${live.name}") has the same ${image.publisherId?.property}; ${why(live)}`,
  );
}

/**
 * The live state that apply compares again. Leftovers and surplus backups are left out: another run may delete
 * them as well, which does not make the change stale.
 */
function basisOf(image: DesiredImage, steps: readonly Step[], match: Match, input: PlanInput): Basis {
  const deleted = new Set(
    steps.flatMap((step) =>
      step.kind === 'delete' && (step.reason === 'leftover' || step.reason === 'retention') ? [step.id] : [],
    ),
  );
  const touched = new Set(steps.flatMap((step) => ('id' in step ? [step.id] : [])));
  const own = match.live ? [match.live.id] : [];
  const live = indexOf(input.observed.images).withIds(
    new Set([...[...touched].filter((id) => !deleted.has(id)), ...own]),
  );
  const memberLists = steps.flatMap((step) => {
    const members = step.kind === 'members' ? input.observed.members.get(step.id) : undefined;
    return step.kind === 'members' && members ? [[step.id, fingerprintMembers(members)] as const] : [];
  });
  const sameNamed = [match.live, ...match.superseded, ...match.namesakes, ...match.ambiguous];
  return makeBasis(live, ownersOf(image, input), {
    members: Object.fromEntries(memberLists),
    namesakes: sameNamed.flatMap((live) => (live?.name === image.name ? [live.id] : [])).sort(),
  });
}
