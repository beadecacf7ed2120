import { VerificationError } from '../model/errors.ts';

const LONGEST_BEGINNING = 1024;

/** A document type or the first element, after a byte order mark, an XML declaration and comments. */
const BEGINNING =
  /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype html|html)[\s>]/is;

/** Whether the first bytes are those of an HTML page, which a server sent in place of the file. */
export function isWebPage(head: Uint8Array): boolean {
  const { buffer, byteOffset, byteLength } = head;
  const bytes = Buffer.from(buffer, byteOffset, Math.min(byteLength, LONGEST_BEGINNING));
  return BEGINNING.test(bytes.toString('latin1'));
}

/** The error for an HTML page in place of an image. */
export function webPage(label: string): VerificationError {
  return new VerificationError(
    `${label} is not an image: an HTML page came in its place, such as a login page or an error page`,
    {
      hint: 'Open the address in a browser, and see what the page says. Correct `source`, or give it the credentials that the server wants (`auth`).',
    },
  );
}
