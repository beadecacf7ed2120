import type { Element } from '@xmldom/xmldom';
import { childElements, isNamed } from './safe-xml.ts';
import { type Description, RDF, type Resource, type Value, XML } from './vocabulary.ts';

/**
 * Reads the descriptions of one `rdf:RDF` element, in order. It knows only the part of RDF/XML that metadata uses:
 * properties are elements with a text, `rdf:resource`, `rdf:parseType="Resource"` or a nested `rdf:Description`.
 */
export function readRdfXml(rdf: Element): Description[] {
  const base = rdf.getAttributeNS(XML, 'base') ?? '';
  return childElements(rdf)
    .filter((child) => isNamed(child, RDF, 'Description'))
    .map((description) => ({
      about: `${base}${description.getAttributeNS(RDF, 'about') ?? ''}`,
      properties: propertiesOf(description),
    }));
}

function propertiesOf(description: Element): Resource {
  const properties = new Map<string, Value[]>();
  for (const element of childElements(description)) {
    const name = `${element.namespaceURI ?? ''}${element.localName}`;
    const values = properties.get(name);
    if (values) values.push(readValue(element));
    else properties.set(name, [readValue(element)]);
  }
  return properties;
}

function readValue(element: Element): Value {
  const children = childElements(element);
  const [only] = children;
  if (children.length === 1 && only && isNamed(only, RDF, 'Description')) return propertiesOf(only);
  if (children.length > 0 || element.getAttributeNS(RDF, 'parseType') === 'Resource')
    return propertiesOf(element);
  return element.getAttributeNS(RDF, 'resource') ?? (element.textContent ?? '').trim();
}
