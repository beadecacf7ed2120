import { ALGORITHMS, type Algorithm, HEX_LENGTH, isAlgorithm } from '../../model/digest.ts';

/** One line of a checksum file about one file. */
export type ChecksumLine = DigestLine | SizeLine | UnusableLine;

interface AnyLine {
  /** Number of the line, from 1. */
  readonly line: number;
  /** The name as written, without the marks of the form: `*`, `./` and escapes. */
  readonly name: string;
}

/** A digest of a known algorithm. */
export interface DigestLine extends AnyLine {
  readonly kind: 'digest';
  readonly algorithm: Algorithm;
  readonly hex: string;
}

/** A size in bytes. */
export interface SizeLine extends AnyLine {
  readonly kind: 'size';
  readonly bytes: number;
}

/** A damaged digest, or a digest of an unknown algorithm. */
interface UnusableLine extends AnyLine {
  readonly kind: 'unusable';
  readonly damaged: boolean;
  /** The reason, for a message after the name of the place. */
  readonly why: string;
}

/** File names have at most 4096 bytes, each of which may be escaped. */
const LONGEST_LINE = 16 * 1024;

/**
 * Yields the lines of a checksum file that are about a file, and skips the others. The forms may be mixed:
 * - GNU coreutils: `HEX␠␠NAME` or `HEX␠*NAME`, the length gives the algorithm; in a line that begins with `\`, the name
 *   has the escapes `\\`, `\n` and `\r`;
 * - BSD, also as OpenSSL writes it: `SHA256 (NAME) = HEX`;
 * - `# NAME: N bytes`, as Fedora and Rocky give sizes;
 * - `# SHA512 HASH`, the algorithm of the GNU lines after it, as in the DIGESTS files of Gentoo and Flatcar.
 */
export function* checksumLines(text: string): Generator<ChecksumLine, void, undefined> {
  let section: string | null = null;
  let line = 0;
  for (const raw of linesOf(text)) {
    line += 1;
    if (raw.length > LONGEST_LINE) continue;
    if (raw.startsWith('#')) {
      section = sectionName(raw) ?? section;
      const size = sizeLine(raw, line);
      if (size !== null) yield size;
      continue;
    }
    const found = digestLine(raw, line, section);
    if (found !== null) yield found;
  }
}

/** The digest in a file that holds a single digest and nothing else; null for other files. */
export function bareDigest(text: string): { readonly algorithm: Algorithm; readonly hex: string } | null {
  if (text.length > LONGEST_LINE) return null;
  const token = text.trim();
  const algorithm = /^[0-9a-f]+$/i.test(token) ? algorithmOfLength(token.length) : undefined;
  return algorithm === undefined ? null : { algorithm, hex: token.toLowerCase() };
}

/** Yields one line at a time: a list of all lines would take many times the memory of the text. */
function* linesOf(text: string): Generator<string, void, undefined> {
  let at = 0;
  while (at < text.length) {
    const found = text.indexOf('\n', at);
    const end = found === -1 ? text.length : found;
    yield text.slice(at, end > at && text[end - 1] === '\r' ? end - 1 : end);
    at = end + 1;
  }
}

function sectionName(line: string): string | null {
  return /^#[ \t]*([a-z0-9/_-]{1,20})[ \t]+HASH[ \t]*$/i.exec(line)?.[1] ?? null;
}

function sizeLine(line: string, number: number): SizeLine | null {
  const colon = line.lastIndexOf(':');
  const digits = /^[ \t]*(\d{1,15})[ \t]+bytes[ \t]*$/i.exec(line.slice(colon + 1))?.[1];
  const name = line.slice(1, Math.max(1, colon)).trim();
  if (digits === undefined || name === '') return null;
  return { kind: 'size', line: number, name: withoutDots(name), bytes: Number(digits) };
}

function digestLine(raw: string, line: number, section: string | null): DigestLine | UnusableLine | null {
  const escaped = raw.startsWith('\\');
  const rest = escaped ? raw.slice(1) : raw.trimStart();
  const parts = bsdParts(rest) ?? gnuParts(rest, section);
  const name = parts && (escaped ? unescaped(parts.name) : parts.name.trim());
  if (!parts || !name) return null;
  const hex = parts.hex.toLowerCase();
  const entry = { line, name: withoutDots(name) };
  if (parts.algorithm === undefined) {
    const why =
      parts.title === null
        ? `no digest has ${hex.length} hexadecimal digits`
        : `reconcile does not know the algorithm ${parts.title}`;
    return { ...entry, kind: 'unusable', damaged: parts.title === null, why };
  }
  const length = HEX_LENGTH[parts.algorithm];
  if (hex.length !== length) {
    const why = `a ${parts.algorithm} digest has ${length} hexadecimal digits, but this one has ${hex.length}`;
    return { ...entry, kind: 'unusable', damaged: true, why };
  }
  return { ...entry, kind: 'digest', algorithm: parts.algorithm, hex };
}

interface Parts {
  readonly name: string;
  readonly hex: string;
  /** Undefined: the file names an unknown algorithm, or no algorithm has this length. */
  readonly algorithm: Algorithm | undefined;
  /** The algorithm as the file writes it; null: the file does not name one. */
  readonly title: string | null;
}

function bsdParts(line: string): Parts | null {
  const [, title, name, hex] = /^([a-z0-9/_-]{1,20}) ?\((.+)\) ?= ?([0-9a-f]+)[ \t]*$/is.exec(line) ?? [];
  if (title === undefined || name === undefined || hex === undefined) return null;
  return { name, hex, title, algorithm: algorithmNamed(title) };
}

function gnuParts(line: string, section: string | null): Parts | null {
  const [, hex, rest] = /^([0-9a-f]{32,})[ \t]+(.+)$/is.exec(line) ?? [];
  if (hex === undefined || rest === undefined) return null;
  const name = rest.startsWith('*') ? rest.slice(1) : rest;
  const algorithm = section === null ? algorithmOfLength(hex.length) : algorithmNamed(section);
  return { name, hex, title: section, algorithm };
}

function algorithmOfLength(length: number): Algorithm | undefined {
  return ALGORITHMS.find((name) => HEX_LENGTH[name] === length);
}

/** `SHA256`, `SHA-256` and OpenSSL's `SHA2-256` are one algorithm; `SHA3-256` and `SHA512/256` are others. */
function algorithmNamed(title: string): Algorithm | undefined {
  const name = title
    .toLowerCase()
    .replace(/^sha2-/, 'sha')
    .replace(/^(sha|md)-/, '$1');
  return isAlgorithm(name) ? name : undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\\\': '\\', '\\n': '\n', '\\r': '\r' };

/** The name without escapes; null when it holds an unknown escape. */
function unescaped(name: string): string | null {
  let known = true;
  const plain = name.replace(/\\.?/gs, (pair) => {
    const character = ESCAPES[pair];
    known &&= character !== undefined;
    return character ?? '';
  });
  return known ? plain : null;
}

function withoutDots(name: string): string {
  let at = 0;
  while (name.startsWith('./', at)) at += 2;
  return name.slice(at);
}
