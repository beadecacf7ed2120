import { extract } from 'tar-stream';
import { ALGORITHMS, type Digests } from '../../model/digest.ts';
import { createDigester } from '../digesting.ts';
import { isPlainName } from '../safety/ova.ts';
import { readManifest } from './manifest.ts';
import { disksOfOvf, ovfText, plainName } from './ovf.ts';
import { memberName, unpackFailure } from './unpack-failure.ts';
import type { UnpackOptions } from './unpack-options.ts';

const MOST_MEMBERS = 100;
const LONGEST_TEXT = 1024 * 1024;

/** Endings of disk images, packed ones as well. */
const DISK = /\.(?:vmdk|img|qcow2?|raw|vhdx?|vdi)(?:\.(?:gz|bz2|xz|zst))?$/i;
/** What a Mac keeps beside every file in an archive. */
const MAC_METADATA = /^(?:.*\/)?\._/;

/** As tar-stream has them; its declared types know neither iteration nor what pax headers hold. */
interface Archive extends AsyncIterable<Member> {
  readonly destroyed: boolean;
  write(block: Uint8Array): boolean;
  end(): void;
  destroy(error?: Error): void;
  once(event: string, listener: () => void): unknown;
  removeListener(event: string, listener: () => void): unknown;
}

interface Member extends AsyncIterable<Uint8Array> {
  readonly header: {
    readonly name: string;
    readonly type: string | null;
    readonly pax?: Readonly<Record<string, string>>;
  };
}

/** What was found in an archive so far. */
interface Found {
  readonly names: string[];
  /** Of its .ovf, and the disks that it names. */
  descriptor: { readonly name: string; readonly digests: Digests; readonly disks: readonly string[] } | null;
  manifest: ReadonlyMap<string, Digests> | null;
  disk: { readonly name: string; readonly digests: Digests } | null;
}

/**
 * The one disk image of a tar archive, as it passes: the file that the archive's .ovf names as its disk, else the only
 * one whose name ends as a disk's does. With `ova`, exactly one .ovf must be there. A second disk, links, names that
 * lead out of the archive, and more than 100 members are refused; so is a disk that is not as the archive's manifest
 * (.mf) says.
 */
export async function* unpackTar(
  source: AsyncIterable<Uint8Array>,
  { label }: UnpackOptions,
  kind: 'tar' | 'ova',
): AsyncGenerator<Uint8Array, void, undefined> {
  const archive = extract() as unknown as Archive;
  const feeding = feed(source, archive);
  const found: Found = { names: [], descriptor: null, manifest: null, disk: null };
  try {
    for await (const entry of archive) {
      const { name, type, pax } = entry.header;
      take(name, type, pax, found, label);
      if (type === 'directory' || MAC_METADATA.test(name)) await skip(entry);
      else if (/\.ovf$/i.test(name)) await readDescriptor(name, entry, found, label);
      else if (/\.mf$/i.test(name))
        found.manifest = readManifest((await textOf(entry, name, label)).toString('utf8'));
      else if (isDisk(name, found, label)) yield* readDisk(name, entry, found);
      else await skip(entry);
    }
  } catch (error) {
    const { broken } = feeding;
    throw broken ? broken.error : damaged(label, error);
  } finally {
    archive.destroy();
  }
  await feeding.done;
  conclude(found, kind, label);
}

interface Feeding {
  readonly done: Promise<void>;
  /** What broke the source. */
  broken: { readonly error: unknown } | null;
}

function feed(source: AsyncIterable<Uint8Array>, archive: Archive): Feeding {
  async function run(): Promise<void> {
    for await (const block of source) {
      if (archive.destroyed) return;
      if (!archive.write(block)) await drained(archive);
    }
    archive.end();
  }
  const feeding: Feeding = { done: Promise.resolve(), broken: null };
  const done = run().catch((error: unknown) => {
    feeding.broken = { error };
    archive.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  });
  done.catch(() => {});
  return Object.assign(feeding, { done });
}

function drained(archive: Archive): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      archive.removeListener('drain', done);
      archive.removeListener('close', done);
      resolve();
    };
    archive.once('drain', done);
    archive.once('close', done);
  });
}

/** Refuses a member that no honest archive of a disk has. */
function take(
  name: string,
  type: string | null,
  pax: Readonly<Record<string, string>> | undefined,
  { names }: Found,
  label: string,
): void {
  if (names.length >= MOST_MEMBERS) throw unpackFailure(label, `it has more than ${MOST_MEMBERS} members`);
  const plain = type === 'directory' ? name.replace(/\/$/, '') : name;
  if (!isPlainName(plain))
    throw unpackFailure(label, `the name of its member ${memberName(name)} leads out of it`);
  const isSparse = Object.keys(pax ?? {}).some((key) => key.startsWith('GNU.sparse'));
  if (isSparse || (type !== 'file' && type !== 'contiguous-file' && type !== 'directory')) {
    throw unpackFailure(label, `its member ${memberName(name)} is no plain file`, {
      hint: 'Pack the files themselves: no links, no devices, no sparse ones.',
    });
  }
  if (type !== 'directory') names.push(name);
}

async function readDescriptor(
  name: string,
  entry: AsyncIterable<Uint8Array>,
  found: Found,
  label: string,
): Promise<void> {
  if (found.descriptor) {
    const both = [found.descriptor.name, name].map(memberName).join(' and ');
    throw unpackFailure(label, `it has more than one .ovf: ${both}`);
  }
  const text = await textOf(entry, name, label);
  const disks = disksOfOvf(ovfText(text));
  if (disks === null) throw unpackFailure(label, `its ${memberName(name)} is not readable as XML`);
  if (disks.length > 1) throw severalDisks(label, disks);
  const digester = createDigester(['sha1', 'sha256', 'sha512']);
  digester.update(text);
  found.descriptor = { name, digests: digester.finish(), disks };
}

/** Throws for a second one. */
function isDisk(name: string, { descriptor, disk }: Found, label: string): boolean {
  const named = descriptor?.disks ?? [];
  const isNamed = named.includes(plainName(name));
  if (!isNamed && !DISK.test(name)) return false;
  if (disk) throw severalDisks(label, [disk.name, name]);
  if (named.length > 0 && !isNamed) throw severalDisks(label, [...named, name]);
  return true;
}

async function* readDisk(
  name: string,
  entry: AsyncIterable<Uint8Array>,
  found: Found,
): AsyncGenerator<Uint8Array, void, undefined> {
  const listed = found.manifest?.get(plainName(name));
  const known = ALGORITHMS.filter((algorithm) => listed?.[algorithm] !== undefined);
  // A manifest that is yet to come may use any of them.
  const digester = createDigester(found.manifest ? known : ['sha1', 'sha256', 'sha512']);
  for await (const block of entry) {
    digester.update(block);
    yield block;
  }
  found.disk = { name, digests: digester.finish() };
}

/** What can be said only once all of the archive has been seen. */
function conclude({ names, descriptor, manifest, disk }: Found, kind: 'tar' | 'ova', label: string): void {
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

function severalDisks(label: string, names: readonly string[]): Error {
  return unpackFailure(
    label,
    `it holds more than one disk: ${names.slice(0, 5).map(memberName).join(', ')}`,
    {
      hint: 'An image has one disk: publish each of them by itself.',
    },
  );
}

async function textOf(entry: AsyncIterable<Uint8Array>, name: string, label: string): Promise<Buffer> {
  const blocks: Uint8Array[] = [];
  let bytes = 0;
  for await (const block of entry) {
    bytes += block.length;
    if (bytes > LONGEST_TEXT)
      throw unpackFailure(label, `its ${memberName(name)} has more than ${LONGEST_TEXT} bytes`);
    blocks.push(block);
  }
  return Buffer.concat(blocks);
}

async function skip(entry: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of entry);
}

function damaged(label: string, error: unknown): unknown {
  if (!(error instanceof Error) || error.name === 'VerificationError') return error;
  return unpackFailure(label, `the archive is damaged or incomplete (${error.message.slice(0, 100)})`, {
    cause: error,
  });
}
