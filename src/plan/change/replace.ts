import { isChecked, markerProperties, readMarkers } from '../../image/markers.ts';
import { newestFirst } from '../../image/order.ts';
import { holdsData } from '../../image/ownership.ts';
import { recipeOf, storesWhatIsCovered } from '../../image/recipe.ts';
import { describeSource } from '../../model/describe-source.ts';
import type { DesiredImage } from '../../model/desired.ts';
import { type Image, removeOperation, setOperation } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Blocker, FieldChange, PlannedContent } from '../../model/plan.ts';
import { preparationOf } from '../../model/preparation.ts';
import { planSource } from '../../model/redact-source.ts';
import type { SourceReference } from '../../model/source.ts';
import type { Step } from '../../model/step.ts';
import type { Completion } from '../backups/backup-form.ts';
import { deleteStep, downloadSteps, retirement } from '../backups/retention.ts';
import { compareContent } from '../content/compare.ts';
import { comparableDigests, wantedFormat } from '../content/wanted.ts';
import { wantedMembers } from '../input.ts';
import { type Match, matchedById } from '../match/match.ts';
import { targetAttributes } from './attributes.ts';
import { keptFor, withdrawSteps } from './checks.ts';
import { blockedDecision, type Decision, type ImageCase, unheldFields } from './decision.ts';
import { creationFields, differences } from './differences.ts';
import { finishSteps } from './finish.ts';
import { exceptionsMark, exceptionWarnings, inspectionOrder, outdatedInspection } from './inspection.ts';
import { compareMembers } from './members.ts';
import { findRestorable, restoredAttributes, restorePatch } from './restore.ts';
import { publishPatch, stageAttributes } from './staging.ts';

/** No live image holds the wanted content: a creation, or the safe replacement of the live one. */
export function planNewContent(
  planned: ImageCase,
  reason: string,
  formatFields: readonly FieldChange[] = [],
): Decision {
  const { image, match, input } = planned;
  const action = match.live ? 'replace' : 'create';
  if (!image.source) return blockedDecision(action, noSource(planned));
  const blocker = blockerOf(planned);
  if (blocker) return blockedDecision(action, blocker);

  const anew = { ...planned, wanted: targetAttributes(image, match, planned.wanted.owner, 'new') };
  const finished = newestFirst(match.staged).filter((staged) => isFinished(anew, staged));
  const resumable = finished.find((staged) => unusable(anew, staged) === null);
  const burnt = burntId(anew, resumable);
  if (burnt) return blockedDecision(action, burnt);
  const backup = resumable ? undefined : findRestorable(anew);
  const imageCase = backup ? { ...anew, wanted: restoredAttributes(anew, backup) } : anew;
  const others = match.backups.filter((other) => other !== backup);
  const matched = matchedById(match);
  const room = retirement({
    image,
    retiring: retiringOf(match),
    backups: others,
    features: input.observed.features,
    published: backup ?? null,
    matched,
  });
  const content = plannedContent(imageCase, image.source);
  const finish = finishSteps(imageCase, resumable ?? backup);
  return {
    action: resumable ? 'resume' : action,
    reason: reason + foundBy(planned, matched) + whatIsThere(planned, resumable, backup),
    fields: [
      ...(backup ? [{ path: 'id', before: match.live?.id ?? null, after: backup.id }] : []),
      ...(match.live ? replacementFields(imageCase, match.live, formatFields) : newFields(imageCase)),
      ...room.fields,
    ],
    content: resumable || backup ? null : content,
    steps: [
      ...(backup
        ? [{ kind: 'resume', id: backup.id } as const]
        : obtainSteps(imageCase, image.source, resumable)),
      ...(resumable ? withdrawSteps(imageCase, resumable, finish) : []),
      ...finish,
      ...downloadSteps(image, retiringOf(match)),
      { kind: 'recheck' },
      ...publishSteps(imageCase, room, { backup, resumable }),
      ...match.staged
        // One that bears the pinned id is taken up, as the id could never be used again.
        .filter((staged) => staged !== resumable && staged.id !== image.id)
        .map((staged) => deleteStep(staged, 'leftover')),
    ],
    warnings: [
      ...(backup ? [] : contentWarnings(imageCase, image.source)),
      ...exceptionWarnings(image),
      ...(resumable || backup ? [] : unusedWarnings(imageCase, finished)),
      ...matchedByIdWarnings(image, matched),
      ...unheldFields(imageCase),
    ],
  };
}

/** What an interrupted run or a rollback has left that is gone on with. */
function whatIsThere(
  { image, match }: ImageCase,
  resumable: Image | undefined,
  backup: Image | undefined,
): string {
  if (backup) return `; the backup made ${backup.createdAt} holds the wanted content`;
  const kept = resumable && keptFor(resumable);
  if (kept) return `; already uploaded, and kept as it did not pass a check (${kept})`;
  if (resumable) return '; already uploaded by an interrupted run';
  const begun = match.staged.find((staged) => staged.id === image.id);
  if (begun && holdsData(begun)) return `; an interrupted run has filled ${begun.id}, whose data is checked`;
  return begun ? `; an interrupted run has begun with ${begun.id}, which is uploaded into` : '';
}

function foundBy({ image }: ImageCase, matched: Image | null): string {
  return matched ? `; found by its ${image.publisherId?.property ?? 'identifier'}, was ${matched.name}` : '';
}

/** It may be somebody's own copy: whoever looks at the plan must be able to tell. */
function matchedByIdWarnings(
  { publisherId, backup }: DesiredImage,
  matched: Image | null,
): readonly string[] {
  if (!matched) return [];
  const kept =
    backup.keep > 0 ? 'as a backup' : 'as a backup until the next replacement, although `backup.keep` is 0';
  return [
    `image ${matched.id} ("${matched.name}") was found by its ${publisherId?.property ?? 'identifier'} alone, under another name; it is replaced and kept ${kept}. If it is somebody's own copy, remove that property from it first`,
  ];
}

function blockerOf(imageCase: ImageCase): Blocker | null {
  const { image, match, input } = imageCase;
  if (match.live && image.id !== undefined) {
    return {
      code: 'immutable',
      message: `the file pins id ${image.id}, but wants other content than it holds, and Glance's data is immutable. Remove \`id:\` to have it replaced by a new image, or correct the source or checksum.`,
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
        'with `method: web-download`, Glance fetches the source itself, and its bytes cannot be unpacked, filtered or converted. Say `method: upload`, or `decompress: none`.',
      candidates: [],
    };
  }
  return null;
}

function noSource({ match }: ImageCase): Blocker {
  return {
    code: 'no-source',
    message: match.live
      ? 'the live image is not the wanted one, and the file gives no `source` to replace it from.'
      : 'there is no such image, and the file gives no `source` to create it from.',
    candidates: match.live ? [match.live.id] : [],
  };
}

/** Uploaded in full by an earlier run, and what the file wants. */
function isFinished({ image, facts }: ImageCase, staged: Image): boolean {
  if (image.id !== undefined && image.id !== staged.id) return false;
  const diskFormat = wantedFormat(image);
  const settledFormat = diskFormat === undefined || diskFormat === staged.diskFormat;
  const container = image.containerFormat === undefined || image.containerFormat === staged.containerFormat;
  const same = compareContent(image, staged, facts).verdict === 'same';
  return holdsData(staged) && settledFormat && container && same;
}

/** Why a finished upload is not published all the same; null when it can be. */
function unusable({ image, wanted }: ImageCase, staged: Image): string | null {
  if (!isChecked(staged)) return 'nobody has looked at its bytes yet';
  return outdatedInspection(image, wanted, staged);
}

function unusedWarnings(imageCase: ImageCase, finished: readonly Image[]): readonly string[] {
  return finished
    .filter((staged) => staged.id !== imageCase.image.id)
    .map(
      (staged) =>
        `the finished upload of an interrupted run (${staged.id}) is not used: ${unusable(imageCase, staged)}. The content is uploaded and inspected anew`,
    );
}

/** A pinned id whose upload is finished and cannot be published: its data can neither be changed nor sent again. */
function burntId(imageCase: ImageCase, resumable: Image | undefined): Blocker | null {
  const { id } = imageCase.image;
  const holder = imageCase.match.staged.find((staged) => staged.id === id && holdsData(staged));
  if (!holder || holder === resumable || canBeChecked(imageCase, holder)) return null;
  const why = isFinished(imageCase, holder) ? unusable(imageCase, holder) : 'it holds other content';
  return {
    code: 'burnt-id',
    message: `the file pins id ${id}, which an interrupted run has filled, and that upload cannot be published: ${why}. Glance gives no id twice: remove \`id:\` or choose another.`,
    candidates: [holder.id],
  };
}

/** Nobody has looked at what Glance fetched, and there is nothing yet that speaks against it: apply looks at it. */
function canBeChecked({ image, facts }: ImageCase, staged: Image): boolean {
  const diskFormat = wantedFormat(image) ?? staged.diskFormat;
  const containerFormat = image.containerFormat ?? staged.containerFormat;
  return (
    !isChecked(staged) &&
    preparationOf(image) === null &&
    diskFormat === staged.diskFormat &&
    containerFormat === staged.containerFormat &&
    compareContent(image, staged, facts).verdict !== 'different'
  );
}

/** Stage and upload, or take up what is there already. */
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
    const { patch } = differences(
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
      ...(kept.length > 0 ? [{ kind: 'update', id: resumable.id, patch: kept } as const] : []),
    ];
  }
  const stores = features.stores ? (image.stores ?? []) : [];
  const preparation = preparationOf(image);
  const expect = {
    digests: comparableDigests(image, facts),
    size: image.size ?? null,
    validators: facts?.validators ?? null,
  };
  const attributes = stageAttributes(wanted, {
    stack,
    features,
    id: image.id ?? null,
    // A web-download becomes active whatever its bytes are: nothing may be said of them beforehand.
    expect: image.method === 'web-download' ? null : expect,
    recipe: recipeOf(preparation),
  });
  return [
    {
      kind: 'stage',
      attributes: {
        ...attributes,
        properties: { ...attributes.properties, ...exceptionsMark(image) },
      },
    },
    {
      kind: 'upload',
      source: planSource(source),
      expect,
      method: image.method,
      stores: image.method === 'upload' ? stores.slice(0, 1) : stores,
      ...(preparation ? { prepare: preparation } : {}),
      detectFormat: wantedFormat(image) === undefined,
      inspect: inspectionOrder(image, wanted),
    },
    { kind: 'record', image: 'staged' },
    ...(image.method === 'upload' && stores.length > 1
      ? [{ kind: 'copy-to-stores', image: 'staged', stores: stores.slice(1) } as const]
      : []),
  ];
}

function publishSteps(
  imageCase: ImageCase,
  room: Completion,
  { backup, resumable }: { readonly backup: Image | undefined; readonly resumable: Image | undefined },
): readonly Step[] {
  const { match, wanted, input } = imageCase;
  const publishing = publishPatch(wanted, input.observed.features);
  const passed = resumable && keptFor(resumable) !== null ? [removeOperation(MARKER.kept)] : [];
  const patch = backup ? restorePatch(imageCase, backup) : [...publishing, ...passed];
  return [
    ...markForRetirement(match, wanted.name, input.desired.stack),
    { kind: 'publish', patch },
    ...room.steps,
  ];
}

/** What stops being the published image. */
function retiringOf({ live, superseded }: Match): readonly Image[] {
  return live ? [live, ...superseded] : superseded;
}

/**
 * An image that bears no marker yet gets them before its successor is published: should this run die right after
 * publishing, the next one knows that the old image is still to be retired.
 */
function markForRetirement(match: Match, name: string, stack: string): readonly Step[] {
  const { live } = match;
  if (!live) return [];
  const markers = readMarkers(live);
  if (markers?.stack === stack && markers.image === name) return [];
  const properties = {
    ...markerProperties(
      { name, managed: markers?.managed ?? { properties: [], tags: [] }, version: markers?.version ?? null },
      { stack, role: 'current', id: live.id },
    ),
    ...(matchedById(match) ? { [MARKER.found]: 'identifier' } : {}),
  };
  return [
    {
      kind: 'update',
      id: live.id,
      patch: Object.entries(properties).map(([key, value]) => setOperation(key, value)),
    },
  ];
}

function plannedContent({ image, facts }: ImageCase, source: SourceReference): PlannedContent {
  const preparation = preparationOf(image);
  const { size = null } = image;
  const isOfSource = preparation?.digestsCover !== 'decompressed';
  const storedBytes = storesWhatIsCovered(preparation) ? size : null;
  return {
    source: describeSource(source),
    bytes: facts?.bytes ?? (isOfSource ? size : null),
    digests: comparableDigests(image, facts),
    ...(preparation ? { storedBytes, preparation } : {}),
  };
}

function newFields({ image, wanted, input }: ImageCase): readonly FieldChange[] {
  const { field } = compareMembers(wantedMembers(image, input) ?? [], []);
  return [...creationFields(image, wanted), ...(field ? [{ ...field, before: null }] : [])];
}

/** The differences that a person would see afterwards; bookkeeping is new anyway. */
function replacementFields(
  { image, wanted, input }: ImageCase,
  live: Image,
  formatFields: readonly FieldChange[],
): readonly FieldChange[] {
  const { fields } = differences(wanted, live, input.desired.stack, input.observed.features);
  const projects = wantedMembers(image, input);
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

function contentWarnings({ image, facts }: ImageCase, source: SourceReference): readonly string[] {
  const warnings: string[] = [];
  if (facts?.problem) warnings.push(`the source cannot be looked at now: ${facts.problem}`);
  if (Object.keys(image.digests).length === 0 && source.kind !== 'file') {
    warnings.push('the source has no digest: its bytes are taken as they come. Give a `checksum`.');
  }
  return warnings;
}
