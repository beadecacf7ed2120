import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { HEAD_BYTES } from '../detect-format.ts';
import { peek } from '../peek.ts';
import { DISK, diskFormatOf, fitsFormat } from './disk-member.ts';
import {
  addName,
  conclude,
  isDescriptor,
  isMeantBy,
  noneOfFormat,
  noSuchMember,
  nothingYet,
  pickDisk,
  readDisk,
  readText,
  severalDisks,
} from './one-disk.ts';
import { memberName, type UnpackOptions, unpackFailure } from './unpack-failure.ts';

const MOST_MEMBERS = 100;
const SYMBOLIC_LINK = 0o120000;
const FILE_TYPE = 0o170000;

/** The metadata file that macOS adds beside each file of a zip file. */
const MAC_METADATA = /^__MACOSX\/(?:.*\/)?\._[^/]*$/;

/**
 * Unpacks a zip file: its only file, apart from folders, or its file that `choice` means; or, if it has an .ovf, the
 * disk of that appliance, as in an OVA. The directory of a zip file is at its end, so the whole file is spooled first. The output must have the size and
 * the CRC-32 that the directory gives.
 */
export async function* unpackZip(
  source: AsyncIterable<Uint8Array>,
  options: UnpackOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { label } = options;
  const spool = await options.spool();
  const packed = await spool.write(`${randomUUID()}.zip`, source);
  try {
    const zip = await attempt(label, () => openPromise(packed.path, { autoClose: false }));
    try {
      const files = await attempt(label, () => filesOf(zip, label));
      const isAppliance = files.some(({ fileName }) => isDescriptor(fileName));
      if (isAppliance) yield* diskOf(zip, files, options);
      else yield* contentOf(zip, await meantOf(zip, files, options), label);
    } finally {
      zip.close();
    }
  } finally {
    await packed.remove();
  }
}

async function filesOf(zip: ZipFile, label: string): Promise<readonly Entry[]> {
  if (zip.entryCount > MOST_MEMBERS) throw unpackFailure(label, `it has more than ${MOST_MEMBERS} members`);
  const files: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    const isFile = !entry.fileName.endsWith('/') && !MAC_METADATA.test(entry.fileName);
    if (isFile) files.push(entry);
  }
  return files;
}

async function meantOf(
  zip: ZipFile,
  files: readonly Entry[],
  { label, choice = {} }: UnpackOptions,
): Promise<Entry> {
  const names = files.map(({ fileName }) => fileName);
  const { member, format } = choice;
  if (member !== undefined) {
    const [only, ...others] = files.filter(({ fileName }) => isMeantBy(member, fileName));
    if (!only) throw noSuchMember(label, member, names);
    if (others.length === 0) return only;
    throw severalDisks(
      label,
      [only, ...others].map(({ fileName }) => fileName),
      member,
    );
  }
  const [only, ...others] = files;
  if (!only)
    throw unpackFailure(label, 'it contains no file', {
      hint: 'Publish the disk image in a zip file of its own.',
    });
  if (others.length === 0) return only;
  const fitting = format === undefined ? null : await onlyOfFormat(zip, files, format, label);
  if (fitting) return fitting;
  const shown = names.slice(0, 5).map(memberName).join(', ');
  throw unpackFailure(label, `it contains ${files.length} files, not one: ${shown}`, {
    hint: `Choose one by name, e.g. \`member: ${memberName(only.fileName)}\`.`,
  });
}

/** Of several files, the only disk of the declared format; null when no file has the name of a disk. */
async function onlyOfFormat(
  zip: ZipFile,
  files: readonly Entry[],
  format: string,
  label: string,
): Promise<Entry | null> {
  const fitting: Entry[] = [];
  const unfit: { readonly name: string; readonly format: string | null }[] = [];
  for (const file of files) {
    const { fileName } = file;
    if (!DISK.test(fileName)) continue;
    const { head, whole } = await peek(contentOf(zip, file, label), HEAD_BYTES);
    for await (const _ of whole) break;
    if (fitsFormat(fileName, head, format)) fitting.push(file);
    else unfit.push({ name: fileName, format: diskFormatOf(fileName, head) });
  }
  const [only = null, ...others] = fitting;
  if (others.length > 0)
    throw severalDisks(
      label,
      fitting.map(({ fileName }) => fileName),
    );
  if (only === null && unfit.length > 0) throw noneOfFormat(label, format, unfit);
  return only;
}

/** The disk of an appliance. Descriptor and manifest are read first, wherever they are, as they name the disk. */
async function* diskOf(
  zip: ZipFile,
  files: readonly Entry[],
  { label, choice }: UnpackOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const found = nothingYet(choice);
  for (const { fileName } of files) addName(fileName, false, found, label);
  const others: Entry[] = [];
  for (const file of files) {
    const isText = await readText(file.fileName, contentOf(zip, file, label), found, label);
    if (!isText) others.push(file);
  }
  for (const file of others) {
    const disk = await pickDisk(file.fileName, contentOf(zip, file, label), found, label);
    if (disk) yield* readDisk(file.fileName, disk, found);
  }
  conclude(found, 'ova', label);
}

async function* contentOf(
  zip: ZipFile,
  member: Entry,
  label: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const name = memberName(member.fileName);
  if (member.isEncrypted()) throw unpackFailure(label, `${name} in it is encrypted`);
  if (((member.externalFileAttributes >>> 16) & FILE_TYPE) === SYMBOLIC_LINK)
    throw unpackFailure(label, `${name} in it is a link`);
  const stream = await attempt(label, () => zip.openReadStreamPromise(member));
  let crc = 0;
  let bytes = 0;
  try {
    for await (const block of stream as AsyncIterable<Buffer>) {
      crc = crc32(block, crc);
      bytes += block.length;
      yield block;
    }
  } catch (error) {
    throw damaged(label, error);
  } finally {
    stream.destroy();
  }
  if (bytes !== member.uncompressedSize || crc !== member.crc32) {
    throw unpackFailure(label, `${name} in it does not match its size and CRC-32`);
  }
}

async function attempt<Value>(label: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw damaged(label, error);
  }
}

function damaged(label: string, error: unknown): unknown {
  const isOwn = error instanceof Error && error.name === 'VerificationError';
  if (isOwn || !(error instanceof Error)) return error;
  return unpackFailure(label, error.message.slice(0, 200), {
    hint: 'The file is damaged or incomplete, or is not a zip file.',
    cause: error,
  });
}
