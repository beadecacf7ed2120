import { localChecksMark } from '../../image/local-checks.ts';
import { isChecked, markerProperties, readMarkers } from '../../image/markers.ts';
import { newestFirst } from '../../image/order.ts';
import { holdsData } from '../../image/ownership.ts';
import { recipeOf } from '../../image/recipe.ts';
import type { DesiredImage, ImageReference } from '../../model/desired.ts';
import { type Image, removeOperation, setOperation } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Blocker, FieldChange } from '../../model/plan.ts';
import { detectsPacking, preparationOf } from '../../model/preparation.ts';
import { planSource } from '../../model/source/redact-source.ts';
import type { SourceReference } from '../../model/source/source.ts';
import type { ContentExpectation, References, Step } from '../../model/step.ts';
import type { Completion } from '../backups/backup-form.ts';
import { deleteStep, downloadSteps, retirement } from '../backups/retention.ts';
import { clockOf } from '../backups/stages.ts';
import { compareContent } from '../content/compare.ts';
import { contentOf } from '../content/shown.ts';
import { comparableDigests, learntDigests, wantedFormat } from '../content/wanted.ts';
import { mayAdopt, mayGo, sparedWarnings } from '../guards/adoption.ts';
import { wantedMembers } from '../input.ts';
import { type Match, matchedById } from '../match/match.ts';
import { targetAttributes } from './attributes.ts';
import { keptReason, localChecks, passedLocalChecks, unshareSteps } from './checks.ts';
import { blockedDecision, type Decision, type ImageCase, unsupportedFields } from './decision.ts';
import { creationFields, differences, stepReferences } from './differences.ts';
import { finishSteps } from './finish.ts';
import { exceptionsMark, exceptionWarnings, inspectionOrder, outdatedInspection } from './inspection.ts';
import { compareMembers } from './members.ts';
import { freedBy, shownMove } from './move.ts';
import { blockWithoutSource, sourceWarnings } from './no-source.ts';
import { findRestorable, restoration, restoredAttributes } from './restore.ts';
import { blockLacking, publishPatch, stageAttributes } from './staging.ts';

/** Plans new content: a creation, or the safe replacement of the live image, which does not hold the wanted content. */
export function planNewContent(
  planned: ImageCase,
  reason: string,
  formatFields: readonly FieldChange[] = [],
): Decision {
  const { image, match, input } = planned;
  const action = match.live ? 'replace' : 'create';
  if (!image.source) return blockedDecision(action, blockWithoutSource(planned));
  const blocker = blockerOf(planned);
  if (blocker) return blockedDecision(action, blocker);

  const newCase = { ...planned, wanted: targetAttributes(image, match, planned.wanted.owner, 'new') };
  const finished = newestFirst(match.staged).filter((staged) => isFinished(newCase, staged));
  const resumable = finished.find((staged) => unusable(newCase, staged) === null);
  const burntBlocker = burntId(newCase, resumable);
  if (burntBlocker) return blockedDecision(action, burntBlocker);
  const moved = resumable ? undefined : match.gets?.image;
  const backup = resumable ? undefined : (moved ?? findRestorable(newCase));
  const imageCase = backup ? { ...newCase, wanted: restoredAttributes(newCase, backup) } : newCase;
  const others = match.backups.filter((other) => other !== backup);
  const matched = matchedById(match);
  const room = retirement(
    image,
    {
      retiring: retiringOf(match),
      backups: others,
      published: backup ?? null,
      matched,
      live: match.live,
      mayGo: mayGo(planned),
      clock: clockOf(input),
      referred: input.referred,
      gives: match.gives,
    },
    input.observed.features,
  );
  const finish = finishSteps(imageCase, resumable ?? backup);
  const obtaining: readonly Step[] = backup
    ? [{ kind: 'resume', id: backup.id, ...freedBy(match) }]
    : obtainSteps(imageCase, image.source, resumable);
  const lacking = blockLacking(obtaining, input.observed.required ?? []);
  if (lacking) return blockedDecision(action, lacking);
  const upload = obtaining.find((step) => step.kind === 'upload');
  return {
    action: resumable ? 'resume' : action,
    reason: reason + idMatchNote(planned, matched) + resumeNote(planned, resumable, backup),
    fields: [
      ...(backup ? [{ path: 'id', before: match.live?.id ?? null, after: backup.id }] : []),
      ...(match.live ? replacementFields(imageCase, match.live, formatFields) : newFields(imageCase)),
      ...room.fields,
    ],
    content: upload ? contentOf(upload, planned.facts?.bytes ?? null) : null,
    steps: [
      ...obtaining,
      ...(resumable ? unshareSteps(imageCase, resumable, finish) : []),
      ...finish,
      ...downloadSteps(
        image,
        retiringOf(match).filter((old) => old !== match.gives?.image),
      ),
      { kind: 'recheck' },
      ...publishSteps(imageCase, room, { backup, resumable }),
      ...match.staged
        // The staged image with the pinned id is resumed: Glance gives no id twice.
        .filter((staged) => staged !== resumable && staged.id !== image.id)
        .map((staged) => deleteStep(staged, 'leftover')),
    ],
    warnings: [
      ...(backup ? [] : sourceWarnings(imageCase, image.source)),
      ...exceptionWarnings(image),
      ...(resumable || backup ? [] : unusedWarnings(imageCase, finished)),
      ...matchedByIdWarnings(image, matched),
      ...sparedWarnings(planned),
      ...unsupportedFields(imageCase),
    ],
  };
}

/** For the reason of the change: which backup or unfinished work of an earlier run it continues with. */
function resumeNote(
  { image, match }: ImageCase,
  resumable: Image | undefined,
  backup: Image | undefined,
): string {
  if (backup && backup === match.gets?.image) return `; ${shownMove(backup)}`;
  if (backup) return `; the backup made ${backup.createdAt} holds the wanted content`;
  const kept = resumable && keptReason(resumable);
  if (kept) return `; already uploaded, and kept because a check failed (${kept})`;
  if (resumable) return '; already uploaded by an interrupted run';
  const begun = match.staged.find((staged) => staged.id === image.id);
  if (begun && holdsData(begun))
    return `; an interrupted run uploaded to ${begun.id}, whose data reconcile checks first`;
  return begun ? `; an interrupted run created ${begun.id}, which gets the data` : '';
}

/** For the reason of the change: the publisher id that matched the live image, and its name. */
function idMatchNote({ image }: ImageCase, matched: Image | null): string {
  return matched ? `; found by its ${image.publisherId?.property ?? 'identifier'}, was ${matched.name}` : '';
}

/** Warns that the replaced image may be a user's copy, so that the reader of the plan can look at it. */
function matchedByIdWarnings(
  { publisherId, backup }: DesiredImage,
  matched: Image | null,
): readonly string[] {
  if (!matched) return [];
  const kept = backup.keep > 0 ? 'as a backup' : 'as a backup, although `backup.keep` is 0';
  return [
    `image ${matched.id} ("${matched.name}") was matched by its ${publisherId?.property ?? 'identifier'} only, under another name; it is replaced and kept ${kept}. If it is a user's copy, remove that property from it first`,
  ];
}

function blockerOf(imageCase: ImageCase): Blocker | null {
  const { image, match, input } = imageCase;
  if (match.live && image.id !== undefined) {
    return {
      code: 'immutable',
      message: `the file pins id ${image.id} but wants other content than that image holds, and Glance's data is immutable. Remove \`id:\` to replace it with a new image, or correct the source or checksum.`,
      candidates: [match.live.id],
    };
  }
  if (input.desired.settings.requireChecksum && Object.keys(image.digests).length === 0) {
    return {
      code: 'checksum-required',
      message: 'the source has no digest, and the file says `require_checksum: true`. Give a `checksum`.',
      candidates: [],
    };
  }
  if (image.method === 'web-download' && preparationOf(image) !== null) {
    return {
      code: 'unsupported',
      message:
        'with `method: web-download`, Glance fetches the source itself, so reconcile cannot unpack, filter or convert its bytes. Say `method: upload`, or `decompress: none`.',
      candidates: [],
    };
  }
  return null;
}

/** Whether an earlier run uploaded a staged image in full, with the content that the file wants. */
function isFinished({ image, facts }: ImageCase, staged: Image): boolean {
  if (image.id !== undefined && image.id !== staged.id) return false;
  const diskFormat = wantedFormat(image);
  const hasFormat = diskFormat === undefined || diskFormat === staged.diskFormat;
  const hasContainer =
    image.containerFormat === undefined || image.containerFormat === staged.containerFormat;
  const same = compareContent(image, staged, facts).verdict === 'same';
  return holdsData(staged) && hasFormat && hasContainer && same;
}

/** Why a finished upload cannot be published; null when it can. */
function unusable({ image, wanted }: ImageCase, staged: Image): string | null {
  if (!isChecked(staged)) return 'no run has checked its bytes yet';
  if (!passedLocalChecks(image, staged)) return 'its bytes have not passed the local checks of the file';
  return outdatedInspection(image, wanted, staged);
}

function unusedWarnings(imageCase: ImageCase, finished: readonly Image[]): readonly string[] {
  return finished
    .filter((staged) => staged.id !== imageCase.image.id)
    .map(
      (staged) =>
        `the finished upload of an interrupted run (${staged.id}) is not used: ${unusable(imageCase, staged)}. The content is uploaded and inspected again`,
    );
}

/** Blocks a pinned id whose upload is finished but cannot be published: Glance cannot change its data. */
function burntId(imageCase: ImageCase, resumable: Image | undefined): Blocker | null {
  const { id } = imageCase.image;
  const holder = imageCase.match.staged.find((staged) => staged.id === id && holdsData(staged));
  if (!holder || holder === resumable || canBeChecked(imageCase, holder)) return null;
  const why = isFinished(imageCase, holder) ? unusable(imageCase, holder) : 'it holds other content';
  return {
    code: 'burnt-id',
    message: `the file pins id ${id}, but reconcile cannot publish what an interrupted run uploaded to it: ${why}. Glance gives no id twice: remove \`id:\`, or choose another.`,
    candidates: [holder.id],
  };
}

/** Whether apply can still check the data that Glance fetched: no run has, and no fact known now refuses it. */
function canBeChecked({ image, facts }: ImageCase, staged: Image): boolean {
  const diskFormat = wantedFormat(image) ?? staged.diskFormat;
  const containerFormat = image.containerFormat ?? staged.containerFormat;
  return (
    !isChecked(staged) &&
    passedLocalChecks(image, staged) &&
    preparationOf(image) === null &&
    readMarkers(staged)?.preparedFrom == null &&
    diskFormat === staged.diskFormat &&
    containerFormat === staged.containerFormat &&
    compareContent(image, staged, facts).verdict !== 'different'
  );
}

/** The steps that stage and upload new content, or resume a finished upload. */
function obtainSteps(
  imageCase: ImageCase,
  source: SourceReference,
  resumable: Image | undefined,
): readonly Step[] {
  const { image, facts, wanted, input } = imageCase;
  const { stack } = input.desired;
  const { features } = input.observed;
  if (resumable) {
    // The file may have changed since it was staged.
    const { patch, references } = differences(
      {
        ...wanted,
        name: resumable.name ?? '',
        visibility: resumable.visibility,
        hidden: resumable.hidden,
        protected: resumable.protected,
      },
      resumable,
      stack,
      features,
    );
    const kept = patch.filter(
      ({ path }) => ![MARKER.role, MARKER.image, MARKER.kept].some((key) => path === `/${key}`),
    );
    return [
      { kind: 'resume', id: resumable.id },
      ...(kept.length > 0 || Object.keys(references).length > 0
        ? [{ kind: 'update', id: resumable.id, patch: kept, ...stepReferences(references) } as const]
        : []),
    ];
  }
  const stores = features.stores ? (image.stores ?? []) : [];
  const target = { ...image, containerFormat: wanted.containerFormat };
  const preparation = preparationOf(target);
  const checks = localChecks(image);
  const expect: ContentExpectation = {
    digests: comparableDigests(image, facts),
    size: image.size ?? null,
    validators: facts?.validators ?? null,
    ...learntDigests(image, facts),
  };
  const attributes = stageAttributes(wanted, {
    stack,
    origin: input.desired.origin ?? null,
    features,
    id: image.id ?? null,
    // A web-download becomes active with any bytes, so their digests are not recorded beforehand.
    expect: image.method === 'web-download' ? null : expect,
    recipe: recipeOf(preparation),
  });
  return [
    {
      kind: 'stage',
      attributes: {
        ...attributes,
        properties: { ...attributes.properties, ...exceptionsMark(image), ...localChecksMark(checks) },
      },
      ...stepReferences(namesOf(wanted.references)),
    },
    {
      kind: 'upload',
      source: planSource(source),
      expect,
      method: image.method,
      stores: image.method === 'upload' ? stores.slice(0, 1) : stores,
      ...(preparation ? { prepare: preparation } : {}),
      ...(detectsPacking(target) ? { detectPacking: true } : {}),
      detectFormat: wantedFormat(image) === undefined,
      inspect: inspectionOrder(image, wanted),
      ...(checks.length > 0 ? { checks } : {}),
    },
    { kind: 'record', image: 'staged' },
    ...(image.method === 'upload' && stores.length > 1
      ? [{ kind: 'copy-to-stores', image: 'staged', stores: stores.slice(1) } as const]
      : []),
  ];
}

function namesOf(references: Readonly<Record<string, ImageReference>>): References {
  return Object.fromEntries(Object.entries(references).map(([key, { image }]) => [key, image]));
}

function publishSteps(
  imageCase: ImageCase,
  room: Completion,
  { backup, resumable }: { readonly backup: Image | undefined; readonly resumable: Image | undefined },
): readonly Step[] {
  const { wanted, input } = imageCase;
  const publishing = publishPatch(wanted, input.observed.features);
  const removed = resumable && keptReason(resumable) !== null ? [removeOperation(MARKER.kept)] : [];
  const publish = backup ? restoration(imageCase, backup) : { patch: [...publishing, ...removed] };
  return [...markForRetirement(imageCase), { kind: 'publish', ...publish }, ...room.steps];
}

/** The images that stop being the published one. */
function retiringOf({ live, superseded }: Match): readonly Image[] {
  return live ? [live, ...superseded] : superseded;
}

/**
 * Marks an unmarked live image before its successor is published. If this run dies right after publishing, the next run
 * then knows that it must retire the old image, and that others published it.
 */
export function markForRetirement({
  image,
  match,
  input,
}: Pick<ImageCase, 'image' | 'match' | 'input'>): readonly Step[] {
  const { live } = match;
  if (!live) return [];
  const { name } = image;
  const { stack } = input.desired;
  const markers = readMarkers(live);
  const isFound = markers?.stack !== stack && !mayAdopt(image, input.allowed);
  if (markers?.stack === stack && markers.image === name) return [];
  const properties = {
    ...markerProperties(
      { name, managed: markers?.managed ?? { properties: [], tags: [] }, version: markers?.version ?? null },
      { stack, role: 'current', id: live.id },
    ),
    ...(matchedById(match) ? { [MARKER.found]: 'identifier' } : {}),
    ...(isFound && match.by !== null ? { [MARKER.found]: match.by } : {}),
  };
  return [
    {
      kind: 'update',
      id: live.id,
      patch: Object.entries(properties).map(([key, value]) => setOperation(key, value)),
    },
  ];
}

function newFields({ image, wanted, input }: ImageCase): readonly FieldChange[] {
  const { hidden } = input.observed.features;
  const { field } = compareMembers(sharedWith({ image, wanted, input }) ?? [], []);
  return [
    ...creationFields(image, wanted).filter(({ path }) => hidden || path !== 'hidden'),
    ...(field ? [{ ...field, before: null }] : []),
  ];
}

/** The members that the new image gets; null: the file manages none, or the image is not shared. */
function sharedWith({
  image,
  wanted,
  input,
}: Pick<ImageCase, 'image' | 'wanted' | 'input'>): ReturnType<typeof wantedMembers> {
  return wanted.visibility === 'shared' ? wantedMembers(image, input) : null;
}

/** The differences that users see afterwards, without bookkeeping. */
function replacementFields(
  { image, wanted, input }: ImageCase,
  live: Image,
  formatFields: readonly FieldChange[],
): readonly FieldChange[] {
  const { fields } = differences(wanted, live, input.desired.stack, input.observed.features);
  const projects = sharedWith({ image, wanted, input });
  const members =
    projects &&
    compareMembers(projects, input.observed.members.get(live.id) ?? null, input.projects.values()).field;
  return [
    ...formatFields,
    ...fields.filter((field) => !field.path.startsWith('owner_specified.')),
    ...(members ? [members] : []),
    ...(wanted.status === live.status ? [] : [{ path: 'status', before: live.status, after: wanted.status }]),
  ];
}
