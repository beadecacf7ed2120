import { isUtf8 } from 'node:buffer';
import { fileFault } from '../files/file-fault.ts';
import { readWhole } from '../files/read-whole.ts';
import { UsageError } from '../model/errors.ts';
import type { Position } from '../model/position.ts';
import { holdsFourBytes } from '../state/fields/stored-text.ts';
import { lineIndex, lineStartsOf } from '../state/yaml/source-text.ts';

/** The text of a file to convert. */
export interface TextFile {
  /** The file's name for messages. */
  readonly file: string;
  readonly text: string;
  /** Offset of each line's first character. */
  readonly lineStarts: readonly number[];
}

/** Prepares a text for {@link positionAt} and {@link lineAt}. */
export function textFile(file: string, text: string): TextFile {
  return { file, text, lineStarts: lineStartsOf(text) };
}

/** Bytes that one file may have: fifty times the published definitions of all distributions together. */
const LARGEST = 10 * 1024 * 1024;

/**
 * Reads a file as UTF-8 when it is valid UTF-8, else as Latin-1. Turns CRLF into LF and removes a byte order mark.
 * Throws UsageError for a missing, too large or binary file.
 */
export async function readTextFile(path: string, shown: string): Promise<TextFile> {
  const bytes = await readBytes(path, shown);
  if (bytes.includes(0)) throw new UsageError(`cannot read ${shown}: it is a binary file`);
  // Old configuration files are often Latin-1, where every byte is a character.
  const text = bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
  return textFile(shown, text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n'));
}

async function readBytes(path: string, shown: string): Promise<Buffer> {
  const bytes = await readWhole(path, LARGEST).catch((cause) => {
    throw new UsageError(`${shown} ${fileFault(cause)}`, { cause });
  });
  if (bytes === null) throw new UsageError(`${shown} is too large (over ${LARGEST} bytes)`);
  return bytes;
}

/** File, line and column of an offset. */
export function positionAt({ file, lineStarts }: TextFile, offset: number): Position {
  const line = lineIndex(lineStarts, offset);
  return { file, line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 };
}

/** The whole line of a position. */
export function lineAt({ text, lineStarts }: TextFile, { line }: Position): string {
  return text.slice(lineStarts[line - 1], (lineStarts[line] ?? text.length + 1) - 1);
}

/** Characters that a name, a tag or a version may have. */
const LONGEST = 255;

/** Whether a text can be a name: one line, 1 to 255 characters, without control characters and emoji. */
export function isOneLine(text: string): boolean {
  return text !== '' && text.length <= LONGEST && !/[\p{Cc}\p{Cs}]/u.test(text) && !holdsFourBytes(text);
}
