/** Other spellings of attribute types: RFC 2253 writes rare types as numbers, OpenSSL by name. */
const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'cn'],
  ['2.5.4.4', 'sn'],
  ['2.5.4.5', 'serialnumber'],
  ['2.5.4.6', 'c'],
  ['2.5.4.7', 'l'],
  ['2.5.4.8', 'st'],
  ['2.5.4.9', 'street'],
  ['2.5.4.10', 'o'],
  ['2.5.4.11', 'ou'],
  ['2.5.4.12', 'title'],
  ['2.5.4.42', 'gn'],
  ['0.9.2342.19200300.100.1.1', 'uid'],
  ['0.9.2342.19200300.100.1.25', 'dc'],
  ['1.2.840.113549.1.9.1', 'emailaddress'],
  ['e', 'emailaddress'],
  ['email', 'emailaddress'],
  ['s', 'st'],
  ['givenname', 'gn'],
  ['surname', 'sn'],
]);

/**
 * Whether two distinguished names are the same. Each may be written by RFC 2253 (`CN=Jane,O=GRID,C=FR`: the most
 * specific part first) or in OpenSSL's slash form (`/C=FR/O=GRID/CN=Jane`). Types are compared by meaning, values
 * exactly. A text that does not parse equals no name.
 */
export function sameName(a: string, b: string): boolean {
  const [left, right] = [parseName(a), parseName(b)];
  return left !== null && right !== null && left.length > 0 && left.join('\n') === right.join('\n');
}

/** A name of Node's `X509Certificate` (one part a line, the most general part first) by RFC 2253. */
export function nameOfCertificate(lines: string | undefined): string {
  return (lines ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .reverse()
    .join(',');
}

/** The parts of a name, each as JSON of its sorted `[type, value]` pairs: equal parts give equal texts. */
function parseName(text: string): string[] | null {
  const trimmed = text.trim();
  return trimmed.startsWith('/') ? parseSlashes(trimmed) : parseCommas(trimmed);
}

function parseSlashes(text: string): string[] | null {
  const parts = text.slice(1).split(/\/(?=[A-Za-z0-9.]{1,40}=)/);
  const pairs = parts.map((part) => /^([A-Za-z0-9.]+)=(.*)$/s.exec(part));
  if (pairs.some((pair) => pair === null)) return null;
  return pairs.map((pair) => partOf([[typeOf(pair![1]!), pair![2]!]])).reverse();
}

function parseCommas(name: string): string[] | null {
  // One character for each byte, because escapes are bytes.
  const text = Buffer.from(name, 'utf8').toString('latin1');
  const parts: string[] = [];
  let pairs: [string, string][] = [];
  let at = 0;
  while (at < text.length) {
    const equals = text.indexOf('=', at);
    const type = text.slice(at, equals).trim();
    if (equals < 0 || !/^[A-Za-z][A-Za-z0-9-]*$|^[0-9]+(\.[0-9]+)*$/.test(type)) return null;
    const value = readValue(text, equals + 1);
    if (value === null) return null;
    pairs.push([typeOf(type), value.text]);
    at = value.end + 1;
    if (text[value.end] === '+') continue;
    parts.push(partOf(pairs));
    pairs = [];
  }
  return pairs.length === 0 ? parts : null;
}

function partOf(pairs: readonly (readonly [string, string])[]): string {
  return JSON.stringify(pairs.map((pair) => JSON.stringify(pair)).sort());
}

function typeOf(type: string): string {
  const lower = type.toLowerCase();
  return SHORT_NAMES.get(lower) ?? lower;
}

/**
 * One value of a text of bytes, from `start` to the separator after it; null when its escapes or quotation marks are
 * wrong.
 */
function readValue(text: string, start: number): { readonly text: string; readonly end: number } | null {
  const bytes: Buffer[] = [];
  // Unescaped, unquoted spaces at both ends do not belong to the value.
  let keep = 0;
  let isQuoted = false;
  let at = start;
  while (text[at] === ' ') at += 1;
  const isHex = text[at] === '#';
  for (; at < text.length; at += 1) {
    const character = text[at]!;
    if (character === '"') {
      isQuoted = !isQuoted;
      keep = bytes.length;
    } else if (character === '\\') {
      const hex = /^[0-9A-Fa-f]{2}/.exec(text.slice(at + 1, at + 3))?.[0];
      if (at + 1 >= text.length) return null;
      bytes.push(hex ? Buffer.from(hex, 'hex') : Buffer.from(text[at + 1]!, 'latin1'));
      at += hex ? 2 : 1;
      keep = bytes.length;
    } else if (!isQuoted && (character === ',' || character === ';' || character === '+')) {
      break;
    } else {
      bytes.push(Buffer.from(character, 'latin1'));
      if (isQuoted || character !== ' ') keep = bytes.length;
    }
  }
  if (isQuoted) return null;
  const value = Buffer.concat(bytes.slice(0, keep)).toString('utf8');
  return { text: isHex ? (textOfDer(value.slice(1)) ?? value) : value, end: at };
}

/** The text of a DER string, which RFC 2253 writes after `#`; null for other types, which are compared as written. */
function textOfDer(hex: string): string | null {
  if (!/^([0-9A-Fa-f]{2})+$/.test(hex)) return null;
  const der = Buffer.from(hex, 'hex');
  const [tag = 0, length = 0] = der;
  // UTF8String, PrintableString and IA5String differ only in the characters that they allow.
  const isText = tag === 0x0c || tag === 0x13 || tag === 0x16;
  return isText && length < 0x80 && der.length === length + 2 ? der.subarray(2).toString('utf8') : null;
}
