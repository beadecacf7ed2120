import { DOMParser, type Document, type Element, type Node } from '@xmldom/xmldom';
import { SourceError } from '../../model/errors.ts';

const ELEMENT = 1;
const PROCESSING_INSTRUCTION = 7;

/** Levels of a document. Real documents have five. */
const DEEPEST = 32;
/** The parser copies namespaces from element to element, so its cost is their number times the number of elements. */
const MOST_NAMESPACES = 4_000;
const MOST_NODES = 100_000;

/** Names of elements and attributes. Other letters are well formed too, but not every parser knows them. */
const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_.:-]*$/;

/**
 * Parses untrusted XML. `SourceError` when it is not well formed, is deeper or larger than any metadata, or has a
 * document type (which could define entities), processing instructions or names beyond ASCII.
 */
export function parseXml(text: string): Document {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw unreadable('it has a document type, which metadata never has');
  if (text.split('xmlns').length > MOST_NAMESPACES) throw unreadable('it declares too many namespaces');
  const document = parse(text);
  measure(document);
  return document;
}

function parse(text: string): Document {
  try {
    const parser = new DOMParser({
      locator: false,
      // The line ends of XML 1.0; the library's default are those of XML 1.1.
      normalizeLineEndings: (source) => source.replace(/\r\n?/g, '\n'),
      onError(_level, message) {
        throw new Error(message);
      },
    });
    return parser.parseFromString(text, 'text/xml');
  } catch (error) {
    throw unreadable('it is not well formed', error);
  }
}

/** Checks depth and size. Without recursion, because a deep document would overflow the stack. */
function measure(document: Document): void {
  let nodes = 0;
  let level: Node[] = [document];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) throw unreadable(`it is nested deeper than ${DEEPEST} levels`);
    const next: Node[] = [];
    for (const node of level) {
      // The parser reports the XML declaration as a processing instruction.
      if (node.nodeType === PROCESSING_INSTRUCTION && node.nodeName !== 'xml')
        throw unreadable('it has processing instructions');
      checkNames(node);
      for (let child = node.firstChild; child; child = child.nextSibling) next.push(child);
    }
    nodes += next.length;
    if (nodes > MOST_NODES) throw unreadable(`it has more than ${MOST_NODES} nodes`);
    level = next;
  }
}

function checkNames(node: Node): void {
  if (node.nodeType !== ELEMENT) return;
  for (const { nodeName } of [node, ...(node as Element).attributes])
    if (!PLAIN_NAME.test(nodeName)) throw unreadable('it has names beyond ASCII');
}

function unreadable(why: string, cause?: unknown): SourceError {
  return new SourceError(`the metadata is not readable as XML: ${why}`, {
    ...(cause === undefined ? {} : { cause }),
    hint: 'Check the address: the document must be the metadata of an image from a marketplace.',
  });
}

/** The elements directly below `parent`, in order. */
export function childElements(parent: Node): Element[] {
  const children: Element[] = [];
  for (let child = parent.firstChild; child; child = child.nextSibling)
    if (child.nodeType === ELEMENT) children.push(child as Element);
  return children;
}

/** Whether an element has a namespace and a local name. */
export function isNamed(element: Element, namespace: string | null, name: string): boolean {
  return element.namespaceURI === namespace && element.localName === name;
}
