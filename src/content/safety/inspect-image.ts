import { VerificationError } from '../../model/errors.ts';
import type { InspectionOrder, SafetyRule } from '../../model/safety.ts';
import { detectFormat, HEAD_BYTES, type RecognisedFormat } from '../detect-format.ts';
import { webPage } from '../html-page.ts';
import { hintForPacked } from '../packed-content.ts';
import type { Inspector } from '../verified-stream.ts';
import { lookAt } from './containers.ts';
import { checkEnding, keepEnd } from './ending.ts';
import { describeFinding, type Finding, finding, insteadOf } from './finding.ts';
import { isPlain } from './formats.ts';
import { type Reader, startReader } from './reader.ts';
import type { Sheet, Tail } from './reading.ts';

const GIB = 1024 ** 3;

/** The result of an inspection. */
export interface Inspection {
  /** Signatures found; empty: none, which is raw. A fixed VHD counts as `vhd`. */
  readonly formats: readonly RecognisedFormat[];
  /** Bytes of the virtual disk; null where it is not known. */
  readonly virtualSize: number | null;
  /** Every rule that the content breaks, the allowed ones included. */
  readonly findings: readonly Finding[];
}

export interface ImageInspector extends Inspector {
  /** True when only the end of the stream can show more: {@link skipTo} may leave out the bytes before it. */
  readonly wantsOnlyTheEnd: boolean;
  /** Goes on at byte `offset`, which must not be past the last {@link TAIL_BYTES} bytes. */
  skipTo(offset: number): void;
  /** Call it after `finish`. */
  result(): Inspection;
}

/** The hint for an image that breaks these rules, none of which is allowed. */
type WaysOut = (refused: readonly Finding[]) => string;

/**
 * Inspects a disk image as it passes. When the content breaks a rule that the order does not allow, it throws a
 * `VerificationError` that names the rule and the advisory: after the first 64 KiB if those show the fault, at the
 * latest before the last block. It keeps those 64 KiB, one header at a time, and the last 2 KiB in memory. How the
 * stream is cut into blocks makes no difference.
 *
 * An archive or a compressed file only has to match its container format; the disks in it are not inspected.
 *
 * The rules are those of oslo.utils' format inspector, which newer Glance and Nova run, and stricter where that
 * inspector looks away (docs/decisions/0007-disk-image-safety.md).
 */
export function inspectImage(
  order: InspectionOrder,
  label = 'the image',
  waysOut: WaysOut = wayOfStored,
): ImageInspector {
  const findings: Finding[] = [];
  const sheet: Sheet = {
    find(rule, message, insteadAs = null) {
      const known = findings.some((other) => other.rule === rule && other.message === message);
      if (!known) findings.push(finding(rule, message, insteadAs));
    },
    size(bytes) {
      virtualSize = bytes;
    },
  };
  const head = Buffer.allocUnsafe(HEAD_BYTES);
  const end = keepEnd();
  let total = 0;
  let virtualSize: number | null = null;
  let formats: readonly RecognisedFormat[] = [];
  let isDisk = true;
  /** Whether there is a new finding or size since the last decision. */
  let news = false;
  let readers: readonly Reader[] | null = null;

  function begin(complete: boolean): void {
    const bytes = head.subarray(0, Math.min(total, HEAD_BYTES));
    const look = lookAt(detectFormat(bytes), order, bytes);
    ({ formats, isDisk } = look);
    findings.push(...look.findings);
    news = true;
    readers = look.readings.map((make) => startReader(make(sheet), bytes, complete));
  }

  function conclude(): void {
    const last: Tail = { bytes: end.bytes(), total };
    if (!readers) begin(true);
    for (const reader of readers ?? []) reader.end(last);
    if (isDisk && isPlain(formats)) virtualSize = total;
    const beginning = { formats, isDisk, declared: order.diskFormat };
    if (checkEnding(last, beginning, sheet) === 'vhd') formats = ['vhd'];
    checkMinDisk();
  }

  function checkMinDisk(): void {
    const needed = virtualSize === null ? 0 : Math.ceil(virtualSize / GIB);
    if (order.minDiskGiB === 0 || needed <= order.minDiskGiB) return;
    sheet.find(
      'min-disk-too-small',
      `its disk has ${virtualSize} bytes and needs \`min_disk: ${needed}\` (GiB), but the image has ${order.minDiskGiB}; set the greater value in the state file`,
    );
  }

  /** Takes a piece that stays within 64 KiB. Decisions fall only at their ends, so the cuts make no difference. */
  function take(piece: Buffer): void {
    const at = total;
    if (at < HEAD_BYTES) piece.copy(head, at);
    total += piece.length;
    end.update(piece);
    for (const reader of readers ?? []) news = reader.feed(piece, at) || news;
    if (total % HEAD_BYTES !== 0) return;
    if (!readers) begin(false);
    if (!news) return;
    news = false;
    checkMinDisk();
    refuse();
  }

  function refuse(): void {
    const refused = findings.filter(({ rule }) => !order.allow.includes(rule));
    if (refused.length === 0) return;
    if (formats.includes('html')) throw webPage(label);
    const isInPlaceOfDisk = isDisk && refused.some(({ rule }) => FORMAT_RULES.includes(rule));
    const hint = isInPlaceOfDisk ? hintForPacked(formats) : null;
    throw unsafe(refused, label, hint ?? waysOut(refused));
  }

  return {
    get wantsOnlyTheEnd() {
      return readers?.every((reader) => reader.wantsNoMore) ?? false;
    },
    update(block) {
      const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
      for (let at = 0; at < bytes.length; ) {
        const room = HEAD_BYTES - (total % HEAD_BYTES);
        take(bytes.subarray(at, at + room));
        at += room;
      }
    },
    skipTo(offset) {
      total = offset;
      end.clear();
    },
    finish() {
      conclude();
      refuse();
    },
    result: () => ({ formats, virtualSize, findings }),
  };
}

/** Rules that packed content breaks in place of a disk. An exception for them would store what no hypervisor boots. */
const FORMAT_RULES: readonly SafetyRule[] = ['format-mismatch', 'container-mismatch'];

function unsafe(refused: readonly Finding[], label: string, hint: string): VerificationError {
  return new VerificationError(
    `${label} is not safe to publish: ${refused.map(describeFinding).join('; ')}`,
    { hint },
  );
}

function wayOfStored(refused: readonly Finding[]): string {
  const rules = [...new Set(refused.map(({ rule }) => rule))].join(', ');
  const insteadAs = insteadOf(refused);
  const otherwise =
    insteadAs === null ? [] : [`if it is meant to be ${insteadAs}, set \`format: ${insteadAs}\``];
  const ways = [
    ...otherwise,
    'publish another image',
    `or, if it is meant to be so, set \`allow_unsafe: [${rules}]\` for it in the state file.`,
  ].join('; ');
  return `${ways.charAt(0).toUpperCase()}${ways.slice(1)}`;
}
