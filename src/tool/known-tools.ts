import { SourceError } from '../model/errors.ts';

/**
 * The whole environment of the tools that reconcile calls by itself. XZ_OPT, ZSTD_CLEVEL, OPENSSL_CONF and the like
 * would change what the tools do, so the run's own environment stays out.
 */
export const TOOL_ENVIRONMENT = {
  PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
  LC_ALL: 'C',
} as const;

/** Debian's package of each tool whose package has another name. */
const PACKAGES: ReadonlyMap<string, string> = new Map([
  ['qemu-img', 'qemu-utils'],
  ['xz', 'xz-utils'],
]);

/** The error for a tool that is not installed. Its hint names the Debian package. */
export function missingTool(name: string): SourceError {
  return new SourceError(`${name} is not installed, and this needs it`, {
    hint: `Install it, e.g. apt-get install ${PACKAGES.get(name) ?? name}.`,
  });
}
