import { VerificationError } from '../../model/errors.ts';
import type { DiskFormat } from '../../model/image.ts';
import { detectFormat } from '../detect-format.ts';
import { canBeFixedVhd, endingOf } from './ending.ts';
import { describeFinding, finding } from './finding.ts';

/**
 * The disk format that content has by its first bytes, for an image whose format is left open; and by its last 512,
 * where they can be had, as a fixed VHD has no other mark. Throws a `VerificationError` when it is no disk that Glance
 * has a name for, or could be several.
 */
export function chooseFormat(head: Uint8Array, label: string, end: Uint8Array | null = null): DiskFormat {
  const { diskFormat, recognised } = detectFormat(head);
  if (end && endingOf(end) === 'vhd' && canBeFixedVhd(recognised)) return 'vhd';
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
    {
      hint: 'Check the source; archives and compressed files have to be unpacked first, or published under a `format` and a `container_format` of their own.',
    },
  );
}
