import { bytesAt, type Reading, type Sheet } from './reading.ts';

const BOOT_SECTOR = 512;
const PROTECTIVE = 0xee;
/** Start (head, sector, cylinder) as the UEFI specification (5.2.3) demands it, and as GNU parted writes it. */
const STARTS = [0x000200, 0x000100];
/** Logical sectors of 512 and of 4096 bytes. */
const HEADER_PLACES = [512, 4096];

interface Entry {
  readonly boot: number;
  readonly start: number;
  readonly type: number;
  readonly firstSector: number;
}

/**
 * A boot sector with a partition table: its own, or the protective table of a GPT. Two tables that disagree show different
 * disks to different readers. Little-endian.
 */
export function* readPartitionTable(sheet: Sheet): Reading {
  const sector = yield* bytesAt(0, BOOT_SECTOR);
  if (!sector || !hasPartitionTable(sector)) return;
  const entries = [446, 462, 478, 494].map((at) => readEntry(sector, at));
  const wrong = entries.findIndex(({ boot }) => boot !== 0 && boot !== 0x80);
  if (wrong !== -1) sheet.find('mbr-boot-flag', `partition ${wrong + 1} of its boot sector makes no sense`);
  const used = entries.filter(({ type }) => type !== 0);
  if (used.length === 0) sheet.find('mbr-empty', 'its boot sector has no partitions');
  if (used.some(({ type }) => type === PROTECTIVE)) yield* readProtective(entries, used, sheet);
}

/** Whether content begins with a partition table. The boot sector of a FAT file system ends in the same two bytes. */
export function hasPartitionTable(sector: Buffer): boolean {
  const fat = sector[0x10] === 2 && sector[0x15] === 0xf8;
  return sector.length >= BOOT_SECTOR && sector.readUInt16BE(510) === 0x55aa && !fat;
}

function readEntry(sector: Buffer, at: number): Entry {
  return {
    boot: sector.readUInt8(at),
    start: sector.readUIntBE(at + 1, 3),
    type: sector.readUInt8(at + 4),
    firstSector: sector.readUInt32LE(at + 8),
  };
}

function* readProtective(entries: readonly Entry[], used: readonly Entry[], sheet: Sheet): Reading {
  const protective = entries.filter(({ type }) => type === PROTECTIVE);
  if (used.length > 1 || entries[0]?.type !== PROTECTIVE) {
    sheet.find('gpt-hybrid-mbr', 'its boot sector has partitions of its own beside the GPT');
  }
  if (protective.some(({ start, firstSector }) => !STARTS.includes(start) || firstSector !== 1)) {
    sheet.find('gpt-protective-mbr', 'the boot sector that protects its GPT does not start where it must');
  }
  for (const place of HEADER_PLACES) {
    const signature = yield* bytesAt(place, 8);
    if (signature?.toString('latin1') === 'EFI PART') return;
  }
  sheet.find('gpt-header', 'its boot sector announces a GPT that is not there');
}
