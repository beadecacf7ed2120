import { basename, dirname, join } from 'node:path';
import { ALGORITHMS, type Algorithm, HEX_LENGTH } from '../../model/digest.ts';
import type { WantedContent } from '../source.ts';

/** Where a download is while it is made. */
export interface DraftPlace {
  /** Its bytes so far. */
  readonly draft: string;
  /** What they are the beginning of. */
  readonly note: string;
  /** Held by the one who writes. */
  readonly lock: string;
}

/** What a cache knows some content by: the strongest digest that is expected of it. */
export interface Key {
  readonly algorithm: Algorithm;
  readonly hex: string;
  /** True when the digest is not that of the file as served but of what is in it. */
  readonly isOfContent: boolean;
}

/** Null where no digest is expected: there is nothing to know it by. */
export function keyOf({ digests, digestsCover = 'source' }: WantedContent): Key | null {
  const algorithm = ALGORITHMS.findLast((name) => digests[name] !== undefined);
  if (algorithm === undefined) return null;
  return { algorithm, hex: digests[algorithm] ?? '', isOfContent: digestsCover === 'decompressed' };
}

const DRAFTS = 'partial';
const IN_USE = 'in-use';

export function draftsFolder(cache: string): string {
  return join(cache, DRAFTS);
}

/** Marks of entries that are being read: `<entry's name>.<anything>`, each a lock that its reader holds. */
export function inUseFolder(cache: string): string {
  return join(cache, IN_USE);
}

/** The folder of a key's entry: `sha256/ab`, or `sha256-of-content/ab`. */
export function entryFolder(cache: string, { algorithm, hex, isOfContent }: Key): string {
  return join(cache, isOfContent ? `${algorithm}${OF_CONTENT}` : algorithm, hex.slice(0, 2));
}

/** The entry's name; where the key is not the file's own digest, that one (sha256) is part of it. */
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

function isHex(text: string, length: number): boolean {
  return text.length === length && /^[0-9a-f]+$/.test(text);
}

export function draftInCache(cache: string, { algorithm, hex, isOfContent }: Key): DraftPlace {
  const name = `${algorithm}${isOfContent ? OF_CONTENT : ''}-${hex}`;
  return draftAt(join(draftsFolder(cache), name));
}

/** The draft of a file of the user's: beside it, hidden. */
export function draftBeside(path: string): DraftPlace {
  return draftAt(join(dirname(path), `.${basename(path).slice(0, 200)}`));
}

function draftAt(stem: string): DraftPlace {
  return { draft: `${stem}.part`, note: `${stem}.part-of`, lock: `${stem}.lock` };
}

/** The stem of a draft's three files; null for any other file in the drafts' folder. */
export function draftStem(name: string): string | null {
  return /^([a-z0-9]+(?:-of-content)?-[0-9a-f]+)\.(?:part|part-of|lock)$/.exec(name)?.[1] ?? null;
}

export function draftOfStem(cache: string, stem: string): DraftPlace {
  return draftAt(join(draftsFolder(cache), stem));
}
