import { createHash, randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { ALGORITHMS, type Algorithm, HEX_LENGTH } from '../../model/digest.ts';
import type { HttpSource } from '../../model/source/source.ts';
import type { WantedContent } from '../source.ts';

/** Where the unfinished downloads of some content are. */
export interface DraftPlace {
  readonly folder: string;
  /** What the names of the drafts begin with. A random part follows, so that no other user can plant a file there. */
  readonly stem: string;
  /** The writer holds it. */
  readonly lock: string;
}

/** The two files of an unfinished download. */
export interface DraftFiles {
  /** The bytes so far. */
  readonly draft: string;
  /** Says which file these bytes are the beginning of. */
  readonly note: string;
}

/** Identifies content in a cache: its strongest expected digest. */
export interface Key {
  readonly algorithm: Algorithm;
  readonly hex: string;
  /** True when the digest is that of the unpacked content, not of the file as served. */
  readonly isOfContent: boolean;
}

/** The key of some content; null when no digest is expected. */
export function keyOf({ digests, digestOf = 'source' }: WantedContent): Key | null {
  const algorithm = ALGORITHMS.findLast((name) => digests[name] !== undefined);
  if (algorithm === undefined) return null;
  return { algorithm, hex: digests[algorithm] ?? '', isOfContent: digestOf === 'decompressed' };
}

const DRAFTS = 'partial';
const IN_USE = 'in-use';

/** The folder of unfinished downloads. */
export function draftsFolder(cache: string): string {
  return join(cache, DRAFTS);
}

/** The folder of marks for entries that are being read: `<entry's name>.<anything>`, a lock that the reader holds. */
export function inUseFolder(cache: string): string {
  return join(cache, IN_USE);
}

/** The folder of a key's entry: `sha256/ab`, or `sha256-of-content/ab`. */
export function entryFolder(cache: string, { algorithm, hex, isOfContent }: Key): string {
  return join(cache, isOfContent ? `${algorithm}${OF_CONTENT}` : algorithm, hex.slice(0, 2));
}

/** The entry's name. When the key is a digest of the unpacked content, the file's own sha256 (`own`) is added. */
export function entryName({ hex, isOfContent }: Key, own: string): string {
  return isOfContent ? `${hex}.${own}` : hex;
}

const OF_CONTENT = '-of-content';

/** The folders that may hold entries, as `entryFolder` names their parents. */
export const ENTRY_ROOTS: readonly string[] = ALGORITHMS.flatMap((name) => [name, `${name}${OF_CONTENT}`]);

/** Whether a file below an entry root is an entry: a cache may be put where other files are. */
export function isEntryName(root: string, name: string): boolean {
  const algorithm = ALGORITHMS.find((known) => root === known || root === `${known}${OF_CONTENT}`);
  if (algorithm === undefined) return false;
  const [hex = '', own, ...more] = name.split('.');
  const isOwn = root === algorithm ? own === undefined : isHex(own ?? '', HEX_LENGTH.sha256);
  return isHex(hex, HEX_LENGTH[algorithm]) && isOwn && more.length === 0;
}

/** Whether a text is so many hexadecimal digits. */
export function isHex(text: string, length: number): boolean {
  return text.length === length && /^[0-9a-f]+$/.test(text);
}

/** The draft of content in the cache. */
export function draftInCache(cache: string, { algorithm, hex, isOfContent }: Key): DraftPlace {
  return draftAt(draftsFolder(cache), `${algorithm}${isOfContent ? OF_CONTENT : ''}-${hex}`);
}

/** The draft of a source whose digest is not known yet. */
export function draftToLearn(cache: string, { url }: HttpSource): DraftPlace {
  return draftAt(draftsFolder(cache), `url-${hashOf(url)}`);
}

const LEARNT = 'learnt';

/** The folder of the notes about learnt digests. */
export function learntFolder(cache: string): string {
  return join(cache, LEARNT);
}

/** The note about the digest that was learnt of a source. A query may hold a token, so the name has only a digest. */
export function learntNote(cache: string, { url }: HttpSource): string {
  return join(learntFolder(cache), `${hashOf(url)}.json`);
}

function hashOf(url: string): string {
  return createHash('sha256').update(url).digest('hex');
}

/** The draft of a file that the user named: beside that file, hidden. */
export function draftBeside(path: string): DraftPlace {
  return draftAt(dirname(path), `.${basename(path).slice(0, 200)}`);
}

function draftAt(folder: string, stem: string): DraftPlace {
  return { folder, stem, lock: join(folder, `${stem}.lock`) };
}

/** The files of a new draft, under a name that no other draft has. */
export function newDraft({ folder, stem }: DraftPlace): DraftFiles {
  return draftFiles(folder, `${stem}.${randomBytes(8).toString('hex')}`);
}

/** The drafts at a place, among the names in its folder. */
export function draftsAt({ folder, stem }: DraftPlace, names: readonly string[]): readonly DraftFiles[] {
  return names
    .filter((name) => name.startsWith(`${stem}.`) && /^[0-9a-f]{16}\.part$/.test(name.slice(stem.length + 1)))
    .map((name) => draftFiles(folder, name.slice(0, -'.part'.length)));
}

function draftFiles(folder: string, name: string): DraftFiles {
  return { draft: join(folder, `${name}.part`), note: join(folder, `${name}.part-of`) };
}

/** The stem of a draft; null for any other file in the drafts' folder. */
export function draftStem(name: string): string | null {
  return /^([a-z0-9]+(?:-of-content)?-[0-9a-f]+)\.[0-9a-f]{16}\.part$/.exec(name)?.[1] ?? null;
}

/** The draft of a stem from {@link draftStem}. */
export function draftOfStem(cache: string, stem: string): DraftPlace {
  return draftAt(draftsFolder(cache), stem);
}
