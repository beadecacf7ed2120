import { holdRemovals } from '../image/hold.ts';
import { readMarkers } from '../image/markers.ts';
import { type DesiredImage, publishersOf } from '../model/desired.ts';
import { EXIT, ReconcileError, UnresolvedError } from '../model/errors.ts';
import { type Image, ownValue, removeOperation, setOperation } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import type { Change, FieldChange, Plan } from '../model/plan.ts';
import type { Step } from '../model/step.ts';
import { isoTime, nearest } from '../model/text.ts';
import { reinstating } from './backups/backup-form.ts';
import { retirement } from './backups/retention.ts';
import { clockOf } from './backups/stages.ts';
import { type TargetAttributes, targetAttributes } from './change/attributes.ts';
import { blockAmbiguous, blockForeign, changeFrom } from './change/change.ts';
import { blockedDecision, type Decision, type ImageCase } from './change/decision.ts';
import { compareReferences } from './change/differences.ts';
import { holdWarnings, recordHold } from './change/hold.ts';
import { outdatedInspection } from './change/inspection.ts';
import { publishes } from './change/listed.ts';
import { markForRetirement } from './change/replace.ts';
import { publishPatch } from './change/staging.ts';
import { mayGo, sparedWarnings } from './guards/adoption.ts';
import { guard } from './guards/limits.ts';
import { blockUnknownProject } from './guards/unknown-project.ts';
import { type PlanInput, wantedMembers } from './input.ts';
import { planFrom } from './make-plan.ts';
import type { Match } from './match/match.ts';
import {
  lastRolledBackTo,
  type MatchedInput,
  matchAll,
  matchRest,
  selectedMatches,
  withLive,
} from './match/match-all.ts';
import { recordOrigins } from './publishers/record-origins.ts';
import { skipReserved } from './publishers/reserved.ts';
import { currentImage } from './references/current.ts';
import { keepReferred } from './references/keep-referred.ts';

/**
 * The image and the backup to publish again: the last retired one unless `to` gives an id. If an interrupted run left
 * two published images, the image that the file does not describe counts as the latest backup. So a repeated rollback
 * completes the first one.
 */
export interface RollbackRequest {
  readonly name: string;
  readonly to: string | null;
  /** When a saved rollback was planned (ISO 8601); absent: now, by the clock of Glance. */
  readonly at?: string;
}

/**
 * Plans to publish a backup again and to make the published image a backup, with the steps, guarantees and guards of a
 * replacement. Throws a ReconcileError when the file does not list the image or there is no such backup, and an
 * UnresolvedError when its live images are reserved for a skipped entry.
 */
export function planRollback(given: PlanInput, request: RollbackRequest): Plan {
  const input = skipReserved(matchAll(given));
  const skipped = publishersOf(input.desired).skipped.find(({ name }) => name === request.name);
  if (skipped) throw new UnresolvedError([skipped]);
  const [image, match] = rollbackMatches(input).find(([{ name }]) => name === request.name) ?? [];
  if (!image || !match) {
    const near = nearest(
      request.name,
      input.desired.images.map(({ name }) => name),
    );
    throw new ReconcileError(
      'no-backup',
      `the state file does not list "${request.name}"`,
      EXIT.usage,
      near === null ? {} : { hint: `Did you mean "${near}"?` },
    );
  }
  const wanted = targetAttributes(image, { live: null, superseded: [] }, null);
  const imageCase = {
    image,
    match,
    facts: undefined,
    wanted,
    input: { ...input, isRollback: true as const },
  };
  const at = request.at ?? (given.now === undefined ? undefined : isoTime(given.now));
  if (at === undefined) throw new Error('a rollback records when it was planned');
  const blocked = blockUnknownProject(imageCase) ?? blockAmbiguous(match) ?? blockForeign(imageCase);
  const chosen = blocked ? null : chooseImage(match, request);
  const { settings, images } = input.desired;
  const changes = keepReferred(imageCase.input, (current) => {
    const currentCase = { ...imageCase, input: current };
    const decision = chosen ? decide(currentCase, chosen, at) : blockedDecision('replace', blocked!);
    const change = changeFrom(currentCase, decision);
    return [change, ...(chosen ? rePointings(change, chosen.id, current) : [])];
  });
  const plan = planFrom(input, recordOrigins(guard(changes, settings, images.length), input));
  return { ...plan, madeWith: { rollback: { name: request.name, to: request.to, at } } };
}

/** Points the images of the entries that refer to the rolled back one to its backup, also those that the run leaves out. */
function rePointings(rollback: Change, id: string, input: MatchedInput): readonly Change[] {
  if (rollback.blockedBy.length > 0) return [];
  const { name } = rollback;
  return [...input.matches].flatMap(([image, match]) => {
    const { live } = match;
    const properties = Object.entries(image.references ?? {}).filter(([, one]) => one.image === name);
    if (!live || image.state === 'absent' || readMarkers(live)?.stack !== input.desired.stack) return [];
    if (blockForeign({ match, input })) return [];
    const references = Object.fromEntries(properties.map(([key]) => [key, { image: name, id }]));
    const open = compareReferences({ references }, live);
    if (open.fields.length === 0) return [];
    const patch = Object.keys(open.references).map((key) => setOperation(key, id));
    const step: Step = publishes(rollback)
      ? { kind: 'update', id: live.id, patch: [], references: open.references }
      : { kind: 'update', id: live.id, patch };
    const wanted = targetAttributes(image, { live: null, superseded: [] }, null);
    return changeFrom(
      { image, match, facts: undefined, wanted, input },
      { action: 'update', reason: `refers to ${name}`, fields: open.fields, content: null, steps: [step] },
    );
  });
}

/**
 * The selected entries with their matches, as a rollback sees them: without publisher ids, because a rollback never adopts an
 * image that this stack did not publish.
 */
export function rollbackMatches(input: PlanInput): readonly (readonly [DesiredImage, Match])[] {
  const images = input.desired.images.map(({ publisherId: _publisherId, ...image }) => image);
  const rest = matchRest({ ...input, desired: { ...input.desired, images } });
  return selectedMatches(rest).map(([image, match]) => [image, beforeRollback(match)]);
}

/** The match with the image that an interrupted rollback published as the latest backup, which completes the rollback. */
function beforeRollback(match: Match): Match {
  const last = lastRolledBackTo(match);
  const [other] = match.superseded;
  if (last === null || other === undefined) return match;
  const { superseded, ...rest } = match.live === last ? withLive(match, other) : match;
  return { ...rest, superseded: [last, ...superseded.filter((one) => one !== last)] };
}

/** The images that a rollback of an entry can publish again. The first is its choice without an id. */
export function restorableImages({
  superseded,
  backups,
}: Pick<Match, 'superseded' | 'backups'>): readonly Image[] {
  return [...superseded, ...backups];
}

function chooseImage(match: Match, { name, to }: RollbackRequest): Image {
  const { live } = match;
  const candidates = restorableImages(match);
  const chosen = to === null ? candidates[0] : [live, ...candidates].find((image) => image?.id === to);
  if (chosen) return chosen;
  const hint = wayToBackup(match);
  throw new ReconcileError(
    'no-backup',
    to === null ? `there is no backup of "${name}"` : `${to} is not a backup of "${name}"`,
    EXIT.error,
    hint === null ? {} : { hint },
  );
}

/** Where the backups of an entry are instead; null: nowhere. */
function wayToBackup({ backups, elsewhere, inOtherProject }: Match): string | null {
  const shown = (images: readonly Image[]) =>
    images.map((backup) => `${backup.id} (made ${backup.createdAt})`).join(', ');
  if (backups.length > 0) return `Its backups are: ${shown(backups)}.`;
  const others = elsewhere.filter((image) => readMarkers(image)?.role === 'backup');
  if (others.length > 0) {
    return `Another state file of this stack made the backups ${shown(others)}. If the file moved, say so once with \`reconcile apply --new-origin\`.`;
  }
  const [there] = inOtherProject;
  if (there === undefined) return null;
  return `This stack's image ${there.id} belongs to project ${there.owner}. Give that project as \`owner:\` of the entry.`;
}

function decide(
  imageCase: ImageCase & { readonly input: MatchedInput },
  backup: Image,
  at: string,
): Decision {
  const { image, match, input } = imageCase;
  const { live, superseded, backups } = match;
  const { features } = input.observed;
  const published = live ? [live, ...superseded] : superseded;
  const retiring = published.filter((other) => other !== backup);
  if (backup === live && retiring.length === 0) {
    return { action: 'unchanged', reason: 'published already', fields: [], content: null, steps: [] };
  }
  // Attributes that the file leaves open come from the published image, because reconcile hid the backup.
  const wanted = targetAttributes(image, { live: backup, superseded: retiring }, null);
  const keep = Math.max(1, image.backup.keep);
  const others = backups.filter((other) => other !== backup);
  const hold = recordHold(imageCase, backup, at);
  const temporary = [
    ...[MARKER.retired, MARKER.stage, MARKER.setAside, MARKER.found, MARKER.pruned, MARKER.run],
    ...(image.preventDelete ? [] : [MARKER.preventDelete]),
  ].filter((key) => backup.properties[key] !== undefined);
  const referenced = currentReferences(image, input, backup);
  const members = wantedMembers(image, input)?.map((project) => project.id) ?? null;
  const steps: Step[] = [
    { kind: 'resume', id: backup.id },
    ...(backup.status === 'deactivated' && wanted.status === 'active'
      ? [{ kind: 'reactivate', image: 'staged' } as const]
      : []),
    ...(wanted.visibility === 'shared' ? sharing(live, members) : []),
    { kind: 'recheck' },
    ...(live !== null && live !== backup ? markForRetirement(imageCase) : []),
    {
      kind: 'publish',
      patch: [
        ...publishPatch(wanted, features),
        setOperation(MARKER.image, image.name),
        ...(image.preventDelete ? [setOperation(MARKER.preventDelete, 'true')] : []),
        ...temporary.map(removeOperation),
        ...reinstating(backup),
        ...Object.entries(hold).map(([key, value]) => setOperation(key, value)),
        ...holdRemovals(backup, hold),
        ...referenced.map(({ property, id }) => setOperation(property, id)),
      ],
    },
    ...retirement(
      { ...image, backup: { ...image.backup, keep } },
      {
        retiring,
        backups: others,
        published: backup,
        live,
        mayGo: mayGo(imageCase),
        clock: clockOf(input),
        referred: input.referred,
      },
      features,
    ).steps,
  ];
  return {
    action: 'replace',
    reason: `rollback to the backup made ${backup.createdAt}`,
    fields: [
      ...rollbackFields(live, backup),
      ...referenced.map(({ property, id }) => ({
        path: `properties.${property}`,
        before: backup.properties[property] ?? null,
        after: id,
      })),
    ],
    content: null,
    steps,
    warnings: [
      ...holdWarnings(imageCase, backup, hold),
      ...backupWarnings(image, wanted, backup),
      ...sparedWarnings({ image, match, input }, keep),
    ],
  };
}

/** The ids of the images that the entry refers to, where the backup has others: its own may be backups, or gone. */
function currentReferences(
  { references = {} }: DesiredImage,
  input: MatchedInput,
  backup: Image,
): readonly { readonly property: string; readonly id: string }[] {
  return Object.entries(references).flatMap(([property, { image: name }]) => {
    const id = currentImage(name, input)?.id;
    return id === undefined || ownValue(backup.properties, property) === id ? [] : [{ property, id }];
  });
}

/** Warns about the inspection and the status of a backup before it is published again. */
function backupWarnings(image: DesiredImage, wanted: TargetAttributes, backup: Image): readonly string[] {
  // Not compared with the file's `min_disk`: the backup keeps the value of its own inspection.
  const outdated = outdatedInspection(image, { minDisk: 0 }, backup);
  const wakes = backup.status === 'deactivated' && wanted.status === 'active' && !image.backup.deactivate;
  return [
    ...(outdated === null ? [] : [`reconcile would perhaps not publish this backup today: ${outdated}`]),
    ...(wakes ? ['a user deactivated the backup; reconcile reactivates it'] : []),
  ];
}

/** Gives the backup the members of the live image, or the file's if no live image is shared; else it keeps its former ones. */
function sharing(live: Image | null, members: readonly string[] | null): readonly Step[] {
  if (live?.visibility === 'shared') return [{ kind: 'share', members: null, carryFrom: live.id }];
  return members === null ? [] : [{ kind: 'share', members: [...members].sort(), carryFrom: null }];
}

function rollbackFields(live: Image | null, backup: Image): readonly FieldChange[] {
  const version = (image: Image | null) => (image && readMarkers(image)?.version) ?? null;
  return [
    { path: 'id', before: live?.id ?? null, after: backup.id },
    { path: 'created_at', before: live?.createdAt ?? null, after: backup.createdAt },
    ...(version(live) === version(backup)
      ? []
      : [{ path: 'version', before: version(live), after: version(backup) }]),
  ];
}
