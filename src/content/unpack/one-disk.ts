import { ALGORITHMS, type Digests, HEX_LENGTH, isAlgorithm } from '../../model/digest.ts';
import { withoutCredentials } from '../../model/secrets.ts';
import { createDigester, createParallelDigester } from '../digesting.ts';
import { isPlainName } from '../safety/ova.ts';
import { disksOfOvf, type OvfDisk, ovfText, plainName } from './ovf.ts';
import { memberName, unpackFailure } from './unpack-failure.ts';

const MOST_MEMBERS = 100;
const LONGEST_TEXT = 1024 * 1024;

/** Endings of disk images, also packed. */
const DISK = /\.(?:vmdk|img|qcow2?|raw|vhdx?|vdi)(?:\.(?:gz|bz2|xz|zst))?$/i;

/** The metadata file that macOS adds beside each file of an archive. */
const MAC_METADATA = /^(?:.*\/)?\._/;

/** DSP0243, 7.1: a part of a file that was cut into chunks. */
const CHUNK = /\.\d{9}$/;

/** DSP0243, 7.1: the http(s) address of a file outside of the archive. */
const ADDRESS = /^[a-z][a-z0-9+.-]*:/i;

/** What was found in an archive so far. */
interface Found {
  readonly names: string[];
  /** The archive's .ovf: its name and digests, and the disk that it names. */
  descriptor: { readonly name: string; readonly digests: Digests; readonly named: OvfDisk | null } | null;
  manifest: { readonly name: string; readonly digests: ReadonlyMap<string, Digests> } | null;
  disk: { readonly name: string; readonly digests: Digests; readonly bytes: number } | null;
  /** Members that look like disks, although the descriptor names another. */
  readonly others: string[];
}

/** The state before the first member. */
export function nothingYet(): Found {
  return { names: [], descriptor: null, manifest: null, disk: null, others: [] };
}

/** Records a member's name. Refuses the 101st member, and a name that leads out of the archive. */
export function addName(name: string, isFolder: boolean, { names }: Found, label: string): void {
  if (names.length >= MOST_MEMBERS) throw unpackFailure(label, `it has more than ${MOST_MEMBERS} members`);
  if (!isPlainName(name))
    throw unpackFailure(label, `the name of its member ${memberName(name)} leads out of the archive`);
  if (!isFolder) names.push(name);
}

/** Whether a member is metadata that macOS added. */
export function isMetadata(name: string): boolean {
  return MAC_METADATA.test(name);
}

/** Whether a member is an .ovf descriptor, by its name. */
export function isDescriptor(name: string): boolean {
  return /\.ovf$/i.test(name);
}

/** Reads the member if it is the archive's descriptor or manifest; returns whether it is. */
export async function readText(
  name: string,
  content: AsyncIterable<Uint8Array>,
  found: Found,
  label: string,
): Promise<boolean> {
  if (isDescriptor(name)) {
    await readDescriptor(name, content, found, label);
    return true;
  }
  if (!/\.mf$/i.test(name)) return false;
  const text = (await textOf(content, name, label)).toString('utf8');
  found.manifest = { name, digests: readManifest(text) };
  return true;
}

async function readDescriptor(
  name: string,
  content: AsyncIterable<Uint8Array>,
  found: Found,
  label: string,
): Promise<void> {
  if (found.descriptor) {
    const both = [found.descriptor.name, name].map(memberName).join(' and ');
    throw unpackFailure(label, `it has more than one .ovf: ${both}`);
  }
  const text = await textOf(content, name, label);
  const disks = disksOfOvf(ovfText(text));
  if (disks === null) throw unpackFailure(label, `its ${memberName(name)} cannot be read as XML`);
  if (disks.length > 1) {
    throw severalDisks(
      label,
      disks.map((disk) => disk.name),
    );
  }
  const [named = null] = disks;
  if (named && ADDRESS.test(named.name)) throw elsewhere(label, name, named.name);
  const digester = createDigester(['sha1', 'sha256', 'sha512']);
  digester.update(text);
  found.descriptor = { name, digests: digester.finish(), named };
}

/** Whether a member is the archive's disk. Throws for a second disk, and for a part of a disk. */
export function isDisk(name: string, { descriptor, disk, others }: Found, label: string): boolean {
  const named = descriptor?.named?.name;
  const isNamed = named !== undefined && isMember(name, named, descriptor);
  if (named !== undefined && CHUNK.test(name) && isMember(name.replace(CHUNK, ''), named, descriptor))
    throw inChunks(label, name);
  if (!isNamed && !DISK.test(name)) return false;
  if (disk) throw severalDisks(label, [disk.name, name]);
  if (named !== undefined && !isNamed) {
    // The named disk may still follow, or is missing.
    others.push(name);
    return false;
  }
  if (others.length > 0) throw severalDisks(label, [...others, name]);
  return true;
}

/** Whether a text of the archive refers to this member by `called`: from the archive's root, or from beside the text. */
function isMember(member: string, called: string, text: { readonly name: string } | null): boolean {
  return namesOf(member, text).includes(called);
}

function namesOf(member: string, text: { readonly name: string } | null): readonly string[] {
  const plain = plainName(member);
  const folder = plainName(text?.name ?? '').replace(/[^/]*$/, '');
  return folder !== '' && plain.startsWith(folder) ? [plain, plain.slice(folder.length)] : [plain];
}

function listedOf(member: string, { manifest }: Found): Digests | null {
  const [listed] = namesOf(member, manifest).flatMap((name) => manifest?.digests.get(name) ?? []);
  return listed ?? null;
}

/** Passes the disk on unchanged, and keeps its digests for {@link conclude}. */
export async function* readDisk(
  name: string,
  content: AsyncIterable<Uint8Array>,
  found: Found,
): AsyncGenerator<Uint8Array, void, undefined> {
  const listed = listedOf(name, found);
  const known = ALGORITHMS.filter((algorithm) => listed?.[algorithm] !== undefined);
  // A manifest that follows later may use any of the three.
  const digester = createParallelDigester(found.manifest ? known : ['sha1', 'sha256', 'sha512']);
  try {
    for await (const block of content) {
      const room = digester.update(block);
      if (room) await room;
      yield block;
    }
    found.disk = { name, digests: await digester.finish(), bytes: digester.bytes };
  } finally {
    digester.close();
  }
}

/** Checks the archive as a whole, after its last member: throws unless it has one disk that matches both texts. */
export function conclude(found: Found, kind: 'tar' | 'ova', label: string): void {
  const { descriptor, disk } = found;
  if (kind === 'ova' && !descriptor) {
    throw unpackFailure(label, 'it has no .ovf, which an OVA must have', {
      hint: 'If it is a plain archive with one disk image, set `decompress: tar`.',
    });
  }
  if (!disk) throw noDisk(found, label);
  const named = descriptor?.named ?? null;
  if (named && !isMember(disk.name, named.name, descriptor)) {
    // The disk came before the descriptor.
    const isThere = found.names.some((name) => isMember(name, named.name, descriptor));
    throw isThere ? severalDisks(label, [named.name, disk.name]) : noDisk(found, label);
  }
  if (named && named.size !== null && named.size !== disk.bytes) {
    throw unpackFailure(
      label,
      `its ${memberName(disk.name)} has ${disk.bytes} bytes, and its descriptor says ${named.size}`,
      { hint: ALTERED },
    );
  }
  holdToManifest(found, disk, label);
}

const ALTERED =
  'The archive is damaged, or was changed after it was made. Download it again; or, if you know that the disk is right, unpack it and set the disk as the `source`.';

function holdToManifest(found: Found, disk: NonNullable<Found['disk']>, label: string): void {
  const { descriptor, manifest } = found;
  if (!manifest) return;
  if (descriptor && listedOf(disk.name, found) === null) {
    throw unpackFailure(
      label,
      `its manifest ${memberName(manifest.name)} lists no digest of its disk ${memberName(disk.name)}`,
      { hint: ALTERED },
    );
  }
  for (const { name, digests } of descriptor ? [descriptor, disk] : [disk]) {
    const listed = listedOf(name, found) ?? {};
    const wrong = ALGORITHMS.find(
      (algorithm) => listed[algorithm] !== undefined && listed[algorithm] !== digests[algorithm],
    );
    if (wrong === undefined) continue;
    throw unpackFailure(
      label,
      `its member ${memberName(name)} has ${wrong} ${digests[wrong]}, and its manifest says ${listed[wrong]}`,
      { hint: ALTERED },
    );
  }
}

function noDisk({ names, descriptor }: Found, label: string): Error {
  const named = descriptor?.named?.name;
  const chunk = names.find((name) => CHUNK.test(name) && DISK.test(name.replace(CHUNK, '')));
  if (chunk !== undefined) return inChunks(label, chunk);
  const members = names.slice(0, 5).map(memberName).join(', ');
  const missing = named === undefined ? 'a disk image' : `its disk ${memberName(named)}`;
  const why = `it does not contain ${missing}; it contains ${members === '' ? 'nothing' : members}`;
  return unpackFailure(label, why, {
    hint: 'Download it again, as it may be incomplete; or set the disk itself as the `source`.',
  });
}

function inChunks(label: string, chunk: string): Error {
  return unpackFailure(
    label,
    `its disk is cut into chunks (such as ${memberName(chunk)}), which is not supported`,
    {
      hint: 'Unpack it, join the chunks in their order (`cat disk.vmdk.0* > disk.vmdk`), and set the disk as the `source`.',
    },
  );
}

function elsewhere(label: string, descriptor: string, address: string): Error {
  const [place = ''] = withoutCredentials(address).split(/[?#]/);
  return unpackFailure(
    label,
    `its ${memberName(descriptor)} places the disk outside of the archive, at ${memberName(place)}`,
    { hint: 'Set the address of the disk as the `source`, or that of an archive that contains the disk.' },
  );
}

function severalDisks(label: string, names: readonly string[]): Error {
  return unpackFailure(
    label,
    `it contains more than one disk: ${names.slice(0, 5).map(memberName).join(', ')}`,
    {
      hint: 'An image has one disk: publish each disk by itself.',
    },
  );
}

async function textOf(content: AsyncIterable<Uint8Array>, name: string, label: string): Promise<Buffer> {
  const blocks: Uint8Array[] = [];
  let bytes = 0;
  for await (const block of content) {
    bytes += block.length;
    if (bytes > LONGEST_TEXT)
      throw unpackFailure(label, `its ${memberName(name)} has more than ${LONGEST_TEXT} bytes`);
    blocks.push(block);
  }
  return Buffer.concat(blocks);
}

/** A line of a manifest: `SHA256(disk.vmdk)= HEX`, with or without blanks. */
const LINE = /^(SHA(?:1|256|512)) ?\(([^\r\n]{1,255})\) ?= ?([0-9A-Fa-f]{40,128})[ \t]*$/;
const LONGEST_LINE = 1024;

/** Digests by member, from an OVA's `.mf` (DMTF DSP0243, 5.1). Lines of any other form are ignored. */
export function readManifest(text: string): ReadonlyMap<string, Digests> {
  const found = new Map<string, Digests>();
  for (const line of text.split(/\r?\n/)) {
    const [, word = '', name = '', hex = ''] = (line.length <= LONGEST_LINE && LINE.exec(line)) || [];
    const algorithm = word.toLowerCase();
    if (!isAlgorithm(algorithm) || hex.length !== HEX_LENGTH[algorithm]) continue;
    const member = plainName(name);
    found.set(member, { ...found.get(member), [algorithm]: hex.toLowerCase() });
  }
  return found;
}
