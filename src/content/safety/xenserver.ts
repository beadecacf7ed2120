import { constants, gunzipSync } from 'node:zlib';
import type { MakeReading } from './formats.ts';
import { readTarHeader, TAR_BLOCK } from './tar-header.ts';
import { FOOTER_BYTES, readFooter } from './vhd.ts';

/** Compressed bytes that are unpacked. A byte may become a thousand, and no more. */
const LOOKED_AT = 8 * 1024;

/** The names of Nova's plugins for XenServer: a chain of disks from its leaf, `0.vhd`, up; before, the other names. */
const VHD_NAME = /^(?:\.\/)?(?:\d{1,4}|image|base|snap|swap)\.vhd$/;
const LEAF_NAME = /^(?:\.\/)?0\.vhd$/;

/**
 * Reads an image as Nova's XenServer driver stored it: a gzipped tar archive of VHDs (`tar -zc .`, plugins/xenserver of
 * Nova up to Ussuri). Looks at the first VHD alone, as nothing behind compression is inspected. `head` is the content's
 * beginning.
 */
export function readXenServer(head: Buffer): MakeReading {
  // biome-ignore lint/correctness/useYield: the head is here already
  return function* (sheet) {
    const archive = beginningOf(head);
    const first = archive && firstFile(archive);
    if (!first || !VHD_NAME.test(first.name)) {
      sheet.find(
        'container-mismatch',
        'its container format is ovf, but its gzip file does not hold a tar archive of numbered VHDs, as XenServer packs them',
      );
      return;
    }
    const { bytes, name } = first;
    if (bytes.length < FOOTER_BYTES || bytes.toString('latin1', 0, 8) !== 'conectix') {
      sheet.find(
        'format-mismatch',
        `it is declared vhd, but its member ${name} does not begin as a dynamic VHD`,
      );
      return;
    }
    const footer = readFooter(bytes.subarray(0, FOOTER_BYTES));
    if (!footer.intact)
      sheet.find('vhd-header', `the checksum at the beginning of its member ${name} is wrong`);
    if (LEAF_NAME.test(name)) sheet.size(footer.size);
  };
}

/** The first bytes behind the compression; null when they are damaged. */
function beginningOf(head: Buffer): Buffer | null {
  try {
    // Takes what the cut bytes give, in place of an error at their end.
    return gunzipSync(head.subarray(0, LOOKED_AT), { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return null;
  }
}

/** The first member that is a file, with its data as far as they are there. The archive may begin with its own folder. */
function firstFile(archive: Buffer): { readonly name: string; readonly bytes: Buffer } | null {
  for (let at = 0; at + TAR_BLOCK <= archive.length; at += TAR_BLOCK) {
    const header = readTarHeader(archive.subarray(at, at + TAR_BLOCK));
    if (!header) return null;
    const isRoot = header.type === '5' && /^\.\/?$/.test(header.name);
    if (isRoot) continue;
    if (header.type !== '0') return null;
    const data = archive.subarray(at + TAR_BLOCK, at + TAR_BLOCK + header.size);
    return { name: header.name, bytes: data };
  }
  return null;
}
