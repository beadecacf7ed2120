import type { RecognisedFormat } from '../detect-format.ts';
import { isPlain } from './formats.ts';
import { type Sheet, TAIL_BYTES, type Tail } from './reading.ts';
import { checkFixedVhd } from './vhd.ts';

/** Bytes of the structures that only the end of the content shows. */
export const ENDING_BYTES = 512;

/** Formats that only the end of the content shows: the footer of a fixed VHD, the trailer of an Apple disk image. */
type Ending = 'vhd' | 'dmg';

/** The format that the last bytes show; null: none, or fewer than 512 bytes. */
export function endingOf(end: Uint8Array): Ending | null {
  const bytes = Buffer.from(end.buffer, end.byteOffset, end.byteLength);
  if (bytes.length < ENDING_BYTES) return null;
  const last = bytes.subarray(-ENDING_BYTES);
  if (last.toString('latin1', 0, 8) === 'conectix') return 'vhd';
  return last.toString('latin1', 0, 4) === 'koly' ? 'dmg' : null;
}

/** Whether content of these formats can be a fixed VHD: the raw disk, with the footer behind it. */
export function canBeFixedVhd(formats: readonly RecognisedFormat[]): boolean {
  return isPlain(formats.filter((format) => format !== 'luks'));
}

/** What the first bytes show, and the disk format that is declared. */
interface Beginning {
  readonly formats: readonly RecognisedFormat[];
  readonly isDisk: boolean;
  readonly declared: string | null;
}

/** Checks the end of the content. Returns `vhd` for a fixed VHD that is declared as `vhd`. */
export function checkEnding(end: Tail, { formats, isDisk, declared }: Beginning, sheet: Sheet): 'vhd' | null {
  if (formats.includes('vhd')) return null;
  const ending = endingOf(end.bytes);
  if (ending === 'vhd' && declared === 'vhd' && isDisk && canBeFixedVhd(formats)) {
    checkFixedVhd(end, sheet);
    return ending;
  }
  if (ending !== null) foundEnding(ending, { formats, isDisk, declared }, sheet);
  else if (declared === 'vhd' && isDisk && canBeFixedVhd(formats)) {
    sheet.find(
      'format-mismatch',
      'it is declared vhd, but neither its first bytes nor its last bytes are those of vhd',
    );
  }
  return null;
}

function foundEnding(ending: Ending, { formats, isDisk, declared }: Beginning, sheet: Sheet): void {
  const what = `its last bytes are those of ${ending === 'vhd' ? 'a fixed vhd' : 'an Apple disk image'}`;
  const [first = 'raw'] = formats;
  if (!isDisk) sheet.find('container-mismatch', `it begins as ${first}, but ${what}`);
  else if (!canBeFixedVhd(formats)) sheet.find('ambiguous-format', `it begins as ${first}, but ${what}`);
  else {
    const insteadAs = ending === 'vhd' ? ending : null;
    sheet.find('format-mismatch', `it would be stored as ${declared ?? first}, but ${what}`, insteadAs);
  }
}

/** Keeps the last {@link TAIL_BYTES} bytes of a stream, at little cost even for tiny blocks. */
interface EndKeeper {
  update(block: Buffer): void;
  /** A copy; shorter only when the stream is shorter. */
  bytes(): Buffer;
  clear(): void;
}

export function keepEnd(): EndKeeper {
  const kept = Buffer.alloc(8 * TAIL_BYTES);
  let filled = 0;
  return {
    update(block) {
      const last = block.subarray(-TAIL_BYTES);
      if (filled + last.length > kept.length) {
        kept.copyWithin(0, filled - TAIL_BYTES, filled);
        filled = TAIL_BYTES;
      }
      filled += last.copy(kept, filled);
    },
    bytes: () => Buffer.from(kept.subarray(Math.max(0, filled - TAIL_BYTES), filled)),
    clear() {
      filled = 0;
    },
  };
}
