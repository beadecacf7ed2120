import type { EntryBackups, ListedImage } from '../model/report.ts';
import { shellWord } from '../model/text.ts';
import type { Unresolved } from '../model/unresolved.ts';
import { humanBytes } from './bytes.ts';
import { escapeText, jsonText, quoteText } from './escape.ts';
import { wrapWords } from './layout.ts';
import { heldNote, shownDigest } from './notes.ts';
import { makePaint, type Paint } from './paint.ts';
import type { TextOptions } from './text.ts';

/** Draws what a rollback can bring back. Escapes all text from outside. Ends in a line break. */
export function drawBackups(
  entries: readonly EntryBackups[],
  { colour, width, verbose = false }: Omit<TextOptions, 'command'>,
): string {
  const paint = makePaint(colour);
  const [first] = entries;
  if (!first) return 'No image of the state file has a backup: nothing can be rolled back.\n';
  const command = `reconcile rollback ${shellWord(first.name)} --to ${shellWord(first.backups[0]?.id ?? '')}`;
  const blocks = entries.map(({ name, current, held, backups }) => [
    paint.strong(quoteText(name)),
    ...(current ? drawImage('  is ', current, { paint, width, verbose }) : ['  is not published']),
    ...(held
      ? wrapWords(`held ${heldNote(held, name, verbose).text}`, width - 6).map(
          (line) => `      ${paint.note(line)}`,
        )
      : []),
    ...backups.flatMap((backup) => drawImage('  was', backup, { paint, width, verbose })),
  ]);
  const lines = blocks.flatMap((block) => [...block, '']);
  return `${[...lines, 'Roll back with, for example', `  ${paint.strong(escapeText(command))}`].join('\n')}\n`;
}

function drawImage(
  label: string,
  { id, createdAt, version, bytes, status, digest }: ListedImage,
  { paint, width, verbose }: { readonly paint: Paint; readonly width: number; readonly verbose: boolean },
): readonly string[] {
  const facts = [
    ...(version === null ? [] : [`version ${escapeText(version)}`]),
    `made ${escapeText(createdAt)}`,
    ...(bytes === null ? [] : [humanBytes(bytes)]),
    ...(status === 'active' ? [] : [status]),
    ...(digest === null ? [] : [shownDigest(digest, verbose)]),
  ];
  return [
    `${label} ${escapeText(id)}`,
    ...wrapWords(facts.join(', '), width - 6).map((line) => `      ${paint.faint(line)}`),
  ];
}

/** What `reconcile rollback --format json` writes. */
export interface BackupsOutput {
  readonly images: readonly EntryBackups[];
  /** Entries of which a failing publisher does not tell. */
  readonly unresolved: readonly Unresolved[];
}

/** What a rollback can bring back, as JSON. Ends in a line break. */
export function backupsToJson({ images, unresolved }: BackupsOutput): string {
  return `${jsonText({ formatVersion: '1.0', images, unresolved }, 2)}\n`;
}
