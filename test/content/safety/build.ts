/** Numbers and texts to write at offsets: `[at, bytes]`. */
export type Part = readonly [at: number, bytes: Uint8Array];

/** Zeros with parts written over them. */
export function image(length: number, ...parts: readonly Part[]): Buffer {
  return over(Buffer.alloc(length), ...parts);
}

/** A copy with parts written over it. */
export function over(bytes: Buffer, ...parts: readonly Part[]): Buffer {
  const copy = Buffer.from(bytes);
  for (const [at, part] of parts) copy.set(part, at);
  return copy;
}

export function text(value: string): Buffer {
  return Buffer.from(value, 'latin1');
}

export function hex(value: string): Buffer {
  return Buffer.from(value.replaceAll(' ', ''), 'hex');
}

export function be16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

export function be32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function be64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}

export function le16(value: number): Buffer {
  return Buffer.from(be16(value)).reverse();
}

export function le32(value: number): Buffer {
  return Buffer.from(be32(value)).reverse();
}

export function le64(value: bigint): Buffer {
  return Buffer.from(be64(value)).reverse();
}

export const MIB = 1024 * 1024;
const BIG = 70 * 1024;

/** An empty disk of 1 MiB. */
export function qcow2(version: number, ...parts: readonly Part[]): Buffer {
  return image(
    BIG,
    [0, text('QFI\xfb')],
    [4, be32(version)],
    [20, be32(16)],
    [24, be64(BigInt(MIB))],
    ...(version === 3
      ? ([
          [96, be32(4)],
          [100, be32(104)],
        ] as const)
      : []),
    ...parts,
  );
}

export const DESCRIPTOR = [
  '# Disk DescriptorFile',
  'version=1',
  'CID=dfc1c580',
  'parentCID=ffffffff',
  'createType="monolithicSparse"',
  '# Extent description',
  'RW 2048 SPARSE "disk.vmdk"',
  '# The Disk Data Base',
  'ddb.adapterType = "ide"',
  '',
].join('\n');

/** A sparse extent of 2048 sectors with its descriptor in the second sector. */
export function vmdk(descriptor = DESCRIPTOR, ...parts: readonly Part[]): Buffer {
  return image(
    BIG,
    [0, text('KDMV')],
    [4, le32(1)],
    [12, le64(2048n)],
    [20, le64(128n)],
    [28, le64(1n)],
    [36, le64(20n)],
    [56, le64(26n)],
    [512, text(descriptor)],
    ...parts,
  );
}

/** Such an extent with a footer, which begins like its header. */
export function vmdkWithFooter(...inFooter: readonly Part[]): Buffer {
  const head = vmdk(DESCRIPTOR, [56, le64(0xffffffffffffffffn)]);
  const marker = image(512, [0, le64(1n)], [12, le32(3)]);
  const footer = over(head.subarray(0, 512), [56, le64(26n)]);
  return Buffer.concat([head, over(Buffer.concat([marker, footer, Buffer.alloc(512)]), ...inFooter)]);
}

export function vhdFooter(type: number, size: number, headerAt: bigint): Buffer {
  const footer = image(
    512,
    [0, text('conectix')],
    [12, be32(0x10000)],
    [16, be64(headerAt)],
    [40, be64(BigInt(size))],
    [48, be64(BigInt(size))],
    [60, be32(type)],
  );
  const sum = footer.reduce((total, byte) => total + byte, 0);
  return over(footer, [64, be32(~sum >>> 0)]);
}

/** A fixed VHD of a disk. */
export function fixedVhd(raw: Buffer, ...inFooter: readonly Part[]): Buffer {
  return Buffer.concat([raw, over(vhdFooter(2, raw.length, 0xffffffffffffffffn), ...inFooter)]);
}

/** A dynamic VHD of 1 MiB; `parts` go into its dynamic disk header. */
export function vhd(
  given: { readonly type?: number; readonly headerAt?: number; readonly footer?: Buffer },
  ...parts: readonly Part[]
): Buffer {
  const { type = 3, headerAt = 512 } = given;
  const footer = vhdFooter(type, MIB, BigInt(headerAt));
  const header = image(1024, [0, text('cxsparse')], [8, hex('ff ff ff ff ff ff ff ff')], ...parts);
  return Buffer.concat([
    image(Math.max(BIG, headerAt + 4096), [0, footer], [headerAt, header]),
    given.footer ?? footer,
  ]);
}

const GUIDS = {
  bat: '66 77 c2 2d 23 f6 00 42 9d 64 11 5e 9b fd 4a 08',
  metadata: '06 a2 7c 8b 90 47 9a 4b b8 fe 57 5f 05 0f 88 6e',
  fileParameters: '37 67 a1 ca 36 fa 43 4d b3 b6 33 f0 aa 44 e7 6b',
  diskSize: '24 42 a5 2f 1b cd 76 48 b2 11 5d be d8 3b f4 b8',
  parentLocator: '2d 5f d3 a8 0b b3 4d 45 ab f7 d3 d8 48 34 ab 0c',
  unknown: '00 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff',
} as const;

interface VhdxShape {
  readonly flags?: number;
  readonly items?: readonly (keyof typeof GUIDS)[];
  readonly regions?: readonly (keyof typeof GUIDS)[];
  readonly metadataAt?: number;
  /** Parts of the second region table. */
  readonly otherMetadataAt?: number;
  readonly log?: boolean;
}

/** A VHDX of 1 MiB, as far as its metadata go. */
export function vhdx(shape: VhdxShape = {}, ...parts: readonly Part[]): Buffer {
  const { flags = 0, items = ['fileParameters', 'diskSize'], regions = ['bat', 'metadata'] } = shape;
  const { metadataAt = MIB, otherMetadataAt = metadataAt } = shape;
  const header = image(4096, [0, text('head')], ...(shape.log ? ([[48, hex('01')]] as const) : []));
  const values = { fileParameters: [MIB, flags], diskSize: [MIB, 0] } as Record<string, number[]>;
  const entries = items.map((name, index) =>
    image(32, [0, hex(GUIDS[name])], [16, le32(65536 + index * 8)], [20, le32(8)], [24, le32(4)]),
  );
  const metadata = image(
    66 * 1024,
    [0, text('metadata')],
    [10, le16(items.length)],
    [32, Buffer.concat(entries)],
    ...items.map(
      (name, index): Part => [65536 + index * 8, Buffer.concat((values[name] ?? [0, 0]).map(le32))],
    ),
  );
  const table = (at: number) =>
    Buffer.concat([
      text('regi'),
      le32(0),
      le32(regions.length),
      le32(0),
      ...regions.map((name) =>
        image(32, [0, hex(GUIDS[name])], [16, le64(BigInt(at))], [24, le32(MIB)], [28, le32(1)]),
      ),
    ]);
  return image(
    metadataAt + metadata.length + 100,
    [0, text('vhdxfile')],
    [65536, header],
    [131072, header],
    [196608, table(metadataAt)],
    [262144, table(otherMetadataAt)],
    [metadataAt, metadata],
    ...parts,
  );
}

export function vdi(...parts: readonly Part[]): Buffer {
  return image(
    BIG,
    [0, text('<<< QEMU VM Virtual Disk Image >>>\n')],
    [0x40, le32(0xbeda107f)],
    [0x44, le32(0x10001)],
    [0x4c, le32(1)],
    [0x170, le64(BigInt(MIB))],
    ...parts,
  );
}

/** Payload after 8 sectors. */
export function luks(version = 1, payload = 8): Buffer {
  return image(BIG, [0, text('LUKS\xba\xbe')], [6, be16(version)], [104, be32(payload)]);
}

/** 40 sectors of 2 KiB. */
export function iso(...parts: readonly Part[]): Buffer {
  return image(
    40 * 2048,
    [0x8000, text('\x01CD001\x01')],
    [0x8050, le32(40)],
    [0x8080, le16(2048)],
    [0x8800, text('\xffCD001\x01')],
    ...parts,
  );
}

export const BOOT_SIGNATURE: Part = [510, hex('55 aa')];
/** One Linux partition from sector 2048 on. */
export const LINUX: Part = [446, hex('80 20 21 00 83 fe ff ff 00 08 00 00 00 08 00 00')];
export const PROTECTIVE: Part = [446, hex('00 00 02 00 ee ff ff ff 01 00 00 00 ff ff ff ff')];
/** Another Linux partition, in the second entry. */
export const SECOND_ENTRY: Part = [462, hex('00 20 21 00 83 fe ff ff 00 08 00 00 00 08 00 00')];
export const GPT_HEADER: Part = [512, text('EFI PART')];

export function disk(...parts: readonly Part[]): Buffer {
  return image(BIG, ...parts);
}

/** A disk whose first sector ends like a boot sector. */
export function bootSector(...parts: readonly Part[]): Buffer {
  return disk(BOOT_SIGNATURE, ...parts);
}
