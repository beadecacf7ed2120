import { detectFormat } from '../detect-format.ts';
import { layerOf } from '../packed-content.ts';
import { acceptsContent, formatsOf } from '../safety/formats.ts';

/** Endings of disk images, also packed. */
export const DISK = /\.(vmdk|img|qcow2?|raw|vhdx?|vdi)(?:\.(?:gz|bz2|xz|zst))?$/i;

/** Formats by the ending of a disk's name. `.img` may be any. */
const FORMATS: ReadonlyMap<string, string> = new Map([
  ['vmdk', 'vmdk'],
  ['qcow', 'qcow2'],
  ['qcow2', 'qcow2'],
  ['raw', 'raw'],
  ['vhd', 'vhd'],
  ['vhdx', 'vhdx'],
  ['vdi', 'vdi'],
]);

/** The disk format of a member: by its first bytes, for a compressed one by its name; null when neither tells. */
export function diskFormatOf(name: string, head: Uint8Array): string | null {
  return layerOf(head) === null ? detectFormat(head).diskFormat : formatOfName(name);
}

/** Whether a member may be a disk of the declared format, as the inspection of the stored bytes will judge it. */
export function fitsFormat(name: string, head: Uint8Array, declared: string): boolean {
  if (layerOf(head) === null) return acceptsContent(declared, formatsOf(detectFormat(head)));
  const format = formatOfName(name);
  return format === null || format === declared;
}

function formatOfName(name: string): string | null {
  return FORMATS.get(DISK.exec(name)?.[1]?.toLowerCase() ?? '') ?? null;
}
