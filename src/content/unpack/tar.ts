import { addName, conclude, isDisk, isMetadata, nothingYet, readDisk, readText } from './one-disk.ts';
import { tarMembers } from './tar-members.ts';
import { memberName, unpackFailure } from './unpack-failure.ts';
import type { UnpackOptions } from './unpack-options.ts';

/**
 * The one disk image of a tar archive, as it passes: the file that the archive's .ovf names as its disk, else the only
 * one whose name ends as a disk's does. With `ova`, exactly one .ovf must be there. A second disk, links, names that
 * lead out of the archive, and more than 100 members are refused; so is a disk that is not as the archive's manifest
 * (.mf) says.
 */
export async function* unpackTar(
  source: AsyncIterable<Uint8Array>,
  { label, largest }: UnpackOptions,
  kind: 'tar' | 'ova',
): AsyncGenerator<Uint8Array, void, undefined> {
  const found = nothingYet();
  for await (const { name, kind: kindOfMember, content } of tarMembers(source, { label, largest })) {
    if (kindOfMember === 'other') {
      throw unpackFailure(label, `its member ${memberName(name)} is no plain file`, {
        hint: 'Pack the files themselves: no links, no devices.',
      });
    }
    const isFolder = kindOfMember === 'directory';
    addName(isFolder ? name.replace(/\/$/, '') : name, isFolder, found, label);
    if (isFolder || isMetadata(name)) continue;
    if (await readText(name, content, found, label)) continue;
    if (isDisk(name, found, label)) yield* readDisk(name, content, found);
  }
  conclude(found, kind, label);
}
