/** The kind of data in an ASCII armour, from its first line. */
type ArmourKind = 'SIGNATURE' | 'PUBLIC KEY BLOCK';

/**
 * Decodes every ASCII armour of a kind in a text (RFC 9580, section 6) and joins the bytes; null when there is none, or
 * one is damaged. The optional checksum is ignored, because the decoded data is verified itself.
 */
export function dearmour(text: string, kind: ArmourKind): Buffer | null {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const blocks: Buffer[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (lines[at] !== `-----BEGIN PGP ${kind}-----`) continue;
    const end = lines.indexOf(`-----END PGP ${kind}-----`, at);
    const block = end === -1 ? null : decoded(lines.slice(at + 1, end));
    if (block === null) return null;
    blocks.push(block);
    at = end;
  }
  return blocks.length === 0 ? null : Buffer.concat(blocks);
}

/** Decodes the lines of an armour: headers, an empty line, base64, a checksum. */
function decoded(lines: readonly string[]): Buffer | null {
  const data = lines.slice(lines.indexOf('') + 1).filter((line) => !line.startsWith('='));
  const base64 = data.join('');
  if (base64 === '' || base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  return Buffer.from(base64, 'base64');
}
