import { readMarkers } from '../image/markers.ts';
import { type DesiredImage, publishersOf } from '../model/desired.ts';
import { EXIT, ReconcileError, UnresolvedError } from '../model/errors.ts';
import { type Image, removeOperation, setOperation } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import type { FieldChange, Plan } from '../model/plan.ts';
import type { Step } from '../model/step.ts';
import { retirement } from './backups/retention.ts';
import { type TargetAttributes, targetAttributes } from './change/attributes.ts';
import { ambiguity, changeFrom, ownership } from './change/change.ts';
import { blockedDecision, type Decision, type ImageCase } from './change/decision.ts';
import { outdatedInspection } from './change/inspection.ts';
import { publishPatch } from './change/staging.ts';
import { guard } from './guards/limits.ts';
import { type PlanInput, wantedMembers } from './input.ts';
import { planFrom } from './make-plan.ts';
import type { Match } from './match/match.ts';
import { matchAll, matchRest, selectedMatches } from './match/match-all.ts';
import { skipReserved } from './publishers/reserved.ts';

/**
 * Which backup comes back: the last retired one unless an id is given. Where an interrupted run left two published
 * images, the one that the file does not describe counts as the latest backup, so that the same rollback again
 * completes itself.
 */
export interface RollbackRequest {
  readonly name: string;
  readonly to: string | null;
}

/**
 * Plans that a backup becomes the published image again and the published one a backup, by the same steps and with
 * the same guarantees and guards as any replacement. Throws a ReconcileError when the file does not list the image,
 * or there is no such backup.
 */
export function planRollback(given: PlanInput, request: RollbackRequest): Plan {
  const input = skipReserved(matchAll(given));
  const doubtful = publishersOf(input.desired).skipped.find(({ name }) => name === request.name);
  if (doubtful) throw new UnresolvedError([doubtful]);
  const [image, match] = matchOf(input, request.name) ?? [];
  if (!image || !match) {
    throw new ReconcileError('no-backup', `the state file does not list "${request.name}"`, EXIT.usage);
  }
  const wanted = targetAttributes(image, { live: null, superseded: [] }, null);
  const imageCase = { image, match, facts: undefined, wanted, input };
  const blocked = ambiguity(match) ?? ownership(imageCase);
  const decision = blocked
    ? blockedDecision('replace', blocked)
    : decide(imageCase, chooseImage(match, request));
  const { settings, images } = input.desired;
  return planFrom(input, guard([changeFrom(imageCase, decision)], settings, images.length));
}

/** Going back takes over nothing that this stack has not published. */
function matchOf(input: PlanInput, name: string): readonly [DesiredImage, Match] | undefined {
  const images = input.desired.images.map(({ publisherId: _handle, ...image }) => image);
  const rest = matchRest({ ...input, desired: { ...input.desired, images } });
  return selectedMatches(rest).find(([candidate]) => candidate.name === name);
}

function chooseImage({ live, superseded, backups }: Match, { name, to }: RollbackRequest): Image {
  const candidates = [...superseded, ...backups];
  const chosen = to === null ? candidates[0] : [live, ...candidates].find((image) => image?.id === to);
  if (chosen) return chosen;
  const list = backups.map((backup) => `${backup.id} (made ${backup.createdAt})`).join(', ');
  throw new ReconcileError(
    'no-backup',
    to === null ? `there is no backup of "${name}"` : `${to} is no backup of "${name}"`,
    EXIT.error,
    list === '' ? {} : { hint: `Its backups are: ${list}.` },
  );
}

function decide({ image, match, input }: ImageCase, backup: Image): Decision {
  const { live, superseded, backups } = match;
  const { features } = input.observed;
  const published = live ? [live, ...superseded] : superseded;
  const retiring = published.filter((other) => other !== backup);
  if (backup === live && retiring.length === 0) {
    return { action: 'unchanged', reason: 'published already', fields: [], content: null, steps: [] };
  }
  // What the file leaves open is taken from the image that is published now: the backup was hidden by us.
  const wanted = targetAttributes(image, { live: backup, superseded: retiring }, null);
  const keep = Math.max(1, image.backup.keep);
  const others = backups.filter((other) => other !== backup);
  const passing = [
    ...[MARKER.retired, MARKER.found, MARKER.pruned, MARKER.run],
    ...(image.preventDelete ? [] : [MARKER.preventDelete]),
  ].filter((key) => backup.properties[key] !== undefined);
  const members = wantedMembers(image, input)?.map((project) => project.id) ?? null;
  const steps: Step[] = [
    { kind: 'resume', id: backup.id },
    ...(backup.status === 'deactivated' && wanted.status === 'active'
      ? [{ kind: 'reactivate', image: 'staged' } as const]
      : []),
    ...(wanted.visibility === 'shared' ? sharing(live, members) : []),
    { kind: 'recheck' },
    {
      kind: 'publish',
      patch: [
        ...publishPatch(wanted, features),
        setOperation(MARKER.image, image.name),
        ...(image.preventDelete ? [setOperation(MARKER.preventDelete, 'true')] : []),
        ...passing.map(removeOperation),
      ],
    },
    ...retirement({
      image: { ...image, backup: { ...image.backup, keep } },
      retiring,
      backups: others,
      features,
      published: backup,
    }).steps,
  ];
  return {
    action: 'replace',
    reason: `rollback to the backup made ${backup.createdAt}`,
    fields: rollbackFields(live, backup),
    content: null,
    steps,
    warnings: [
      'the state file still describes the image that is rolled back: change it, or the next apply undoes the rollback',
      ...backupWarnings(image, wanted, backup),
    ],
  };
}

/** What should be known of a backup before it is published again. */
function backupWarnings(image: DesiredImage, wanted: TargetAttributes, backup: Image): readonly string[] {
  // Its `min_disk` stays what it was inspected with.
  const outdated = outdatedInspection(image, { minDisk: 0 }, backup);
  const wakes = backup.status === 'deactivated' && wanted.status === 'active' && !image.backup.deactivate;
  return [
    ...(outdated === null ? [] : [`the backup might not be published anew: ${outdated}`]),
    ...(wakes ? ['somebody has deactivated the backup; it is activated'] : []),
  ];
}

/** A backup keeps the members that it once had: where there is nobody to take them from, the file's come in their place. */
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
