import { VerificationError } from '../../model/errors.ts';
import type { InspectionOrder } from '../../model/safety.ts';
import { detectFormat, HEAD_BYTES, type RecognisedFormat } from '../detect-format.ts';
import type { Inspector } from '../verified-stream.ts';
import { describeFinding, type Finding, finding } from './finding.ts';
import { compareFormat, formatsOf, isPlain, readingsFor } from './formats.ts';
import { type Reader, startReader } from './reader.ts';
import { type Sheet, TAIL_BYTES, type Tail } from './reading.ts';
import { checkFixedVhd, vhdFooter } from './vhd.ts';

const GIB = 1024 ** 3;

/** What the content of an image turned out to be. */
export interface Inspection {
  /** Signatures found; empty: none, which is raw. A fixed VHD counts as `vhd`. */
  readonly formats: readonly RecognisedFormat[];
  /** Bytes of the virtual disk; null where it is not known. */
  readonly virtualSize: number | null;
  /** Every rule that it breaks, the allowed ones included. */
  readonly findings: readonly Finding[];
}

export interface ImageInspector extends Inspector {
  /** True when only the end of the stream can tell more: what lies between may be left out with {@link skipTo}. */
  readonly wantsOnlyTheEnd: boolean;
  /** Goes on at byte `offset`, which must not be past the last {@link TAIL_BYTES} bytes. */
  skipTo(offset: number): void;
  /** There after `finish`; for a container that is not inspected, nothing is in it. */
  result(): Inspection;
}

/**
 * Looks at a disk image as it passes, and throws a `VerificationError` that names the rule and the advisory as soon
 * as a rule is broken that the order does not allow. What can be told from the first 64 KiB breaks the stream there,
 * the rest at the latest before the last block. Memory is bounded: those 64 KiB, one header at a time, and the last
 * 2 KiB; nothing depends on how the stream is cut into blocks.
 *
 * As Glance does, only the container format `bare` is inspected: what is in an archive, a Docker layer or a
 * compressed file is no disk yet, and passes unseen.
 *
 * The rules are those of oslo.utils' format inspector, which newer Glance and Nova run, and stricter where that one
 * looks away (docs/decisions/0007-disk-image-safety.md).
 */
export function inspectImage(order: InspectionOrder, label = 'the image'): ImageInspector {
  return order.containerFormat === 'bare' ? inspectBare(order, label) : INSPECT_NOTHING;
}

const INSPECT_NOTHING: ImageInspector = {
  wantsOnlyTheEnd: true,
  update() {},
  finish() {},
  skipTo() {},
  result: () => ({ formats: [], virtualSize: null, findings: [] }),
};

function inspectBare(order: InspectionOrder, label: string): ImageInspector {
  const findings: Finding[] = [];
  const sheet: Sheet = {
    find(rule, message) {
      const known = findings.some((other) => other.rule === rule && other.message === message);
      if (!known) findings.push(finding(rule, message));
    },
    size(bytes) {
      virtualSize = bytes;
    },
  };
  const head = Buffer.allocUnsafe(HEAD_BYTES);
  let end: Buffer = Buffer.alloc(0);
  let total = 0;
  let virtualSize: number | null = null;
  let formats: readonly RecognisedFormat[] = [];
  let readers: readonly Reader[] | null = null;

  function begin(complete: boolean): void {
    const bytes = head.subarray(0, Math.min(total, HEAD_BYTES));
    formats = formatsOf(detectFormat(bytes));
    findings.push(...compareFormat(formats, order.diskFormat));
    readers = readingsFor(formats, order.diskFormat).map((make) => startReader(make(sheet), bytes, complete));
  }

  function conclude(): void {
    const last: Tail = { bytes: end, total };
    if (!readers) begin(true);
    for (const reader of readers ?? []) reader.end(last);
    const footer = formats.includes('vhd') ? null : vhdFooter(end);
    if (footer && !isFixedVhd(formats, order)) foundFooter();
    else if (footer) {
      formats = ['vhd'];
      checkFixedVhd(footer, total, sheet);
    } else if (order.diskFormat === 'vhd' && !formats.includes('vhd')) missingFooter();
    else if (isPlain(formats)) virtualSize = total;
    checkMinDisk();
  }

  function checkMinDisk(): void {
    const needed = virtualSize === null ? 0 : Math.ceil(virtualSize / GIB);
    if (order.minDiskGiB === 0 || needed <= order.minDiskGiB) return;
    sheet.find(
      'min-disk-too-small',
      `its disk has ${virtualSize} bytes and needs \`min_disk: ${needed}\`, not ${order.minDiskGiB}`,
    );
  }

  function foundFooter(): void {
    const what = formats[0] ?? 'raw';
    if (isPlainOrLuks(formats)) {
      sheet.find(
        'format-mismatch',
        `it is declared ${order.diskFormat ?? what}, but its last bytes are those of a fixed vhd`,
      );
    } else
      sheet.find('ambiguous-format', `it begins as ${what}, but its last bytes are those of a fixed vhd`);
  }

  function missingFooter(): void {
    if (findings.some(({ rule }) => rule === 'format-mismatch' || rule === 'ambiguous-format')) return;
    sheet.find(
      'format-mismatch',
      `it is declared vhd, but neither its first bytes nor its last are those of vhd`,
    );
  }

  function refuse(): void {
    const refused = findings.filter(({ rule }) => !order.allow.includes(rule));
    if (refused.length > 0) throw unsafe(refused, label);
  }

  function keepEnd(block: Buffer): void {
    end = Buffer.from(
      block.length >= TAIL_BYTES
        ? block.subarray(-TAIL_BYTES)
        : Buffer.concat([end, block]).subarray(-TAIL_BYTES),
    );
  }

  return {
    get wantsOnlyTheEnd() {
      return readers?.every((reader) => reader.wantsNoMore) ?? false;
    },
    update(block) {
      const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
      const at = total;
      if (at < HEAD_BYTES) bytes.copy(head, at);
      total += bytes.length;
      keepEnd(bytes);
      if (total < HEAD_BYTES) return;
      let news = false;
      if (!readers) {
        begin(false);
        news = true;
      }
      const rest = at < HEAD_BYTES ? bytes.subarray(HEAD_BYTES - at) : bytes;
      for (const reader of readers ?? []) news = reader.feed(rest, total - rest.length) || news;
      if (!news) return;
      checkMinDisk();
      refuse();
    },
    skipTo(offset) {
      total = offset;
      end = Buffer.alloc(0);
    },
    finish() {
      conclude();
      refuse();
    },
    result: () => ({ formats, virtualSize, findings }),
  };
}

/** Its beginning can be anything that a disk begins with, but nothing that has a format of its own. */
function isFixedVhd(formats: readonly RecognisedFormat[], order: InspectionOrder): boolean {
  return order.diskFormat === 'vhd' && isPlainOrLuks(formats);
}

function isPlainOrLuks(formats: readonly RecognisedFormat[]): boolean {
  return isPlain(formats.filter((format) => format !== 'luks'));
}

function unsafe(refused: readonly Finding[], label: string): VerificationError {
  const rules = [...new Set(refused.map(({ rule }) => rule))].join(', ');
  return new VerificationError(
    `${label} is not safe to publish: ${refused.map(describeFinding).join('; ')}`,
    {
      hint: `Publish another image; or, if it is meant to be so, say \`allow_unsafe: [${rules}]\` for it in the state file.`,
    },
  );
}
