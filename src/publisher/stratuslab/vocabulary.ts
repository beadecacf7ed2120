/** The `xml:base` of every StratusLab metadata document, from which its namespaces are made. */
export const MARKETPLACE_BASE = 'http://mp.stratuslab.eu/';
export const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
export const XML = 'http://www.w3.org/XML/1998/namespace';
export const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const DCTERMS = 'http://purl.org/dc/terms/';
const SLREQ = `${MARKETPLACE_BASE}slreq#`;
const SLTERMS = `${MARKETPLACE_BASE}slterms#`;

const PREFIXES: Readonly<Record<string, string>> = { dcterms: DCTERMS, slreq: SLREQ, slterms: SLTERMS };

/** The full name of a property, from its short form such as `dcterms:title`. */
export function predicate(name: string): string {
  const [prefix = '', local = ''] = name.split(':');
  return `${PREFIXES[prefix]}${local}`;
}

/** The properties of one resource by full name, in the order of the document. */
export type Resource = ReadonlyMap<string, readonly Value[]>;

/** A text, or a resource without a name of its own, such as a checksum. */
export type Value = string | Resource;

/** One `rdf:Description` of a document. */
export interface Description {
  /** Full name of the described resource, e.g. `http://mp.stratuslab.eu/#LHfK…`. */
  readonly about: string;
  readonly properties: Resource;
}
