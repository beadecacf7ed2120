import { DOMParser, type Element, type Node } from '@xmldom/xmldom';

const ELEMENT = 1;
const DEEPEST = 64;
/** The parser copies namespaces from element to element, so their number decides the cost of parsing. */
const MOST_NAMESPACES = 1000;

/** A file that a descriptor refers to as a disk. */
export interface OvfDisk {
  readonly name: string;
  /** Bytes of the file in the archive; null: the descriptor does not say. */
  readonly size: number | null;
}

/**
 * The disks of an OVF descriptor (DMTF DSP0243, 7.1 and 9.1): the files of its `References` that a `Disk` refers to.
 * Empty when there is none. Null when the text is not well-formed XML, or is built to exhaust a parser.
 */
export function disksOfOvf(text: string): readonly OvfDisk[] | null {
  if (/<!(DOCTYPE|ENTITY)/i.test(text) || text.split('xmlns').length > MOST_NAMESPACES) return null;
  const elements = parse(text);
  if (elements === null) return null;
  const files = new Map<string, OvfDisk>();
  for (const element of elements) {
    const id = attribute(element, 'id');
    const href = attribute(element, 'href');
    if (element.localName !== 'File' || id === null || href === null) continue;
    files.set(id, { name: plainName(href), size: sizeOf(element) });
  }
  const disks = new Map<string, OvfDisk>();
  for (const element of elements) {
    const reference = element.localName === 'Disk' ? attribute(element, 'fileRef') : null;
    const file = reference === null ? undefined : files.get(reference);
    if (file) disks.set(file.name, file);
  }
  return [...disks.values()];
}

function sizeOf(file: Element): number | null {
  const size = attribute(file, 'size')?.trim() ?? '';
  return /^\d{1,15}$/.test(size) ? Number(size) : null;
}

/** Decodes a descriptor: UTF-8, or the encoding of its byte order mark, which is dropped. */
export function ovfText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}

/** A name in the form for comparing: a member may be named `./disk.vmdk`, and a reference percent-encoded. */
export function plainName(name: string): string {
  const relative = name.replace(/^(?:\.\/)+/, '');
  try {
    return decodeURIComponent(relative);
  } catch {
    return relative;
  }
}

/** Every element, level by level. */
function parse(text: string): readonly Element[] | null {
  try {
    const parser = new DOMParser({
      locator: false,
      onError(level, message) {
        if (level !== 'warning') throw new Error(message);
      },
    });
    return elementsOf(parser.parseFromString(text, 'text/xml'));
  } catch {
    return null;
  }
}

function elementsOf(document: Node): readonly Element[] | null {
  const found: Element[] = [];
  let level: readonly Node[] = [document];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return null;
    const next: Node[] = [];
    for (const node of level) {
      for (let child = node.firstChild; child; child = child.nextSibling) {
        if (child.nodeType === ELEMENT) next.push(child);
      }
    }
    found.push(...(next as Element[]));
    level = next;
  }
  return found;
}

/** An attribute in any namespace or none: OVF qualifies its attributes, but not every tool does. */
function attribute(element: Element, name: string): string | null {
  for (const candidate of element.attributes) if (candidate.localName === name) return candidate.value;
  return null;
}
