/** The digits of an identifier, 0 to 63, in the order of base64url; but a number is written, not padded bytes. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LENGTH = 27;

/** Whether `text` has the form of a marketplace identifier. 160 bits leave only A to P for the first digit. */
export function isIdentifier(text: string): boolean {
  return /^[A-P][A-Za-z0-9_-]{26}$/.test(text);
}

/**
 * The marketplace's identifier of the image with this SHA-1 (hexadecimal, with any number of leading zeros): the digest
 * as one number, in 27 digits of base 64, the most significant first (StratusLab metadata, `MetadataUtils`). Null when
 * the text is not a number of at most 160 bits.
 */
export function identifierOf(sha1: string): string | null {
  const number = numberOf(sha1);
  if (number === null) return null;
  let rest = number;
  let identifier = '';
  for (let digit = 0; digit < LENGTH; digit += 1) {
    identifier = DIGITS[Number(rest & 63n)] + identifier;
    rest >>= 6n;
  }
  return identifier;
}

/** Whether `identifier` is the identifier of the image with this SHA-1. */
export function checkIdentifier(identifier: string, sha1: string): boolean {
  return isIdentifier(identifier) && identifierOf(sha1) === identifier;
}

function numberOf(sha1: string): bigint | null {
  const digits = sha1.replace(/^0+(?=.)/, '');
  return /^[0-9A-Fa-f]{1,40}$/.test(digits) ? BigInt(`0x${digits}`) : null;
}
