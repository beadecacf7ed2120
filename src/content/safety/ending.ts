import type { RecognisedFormat } from '../detect-format.ts';
import { isPlain } from './formats.ts';

/** Bytes of the structures that are known by their end. */
export const ENDING_BYTES = 512;

/** What only the end of content shows: the footer of a fixed VHD, the trailer of an Apple disk image. */
export type Ending = 'vhd' | 'dmg';

/** Null: nothing is known by these last bytes, or they are fewer than 512. */
export function endingOf(end: Uint8Array): Ending | null {
  const bytes = Buffer.from(end.buffer, end.byteOffset, end.byteLength);
  if (bytes.length < ENDING_BYTES) return null;
  const last = bytes.subarray(-ENDING_BYTES);
  if (last.toString('latin1', 0, 8) === 'conectix') return 'vhd';
  return last.toString('latin1', 0, 4) === 'koly' ? 'dmg' : null;
}

/** Whether content that begins so can be a fixed VHD: a disk as it is, and the footer behind it. */
export function canBeFixedVhd(formats: readonly RecognisedFormat[]): boolean {
  return isPlain(formats.filter((format) => format !== 'luks'));
}
