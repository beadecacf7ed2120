import { EXIT, ReconcileError, VerificationError } from '../model/errors.ts';
import type { DiskFormat } from '../model/image.ts';
import type { SafetyRule } from '../model/safety.ts';
import { keepBothEnds } from '../tool/kept-output.ts';
import { missingTool, TOOL_ENVIRONMENT } from '../tool/known-tools.ts';
import { type ProgramEnd, startProgram } from '../tool/program.ts';
import { HEAD_BYTES } from './detect-format.ts';
import { outputLimit } from './output-limit.ts';
import { chooseFormat } from './safety/choose-format.ts';
import { ENDING_BYTES } from './safety/ending.ts';
import { type Finding, insteadOf } from './safety/finding.ts';
import { inspectImage } from './safety/inspect-image.ts';
import { TAIL_BYTES } from './safety/reading.ts';
import type { Spool, SpooledFile } from './spool.ts';

const GIB = 1024 ** 3;
/** Bytes of address space that qemu-img gets. Its threads reserve most of that and never use it. */
const MOST_MEMORY = 4 * GIB;
/** Seconds of processor time that every conversion gets, and further seconds for each GiB of the disk. */
const LEAST_CPU = 600;
const CPU_PER_GIB = 120;
/** How many times its processor time a conversion may take on the clock. */
const CLOCK_OVER_CPU = 4;
const LOOK_AT_ROOM_MS = 1000;
/** Bytes that are kept of the beginning and of the end of qemu-img's messages. */
const KEPT_TEXT = 4096;
/** Exit code of `sh` for a program that is not there. */
const NOT_FOUND = 127;

/** qemu-img's names of the formats that it can read; an ISO is read as raw bytes. */
const INPUTS: Readonly<Partial<Record<DiskFormat, string>>> = {
  raw: 'raw',
  iso: 'raw',
  qcow2: 'qcow2',
  vmdk: 'vmdk',
  vhd: 'vpc',
  vhdx: 'vhdx',
  vdi: 'vdi',
};

/** qemu-img's options for the formats that it can write. */
const OUTPUTS: Readonly<Partial<Record<DiskFormat, readonly string[]>>> = {
  raw: ['-O', 'raw'],
  qcow2: ['-O', 'qcow2'],
  // The only VMDK that is a single file and that Glance accepts.
  vmdk: ['-O', 'vmdk', '-o', 'subformat=streamOptimized'],
  // Without `force_size`, qemu-img rounds the disk up to whole cylinders.
  vhd: ['-O', 'vpc', '-o', 'force_size=on'],
  vhdx: ['-O', 'vhdx'],
  vdi: ['-O', 'vdi'],
};

/** Rules that `allow_unsafe` may lift for an input: breaking them leads qemu-img to no other file. */
const HARMLESS: readonly SafetyRule[] = [
  'luks-version',
  'luks-payload',
  'mbr-boot-flag',
  'mbr-empty',
  'gpt-protective-mbr',
  'gpt-hybrid-mbr',
  'gpt-header',
];

/** Rules against data in other files. */
const ELSEWHERE = /backing|data-file|vmdk|parent/;

export interface ConversionOrder {
  /** The input's format; null: its first and last bytes decide. */
  readonly from: DiskFormat | null;
  readonly to: DiskFormat;
  /** Rules that the state file lifts with `allow_unsafe`. */
  readonly allow: readonly string[];
  /** How messages name the source. */
  readonly label: string;
  readonly signal?: AbortSignal | undefined;
  /** Gets the converted bytes of the virtual disk and its total; null: unknown. */
  readonly onProgress?: (done: number, total: number | null) => void;
}

/**
 * Converts a spooled disk image with qemu-img into another file of the spool. The input is inspected first, and more
 * strictly than a published image, because qemu-img opens the files that an image names. qemu-img gets the format and
 * never guesses it; memory, processor time and time on the clock are limited. `VerificationError` for an input that is
 * not safe to open; `ReconcileError` for a conversion that does not exist or fails; `SourceError` without qemu-img.
 */
export async function convertImage(
  input: SpooledFile,
  order: ConversionOrder,
  spool: Spool,
): Promise<SpooledFile> {
  const { label, to } = order;
  const output = OUTPUTS[to];
  if (!output) throw noConversion(label, `qemu-img does not write ${to}`);
  const { format, virtualSize } = await inspectInput(input, order);
  const inputFormat = INPUTS[format];
  if (inputFormat === undefined) throw noConversion(label, `qemu-img does not read ${format}`);
  // A raw disk is sent with its holes, byte for byte.
  const limit = outputLimit(input.bytes);
  if (to === 'raw' && virtualSize !== null && virtualSize > limit) {
    throw new VerificationError(
      `${label} is ${input.bytes} bytes, and its disk would be ${virtualSize}: more than ${limit}`,
      {
        hint: 'Convert it to qcow2, which leaves out empty parts.',
      },
    );
  }
  // Holes of the input stay holes in the output.
  await spool.demandRoom(await input.occupied());
  const name = `converted.${to}`;
  const args = ['-f', inputFormat, ...output, '--', input.path, spool.path(name)];
  await run(args, { ...order, virtualSize: virtualSize ?? input.bytes }, spool);
  return spool.take(name);
}

/** The input's format and virtual size, after the inspection found it safe to open. */
async function inspectInput(
  input: SpooledFile,
  { from, label, allow, signal }: ConversionOrder,
): Promise<{ readonly format: DiskFormat; readonly virtualSize: number | null }> {
  const format = from ?? (await formatOf(input, label));
  const inspector = inspectImage(
    {
      diskFormat: format,
      containerFormat: 'bare',
      minDiskGiB: 0,
      allow: allow.filter((rule) => HARMLESS.some((harmless) => harmless === rule)),
    },
    label,
    wayOfInput,
  );
  const end = input.bytes - TAIL_BYTES;
  let at = 0;
  for await (const block of input.read()) {
    signal?.throwIfAborted();
    inspector.update(block);
    at += block.length;
    if (inspector.wantsOnlyTheEnd && at < end) break;
  }
  if (at < input.bytes) {
    inspector.skipTo(end);
    for await (const block of input.read(end)) inspector.update(block);
  }
  inspector.finish();
  return { format, virtualSize: inspector.result().virtualSize };
}

/** The hint for a refused input; it offers `allow_unsafe` only where that helps. */
function wayOfInput(refused: readonly Finding[]): string {
  const rules = [...new Set(refused.map(({ rule }) => rule))];
  const insteadAs = insteadOf(refused);
  const never = rules.filter((rule) => !HARMLESS.includes(rule));
  if (never.length === 0) {
    return `Publish another image; or, if it is meant to be so, set \`allow_unsafe: [${rules.join(', ')}]\` for it in the state file.`;
  }
  const ways = [
    ...(insteadAs === null
      ? []
      : [`if it is meant to be ${insteadAs}, set \`from: ${insteadAs}\` in its \`convert\``]),
    never.some((rule) => ELSEWHERE.test(rule))
      ? 'merge the disk into one file where all its files lie (`qemu-img convert -O qcow2`, or an export as a single file), and set that file as the `source`'
      : 'publish another image',
  ].join('; or ');
  return `No \`allow_unsafe\` helps here, as qemu-img would open the image: ${ways}.`;
}

async function formatOf(input: SpooledFile, label: string): Promise<DiskFormat> {
  const head = await readBytes(input, 0, HEAD_BYTES);
  const end = await readBytes(input, Math.max(0, input.bytes - ENDING_BYTES), ENDING_BYTES);
  return chooseFormat(head, label, end);
}

async function readBytes(input: SpooledFile, from: number, length: number): Promise<Buffer> {
  const blocks: Buffer[] = [];
  let bytes = 0;
  for await (const block of input.read(from)) {
    blocks.push(block);
    bytes += block.length;
    if (bytes >= length) break;
  }
  return Buffer.concat(blocks).subarray(0, length);
}

async function run(
  args: readonly string[],
  { label, signal, onProgress, virtualSize }: ConversionOrder & { readonly virtualSize: number },
  spool: Spool,
): Promise<void> {
  const seconds = LEAST_CPU + Math.ceil((CPU_PER_GIB * virtualSize) / GIB);
  const script = 'ulimit -v "$1" && ulimit -t "$2" && shift 2 && exec "$@"';
  const limits = [String(MOST_MEMORY / 1024), String(seconds)];
  const full = new AbortController();
  const stop = signal ? AbortSignal.any([signal, full.signal]) : full.signal;
  const program = startProgram(['sh', '-c', script, 'sh', ...limits, 'qemu-img', 'convert', '-p', ...args], {
    environment: TOOL_ENVIRONMENT,
    timeoutMs: seconds * CLOCK_OVER_CPU * 1000,
    signal: stop,
  });
  const said = keepBothEnds(program.stderr, KEPT_TEXT);
  program.stdout.on('error', () => {});
  program.stdout.on('data', (text: Buffer) => {
    const [, percent] = /.*\((\d{1,3}(?:\.\d{1,2})?)\/100%\)/s.exec(text.toString('latin1').slice(-64)) ?? [];
    if (percent !== undefined) onProgress?.(Math.round((virtualSize * Number(percent)) / 100), virtualSize);
  });
  const watch = setInterval(() => {
    spool.demandRoom(0).catch((error: unknown) => full.abort(error));
  }, LOOK_AT_ROOM_MS).unref();
  try {
    const end = await program.end();
    if (end.kind === 'exit' && end.code === 0) return;
    if (end.kind === 'exit' && end.code === NOT_FOUND) throw missingTool('qemu-img');
    if (isFull(end, said())) throw spool.full();
    throw failure(label, describeEnd(end), said());
  } finally {
    clearInterval(watch);
  }
}

/** Whether the disk is full. The limit of the process on the size of files (`ulimit -f`) counts as a full disk. */
function isFull(end: ProgramEnd, said: string): boolean {
  const isTooLarge = end.kind === 'signal' && end.signal === 'SIGXFSZ';
  return isTooLarge || /No space left on device|Disk quota exceeded|File too large/.test(said);
}

function describeEnd(end: ProgramEnd): string {
  switch (end.kind) {
    case 'timeout':
      return 'it took too long';
    case 'signal':
      return end.signal === 'SIGXCPU' || end.signal === 'SIGKILL'
        ? 'it took too much processor time or memory'
        : `qemu-img ended with ${end.signal}`;
    case 'exit':
      return `qemu-img ended with exit code ${end.code}`;
    case 'not-started':
      return `qemu-img could not be run (${end.code})`;
  }
}

function failure(label: string, why: string, stderr: string): ReconcileError {
  const words = stderr.trim().slice(0, 300);
  return new ReconcileError(
    'convert',
    `${label} cannot be converted: ${why}${words === '' ? '' : `: ${words}`}`,
    EXIT.error,
    { hint: 'Run `qemu-img check` on it. Nothing was stored.' },
  );
}

function noConversion(label: string, why: string): ReconcileError {
  return new ReconcileError('convert', `${label} cannot be converted: ${why}`, EXIT.error, {
    hint: `Convert between ${Object.keys(OUTPUTS).join(', ')}, or remove \`convert\`.`,
  });
}
