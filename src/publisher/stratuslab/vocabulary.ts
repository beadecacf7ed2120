/** Namespaces of StratusLab metadata, and what every document gives as `xml:base`. */
export const MARKETPLACE_BASE = 'http://mp.stratuslab.eu/';
export const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
export const XML = 'http://www.w3.org/XML/1998/namespace';
export const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const DCTERMS = 'http://purl.org/dc/terms/';
const SLREQ = `${MARKETPLACE_BASE}slreq#`;
const SLTERMS = `${MARKETPLACE_BASE}slterms#`;

const PREFIXES: Readonly<Record<string, string>> = { dcterms: DCTERMS, slreq: SLREQ, slterms: SLTERMS };

/** The full name of a property as documents abbreviate it: `dcterms:title`. */
export function predicate(name: string): string {
  const [prefix = '', local = ''] = name.split(':');
  return `${PREFIXES[prefix]}${local}`;
}

/** What is said of one thing: its properties by full name, in the order of the document. */
export type Resource = ReadonlyMap<string, readonly Value[]>;

/** A text, or a thing without a name of its own, such as a checksum. */
export type Value = string | Resource;

/** One description of a document. */
export interface Description {
  /** Full name of what is described, e.g. `http://mp.stratuslab.eu/#LHfK…`. */
  readonly about: string;
  readonly properties: Resource;
}
