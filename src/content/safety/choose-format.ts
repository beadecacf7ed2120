import { VerificationError } from '../../model/errors.ts';
import type { DiskFormat } from '../../model/image.ts';
import { detectFormat } from '../detect-format.ts';
import { webPage } from '../html-page.ts';
import { hintForPacked } from '../packed-content.ts';
import { canBeFixedVhd, endingOf } from './ending.ts';
import { describeFinding, finding } from './finding.ts';

/**
 * Chooses the disk format of an image whose `format` the state file leaves open: by the first bytes and, where `end`
 * gives them, by the last 512, which alone identify a fixed VHD. `VerificationError` when Glance has no name for the
 * format, the content fits several, or an HTML page came.
 */
export function chooseFormat(head: Uint8Array, label: string, end: Uint8Array | null = null): DiskFormat {
  const { diskFormat, recognised } = detectFormat(head);
  if (end && endingOf(end) === 'vhd' && canBeFixedVhd(recognised)) return 'vhd';
  if (diskFormat !== null) return diskFormat;
  if (recognised.includes('html')) throw webPage(label);
  if (recognised.length > 1) {
    throw new VerificationError(
      `${label}: its disk format is unclear: ${describeFinding(
        finding('ambiguous-format', `the content looks like ${recognised.join(' and ')}`),
      )}`,
      { hint: 'If you do want to publish it, set `format:` in the state file.' },
    );
  }
  throw new VerificationError(
    `${label}: its disk format is unclear: ${describeFinding(
      finding('format-mismatch', `the content looks like ${recognised.join()}, not like a disk`),
    )}`,
    {
      hint: hintForPacked(recognised) ?? 'Check the source, or set `format` and `container_format` for it.',
    },
  );
}
