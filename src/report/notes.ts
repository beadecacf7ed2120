import { ALGORITHMS, type Digests, strongestDigest } from '../model/digest.ts';
import type { PatchOperation } from '../model/image.ts';
import { type Change, type Plan, type PlannedContent, STATE_ABSENT } from '../model/plan.ts';
import type { Preparation } from '../model/preparation.ts';
import type { CheckStep, DeleteStep, RetireStep, Step } from '../model/step.ts';
import { shellWord } from '../model/text.ts';
import { exactBytes, humanSeconds } from './bytes.ts';
import { escapeText, inQuotes, quoteText } from './escape.ts';
import { plural } from './layout.ts';

/** A line under an image that is not a field: what moves, what it is held to, what becomes of other images. */
export interface Note {
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

export function notesOf(change: Change, verbose: boolean): readonly Note[] {
  const notes = [
    ...(change.content ? contentNotes(change.content, verbose) : []),
    ...change.steps.flatMap((step) => stepNotes(step, change, verbose)),
    ...protectionNotes(change),
  ];
  return notes.length === 0 && change.action === 'resume' ? [UNFINISHED] : notes;
}

/** Nothing that a person would see moves or changes. */
const UNFINISHED: Note = {
  label: 'finish',
  text: 'what an earlier run left undone in its bookkeeping; nothing is uploaded',
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

/** What is read, where that is not what is uploaded, and what is uploaded. */
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

/** In the order in which it is done; a person sees every command before agreeing to it. */
function preparationNotes(preparation: Preparation | undefined): readonly Note[] {
  if (!preparation) return [];
  const { decompress, digestsCover, transform, convert } = preparation;
  const steps = [
    ...(decompress === 'none'
      ? []
      : [decompress === 'auto' ? 'unpacked if it is packed' : `unpacked (${decompress})`]),
    ...(decompress !== 'none' && digestsCover === 'decompressed' ? ['held to its digests'] : []),
    ...(transform ? [`filtered by ${transform.map(shellWord).join(' ')}`] : []),
    ...(convert ? [`converted to ${convert.to}`] : []),
  ];
  return [{ label: 'then', text: escapeText(steps.join(', ')) }];
}

/** Hexadecimal digits of a sha256: what is longer (sha512) would not fit a line of 80 columns. */
const SHOWN_DIGITS = 64;

function expectations(digests: Digests, verbose: boolean): readonly string[] {
  const given = ALGORITHMS.filter((algorithm) => digests[algorithm] !== undefined);
  if (verbose && given.length > 0) return given.map((algorithm) => `${algorithm}:${digests[algorithm]}`);
  const [algorithm = '', hex = ''] = (strongestDigest(digests) ?? '').split(':');
  if (algorithm === '') return ['nothing: no digest is given'];
  return [
    hex.length <= SHOWN_DIGITS ? `${algorithm}:${hex}` : `${algorithm}:${hex.slice(0, 32)}… (-v: all of it)`,
  ];
}

function stepNotes(step: Step, change: Change, verbose: boolean): readonly Note[] {
  switch (step.kind) {
    case 'resume':
      return [resumeNote(step.id, change)];
    case 'retire':
      return [backupNote(step, change)];
    case 'download-backup':
      return [
        {
          label: 'save',
          text: `data of ${escapeText(step.id)} to ${quoteText(step.directory)}, verified, before it is retired`,
        },
      ];
    case 'delete':
      return [{ label: 'delete', text: deletionText(step, change) }];
    case 'upload':
      return verbose && step.stores.length > 0
        ? [{ label: 'stores', text: step.stores.map(quoteText).join(', ') }]
        : [];
    case 'copy-to-stores':
      return [{ label: 'copy to', text: step.stores.map(quoteText).join(', ') }];
    case 'check':
      return [{ label: 'check', text: checkText(step) }];
    case 'share':
      return step.carryFrom === null
        ? []
        : [{ label: 'members', text: `acceptances are carried over from ${escapeText(step.carryFrom)}` }];
    default:
      return [];
  }
}

/** The command as a shell would be given it: whoever agrees to a plan agrees to run it. */
function checkText({ command, timeout, keep, member }: CheckStep): string {
  const terms = [
    `within ${humanSeconds(timeout)}`,
    ...(member === null ? [] : [`shared with ${escapeText(member)} meanwhile`]),
    ...(keep ? ['kept if it fails'] : []),
  ];
  return `${escapeText(command.map(shellWord).join(' '))} (${terms.join(', ')})`;
}

function resumeNote(id: string, { action }: Change): Note {
  return action === 'resume'
    ? {
        label: 'resume',
        text: `${escapeText(id)} is published: an earlier run has finished and verified its upload, nothing is uploaded again`,
      }
    : { label: 'publish', text: `${escapeText(id)}, a backup, is published again; nothing is uploaded` };
}

function backupNote(step: RetireStep, change: Change): Note {
  const name = patchedText(step.patch, '/name');
  const parts = [
    `becomes ${name === null ? 'a backup' : inQuotes(name)}`,
    ...(step.deactivate ? ['deactivated'] : []),
    ...(step.keep === undefined ? [] : [`${plural(step.keep, 'backup is', 'backups are')} kept`]),
  ];
  const which = step.id === change.imageId ? '' : `${escapeText(step.id)} `;
  return { label: 'old image', text: which + parts.join('; ') };
}

const DELETION = {
  absent: 'its state is absent',
  'not-kept': 'no backups are kept; it goes once its successor is published',
  retention: 'one more backup than is kept',
  leftover: 'left by a run that did not finish',
  pruned: 'it has left the state file',
} as const satisfies Record<DeleteStep['reason'], string>;

const PRUNED_WITH = 'kept for an image that has left the state file';

function deletionText(step: DeleteStep, { imageId, reason }: Change): string {
  const unprotected = step.unprotect ? '; its protection is lifted for that' : '';
  const isBackup = step.reason === 'pruned' && step.id !== imageId;
  // An expired image is deleted with the step reason `absent` too, although the file does not say `state: absent`.
  const isStated = step.reason !== 'absent' || reason === STATE_ABSENT;
  const why = isStated ? DELETION[step.reason] : escapeText(reason);
  return `${escapeText(step.id)}: ${isBackup ? PRUNED_WITH : why}${unprotected}`;
}

/** Says that an image loses its protection for a moment when the file does not ask for that. */
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
