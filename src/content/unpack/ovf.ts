import { DOMParser, type Element, type Node } from '@xmldom/xmldom';

const ELEMENT = 1;
const DEEPEST = 64;
/** Namespaces are copied from element to element: their number is what parsing costs. */
const MOST_NAMESPACES = 1000;

/** A file that a descriptor refers to as a disk. */
export interface OvfDisk {
  readonly name: string;
  /** Bytes of the file as it is in the archive; null: not said. */
  readonly size: number | null;
}

/**
 * The files that are the disks of an OVF descriptor (DMTF DSP0243, 7.1 and 9.1): those files of its `References` that a
 * `Disk` refers to. Empty when it refers to none. Null when it is no well-formed XML, or is built to exhaust a parser.
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

/** The text of a descriptor: UTF-8, or what its byte order mark says, without the mark. */
export function ovfText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}

/** As it is compared: an archive's member may be named `./disk.vmdk`, a reference percent-encoded. */
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

/** In any namespace, or none: OVF qualifies its attributes, and not every tool does. */
function attribute(element: Element, name: string): string | null {
  for (const candidate of element.attributes) if (candidate.localName === name) return candidate.value;
  return null;
}
