import { SourceError } from '../model/errors.ts';

/** Debian's package of each tool. */
const PACKAGES: ReadonlyMap<string, string> = new Map([
  ['qemu-img', 'qemu-utils'],
  ['xz', 'xz-utils'],
]);

/** What is thrown where a tool is needed that is not installed. */
export function missingTool(name: string): SourceError {
  return new SourceError(`${name} is not installed, and this needs it`, {
    hint: `Install it, e.g. apt-get install ${PACKAGES.get(name) ?? name}.`,
  });
}
