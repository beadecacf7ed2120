import type { Element } from '@xmldom/xmldom';
import { C14nCanonicalization, C14nCanonicalizationWithComments } from 'xml-crypto';
import { isNamed } from './safe-xml.ts';
import { DSIG, XML } from './vocabulary.ts';

type Process = C14nCanonicalization['process'];

/**
 * Canonical XML 1.0 with inherited attributes, which xml-crypto lacks. The first element of a part of a document gets
 * the `xml:` attributes of its ancestors (section 2.4): `SignedInfo` is digested with the `xml:base` of `rdf:RDF`.
 */
export class InclusiveC14n extends C14nCanonicalization {
  override process(...[node, options]: Parameters<Process>): ReturnType<Process> {
    return super.process(withInheritedAttributes(node, options.signatureNode), options);
  }
}

/** The same as {@link InclusiveC14n}, with comments. */
export class InclusiveC14nWithComments extends C14nCanonicalizationWithComments {
  override process(...[node, options]: Parameters<Process>): ReturnType<Process> {
    return super.process(withInheritedAttributes(node, options.signatureNode), options);
  }
}

/**
 * Copies `xml:` attributes to `node`, which is a copy without ancestors, from the ancestors of the signature itself.
 */
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
