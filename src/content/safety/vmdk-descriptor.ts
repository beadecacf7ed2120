import type { Sheet } from './reading.ts';

const CREATE_TYPES = ['monolithicsparse', 'streamoptimized'];
/** Keys that mark a text as a descriptor. */
const KEYS = ['createtype', 'parentcid', 'parentfilenamehint'];
const EXTENT = /^(?:rw|rdonly|noaccess)\s/;
const SINGLE_FILE_EXTENT = /^(?:rw|rdonly|noaccess)\s+\d+\s+sparse(?:\s|$)/;

/**
 * Checks a VMDK's descriptor (VMware's Virtual Disk Format 5.0): the text that lists its parts, up to the first NUL.
 * Readers differ in how they look for a key, some even in comments, so each key that matters may occur only once.
 */
export function readDescriptor(bytes: Buffer, sheet: Sheet): void {
  const end = bytes.indexOf(0);
  const all = bytes.toString('latin1').toLowerCase();
  const text = end === -1 ? all : all.slice(0, end);
  const lines = text.split(/[\r\n]+/).map((line) => line.trim());
  const strange = lines.find((line) => !isKnown(line));
  if (strange !== undefined || /[^\t\n\r\x20-\x7e]/.test(text)) {
    sheet.find('vmdk-descriptor', 'its descriptor has lines that no VMDK of a single file needs');
  }
  if (KEYS.some((key) => all.includes(key, text.length))) {
    sheet.find('vmdk-descriptor', 'it has a second descriptor behind the end of the first');
  }
  checkCreateType(text, lines, sheet);
  checkExtents(
    lines.filter((line) => EXTENT.test(line)),
    sheet,
  );
  checkParent(text, lines, sheet);
}

function isKnown(line: string): boolean {
  if (line === '' || line.startsWith('#')) return true;
  return EXTENT.test(line) || /^ddb[\w.]*\s*=/.test(line) || /^[a-z]\w*\s*=/.test(line);
}

function checkCreateType(text: string, lines: readonly string[], sheet: Sheet): void {
  const values = valuesOf('createtype', lines);
  if (text.split('createtype').length !== 2 || values.length !== 1) {
    sheet.find('vmdk-create-type', 'its descriptor has no createType, or more than one');
  } else if (!CREATE_TYPES.includes(values[0] ?? '')) {
    sheet.find('vmdk-create-type', 'its createType is neither monolithicSparse nor streamOptimized');
  }
}

/** A colon ends the name of a drive, or of a protocol over which QEMU would fetch the data. */
function checkExtents(extents: readonly string[], sheet: Sheet): void {
  if (extents.length !== 1 || !SINGLE_FILE_EXTENT.test(extents[0] ?? '')) {
    sheet.find('vmdk-extent', 'its descriptor does not have exactly one extent, and a sparse one');
  }
  if (extents.some((extent) => /[/\\:]/.test(extent))) {
    sheet.find('vmdk-extent-path', 'its descriptor takes data from a path of the host that opens the image');
  }
}

function checkParent(text: string, lines: readonly string[], sheet: Sheet): void {
  const children = valuesOf('parentcid', lines).filter((value) => value !== 'ffffffff');
  if (text.includes('parentfilenamehint') || children.length > 0) {
    sheet.find('vmdk-parent-hint', 'it names a parent image, a file of the host that opens the image');
  }
}

function valuesOf(key: string, lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const [name = '', ...rest] = line.split('=');
    return name.trim() === key
      ? [
          rest
            .join('=')
            .trim()
            .replace(/^"(.*)"$/, '$1'),
        ]
      : [];
  });
}
