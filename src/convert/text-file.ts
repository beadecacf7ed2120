import { isUtf8 } from 'node:buffer';
import { readWhole } from '../files/read-whole.ts';
import { UsageError } from '../model/errors.ts';
import type { Position } from '../model/position.ts';
import { holdsFourBytes } from '../state/fields/stored-text.ts';
import { lineIndex, lineStartsOf } from '../state/yaml/source-text.ts';

/** A text to be converted, and how messages call the file it is from. */
export interface TextFile {
  readonly file: string;
  readonly text: string;
  /** Offset of each line's first character. */
  readonly lineStarts: readonly number[];
}

export function textFile(file: string, text: string): TextFile {
  return { file, text, lineStarts: lineStartsOf(text) };
}

/** Bytes. The published definitions of all distributions together have a fiftieth of it. */
const LARGEST = 10 * 1024 * 1024;

/**
 * Reads a file as UTF-8, or else as Latin-1, its lines ended by LF, without a byte order mark. Throws UsageError when
 * it is missing, too large or no text.
 */
export async function readTextFile(path: string, shown: string): Promise<TextFile> {
  const bytes = await readBytes(path, shown);
  if (bytes.includes(0)) throw new UsageError(`cannot read ${shown}: it holds NUL bytes, so it is no text`);
  // Files of those years are often Latin-1, of which every byte is a character.
  const text = bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
  return textFile(shown, text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n'));
}

async function readBytes(path: string, shown: string): Promise<Buffer> {
  const bytes = await readWhole(path, LARGEST).catch((cause) => {
    throw new UsageError(`cannot read ${shown}: ${whyUnreadable(cause)}`, { cause });
  });
  if (bytes === null) throw new UsageError(`${shown} is too large (over ${LARGEST} bytes)`);
  return bytes;
}

/** What the operating system said, without the path that it repeats. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a directory';
  if (code === 'ENOTDIR') return 'it is no directory';
  return (error instanceof Error ? error.message : String(error)).replace(/,? \w+ '.*$/s, '');
}

/** Where in a file an offset is. */
export function positionAt({ file, lineStarts }: TextFile, offset: number): Position {
  const line = lineIndex(lineStarts, offset);
  return { file, line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 };
}

/** The line that a position is on. */
export function lineAt({ text, lineStarts }: TextFile, { line }: Position): string {
  return text.slice(lineStarts[line - 1], (lineStarts[line] ?? text.length + 1) - 1);
}

/** Characters of a name, a tag or a version in a state file. */
const LONGEST = 255;

/** Whether a state file can hold a text as a name: one line, 1 to 255 characters, nothing unseen, and no emoji. */
export function isOneLine(text: string): boolean {
  return text !== '' && text.length <= LONGEST && !/[\p{Cc}\p{Cs}]/u.test(text) && !holdsFourBytes(text);
}
