import type { Algorithm, Digests } from '../../model/digest.ts';
import { SourceError, VerificationError } from '../../model/errors.ts';
import { matchesGlob, nearestNames, quoted } from '../../model/text.ts';
import { bareDigest, type ChecksumLine, checksumLines, type DigestLine, type SizeLine } from './lines.ts';

/** Names of other files that are kept, to find the nearest ones for a message. */
const MOST_NAMES = 20_000;
/** Most names in one message. */
const MOST_SHOWN = 5;

/** The file whose checksums are wanted. */
export interface WantedFile {
  /** Its name, without folders. */
  readonly base: string;
  /** The end of the path that a line must have; null: the name alone counts. */
  readonly path: string | null;
  /**
   * Its path from the checksum file's own folder. Distinguishes files of one name in several folders. Null: not known.
   */
  readonly relative: string | null;
  /**
   * What counts where no line has the name: `glob`, the line whose name matches `path` or `base` as a glob; `sidecar`,
   * the only entry, as the checksum file is called like the wanted file with an ending. Null: nothing.
   */
  readonly otherwise: 'glob' | 'sidecar' | null;
}

/** The checksums of one file. */
export interface FoundChecksums {
  readonly digests: Digests;
  /** Bytes. */
  readonly size: number | null;
  /** The name in a sidecar that calls the file otherwise. Absent: the checksum file names the wanted file, or none. */
  readonly calledInstead?: string;
}

/** The text of a checksum file, and the number of its first line. */
interface ChecksumText {
  readonly text: string;
  readonly firstLine: number;
  /** The document, for messages. */
  readonly place: string;
}

/**
 * Finds all digests and the size of one file in a checksum file: by its name, then by the name as a glob, then as the
 * only entry of a sidecar. `VerificationError` when the checksum file contradicts itself or the digest is damaged;
 * `SourceError` when the text is not a checksum file, does not name the file, or has several names for the glob.
 */
export function findChecksums(document: ChecksumText, wanted: WantedFile): FoundChecksums {
  const { text, place } = document;
  refuseOtherThanText(text, place);
  const bare = bareDigest(text);
  if (bare !== null) return { digests: { [bare.algorithm]: bare.hex }, size: null };
  const names: string[] = [];
  const found: ChecksumLine[] = [];
  for (const entry of checksumLines(text)) {
    if (isWanted(entry.name, wanted)) found.push(entry);
    else if (entry.kind !== 'size' && names.length < MOST_NAMES) names.push(entry.name);
  }
  if (found.some(isDigest)) return collect(preferExactPath(found, wanted), document, wanted);
  const matching = wanted.otherwise === 'glob' ? linesOfGlob(document, wanted) : [];
  if (matching.some(isDigest)) return collect(matching, document, wanted);
  const only = wanted.otherwise === 'sidecar' ? onlyEntry(text) : null;
  if (only === null) throw notNamed(place, wanted, names);
  const { name } = only;
  return {
    ...collect(only.lines, document, wanted),
    ...(name === STANDARD_INPUT ? {} : { calledInstead: name }),
  };
}

/** The name that sha256sum and its like give to their standard input. */
const STANDARD_INPUT = '-';

function isDigest({ kind }: ChecksumLine): boolean {
  return kind !== 'size';
}

/** The lines whose name matches the glob that the state file gives. They must be about one file. */
function linesOfGlob({ text, place }: ChecksumText, { base, path }: WantedFile): readonly ChecksumLine[] {
  const pattern = path ?? base;
  const lines: ChecksumLine[] = [];
  for (const entry of checksumLines(text)) if (matchesPath(entry.name, pattern)) lines.push(entry);
  const names = [...new Set(lines.filter(isDigest).map(({ name }) => name))];
  if (names.length < 2) return lines;
  const shown = names.slice(0, MOST_SHOWN).map(quoted);
  const more = names.length - shown.length;
  throw new SourceError(
    `${place} has ${names.length} files that match ${quoted(pattern)}: ${[...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ')}`,
    { hint: 'Give a `name` that only one of them matches.' },
  );
}

/** Whether the last parts of a path match a glob, part by part: `*` matches no slash. */
function matchesPath(name: string, pattern: string): boolean {
  const globs = pattern.split('/');
  const parts = name.split('/').slice(-globs.length);
  return parts.length === globs.length && globs.every((glob, index) => matchesGlob(parts[index] ?? '', glob));
}

/** The lines of a checksum file that names one file only; null: it names several, or none. */
function onlyEntry(text: string): { readonly name: string; readonly lines: readonly ChecksumLine[] } | null {
  const lines: ChecksumLine[] = [];
  for (const entry of checksumLines(text)) {
    if (entry.name !== (lines[0] ?? entry).name) return null;
    lines.push(entry);
  }
  const [first] = lines;
  return first && lines.some(isDigest) ? { name: first.name, lines } : null;
}

function refuseOtherThanText(text: string, place: string): void {
  const start = text.slice(0, 4096).trimStart();
  const hint = 'Check the address of the checksum file.';
  if (start === '') throw new SourceError(`${place} is empty`, { hint });
  if (start.startsWith('<')) {
    throw new SourceError(`${place} is an HTML or XML page, not a checksum file`, { hint });
  }
  if (text.includes('\0')) {
    throw new SourceError(`${place} is not text in UTF-8, so it is not a checksum file`, { hint });
  }
}

function isWanted(name: string, { base, path }: WantedFile): boolean {
  if (baseName(name) !== base) return false;
  return path === null || name === path || name.endsWith(`/${path}`);
}

/** The last part of a path with slashes. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The path distinguishes files of one name in several folders. Where no line has the path, all lines count. */
function preferExactPath(
  found: readonly ChecksumLine[],
  { path, relative }: WantedFile,
): readonly ChecksumLine[] {
  for (const exact of [path, relative]) {
    const agreeing = found.filter(({ name }) => name === exact);
    if (agreeing.some(({ kind }) => kind !== 'size')) return agreeing;
  }
  return found;
}

function collect(
  found: readonly ChecksumLine[],
  document: ChecksumText,
  { base }: WantedFile,
): FoundChecksums {
  const said = new Map<Algorithm | 'size', DigestLine | SizeLine>();
  for (const entry of found) {
    if (entry.kind === 'unusable') continue;
    const what = entry.kind === 'size' ? 'size' : entry.algorithm;
    const other = said.get(what) ?? entry;
    if (valueSaid(other) !== valueSaid(entry)) throw conflict(what, other, entry, document, base);
    said.set(what, other);
  }
  const lines = [...said.values()];
  const digests = lines.filter((entry) => entry.kind === 'digest');
  // A line with an unknown algorithm is ignored when a line with a known one exists.
  const unusable = found.find(
    (entry) => entry.kind === 'unusable' && (entry.damaged || digests.length === 0),
  );
  if (unusable?.kind === 'unusable') {
    throw new VerificationError(`${document.place}, ${describeLine(unusable, document)}: ${unusable.why}`, {
      hint: 'Ask the publisher to correct the checksum file, or write the digest into the state file.',
    });
  }
  return {
    digests: Object.fromEntries(digests.map(({ algorithm, hex }) => [algorithm, hex])),
    size: lines.find((entry) => entry.kind === 'size')?.bytes ?? null,
  };
}

function valueSaid(entry: DigestLine | SizeLine): string | number {
  return entry.kind === 'size' ? entry.bytes : entry.hex;
}

function conflict(
  what: string,
  one: ChecksumLine,
  other: ChecksumLine,
  document: ChecksumText,
  base: string,
): VerificationError {
  const [first, second] = [describeLine(one, document), describeLine(other, document)];
  const values = what === 'size' ? 'sizes' : `${what} digests`;
  return new VerificationError(
    `${document.place} gives two different ${values} for ${quoted(base)}: ${first}, and ${second}`,
    { hint: 'Give its `name` with the folder, as the checksum file writes it.' },
  );
}

function describeLine({ line, name }: ChecksumLine, { firstLine }: ChecksumText): string {
  return `line ${line + firstLine - 1} (${quoted(name)})`;
}

function notNamed(place: string, { base, path }: WantedFile, names: readonly string[]): SourceError {
  if (names.length === 0) {
    return new SourceError(`${place} holds no checksums in a known form`, {
      hint: 'Check the address of the checksum file.',
    });
  }
  const wanted = path ?? base;
  const near = nearestNames(wanted, names).map(quoted).join(', ');
  return new SourceError(`${place} does not name ${quoted(wanted)}; nearest: ${near}`, {
    hint: 'If the file has another name there, give it as `name`, also as a glob such as `leap-*.qcow2`.',
  });
}
