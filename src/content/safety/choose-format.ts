import { VerificationError } from '../../model/errors.ts';
import type { DiskFormat } from '../../model/image.ts';
import { detectFormat } from '../detect-format.ts';
import { describeFinding, finding } from './finding.ts';

/**
 * The disk format that content has by its first bytes, for an image whose format is left open. Throws a
 * `VerificationError` when it is no disk that Glance has a name for, or could be several.
 */
export function chooseFormat(head: Uint8Array, label: string): DiskFormat {
  const { diskFormat, recognised } = detectFormat(head);
  if (diskFormat !== null) return diskFormat;
  if (recognised.length > 1) {
    throw new VerificationError(
      `${label}: the disk format cannot be told: ${describeFinding(
        finding('ambiguous-format', `the content looks like ${recognised.join(' and ')}`),
      )}`,
      { hint: 'If it is what you want to publish, say its `format:` in the state file.' },
    );
  }
  throw new VerificationError(
    `${label}: the disk format cannot be told: ${describeFinding(
      finding('format-mismatch', `the content looks like ${recognised.join()}, which is no disk format`),
    )}`,
    { hint: 'Check the source; archives and compressed files have to be unpacked first.' },
  );
}
