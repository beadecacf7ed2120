import { ALGORITHMS, type Digests, HEX_LENGTH, isAlgorithm } from '../../model/digest.ts';
import { withoutCredentials } from '../../model/secrets.ts';
import { matchesGlob } from '../../model/text.ts';
import { HEAD_BYTES } from '../detect-format.ts';
import { createDigester, createParallelDigester } from '../digesting.ts';
import { peek } from '../peek.ts';
import { isPlainName } from '../safety/ova.ts';
import { DISK, diskFormatOf, fitsFormat } from './disk-member.ts';
import { disksOfOvf, type OvfDisk, ovfText, plainName } from './ovf.ts';
import { type MemberChoice, memberName, unpackFailure } from './unpack-failure.ts';

const MOST_MEMBERS = 100;
const LONGEST_TEXT = 1024 * 1024;
/** Members that a message names. */
const MOST_SHOWN = 5;

/** The metadata file that macOS adds beside each file of an archive. */
const MAC_METADATA = /^(?:.*\/)?\._/;

/** DSP0243, 7.1: a part of a file that was cut into chunks. */
const CHUNK = /\.\d{9}$/;

/** DSP0243, 7.1: the http(s) address of a file outside of the archive. */
const ADDRESS = /^[a-z][a-z0-9+.-]*:/i;

/** What was found in an archive so far. */
interface Found {
  readonly choice: MemberChoice;
  readonly names: string[];
  /** The archive's .ovf: its name and digests, and the disks that it names. */
  descriptor: { readonly name: string; readonly digests: Digests; readonly disks: readonly OvfDisk[] } | null;
  manifest: { readonly name: string; readonly digests: ReadonlyMap<string, Digests> } | null;
  disk: { readonly name: string; readonly digests: Digests; readonly bytes: number } | null;
  /** Members that look like disks, although the descriptor names another or `member` chooses another. */
  readonly others: string[];
  /** Disks of another format than the file declares, each with its format as far as it is known. */
  readonly unfit: { readonly name: string; readonly format: string | null }[];
}

/** The state before the first member. */
export function nothingYet(choice: MemberChoice = {}): Found {
  return { choice, names: [], descriptor: null, manifest: null, disk: null, others: [], unfit: [] };
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
  const { member, format } = found.choice;
  if (disks.length > 1 && member === undefined && format === undefined) {
    throw severalDisks(
      label,
      disks.map((disk) => disk.name),
    );
  }
  const [first] = disks;
  const isElsewhere = first && disks.length === 1 && member === undefined && ADDRESS.test(first.name);
  if (isElsewhere) throw elsewhere(label, name, first.name);
  const digester = createDigester(['sha1', 'sha256', 'sha512']);
  digester.update(text);
  found.descriptor = { name, digests: digester.finish(), disks };
}

/**
 * The content of a member that is the disk to take, to be read in place of `content`; null for any other member. Throws
 * for a second such disk, and for a part of a disk.
 */
export async function pickDisk(
  name: string,
  content: AsyncIterable<Uint8Array>,
  found: Found,
  label: string,
): Promise<AsyncIterable<Uint8Array> | null> {
  const { descriptor, disk, choice, unfit } = found;
  if (!isCandidate(name, found, label)) return null;
  if (choice.member !== undefined || choice.format === undefined || descriptor?.disks.length === 1) {
    if (disk) throw severalDisks(label, [disk.name, name], choice.member);
    return content;
  }
  const { head, whole } = await peek(content, HEAD_BYTES);
  if (!fitsFormat(name, head, choice.format)) {
    unfit.push({ name, format: diskFormatOf(name, head) });
    // Ending the iteration closes the member.
    for await (const _ of whole) break;
    return null;
  }
  if (disk) throw severalDisks(label, [disk.name, name]);
  return whole;
}

/** Whether a member may be the disk to take, by the choice of the state file, the descriptor and its name. */
function isCandidate(name: string, { choice, descriptor, disk, others }: Found, label: string): boolean {
  if (choice.member !== undefined) {
    const isChosen = isMeantBy(choice.member, name);
    if (!isChosen && DISK.test(name)) others.push(name);
    return isChosen;
  }
  const disks = descriptor?.disks ?? [];
  const isNamed = disks.some((named) => isMember(name, named.name, descriptor));
  const whole = name.replace(CHUNK, '');
  if (whole !== name && disks.some((named) => isMember(whole, named.name, descriptor)))
    throw inChunks(label, name);
  if (!isNamed && !DISK.test(name)) return false;
  if (disks.length !== 1) return true;
  if (disk) throw severalDisks(label, [disk.name, name]);
  if (!isNamed) {
    // The named disk may still follow, or is missing.
    others.push(name);
    return false;
  }
  if (others.length > 0) throw severalDisks(label, [...others, name]);
  return true;
}

/** Whether `member` of the state file means this member: by its path in the archive, or by its name alone. */
export function isMeantBy(pattern: string, member: string): boolean {
  const paths = [member, plainName(member)];
  const names = [...paths, ...paths.map((path) => path.replace(/^.*\//s, ''))];
  return names.some((name) => matchesGlob(name, pattern));
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
  const disks = descriptor?.disks ?? [];
  const described = disks.find((named) => isMember(disk.name, named.name, descriptor));
  const [only] = disks;
  if (only && disks.length === 1 && !described && found.choice.member === undefined) {
    // The disk came before the descriptor.
    const isThere = found.names.some((name) => isMember(name, only.name, descriptor));
    throw isThere ? severalDisks(label, [only.name, disk.name]) : noDisk(found, label);
  }
  if (described && described.size !== null && described.size !== disk.bytes) {
    throw unpackFailure(
      label,
      `its ${memberName(disk.name)} has ${disk.bytes} bytes, and its descriptor says ${described.size}`,
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

function noDisk(found: Found, label: string): Error {
  const { names, descriptor, choice, unfit } = found;
  if (choice.member !== undefined) return noSuchMember(label, choice.member, found.names);
  const [first] = unfit;
  if (first && choice.format !== undefined) return noneOfFormat(label, choice.format, unfit);
  const [only, ...more] = descriptor?.disks ?? [];
  const named = more.length === 0 ? only?.name : undefined;
  const chunk = names.find((name) => CHUNK.test(name) && DISK.test(name.replace(CHUNK, '')));
  if (chunk !== undefined) return inChunks(label, chunk);
  const missing = named === undefined ? 'a disk image' : `its disk ${memberName(named)}`;
  return unpackFailure(label, `it does not contain ${missing}; it contains ${listed(names)}`, {
    hint: 'Download it again, as it may be incomplete; set `member` to the name of its disk; or set the disk itself as the `source`.',
  });
}

/** The error for a `member` that no file of the archive has. */
export function noSuchMember(label: string, member: string, names: readonly string[]): Error {
  return unpackFailure(label, `it contains no ${memberName(member)}; it contains ${listed(names)}`, {
    hint: 'Set `member` to the name of one of its files, or to a glob such as `"*.qcow2"`.',
  });
}

/** The error for an archive whose disks all have another format than the declared one. */
export function noneOfFormat(label: string, declared: string, disks: Found['unfit']): Error {
  const shown = disks
    .slice(0, MOST_SHOWN)
    .map(({ name, format }) => `${memberName(name)}${format === null ? '' : ` (${format})`}`);
  const [only, ...others] = disks;
  const actual = others.length === 0 ? (only?.format ?? null) : null;
  return unpackFailure(
    label,
    `it contains no disk of the format ${declared}; it contains ${shown.join(', ')}`,
    {
      hint:
        actual === null
          ? 'Correct `format`, or choose a disk with `member`, e.g. to convert it with `convert`.'
          : `Set \`format: ${actual}\`, or convert it: \`convert: {from: ${actual}, to: ${declared}}\`.`,
    },
  );
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.slice(0, MOST_SHOWN).map(memberName).join(', ');
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

/** The error for several files that may be meant; `member`: the glob that chooses them all. */
export function severalDisks(label: string, names: readonly string[], member?: string): Error {
  const [first = ''] = names;
  const why =
    member === undefined
      ? 'it contains more than one disk'
      : `several of its members match ${memberName(member)}`;
  return unpackFailure(label, `${why}: ${names.slice(0, MOST_SHOWN).map(memberName).join(', ')}`, {
    hint: `An image has one disk: choose it by name, e.g. \`member: ${memberName(first)}\`.`,
  });
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
