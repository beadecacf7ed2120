import type { Element } from '@xmldom/xmldom';
import { C14nCanonicalization, C14nCanonicalizationWithComments } from 'xml-crypto';
import { isNamed } from './safe-xml.ts';
import { DSIG, XML } from './vocabulary.ts';

type Process = C14nCanonicalization['process'];

/**
 * Canonical XML 1.0 of a part of a document gives its first element the `xml:` attributes of the ancestors that are
 * left out (section 2.4): `SignedInfo` is digested with the `xml:base` of `rdf:RDF`. xml-crypto leaves that out.
 */
export class InclusiveC14n extends C14nCanonicalization {
  override process(...[node, options]: Parameters<Process>): ReturnType<Process> {
    return super.process(withInheritedAttributes(node, options.signatureNode), options);
  }
}

export class InclusiveC14nWithComments extends C14nCanonicalizationWithComments {
  override process(...[node, options]: Parameters<Process>): ReturnType<Process> {
    return super.process(withInheritedAttributes(node, options.signatureNode), options);
  }
}

/** `node` is a copy that stands alone; what it inherits is found above the signature itself. */
function withInheritedAttributes<Node>(node: Node, signature: unknown): Node {
  const element = node as unknown as Element;
  if (!isNamed(element, DSIG, 'SignedInfo')) return node;
  for (
    let above = signature as Element | null;
    above?.attributes;
    above = above.parentNode as Element | null
  ) {
    for (const attribute of above.attributes) {
      const { localName, name, value } = attribute;
      const isInherited = attribute.namespaceURI === XML && localName !== null;
      if (isInherited && !element.hasAttributeNS(XML, localName)) element.setAttributeNS(XML, name, value);
    }
  }
  return node;
}
