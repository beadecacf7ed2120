import { type Element, XMLSerializer } from '@xmldom/xmldom';
import { SourceError, VerificationError } from '../../model/errors.ts';
import { quoted } from '../../model/text.ts';
import { type MetadataEntry, readEntry } from './entry.ts';
import { readRdfJson } from './rdf-json.ts';
import { readRdfXml } from './rdf-xml.ts';
import { childElements, isNamed, parseXml } from './safe-xml.ts';
import { readSignature, type SignatureReading } from './signature.ts';
import { MARKETPLACE_BASE, RDF, XML } from './vocabulary.ts';

/** Bytes. The metadata of an image has about five thousand. */
export const LARGEST_METADATA = 1024 * 1024;

/** Documents in one answer; each may have a signature to check. */
const MOST_DOCUMENTS = 100;

/** Tags of one document. Real documents have a hundred; the time to check a signature grows with the square. */
const MOST_TAGS = 2_000;

/** The contents of a metadata document. */
export interface Metadata {
  readonly form: 'xml' | 'json';
  /** In the order of the document; empty when the marketplace found no image. */
  readonly entries: readonly MetadataEntry[];
}

/**
 * Reads metadata of the StratusLab marketplace: XML with one `rdf:RDF`, or several in a `metadata` element, or
 * RDF/JSON. Of signed XML, only the signed part is read; each entry has the result of its signature check.
 * `SourceError` when the document is unreadable, `VerificationError` for documents of another kind. Problems of an
 * entry are listed in the entry.
 */
export function parseMetadata(bytes: Uint8Array): Metadata {
  if (bytes.length > LARGEST_METADATA)
    throw new SourceError(`the metadata has more than ${LARGEST_METADATA} bytes`);
  const text = decode(bytes);
  if (!/^\s*</.test(text)) {
    const descriptions = readRdfJson(text);
    return { form: 'json', entries: descriptions.map((one) => readEntry(one, { status: 'none' })) };
  }
  const documents = unwrap(text);
  if (documents.length > MOST_DOCUMENTS)
    throw new VerificationError(`the metadata holds more than ${MOST_DOCUMENTS} rdf:RDF elements`);
  return { form: 'xml', entries: documents.flatMap(readDocument) };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new SourceError('the metadata is not readable: it is not UTF-8', {
      cause: error,
      hint: 'Check the address: it may be that of an image instead of its metadata.',
    });
  }
}

interface RdfDocument {
  readonly xml: string;
  readonly root: Element;
}

/** Each document as it was before the marketplace put it into a list, because in that form it was signed. */
function unwrap(text: string): readonly RdfDocument[] {
  const root = parseXml(text).documentElement;
  if (root && isNamed(root, RDF, 'RDF')) return [standAlone(root)];
  if (!root || !isNamed(root, null, 'metadata')) throw otherXml(root);
  return childElements(root).map((child) => {
    if (!isNamed(child, RDF, 'RDF')) throw otherXml(child);
    return standAlone(child);
  });
}

/** A document of its own, serialized in a form that all parsers read in the same way. */
function standAlone(rdf: Element): RdfDocument {
  // A parser reads a bare carriage return as a line feed; the signed text had a character reference.
  const xml = new XMLSerializer().serializeToString(rdf).replaceAll('\r', '&#13;');
  return { xml, root: parseXml(xml).documentElement! };
}

function otherXml(element: Element | null): VerificationError {
  return new VerificationError(
    `the XML document is not marketplace metadata: it holds ${quoted(element?.nodeName ?? '')} instead of rdf:RDF`,
    { hint: 'Use the metadata of an image from the marketplace: …/metadata/IDENTIFIER?media=xml.' },
  );
}

function readDocument({ xml, root }: RdfDocument): MetadataEntry[] {
  if (xml.split('<').length > MOST_TAGS)
    throw new VerificationError(`an rdf:RDF of the metadata holds more than ${MOST_TAGS} tags`);
  const signature = readSignature(xml, root);
  const trusted = signature.status === 'valid' || signature.status === 'weak' ? signature.root : root;
  return readRdfXml(trusted).map((description) => {
    const entry = readEntry(description, signature);
    return { ...entry, problems: [...documentProblems(trusted, signature), ...entry.problems] };
  });
}

function documentProblems(root: Element, signature: SignatureReading): readonly string[] {
  const base = root.getAttributeNS(XML, 'base') ?? '';
  return [
    ...(signature.status === 'invalid' ? [signature.problem] : []),
    ...(base === MARKETPLACE_BASE
      ? []
      : [`its xml:base is ${quoted(base)}, not ${quoted(MARKETPLACE_BASE)}`]),
  ];
}
