import type { DesiredImage } from '../model/desired.ts';
import type { Image } from '../model/image.ts';
import type { SourceFacts } from '../model/observed.ts';
import type { Basis, Blocker, Change, FieldChange } from '../model/plan.ts';
import type { Step } from '../model/step.ts';
import { type ContentVerdict, compareContent } from './content.ts';
import { type PlanInput, projectId } from './context.ts';
import { fingerprintImage, fingerprintMembers } from './fingerprint.ts';
import { readMarkers } from './markers.ts';
import type { Match } from './match.ts';
import { planDeletion } from './plan-deletion.ts';
import { planNewContent } from './plan-new-content.ts';
import { planUpdate } from './plan-update.ts';
import { type Settled, settle } from './settle.ts';

/** Everything about one image of the file that its plan is made from. */
export interface ImageCase {
  readonly image: DesiredImage;
  readonly match: Match;
  readonly facts: SourceFacts | undefined;
  readonly settled: Settled;
  readonly input: PlanInput;
}

/** What a planner of one kind of change decides; {@link planImage} adds what every change has. */
export interface Decision extends Pick<Change, 'action' | 'reason' | 'fields' | 'content' | 'steps'> {
  readonly blockedBy?: readonly Blocker[];
  readonly warnings?: readonly string[];
}

/** Plans one image of the file. */
export function planImage(image: DesiredImage, match: Match, input: PlanInput): Change {
  const ownerId = image.owner && image.state === 'present' ? projectId(input, image.owner) : null;
  const facts = input.facts.get(image.name);
  const settled = settle(image, match.live, ownerId);
  const decision = decide({ image, match, facts, settled, input });
  return {
    region: input.observed.target.region,
    name: image.name,
    action: decision.action,
    imageId: match.live?.id ?? null,
    reason: decision.reason,
    fields: decision.fields,
    content: decision.content,
    blockedBy: decision.blockedBy ?? [],
    warnings: [...(decision.warnings ?? []), ...namesakeWarnings(image, match)],
    timeout: image.timeout ?? null,
    basis: basisOf(image.name, decision.steps, match, input),
    steps: (decision.blockedBy ?? []).length > 0 ? [] : decision.steps,
  };
}

function decide(imageCase: ImageCase): Decision {
  const { image, match } = imageCase;
  const blocked = ambiguity(match) ?? ownership(imageCase) ?? pinnedElsewhere(image, match);
  if (blocked) return blockedDecision(match.live ? 'update' : 'adopt', blocked);
  if (image.state === 'absent') return planDeletion(imageCase);
  if (!match.live) return planNewContent(imageCase, 'absent');

  const content = contentOf(imageCase, match.live);
  const format = formatDifference(image, match.live);
  if (content.verdict === 'different' || format !== null) {
    const reason =
      content.verdict === 'different' ? `content differs: ${content.by}` : `${format?.path} differs`;
    return planNewContent(imageCase, reason, format ? [format] : []);
  }
  return planUpdate(imageCase, match.live, content);
}

/** `unknown` only where there is a source: an image that the file merely describes has no content to hold. */
function contentOf(imageCase: ImageCase, live: Image): ContentVerdict {
  const verdict = compareContent(imageCase.image, live, imageCase.facts);
  if (verdict.verdict === 'unknown' && !imageCase.image.source) return { verdict: 'same', by: 'not managed' };
  return verdict;
}

/** Active images cannot change these: a difference means a replacement. */
function formatDifference(image: DesiredImage, live: Image): FieldChange | null {
  if (image.diskFormat !== undefined && image.diskFormat !== live.diskFormat) {
    return { path: 'format', before: live.diskFormat, after: image.diskFormat };
  }
  if (image.containerFormat !== undefined && image.containerFormat !== live.containerFormat) {
    return { path: 'container_format', before: live.containerFormat, after: image.containerFormat };
  }
  return null;
}

/** A change that apply refuses. */
export function blockedDecision(action: Change['action'], blocker: Blocker): Decision {
  return { action, reason: blocker.code, fields: [], content: null, steps: [], blockedBy: [blocker] };
}

function ambiguity(match: Match): Blocker | null {
  if (match.ambiguous.length === 0) return null;
  const candidates = match.ambiguous.map((live) => live.id).sort();
  return {
    code: 'ambiguous',
    message: `${candidates.length} images bear this ${match.by}; nothing is guessed. Pin one with \`id:\`, or rename or delete the others.`,
    candidates,
  };
}

/** What another stack has marked is that stack's: two files that fight over an image would never converge. */
function ownership({ match, input }: ImageCase): Blocker | null {
  const owner = match.live && readMarkers(match.live)?.stack;
  if (!match.live || owner == null || owner === input.desired.stack) return null;
  return {
    code: 'foreign',
    message: `the image belongs to the stack "${owner}". Remove it from one of the two files, or remove its owner_specified.reconcile.* properties to hand it over.`,
    candidates: [match.live.id],
  };
}

/** A pinned id that does not exist while another image bears the name: creating it would make two. */
function pinnedElsewhere(image: DesiredImage, match: Match): Blocker | null {
  if (image.id === undefined || match.live || image.state === 'absent') return null;
  const bearers = [...match.superseded, ...match.namesakes];
  if (bearers.length === 0) return null;
  return {
    code: 'immutable',
    message: `the file pins id ${image.id}, but another image bears the name. Pin that one's id, or give the name up.`,
    candidates: bearers.map((live) => live.id).sort(),
  };
}

function namesakeWarnings(image: DesiredImage, match: Match): readonly string[] {
  const foreign = match.foreign.map(
    (live) =>
      `a public image of the same name (${live.id}) belongs to project ${live.owner}; it is left alone`,
  );
  const own = match.namesakes.map(
    (live) =>
      `another image of this project (${live.id}, ${live.status}) bears the same name; it is left alone`,
  );
  return image.state === 'absent' ? own : [...foreign, ...own];
}

function basisOf(name: string, steps: readonly Step[], match: Match, input: PlanInput): Basis {
  const touched = new Set(steps.flatMap((step) => ('id' in step ? [step.id] : [])));
  const live = input.observed.images.filter((image) => touched.has(image.id) || image === match.live);
  const memberLists = steps.flatMap((step) => {
    const members = step.kind === 'members' ? input.observed.members.get(step.id) : undefined;
    return step.kind === 'members' && members ? [[step.id, fingerprintMembers(members)] as const] : [];
  });
  const bearers = [match.live, ...match.superseded, ...match.namesakes, ...match.ambiguous];
  return {
    images: Object.fromEntries(live.map((image) => [image.id, fingerprintImage(image)])),
    members: Object.fromEntries(memberLists),
    namesakes: bearers.flatMap((bearer) => (bearer?.name === name ? [bearer.id] : [])).sort(),
  };
}
