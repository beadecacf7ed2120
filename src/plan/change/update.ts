import type { Hold } from '../../image/hold.ts';
import { contentProperties, readMarkers, recordedDigests } from '../../image/markers.ts';
import { compareDigests, namesOf } from '../../model/digest.ts';
import { type Image, type PatchOperation, setOperation } from '../../model/image.ts';
import type { Action, FieldChange } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import { deleteStep, downloadSteps, retirement } from '../backups/retention.ts';
import { clockOf } from '../backups/stages.ts';
import { type ContentVerdict, knownDigests } from '../content/compare.ts';
import { shownHold } from '../content/held.ts';
import { describesStored, isUncompared, learntDigests } from '../content/uncompared.ts';
import { mayGo, sparedWarnings } from '../guards/adoption.ts';
import { tooSmallMinDisk } from '../guards/min-disk.ts';
import { wantedMembers } from '../input.ts';
import { heldBackClaims, withoutClaims } from './claims.ts';
import { blockedDecision, type Decision, type ImageCase, unsupportedFields } from './decision.ts';
import { differences, stepReferences } from './differences.ts';
import { droppedExceptionWarnings } from './inspection.ts';
import { compareMembers } from './members.ts';
import { freedBy, shownMove } from './move.ts';

/** Plans an update of a live image that holds the wanted content: its fields, members, status, stores and backups. */
export function planUpdate(planned: ImageCase, live: Image, content: ContentVerdict): Decision {
  const isOpen = content.verdict === 'unknown';
  const imageCase = isOpen ? { ...planned, wanted: withoutClaims(planned.wanted, live) } : planned;
  const tooSmall = tooSmallMinDisk(planned.image, live);
  if (tooSmall) return blockedDecision('update', tooSmall);
  const decision = updateOf(imageCase, live, learntOperations(imageCase, live));
  const { warnings = [] } = decision;
  return { ...decision, warnings: [...(isOpen ? [unknownContent(planned, live)] : []), ...warnings] };
}

/**
 * Plans a live image that a rollback published and that is held: its content stays, and gets nothing that speaks of the
 * wanted content. All else is brought up to date.
 */
export function planHeld(planned: ImageCase, live: Image, hold: Hold): Decision {
  const kept = withoutClaims(planned.wanted, live);
  // A `min_disk` that the file gives for its content may be too small for this one.
  const minDisk = tooSmallMinDisk(planned.image, live) ? live.minDisk : kept.minDisk;
  const decision = updateOf({ ...planned, wanted: { ...kept, minDisk, isHeld: true } }, live, []);
  const held = shownHold(hold);
  if (decision.steps.length > 0) return { ...decision, held };
  return { ...decision, action: 'held', reason: 'a rollback turned the wanted content down', held };
}

function updateOf(imageCase: ImageCase, live: Image, learnt: readonly PatchOperation[]): Decision {
  const { input, wanted } = imageCase;
  const { fields, patch, references } = differences(
    wanted,
    live,
    input.desired.stack,
    input.observed.features,
  );
  const operations = [...patch, ...learnt];
  const isUpdated = operations.length > 0 || Object.keys(references).length > 0;
  const update: Part = {
    fields,
    steps: isUpdated
      ? [
          {
            kind: 'update',
            id: live.id,
            patch: operations,
            ...stepReferences(references),
            ...freedBy(imageCase.match),
          },
        ]
      : [],
  };
  const reactivation = reactivationPart(imageCase, live);
  // The update removes the mark of `prune`, without which a later run would not reactivate the image.
  const isPruned = readMarkers(live)?.pruned === 'deactivate';
  // A name gets no image that is still deactivated.
  const isFirst = isPruned || imageCase.match.by === 'content';
  const parts: readonly Part[] = [
    ...(isFirst ? [reactivation, update] : [update]),
    membersPart(imageCase, live),
    // Data of a deactivated image cannot be copied.
    ...(isFirst ? [] : [reactivation]),
    storesPart(imageCase, live),
    deactivationPart(imageCase, live),
    backupsPart(imageCase),
    leftoversPart(imageCase),
  ];
  const steps = parts.flatMap((part) => part.steps);
  const allFields = parts.flatMap((part) => part.fields);
  const { action, reason } = nameAction(imageCase, live, allFields, steps);
  return {
    action,
    reason,
    fields: allFields,
    content: null,
    steps,
    warnings: [
      ...droppedExceptionWarnings(imageCase.image, live),
      ...sparedWarnings(imageCase),
      ...unsupportedFields(imageCase),
    ],
  };
}

/**
 * Records digests of the file that the image lacks: a comparison of the bytes has shown them, or they stand beside the
 * digest by which an image is adopted. Glance's md5 stays beside them: a snapshot inherits both, and has another.
 */
function learntOperations({ image, facts, input }: ImageCase, live: Image): readonly PatchOperation[] {
  const isShown = input.uncompared === 'same' && isUncompared(image, live, facts);
  const isAdopted = readMarkers(live)?.stack !== input.desired.stack;
  const agrees = compareDigests(image.digests, knownDigests(live)) === 'same';
  if (!describesStored(image, live) || !(isShown || (isAdopted && agrees))) return [];
  const learnt = learntDigests(image, live);
  if (namesOf(learnt).length === 0) return [];
  const md5 = live.checksum === null ? {} : { md5: live.checksum };
  const recorded = contentProperties({ ...recordedDigests(live), ...learnt, ...md5 }, null, null);
  return Object.entries(recorded)
    .filter(([key, value]) => live.properties[key] !== value)
    .map(([key, value]) => setOperation(key, value));
}

interface Part {
  readonly fields: readonly FieldChange[];
  readonly steps: readonly Step[];
}

function nameAction(
  { image, match, input }: ImageCase,
  live: Image,
  fields: readonly FieldChange[],
  steps: readonly Step[],
): { readonly action: Action; readonly reason: string } {
  if (steps.length === 0) return { action: 'unchanged', reason: 'up to date' };
  const markers = readMarkers(live);
  if (live.name !== image.name && image.previously.includes(live.name ?? '')) {
    return { action: 'rename', reason: `was ${live.name}` };
  }
  if (match.by === 'content') {
    return { action: 'rename', reason: `was ${live.name}: ${shownMove(live)}` };
  }
  if (markers?.stack !== input.desired.stack) {
    const by = match.by === 'identifier' ? `its ${image.publisherId?.property}, was ${live.name}` : match.by;
    return { action: 'adopt', reason: `found by ${by}` };
  }
  if (fields.length === 0) return { action: 'resume', reason: 'an earlier run was interrupted' };
  const isPutAway = fields.some(({ path }) => path === 'hidden' || path === 'status');
  return { action: 'update', reason: (isPutAway ? image.expiry?.reason : undefined) ?? 'fields differ' };
}

const NOTHING: Part = { fields: [], steps: [] };

function reactivationPart({ wanted }: ImageCase, live: Image): Part {
  if (wanted.status !== 'active' || live.status !== 'deactivated') return NOTHING;
  return {
    fields: [{ path: 'status', before: live.status, after: 'active' }],
    steps: [{ kind: 'reactivate', image: { id: live.id } }],
  };
}

function deactivationPart({ wanted }: ImageCase, live: Image): Part {
  if (wanted.status !== 'deactivated' || live.status !== 'active') return NOTHING;
  return {
    fields: [{ path: 'status', before: live.status, after: 'deactivated' }],
    steps: [{ kind: 'deactivate', image: { id: live.id } }],
  };
}

function membersPart({ image, input }: ImageCase, live: Image): Part {
  const wanted = wantedMembers(image, input);
  if (wanted === null || (image.visibility ?? live.visibility) !== 'shared') return NOTHING;
  const shared = live.visibility === 'shared';
  const difference = compareMembers(
    wanted,
    input.observed.members.get(live.id) ?? null,
    input.projects.values(),
  );
  if (!difference.field && shared) return NOTHING;
  const { want, add, remove, field } = difference;
  return { fields: field ? [field] : [], steps: [{ kind: 'members', id: live.id, want, add, remove }] };
}

function storesPart({ image, input }: ImageCase, live: Image): Part {
  const missing = input.observed.features.stores
    ? (image.stores ?? []).filter((store) => !live.stores.includes(store))
    : [];
  if (missing.length === 0) return NOTHING;
  return {
    fields: [
      {
        path: 'stores',
        before: [...live.stores].sort(),
        after: [...new Set([...live.stores, ...missing])].sort(),
      },
    ],
    steps: [{ kind: 'copy-to-stores', image: { id: live.id }, stores: missing }],
  };
}

/** Retires images that an earlier run left published, and keeps backups as the file wants them. */
function backupsPart({ image, match, input }: ImageCase): Part {
  const { live, superseded, backups } = match;
  const { fields, steps } = retirement(
    image,
    {
      retiring: superseded,
      backups,
      published: live,
      live: null,
      mayGo: mayGo({ image, input }),
      clock: clockOf(input),
      referred: input.referred,
    },
    input.observed.features,
  );
  const going = steps.filter((step) => step.kind === 'delete' && step.reason === 'retention').length;
  const dropped = steps.filter((step) => step.kind === 'delete' && step.reason === 'not-kept').length;
  const joining = steps.filter(({ kind }) => kind === 'retire').length - dropped;
  const count = { path: 'backups', before: backups.length, after: backups.length - going + joining };
  return {
    fields: [...(going > 0 ? [count] : []), ...fields],
    steps: [...downloadSteps(image, superseded), ...steps],
  };
}

/** Deletes images that an earlier run staged and never published. */
function leftoversPart({ match }: ImageCase): Part {
  return { fields: [], steps: match.staged.map((leftover) => deleteStep(leftover, 'leftover')) };
}

function unknownContent({ image, facts, wanted }: ImageCase, live: Image): string {
  const isGiven = namesOf(image.digests).length > 0;
  const why =
    facts?.problem?.message ??
    (isGiven
      ? 'the given digest is that of the source, and nothing recorded which source the image was made from'
      : 'there is no digest to compare, and none was recorded');
  const claims = heldBackClaims(wanted, live);
  const kept =
    claims.length === 0
      ? ''
      : `, and reconcile does not write ${claims.join(', ')}, which speak of the content`;
  const hint = isGiven ? '' : '; give a `checksum`';
  return `cannot tell whether the image holds the wanted content: ${why}. It counts as unchanged${kept}${hint}.`;
}
