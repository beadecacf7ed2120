import { SourceError } from '../../model/errors.ts';
import type { SignatureFact } from '../../model/published.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import type { DocumentReference } from '../../model/source/source.ts';
import { quoted } from '../../model/text.ts';
import type { SourceOptions } from '../../source/source.ts';
import { readSignedDocument } from '../signed-document.ts';
import { isObject, type JsonObject } from './json.ts';
import { below } from './mirror.ts';

/** Bytes. Four times the largest stream of Ubuntu. */
const LARGEST = 32 * 1024 * 1024;

/** Where documents come from, and the keys that must have signed them. */
export interface Mirror {
  readonly base: DocumentReference;
  readonly keyring: string | null;
}

/** A document of a mirror; verified if the mirror has a keyring. */
export interface StreamDocument {
  /** For messages. */
  readonly place: string;
  readonly json: JsonObject;
  readonly fact: SignatureFact;
  readonly warnings: readonly string[];
}

/** Documents that were already read. References that share it see the same state of the mirror. */
export type ReadDocuments = Map<string, Promise<StreamDocument>>;

/**
 * Reads an index or products file at a path below the mirror's base. With a keyring, the file must be clearsigned
 * (`.sjson`) or have its signature beside it (`.json.gpg`). `from` names the document with the path, for messages.
 */
export function readStream(
  mirror: Mirror,
  path: string,
  from: string,
  options: SourceOptions,
  read: ReadDocuments,
): Promise<StreamDocument> {
  const reference = below(mirror.base, path, from);
  const key = JSON.stringify([mirror.keyring, reference]);
  const known = read.get(key);
  if (known !== undefined) return known;
  const reading = fetchStream(mirror, path, reference, options);
  read.set(key, reading);
  return reading;
}

async function fetchStream(
  { base, keyring }: Mirror,
  path: string,
  reference: DocumentReference,
  options: SourceOptions,
): Promise<StreamDocument> {
  const place = describeSource(reference);
  const signature = keyring === null ? null : below(base, `${path}.gpg`, place);
  const { text, fact, warnings } = await readSignedDocument(
    reference,
    { keyring, signature },
    options,
    LARGEST,
  );
  return { place, json: parse(text, place), fact, warnings };
}

function parse(text: string, place: string): JsonObject {
  const hint = 'Check the address of the mirror and the path of its index.';
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new SourceError(`${place} is not JSON`, { hint, cause: error });
  }
  if (!isObject(json)) throw new SourceError(`${place} is JSON, but not a simplestreams document`, { hint });
  return json;
}

/** Throws a `SourceError` when a document has another format. */
export function expectFormat({ json, place }: StreamDocument, format: string): void {
  if (json.format === format) return;
  const found = typeof json.format === 'string' ? quoted(json.format) : 'none';
  throw new SourceError(`${place} is not in the format "${format}": it says ${found}`, {
    hint: 'Check the address: the mirror must have simplestreams 1.0 documents.',
  });
}
