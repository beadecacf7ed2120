import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { addName, conclude, isDescriptor, isDisk, nothingYet, readDisk, readText } from './one-disk.ts';
import { memberName, type UnpackOptions, unpackFailure } from './unpack-failure.ts';

const MOST_MEMBERS = 100;
const SYMBOLIC_LINK = 0o120000;
const FILE_TYPE = 0o170000;

/** The metadata file that macOS adds beside each file of a zip file. */
const MAC_METADATA = /^__MACOSX\/(?:.*\/)?\._[^/]*$/;

/**
 * Unpacks a zip file: its only file, apart from folders; or, if it has an .ovf, the one disk of that appliance, as in an
 * OVA. The directory of a zip file is at its end, so the whole file is spooled first. The output must have the size and
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
      if (isAppliance) yield* diskOf(zip, files, label);
      else yield* contentOf(zip, onlyOf(files, label), label);
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

function onlyOf(files: readonly Entry[], label: string): Entry {
  const [only, ...others] = files;
  if (!only || others.length > 0) {
    const names = files.slice(0, 5).map(({ fileName }) => memberName(fileName));
    throw unpackFailure(
      label,
      only ? `it contains ${files.length} files, not one: ${names.join(', ')}` : 'it contains no file',
      { hint: 'Publish the disk image in a zip file of its own.' },
    );
  }
  return only;
}

/** The disk of an appliance. Descriptor and manifest are read first, wherever they are, as they name the disk. */
async function* diskOf(
  zip: ZipFile,
  files: readonly Entry[],
  label: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const found = nothingYet();
  for (const { fileName } of files) addName(fileName, false, found, label);
  const others: Entry[] = [];
  for (const file of files) {
    const isText = await readText(file.fileName, contentOf(zip, file, label), found, label);
    if (!isText) others.push(file);
  }
  for (const file of others) {
    if (isDisk(file.fileName, found, label))
      yield* readDisk(file.fileName, contentOf(zip, file, label), found);
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
