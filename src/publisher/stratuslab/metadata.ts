import { type Element, XMLSerializer } from '@xmldom/xmldom';
import { SourceError, VerificationError } from '../../model/errors.ts';
import { quoted } from '../../model/text.ts';
import { type MetadataEntry, readEntry } from './entry.ts';
import { readRdfJson } from './rdf-json.ts';
import { readRdfXml } from './rdf-xml.ts';
import { childElements, isNamed, parseXml } from './safe-xml.ts';
import { readSignature, type SignatureReading } from './signature.ts';
import { MARKETPLACE_BASE, RDF, XML } from './vocabulary.ts';

/** Bytes; the metadata of an image has five thousand. */
export const LARGEST_METADATA = 1024 * 1024;

/** Each may have a signature to check. */
const MOST_DOCUMENTS = 100;

/** Of one document; a real one has a hundred. What checks signatures takes a time that grows with their square. */
const MOST_TAGS = 2_000;

/** What a metadata document holds. */
export interface Metadata {
  readonly form: 'xml' | 'json';
  /** In the order of the document; empty where the marketplace found nothing. */
  readonly entries: readonly MetadataEntry[];
}

/**
 * Reads metadata of the StratusLab marketplace: XML, one `rdf:RDF` or several in a `metadata` element, or RDF/JSON.
 * Of XML that is signed, only what the signature covers is read; each entry says what its signature is worth.
 * `SourceError` when nothing can be read, `VerificationError` for documents of another kind. What is wrong with an
 * entry is listed there.
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
      hint: 'Check that the document is the metadata of an image, and not the image.',
    });
  }
}

interface RdfDocument {
  readonly xml: string;
  readonly root: Element;
}

/** Each document as it was before the marketplace put it into a list: that is what was signed. */
function unwrap(text: string): readonly RdfDocument[] {
  const root = parseXml(text).documentElement;
  if (root && isNamed(root, RDF, 'RDF')) return [standAlone(root)];
  if (!root || !isNamed(root, null, 'metadata')) throw otherXml(root);
  return childElements(root).map((child) => {
    if (!isNamed(child, RDF, 'RDF')) throw otherXml(child);
    return standAlone(child);
  });
}

/** Written anew, in a form that no two parsers understand differently. */
function standAlone(rdf: Element): RdfDocument {
  // A carriage return in a text was written as a reference, and must be again.
  const xml = new XMLSerializer().serializeToString(rdf).replaceAll('\r', '&#13;');
  return { xml, root: parseXml(xml).documentElement! };
}

function otherXml(element: Element | null): VerificationError {
  return new VerificationError(
    `the XML document is no marketplace metadata: it holds ${quoted(element?.nodeName ?? '')} where rdf:RDF should be`,
    { hint: 'Take the metadata of an image from the marketplace: …/metadata/IDENTIFIER?media=xml.' },
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
      : [`its xml:base is ${quoted(base)} and not ${quoted(MARKETPLACE_BASE)}`]),
  ];
}
