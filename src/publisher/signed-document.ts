import { SourceError, VerificationError } from '../model/errors.ts';
import type { SignatureFact } from '../model/published.ts';
import { describeSource } from '../model/source/describe-source.ts';
import type { DocumentReference } from '../model/source/source.ts';
import type { SourceOptions } from '../source/source.ts';
import { fetchDocument } from './document.ts';
import { isClearsigned, splitCleartext } from './openpgp/cleartext.ts';
import { verifyCleartext, verifyDetached } from './openpgp/verify.ts';

const LARGEST_SIGNATURE = 1024 * 1024;

/** Which signature a document must have. */
interface Signing {
  /** Absolute path of the public keys; one of them must have signed. Null: signatures are not checked. */
  readonly keyring: string | null;
  /**
   * The detached signature; null: there is none. It is read only with a keyring, for a document that is not
   * clearsigned.
   */
  readonly signature: DocumentReference | null;
}

/** A document whose signature is as {@link Signing} demands. */
export interface SignedDocument {
  /** Of a clearsigned document, the signed text alone. */
  readonly text: string;
  /** Number of the text's first line in the document, from 1. */
  readonly firstLine: number;
  readonly fact: SignatureFact;
  readonly warnings: readonly string[];
}

/**
 * Reads a document that may be signed with OpenPGP. With a keyring it must be signed: clearsigned, or with a detached
 * signature. `VerificationError` when there is no signature by one of the keys; `SourceError` when the document, its
 * signature or the keyring cannot be read.
 */
export async function readSignedDocument(
  reference: DocumentReference,
  signing: Signing,
  options: SourceOptions,
  limit: number,
): Promise<SignedDocument> {
  const document = await fetchDocument(reference, options, limit);
  const place = describeSource(reference);
  if (isClearsigned(document)) return readCleartext(document, place, signing.keyring, options);
  const plain = { text: textOf(document), firstLine: 1 };
  const { keyring, signature } = signing;
  if (keyring === null) {
    return signature === null
      ? { ...plain, fact: { status: 'none' }, warnings: [] }
      : { ...plain, fact: { status: 'unchecked', method: 'openpgp' }, warnings: [unchecked(signature)] };
  }
  if (signature === null) throw unsigned(place);
  const detached = await readSignature(signature, place, options);
  const verified = await verifyDetached(
    document,
    { bytes: detached, place: describeSource(signature) },
    { place, keyring },
    options,
  );
  return { ...plain, ...verified };
}

async function readSignature(
  signature: DocumentReference,
  place: string,
  options: SourceOptions,
): Promise<Buffer> {
  try {
    return await fetchDocument(signature, options, LARGEST_SIGNATURE);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    throw new SourceError(`the signature of ${place} cannot be read: ${error.message}`, {
      hint: 'Check the address of the signature. With a keyring, the document must be signed.',
      cause: error,
    });
  }
}

async function readCleartext(
  document: Buffer,
  place: string,
  keyring: string | null,
  options: SourceOptions,
): Promise<SignedDocument> {
  const cleartext = splitCleartext(document, place);
  const { firstLine } = cleartext;
  if (keyring === null) {
    const fact = { status: 'unchecked', method: 'openpgp' } as const;
    return { text: textOf(cleartext.text), firstLine, fact, warnings: [] };
  }
  const { text, fact, warnings } = await verifyCleartext(cleartext, { place, keyring }, options);
  return { text: textOf(text), firstLine, fact, warnings };
}

/** UTF-8, without a byte order mark. */
function textOf(bytes: Buffer): string {
  return new TextDecoder().decode(bytes);
}

function unchecked(signature: DocumentReference): string {
  return `the signature ${describeSource(signature)} was not checked: no keyring is given`;
}

function unsigned(place: string): VerificationError {
  return new VerificationError(`${place} is not signed, but the file gives a keyring for it`, {
    hint: 'Name its detached signature, or remove the `keyring` to accept it unsigned.',
  });
}
