import { VerificationError } from '../../model/errors.ts';
import { dearmour } from './armour.ts';

const BEGIN_MESSAGE = '-----BEGIN PGP SIGNED MESSAGE-----';
const BEGIN_SIGNATURE = '-----BEGIN PGP SIGNATURE-----';
const END_SIGNATURE = '-----END PGP SIGNATURE-----';
const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/** The parts of a clearsigned document. */
export interface Cleartext {
  /** The signed text, without escapes and without the white space at the ends of lines, which no signature covers. */
  readonly text: Buffer;
  /** The signature's packets. */
  readonly signature: Buffer;
  /** The message alone, without the unsigned text before and after it. */
  readonly message: Buffer;
  /** Number of the text's first line in the document, from 1. */
  readonly firstLine: number;
}

/** Whether a document holds a clearsigned text. */
export function isClearsigned(document: Buffer): boolean {
  return document.includes(BEGIN_MESSAGE) && linesOf(withoutMark(document)).includes(BEGIN_MESSAGE);
}

/**
 * Splits a clearsigned document into its parts (RFC 9580, section 7). `VerificationError` for documents that different
 * programs may read differently: with several messages, headers other than `Hash`, or lines without their escape.
 */
export function splitCleartext(document: Buffer, place: string): Cleartext {
  const lines = linesOf(withoutMark(document));
  const begin = lines.indexOf(BEGIN_MESSAGE);
  const blank = lines.findIndex((line, index) => index > begin && line === '');
  const signature = lines.indexOf(BEGIN_SIGNATURE, begin);
  const end = lines.indexOf(END_SIGNATURE, signature);
  if (begin === -1 || blank === -1 || signature < blank || end === -1) {
    throw malformed(place, 'its armour is incomplete');
  }
  if (lines.includes(BEGIN_MESSAGE, begin + 1)) throw malformed(place, 'it holds more than one signed text');
  if (!lines.slice(begin + 1, blank).every((line) => /^Hash: [\w, -]+$/.test(line))) {
    throw malformed(place, 'it has headers other than "Hash"');
  }
  const packets = dearmour(lines.slice(signature, end + 1).join('\n'), 'SIGNATURE');
  if (packets === null) throw malformed(place, 'its signature is damaged');
  const body = lines.slice(blank + 1, signature).map((line) => unescaped(line, place));
  return {
    text: Buffer.from(body.join('\n'), 'latin1'),
    signature: packets,
    message: Buffer.from(`${lines.slice(begin, end + 1).join('\n')}\n`, 'latin1'),
    firstLine: blank + 2,
  };
}

/** Text in the form that is signed: without white space at the ends of lines, and with `\n` as line break. */
export function asSigned(text: Buffer): Buffer {
  return Buffer.from(linesOf(text).join('\n'), 'latin1');
}

/** The lines of a text, decoded as Latin-1, which keeps every byte. */
function linesOf(bytes: Buffer): readonly string[] {
  return bytes.toString('latin1').split('\n').map(withoutTrailingSpace);
}

/** The bytes without UTF-8's byte order mark. */
function withoutMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes;
}

/** Written as a loop: a regular expression takes time that grows with the square of the white space. */
function withoutTrailingSpace(line: string): string {
  let end = line.length;
  while (end > 0 && ' \t\r'.includes(line[end - 1] ?? '')) end -= 1;
  return line.slice(0, end);
}

function unescaped(line: string, place: string): string {
  if (!line.startsWith('-')) return line;
  if (line.startsWith('- ')) return line.slice(2);
  // The escape of an empty line: its space was removed with the white space at the end.
  if (line === '-') return '';
  throw malformed(place, 'a line that begins with a dash is not escaped');
}

function malformed(place: string, why: string): VerificationError {
  return new VerificationError(`${place} is not a valid clearsigned document: ${why}`, {
    hint: 'Fetch it again: it may have been changed on its way.',
  });
}
