import { type Digests, namesOf, strongestDigest } from '../model/digest.ts';
import type { PatchOperation } from '../model/image.ts';
import { MARKER_PREFIX } from '../model/marker.ts';
import type { Adopted, Change, Held, Plan, PlannedContent } from '../model/plan.ts';
import type { Preparation } from '../model/preparation.ts';
import { describeSource } from '../model/source/describe-source.ts';
import type {
  CheckStep,
  CompareStep,
  DeleteStep,
  LocalCheck,
  ResumeStep,
  RetireStep,
  ShareStep,
  Step,
  UpdateStep,
  UploadStep,
} from '../model/step.ts';
import { shellWord } from '../model/text.ts';
import { exactBytes, humanSeconds } from './bytes.ts';
import { escapeText, inQuotes, quoteText } from './escape.ts';
import { plural } from './layout.ts';

/** A line under an image beside its fields: its bytes, their digests, or an effect on another image. */
interface Note {
  readonly label: string;
  readonly text: string;
}

/** The warnings about a whole plan, with those that its fields tell. */
export function warningsOf({
  warnings,
  pruningWithheld,
}: Pick<Plan, 'warnings' | 'pruningWithheld'>): readonly string[] {
  if (!pruningWithheld) return warnings;
  return [...warnings, 'nothing is pruned in this run, because some entries could not be resolved'];
}

/** The notes of a change, in the order of its steps. Their text is escaped. */
export function notesOf(change: Change, verbose: boolean): readonly Note[] {
  const notes = [
    ...(change.content ? contentNotes(change.content, verbose) : []),
    ...change.steps.flatMap((step) => stepNotes(step, change, verbose)),
    ...(change.adopts ?? []).map(adoptionNote),
    ...protectionNotes(change),
  ];
  const unfinished = notes.length === 0 && change.action === 'resume' ? [UNFINISHED] : notes;
  return change.held ? [...unfinished, heldNote(change.held, change.name, verbose)] : unfinished;
}

/** Since when a rollback holds the image, what it turned down, and how to end the hold. */
export function heldNote({ since, turnedDown }: Held, name: string, verbose: boolean): Note {
  const { imageId, digest, version } = turnedDown;
  const what = [
    ...(version === null ? [] : [`version ${escapeText(version)}`]),
    ...(digest === null ? [] : [shownDigest(digest, verbose)]),
    ...(imageId === null ? [] : [`image ${escapeText(imageId)}`]),
  ];
  const content = what.length === 0 ? '' : ` (${what.join(', ')})`;
  const command = escapeText(`reconcile apply --unhold ${shellWord(name)}`);
  return {
    label: 'held',
    text: `since ${escapeText(since)}: a rollback turned down the content that the file wants${content}. Another checksum in the file ends the hold, or ${command}`,
  };
}

/** The note of a change that only updates markers. */
const UNFINISHED: Note = {
  label: 'finish',
  text: 'the markers that an earlier run did not set; nothing is uploaded',
};

function contentNotes(content: PlannedContent, verbose: boolean): readonly Note[] {
  return [
    ...sizeNotes(content),
    { label: 'from', text: escapeText(content.source) },
    ...expectations(content.digests, verbose).map((text, index) => ({
      label: index === 0 ? 'held to' : '',
      text: escapeText(text),
    })),
    ...preparationNotes(content.preparation),
  ];
}

/** The bytes to upload; also the bytes to read when preparation makes the two differ. */
function sizeNotes(content: PlannedContent): readonly Note[] {
  const { bytes, storedBytes, preparation } = content;
  const read = bytes === null ? 'size not known yet' : exactBytes(bytes);
  if (!preparation || storedBytes === undefined) return [{ label: 'upload', text: read }];
  const { convert, transform } = preparation;
  const made = convert ? 'converted' : transform ? 'filtered' : 'unpacked';
  const upload = storedBytes === null ? `size not known before it is ${made}` : exactBytes(storedBytes);
  return [
    { label: 'read', text: read },
    { label: 'upload', text: upload },
  ];
}

/** The preparation, in the order of its steps, with every command: the user agrees to run them. */
function preparationNotes(preparation: Preparation | undefined): readonly Note[] {
  if (!preparation) return [];
  const { decompress, digestsCover, member, transform, convert } = preparation;
  const steps = [
    ...(decompress === 'none'
      ? []
      : [decompress === 'auto' ? unpackedByContent(member) : `unpacked (${decompress})`]),
    ...(member === undefined ? [] : [`its member ${member} taken`]),
    ...(decompress !== 'none' && digestsCover === 'decompressed' ? ['held to its digests'] : []),
    ...(transform ? [`filtered by ${transform.map(shellWord).join(' ')}`] : []),
    ...(convert ? [`converted to ${convert.to}`] : []),
  ];
  return [{ label: 'then', text: escapeText(steps.join(', ')) }];
}

/** `auto`: the content decides; a member can only be in an archive. */
function unpackedByContent(member: string | undefined): string {
  return member === undefined ? 'unpacked if it is packed' : 'unpacked';
}

/** Hexadecimal digits of a sha256. Longer ones (sha512) would not fit a line of 80 columns. */
const SHOWN_DIGITS = 64;

function expectations(digests: Digests, verbose: boolean): readonly string[] {
  const given = namesOf(digests);
  if (verbose && given.length > 0) return given.map((algorithm) => `${algorithm}:${digests[algorithm]}`);
  const strongest = strongestDigest(digests);
  if (strongest === undefined) return ['nothing: no digest is given'];
  const shown = shownDigest(strongest, false);
  return [shown === strongest ? shown : `${shown} (-v shows all digits)`];
}

/** A digest `ALGO:HEX`, cut unless the reader wants all digits. Escaped. */
export function shownDigest(digest: string, verbose: boolean): string {
  const [algorithm = '', hex = ''] = digest.split(':');
  return escapeText(verbose || hex.length <= SHOWN_DIGITS ? digest : `${algorithm}:${hex.slice(0, 32)}…`);
}

function stepNotes(step: Step, change: Change, verbose: boolean): readonly Note[] {
  switch (step.kind) {
    case 'compare':
      return compareNotes(step, change, verbose);
    case 'resume':
      return [resumeNote(step, change)];
    case 'retire':
      return [backupNote(step, change), ...markerNotes(operationsOf(step.patch), verbose)];
    case 'download-backup':
      return [
        {
          label: 'save',
          text: `the data of ${escapeText(step.id)} in ${quoteText(step.directory)}, verified, before the image is retired`,
        },
      ];
    case 'delete':
      return [{ label: 'delete', text: deletionText(step, change) }];
    case 'stage':
      return markerNotes(Object.entries(step.attributes.properties ?? {}), verbose);
    case 'update':
      return [...freedNotes(step), ...markerNotes(operationsOf(step.patch), verbose)];
    case 'publish':
      return markerNotes(operationsOf(step.patch), verbose);
    case 'upload':
      return uploadNotes(step, verbose);
    case 'members':
      return verbose ? [{ label: 'members', text: `${listOf(step.want)} on ${escapeText(step.id)}` }] : [];
    case 'deactivate':
    case 'reactivate':
      return step.image === 'staged' || step.image.id === change.imageId
        ? []
        : [{ label: step.kind, text: escapeText(step.image.id) }];
    case 'copy-to-stores':
      return [{ label: 'copy to', text: step.stores.map(quoteText).join(', ') }];
    case 'check':
      return [{ label: 'check', text: checkText(step, verbose) }];
    case 'share':
      return shareNotes(step, verbose);
    default:
      return [];
  }
}

/** The bytes that apply reads, and the steps that follow. */
function compareNotes(
  { read, bytes, same, refused }: CompareStep,
  change: Change,
  verbose: boolean,
): readonly Note[] {
  const whose = read === 'image' ? 'the live image' : describeSource(read);
  const many = bytes === null ? 'all bytes' : exactBytes(bytes);
  return [
    { label: 'read', text: `${many} of ${escapeText(whose)}, to compare them` },
    {
      label: 'if equal',
      text: 'the image stays; its fields change as shown',
    },
    ...same.flatMap((step) => stepNotes(step, change, verbose)),
    {
      label: 'else',
      text: refused === null ? 'it is replaced' : `apply stops: ${escapeText(refused)}`,
    },
  ];
}

/** The ways of an upload that are not the usual ones. */
function uploadNotes(
  { method, stores, inspect, expect, checks = [] }: UploadStep,
  verbose: boolean,
): readonly Note[] {
  const { etag, lastModified, length } = expect.validators ?? {};
  const validators = [etag, lastModified, length].filter((value) => value !== undefined);
  return [
    ...(method === 'web-download' ? [{ label: 'fetched', text: 'by Glance itself' }] : []),
    ...(inspect.allow.length > 0
      ? [{ label: 'allowed', text: `despite the safety inspection: ${listOf(inspect.allow)}` }]
      : []),
    ...checks.map((check) => ({ label: 'check', text: localCheckText(check, verbose) })),
    ...(verbose && method === 'stage' ? [{ label: 'imported', text: 'by Glance, after the upload' }] : []),
    ...(stores.length > 0 ? [{ label: 'stores', text: listOf(stores) }] : []),
    ...(verbose && validators.length > 0
      ? [{ label: 'as seen', text: validators.map((value) => quoteText(String(value))).join(', ') }]
      : []),
  ];
}

function shareNotes({ members, carryFrom }: ShareStep, verbose: boolean): readonly Note[] {
  return [
    ...(verbose && members !== null ? [{ label: 'members', text: listOf(members) }] : []),
    ...(carryFrom === null || members?.length === 0 ? [] : [acceptanceNote(members, carryFrom)]),
  ];
}

/** The plan asks for the members only where the file lists some: else the image may have none. */
function acceptanceNote(members: ShareStep['members'], carryFrom: string): Note {
  const image = escapeText(carryFrom);
  const text =
    members === null
      ? `those of ${image}, if it has any, with their acceptances`
      : `keep their acceptances of ${image}`;
  return { label: 'members', text };
}

/** The bookkeeping that a step writes, for those who want to see all. */
function markerNotes(entries: readonly (readonly [string, unknown])[], verbose: boolean): readonly Note[] {
  const markers = entries.filter(([key]) => key.startsWith(MARKER_PREFIX));
  if (!verbose || markers.length === 0) return [];
  const text = markers.map(([key, value]) => `${key.slice(MARKER_PREFIX.length)}=${String(value)}`);
  return [{ label: 'markers', text: text.map(quoteText).join(', ') }];
}

function operationsOf(patch: readonly PatchOperation[]): readonly (readonly [string, unknown])[] {
  return patch.map(({ path, value }) => [path.slice(1), value ?? '(none)'] as const);
}

function listOf(items: readonly string[]): string {
  return items.length === 0 ? '(none)' : items.map(quoteText).join(', ');
}

/** The command as a shell would take it. The user who agrees to a plan agrees to run the command. */
function checkText({ command, directory, timeout, keep, member }: CheckStep, verbose: boolean): string {
  const terms = [
    `within ${humanSeconds(timeout)}`,
    ...(member === null ? [] : [`shared with ${escapeText(member)} meanwhile`]),
    ...(keep ? ['kept if it fails'] : []),
    ...(verbose && directory !== null ? [`in ${escapeText(directory)}`] : []),
  ];
  return `${escapeText(command.map(shellWord).join(' '))} (${terms.join(', ')})`;
}

function localCheckText({ command, directory, timeout }: LocalCheck, verbose: boolean): string {
  const terms = [
    'before the upload',
    `within ${humanSeconds(timeout)}`,
    ...(verbose && directory !== null ? [`in ${escapeText(directory)}`] : []),
  ];
  return `${escapeText(command.map(shellWord).join(' '))} (${terms.join(', ')})`;
}

function resumeNote({ id, freedBy }: ResumeStep, { action }: Change): Note {
  if (action === 'resume') {
    return {
      label: 'resume',
      text: `${escapeText(id)} is published: an earlier run uploaded and verified it; nothing is uploaded`,
    };
  }
  return freedBy === undefined
    ? {
        label: 'publish',
        text: `${escapeText(id)} has the data already and is published; nothing is uploaded`,
      }
    : {
        label: 'publish',
        text: `${escapeText(id)}, once ${inQuotes(freedBy)} has its new image; nothing is uploaded`,
      };
}

/** The change that an update waits for: the image has that change's name until then. */
function freedNotes({ freedBy }: UpdateStep): readonly Note[] {
  return freedBy === undefined
    ? []
    : [{ label: 'renamed', text: `once ${inQuotes(freedBy)} has its new image; nothing is uploaded` }];
}

function backupNote(step: RetireStep, change: Change): Note {
  const name = patchedText(step.patch, '/name');
  const becomes = `becomes ${name === null ? 'a backup' : inQuotes(name)}`;
  const taken = step.unlessTakenBy;
  const parts = [
    ...(taken === undefined ? [becomes] : [`becomes ${inQuotes(taken)}; if that fails, it ${becomes}`]),
    ...exposures(step.patch),
    ...(step.deactivate ? ['deactivated'] : []),
    ...(step.keep === undefined ? [] : [`${plural(step.keep, 'backup is', 'backups are')} kept`]),
    ...afterText(step),
  ];
  const which = step.id === change.imageId ? '' : `${escapeText(step.id)} `;
  return { label: 'old image', text: which + parts.join('; ') };
}

/** Where a backup differs from the usual one, which is private and hidden; its other attributes stay. */
function exposures(patch: readonly PatchOperation[]): readonly string[] {
  const isListed = !patch.some(({ path, value }) => path === '/os_hidden' && value === true);
  const others = operationsOf(patch).flatMap(([key, value]) => {
    if (key === 'name' || key === 'os_hidden' || key.startsWith(MARKER_PREFIX)) return [];
    if (key === 'visibility') return value === 'private' ? [] : [escapeText(String(value))];
    return [`${quoteText(key)} ${quoteText(String(value))}`];
  });
  return [...others, ...(isListed ? ['still listed'] : [])];
}

/** Reasons that the step gives. For `absent` the change says why: by `state: absent`, or as the image has expired. */
const DELETION = {
  'not-kept': 'no backups are kept, so it is deleted after its successor is published',
  retention: 'one more backup than "keep" allows',
  leftover: 'an unfinished run left it',
  pruned: 'the state file no longer lists it',
} as const satisfies Partial<Record<DeleteStep['reason'], string>>;

const PRUNED_WITH = 'a backup of an image that the state file no longer lists';

function deletionText(step: DeleteStep, { imageId, reason }: Change): string {
  const unprotected = step.unprotect ? '; its protection is lifted first' : '';
  const isBackup = step.reason === 'pruned' && step.id !== imageId;
  const why = step.reason === 'absent' ? escapeText(reason) : DELETION[step.reason];
  const after = afterText(step).map((text) => `; ${text}`);
  return `${escapeText(step.id)}: ${isBackup ? PRUNED_WITH : why}${unprotected}${after.join('')}`;
}

/** The changes for which a step waits, because their images refer to its image until then. */
function afterText({ after = [] }: RetireStep | DeleteStep): readonly string[] {
  if (after.length === 0) return [];
  return [
    `after ${after.map(inQuotes).join(', ')} no longer ${after.length === 1 ? 'refers' : 'refer'} to it`,
  ];
}

/** An image that was not ours until now: from this change on, reconcile manages it, or it is gone. */
function adoptionNote({ id, name, owner, protected: isProtected, by }: Adopted): Note {
  const parts = [
    `${escapeText(id)} ${name === null ? '(no name)' : inQuotes(name)}, found by ${escapeText(by)}: this stack did not publish it`,
    owner === null ? 'no project' : `project ${escapeText(owner)}`,
    ...(isProtected ? ['protected'] : []),
  ];
  return { label: 'not ours', text: parts.join('; ') };
}

/** Notes that a change lifts an image's protection for a moment, unless the file changes `protected` itself. */
function protectionNotes(change: Change): readonly Note[] {
  if (change.fields.some((field) => field.path === 'protected')) return [];
  const lifted = change.steps.some(
    (step) => (step.kind === 'update' || step.kind === 'retire') && setsUnprotected(step.patch),
  );
  if (!lifted) return [];
  const again = change.steps.some((step) => step.kind === 'update' && setsProtected(step.patch));
  return [{ label: 'protected', text: again ? 'lifted for this change and set again' : 'lifted' }];
}

function setsUnprotected(patch: readonly PatchOperation[]): boolean {
  return patch.some((operation) => operation.path === '/protected' && operation.value === false);
}

function setsProtected(patch: readonly PatchOperation[]): boolean {
  return patch.some((operation) => operation.path === '/protected' && operation.value === true);
}

function patchedText(patch: readonly PatchOperation[], path: string): string | null {
  const value = patch.find((operation) => operation.path === path)?.value;
  return typeof value === 'string' ? value : null;
}
