import { crc32, deflateRawSync } from 'node:zlib';

/** A member of a zip file; by default a deflated plain file with true values in its header. */
export interface ZipMember {
  readonly name: string;
  readonly data?: Buffer;
  readonly stored?: boolean;
  readonly encrypted?: boolean;
  /** The Unix mode, e.g. `0o120777` for a link. */
  readonly mode?: number;
  readonly crc?: number;
  /** The unpacked size that its header claims. */
  readonly size?: number;
}

/** A zip file (APPNOTE.TXT 4.3): each member behind its header, then the directory of all. */
export function zip(...members: readonly ZipMember[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const member of members) {
    const { name, data = Buffer.alloc(0), stored = false, encrypted = false, mode = 0o100644 } = member;
    const packed = stored ? data : deflateRawSync(data);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(encrypted ? 1 : 0, 2);
    shared.writeUInt16LE(stored ? 0 : 8, 4);
    shared.writeUInt32LE(member.crc ?? crc32(data), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(member.size ?? data.length, 18);
    shared.writeUInt16LE(Buffer.byteLength(name), 22);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE((mode << 16) >>> 0, 6);
    entry.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), shared, entry, Buffer.from(name)]));
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, Buffer.from(name), packed]);
    parts.push(local);
    at += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, entries, end]);
}
