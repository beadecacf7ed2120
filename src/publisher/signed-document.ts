import { describeSource } from '../model/describe-source.ts';
import { SourceError, VerificationError } from '../model/errors.ts';
import type { SignatureFact } from '../model/published.ts';
import type { DocumentReference } from '../model/source.ts';
import type { SourceOptions } from '../source/source.ts';
import { fetchDocument } from './document.ts';
import { isClearsigned, splitCleartext } from './openpgp/cleartext.ts';
import { verifyCleartext, verifyDetached } from './openpgp/verify.ts';

const LARGEST_SIGNATURE = 1024 * 1024;

/** What is asked of who signed a document. */
export interface Signing {
  /** Absolute path of the public keys, one of which must have signed; null: nothing is checked. */
  readonly keyring: string | null;
  /** The detached signature; null: there is none. Only read with a keyring, and where the document is not clearsigned. */
  readonly signature: DocumentReference | null;
}

/** A document whose text is signed as it had to be. */
export interface SignedDocument {
  /** The signed text alone, where the document is clearsigned. */
  readonly text: string;
  /** Number of the text's first line in the document, from 1. */
  readonly firstLine: number;
  readonly fact: SignatureFact;
  readonly warnings: readonly string[];
}

/**
 * Reads a document that may be signed with OpenPGP. With a keyring it must be: clearsigned, or with a detached
 * signature. `VerificationError` when it is not, or not by one of these keys; `SourceError` when the document, its
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
      hint: 'With a keyring, the document must be signed: check where its signature is.',
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
  return `the signature ${describeSource(signature)} is not checked: there is no keyring`;
}

function unsigned(place: string): VerificationError {
  return new VerificationError(`${place} is not signed, and a keyring is given`, {
    hint: 'Name its detached signature, or leave the keyring out to take it as it is.',
  });
}
