import type { RecognisedFormat } from '../detect-format.ts';
import { isPlain } from './formats.ts';
import { type Sheet, TAIL_BYTES, type Tail } from './reading.ts';
import { checkFixedVhd } from './vhd.ts';

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

/** What the content is from its beginning, and what it is declared as. */
interface Beginning {
  readonly formats: readonly RecognisedFormat[];
  readonly isDisk: boolean;
  readonly declared: string | null;
}

/** Looks at what the content ends with. Returns `vhd` for a fixed VHD that is declared as one. */
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
      'it is declared vhd, but neither its first bytes nor its last are those of vhd',
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

/** The last {@link TAIL_BYTES} bytes of a stream, in as little work for tiny blocks as for large ones. */
export interface EndKeeper {
  update(block: Buffer): void;
  /** A copy; shorter only when the stream is. */
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
