import { ALGORITHMS, type Digests } from '../../model/digest.ts';
import { withoutCredentials } from '../../model/secrets.ts';
import { createDigester } from '../digesting.ts';
import { isPlainName } from '../safety/ova.ts';
import { readManifest } from './manifest.ts';
import { disksOfOvf, ovfText, plainName } from './ovf.ts';
import { memberName, unpackFailure } from './unpack-failure.ts';

const MOST_MEMBERS = 100;
const LONGEST_TEXT = 1024 * 1024;

/** Endings of disk images, packed ones as well. */
const DISK = /\.(?:vmdk|img|qcow2?|raw|vhdx?|vdi)(?:\.(?:gz|bz2|xz|zst))?$/i;
/** What a Mac keeps beside every file in an archive. */
const MAC_METADATA = /^(?:.*\/)?\._/;
/** DSP0243, 7.1: a file that is not in the archive is named by its http(s) address. */
const ADDRESS = /^[a-z][a-z0-9+.-]*:/i;

/** What was found in an archive so far. */
export interface Found {
  readonly names: string[];
  /** Of its .ovf, and the disks that it names. */
  descriptor: { readonly name: string; readonly digests: Digests; readonly disks: readonly string[] } | null;
  manifest: ReadonlyMap<string, Digests> | null;
  disk: { readonly name: string; readonly digests: Digests } | null;
}

export function nothingYet(): Found {
  return { names: [], descriptor: null, manifest: null, disk: null };
}

/** Takes note of a member. Refuses one too many, and a name that leads out of the archive. */
export function addName(name: string, isFolder: boolean, { names }: Found, label: string): void {
  if (names.length >= MOST_MEMBERS) throw unpackFailure(label, `it has more than ${MOST_MEMBERS} members`);
  if (!isPlainName(name))
    throw unpackFailure(label, `the name of its member ${memberName(name)} leads out of it`);
  if (!isFolder) names.push(name);
}

export function isMetadata(name: string): boolean {
  return MAC_METADATA.test(name);
}

export function isDescriptor(name: string): boolean {
  return /\.ovf$/i.test(name);
}

/** Whether the member is one of the archive's own texts: its descriptor or its manifest, which then are read. */
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
  found.manifest = readManifest((await textOf(content, name, label)).toString('utf8'));
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
  if (disks === null) throw unpackFailure(label, `its ${memberName(name)} is not readable as XML`);
  if (disks.length > 1) throw severalDisks(label, disks);
  const [disk] = disks;
  if (disk !== undefined && ADDRESS.test(disk)) throw elsewhere(label, name, disk);
  const digester = createDigester(['sha1', 'sha256', 'sha512']);
  digester.update(text);
  found.descriptor = { name, digests: digester.finish(), disks };
}

/** Whether a member is the archive's disk. Throws for a second one. */
export function isDisk(name: string, { descriptor, disk }: Found, label: string): boolean {
  const named = descriptor?.disks ?? [];
  const isNamed = named.includes(plainName(name));
  if (!isNamed && !DISK.test(name)) return false;
  if (disk) throw severalDisks(label, [disk.name, name]);
  if (named.length > 0 && !isNamed) throw severalDisks(label, [...named, name]);
  return true;
}

/** The disk as it is; its digests are kept for {@link conclude}. */
export async function* readDisk(
  name: string,
  content: AsyncIterable<Uint8Array>,
  found: Found,
): AsyncGenerator<Uint8Array, void, undefined> {
  const listed = found.manifest?.get(plainName(name));
  const known = ALGORITHMS.filter((algorithm) => listed?.[algorithm] !== undefined);
  // A manifest that is yet to come may use any of them.
  const digester = createDigester(found.manifest ? known : ['sha1', 'sha256', 'sha512']);
  for await (const block of content) {
    digester.update(block);
    yield block;
  }
  found.disk = { name, digests: digester.finish() };
}

/** Throws unless there was one disk, as descriptor and manifest say: what can be told once all has been seen. */
export function conclude(
  { names, descriptor, manifest, disk }: Found,
  kind: 'tar' | 'ova',
  label: string,
): void {
  if (kind === 'ova' && !descriptor) {
    throw unpackFailure(label, 'it has no .ovf, which every OVA has', {
      hint: 'If it is a plain archive with one disk image, say `decompress: tar`.',
    });
  }
  const [named] = descriptor?.disks ?? [];
  if (!disk) {
    const members = names.slice(0, 5).map(memberName).join(', ');
    const what = named === undefined ? 'a disk image' : `${memberName(named)}, its disk`;
    throw unpackFailure(label, `it does not hold ${what}; it holds ${members === '' ? 'nothing' : members}`);
  }
  if (named !== undefined && named !== plainName(disk.name)) throw severalDisks(label, [named, disk.name]);
  for (const { name, digests } of descriptor ? [descriptor, disk] : [disk]) {
    const listed = manifest?.get(plainName(name)) ?? {};
    const wrong = ALGORITHMS.find(
      (algorithm) => listed[algorithm] !== undefined && listed[algorithm] !== digests[algorithm],
    );
    if (wrong === undefined) continue;
    throw unpackFailure(
      label,
      `its member ${memberName(name)} has ${wrong} ${digests[wrong]}, and its manifest says ${listed[wrong]}`,
      { hint: 'The archive is damaged, or was changed after it was made.' },
    );
  }
}

function elsewhere(label: string, descriptor: string, address: string): Error {
  const [place = ''] = withoutCredentials(address).split(/[?#]/);
  return unpackFailure(
    label,
    `its ${memberName(descriptor)} says that its disk is not in it, but at ${memberName(place)}`,
    { hint: 'Give the address of the disk as the `source`, or an archive that holds the disk.' },
  );
}

function severalDisks(label: string, names: readonly string[]): Error {
  return unpackFailure(
    label,
    `it holds more than one disk: ${names.slice(0, 5).map(memberName).join(', ')}`,
    {
      hint: 'An image has one disk: publish each of them by itself.',
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
