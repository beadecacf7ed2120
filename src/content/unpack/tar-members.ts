import {
  type PaxRecord,
  paxRecords,
  readOldTarHeader,
  readTarHeader,
  TAR_BLOCK,
} from '../safety/tar-header.ts';
import { type ByteReader, readBytes } from './byte-reader.ts';
import { addName, conclude, isMetadata, nothingYet, pickDisk, readDisk, readText } from './one-disk.ts';
import {
  isSound,
  readGnuMap,
  readMapBeforeData,
  type SparseFile,
  sparseOfPax,
  writeOut,
} from './sparse-map.ts';
import { memberName, type UnpackOptions, unpackFailure } from './unpack-failure.ts';

/** One member of an archive. */
interface TarMember {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'other';
  /** A file's bytes, with zeros for the holes of a sparse file. To be read before the next member, if at all. */
  readonly content: AsyncIterable<Uint8Array>;
}

interface TarOptions {
  readonly label: string;
  /** Bytes that a sparse file may have. */
  readonly largest: number;
}

const LONGEST_EXTENSION = 4 * 1024 * 1024;
const ZEROS = Buffer.alloc(TAR_BLOCK);

/** Keywords that set where a member's data end, or which member it is. */
const GRAVE = /^(?:path|linkpath|size|GNU\.sparse\..*)$/;

/** What extension headers say about the member after them. */
interface Extension {
  readonly longName: string | null;
  readonly records: readonly PaxRecord[];
}

const NOTHING: Extension = { longName: null, records: [] };

/** The place of a member's data, and their map when the member is sparse. */
interface Extent {
  readonly name: string;
  /** Bytes behind the headers, without the padding of the last block. */
  readonly stored: number;
  readonly sparse: SparseFile | null;
}

/**
 * Reads the members of a tar archive as it passes (POSIX.1-2001, "ustar Interchange Format", with pax headers, GNU tar's
 * own forms, and the form before POSIX). Reads sparse files in all forms that GNU tar writes. Skips zeros between
 * members, and so checks bytes after the end of the archive as well. `VerificationError` for a damaged or cut archive.
 */
async function* tarMembers(
  source: AsyncIterable<Uint8Array>,
  { label, largest }: TarOptions,
): AsyncGenerator<TarMember, void, undefined> {
  const bytes = readBytes(source, () => damaged(label, 'it ends within a member'));
  let extension = NOTHING;
  try {
    for (;;) {
      const block = await bytes.take(TAR_BLOCK);
      if (block === null) break;
      if (block.equals(ZEROS)) continue;
      const header = readTarHeader(block) ?? readOldTarHeader(block);
      if (header === null) throw damaged(label, 'a header is missing');
      if ('xgLK'.includes(header.type)) {
        extension = await extend(extension, header, bytes, label);
        continue;
      }
      const isSparse = header.type === 'S' && header.isGnu;
      const gnu = isSparse ? await readGnuMap(block, bytes) : null;
      if (isSparse && gnu === null) throw badMap(label, header.name);
      const begun = bytes.position;
      const { name, sparse, stored } = await extentOf(header, extension, gnu, bytes, label);
      extension = NOTHING;
      const kind = kindOf(header.type, name, isSparse);
      if (sparse && sparse.size > largest) throw tooLarge(label, name, sparse.size, largest);
      if (sparse && !isSound(sparse, stored - (bytes.position - begun))) throw badMap(label, name);
      const size = kind === 'directory' ? 0 : stored;
      yield { name, kind, content: sparse ? writeOut(sparse, bytes) : bytes.pass(size) };
      const end = begun + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
      for await (const _ of bytes.pass(end - bytes.position));
    }
    if (extension !== NOTHING) throw damaged(label, 'it ends after an extension header');
  } finally {
    await bytes.close();
  }
}

interface Header {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

function kindOf(type: string, name: string, isSparse: boolean): TarMember['kind'] {
  if (isSparse || type === '7') return 'file';
  if (type === '0') return name.endsWith('/') ? 'directory' : 'file';
  return type === '5' ? 'directory' : 'other';
}

async function extend(
  extension: Extension,
  { type, size }: Header,
  bytes: ByteReader,
  label: string,
): Promise<Extension> {
  if (size > LONGEST_EXTENSION)
    throw damaged(label, `an extension header has more than ${LONGEST_EXTENSION} bytes`);
  const padded = size === 0 ? null : await bytes.take(Math.ceil(size / TAR_BLOCK) * TAR_BLOCK);
  const data = padded?.subarray(0, size) ?? Buffer.alloc(0);
  if (type === 'L') return { ...extension, longName: data.toString('utf8').split('\0', 1)[0] ?? '' };
  // The long target of a link: links are refused in any case.
  if (type === 'K') return extension;
  const records = paxRecords(data);
  if (records === null) throw damaged(label, 'an extension header is damaged');
  if (type === 'x') return { ...extension, records };
  if (!records.some(([key]) => GRAVE.test(key))) return extension;
  throw damaged(label, 'it gives all its members one name or size');
}

async function extentOf(
  header: Header,
  { longName, records }: Extension,
  gnu: SparseFile | null,
  bytes: ByteReader,
  label: string,
): Promise<Extent> {
  const values = new Map(records);
  const name = values.get('GNU.sparse.name') ?? values.get('path') ?? longName ?? header.name;
  const said = values.get('size');
  if (said !== undefined && !/^\d{1,15}$/.test(said)) throw damaged(label, 'an extension header is damaged');
  const stored = said === undefined ? header.size : Number(said);
  const pax = sparseOfPax(records);
  if (pax === null) return { name, stored, sparse: gnu };
  const isPlain = header.type === '0' || header.type === '7';
  if (pax === 'damaged' || !isPlain) throw badMap(label, name);
  const pieces = pax.pieces ?? (await readMapBeforeData(bytes, stored));
  if (pieces === null) throw badMap(label, name);
  return { name, stored, sparse: { size: pax.size, pieces } };
}

function badMap(label: string, name: string): Error {
  return unpackFailure(label, `the map of its sparse member ${memberName(name)} is damaged`, {
    hint: 'The archive is damaged, or the tool that made it is not compatible with GNU tar.',
  });
}

function tooLarge(label: string, name: string, size: number, largest: number): Error {
  return unpackFailure(
    label,
    `its sparse member ${memberName(name)} is ${size} bytes: more than ${largest}`,
    {
      hint: 'If it really is that large, set `size` to the bytes it unpacks to, with `digest_of: decompressed`.',
    },
  );
}

function damaged(label: string, why: string): Error {
  return unpackFailure(label, `the archive is damaged or incomplete (${why})`);
}

/**
 * Passes on the one disk image of a tar archive: the file that `choice.member` means, the disk of the archive's .ovf,
 * or the only file with the name of a disk, and of the declared format where that is known. With `ova`, the archive must have exactly one .ovf. Refuses a second disk, links, names
 * that lead out of the archive, more than 100 members, and a disk that does not match the archive's manifest (.mf).
 */
export async function* unpackTar(
  source: AsyncIterable<Uint8Array>,
  { label, largest, choice }: UnpackOptions,
  kind: 'tar' | 'ova',
): AsyncGenerator<Uint8Array, void, undefined> {
  const found = nothingYet(choice);
  for await (const { name, kind: kindOfMember, content } of tarMembers(source, { label, largest })) {
    if (kindOfMember === 'other') {
      throw unpackFailure(label, `its member ${memberName(name)} is not a plain file`, {
        hint: 'Pack the files themselves: no links, no devices.',
      });
    }
    const isFolder = kindOfMember === 'directory';
    addName(isFolder ? name.replace(/\/$/, '') : name, isFolder, found, label);
    if (isFolder || isMetadata(name)) continue;
    if (await readText(name, content, found, label)) continue;
    const disk = await pickDisk(name, content, found, label);
    if (disk) yield* readDisk(name, disk, found);
  }
  conclude(found, kind, label);
}
