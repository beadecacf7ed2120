import { type Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_STATE_FILE, PRUNE_WAYS } from '../model/desired.ts';
import { COLOUR_MODES, type ColourMode } from './colour.ts';

/** Options of every command. */
export interface CommonFlags {
  readonly color: ColourMode;
  readonly quiet: boolean;
  /** What the log shows. 0: warnings; 1: requests too; 2: headers and bodies too, redacted. */
  readonly verbose: number;
  readonly logFormat: 'text' | 'json';
}

/** The format of a result. */
export type Format = 'text' | 'json';

export interface ReportRequest {
  readonly format: Format;
  readonly file: string;
}

export interface OutputFlags {
  readonly format: Format;
  readonly report: readonly ReportRequest[];
}

export function addCommonFlags(command: Command): Command {
  return command
    .addOption(
      new Option('--color <when>', 'colour the output')
        .choices(COLOUR_MODES)
        .default('auto' satisfies ColourMode),
    )
    .option('-q, --quiet', 'no progress, and no warnings but those about the state file', false)
    .option('-v, --verbose', 'log requests; given twice, log headers and bodies too, redacted', increase, 0)
    .addOption(
      new Option('--log-format <format>', 'format of the log on standard error')
        .choices(['text', 'json'])
        .default('text'),
    );
}

export function addFileFlag(command: Command): Command {
  return command
    .option(
      '-f, --file <path>',
      `state file, directory of state files, or - for standard input; repeatable (default: ${DEFAULT_STATE_FILE})`,
      collect,
      [],
    )
    .option(
      '--env <name>',
      'let the state file use this environment variable, beside RECONCILE_VAR_*; repeatable',
      variableName,
      [],
    )
    .option(
      '--ignore <file>',
      'leave out this file of a directory, which is no state file; repeatable',
      collect,
      [],
    );
}

export function addFileFlags(command: Command): Command {
  return addFileFlag(command).option('--allow-empty', 'accept a state file that lists no image', false);
}

export function addStateFlags(command: Command): Command {
  addFileFlags(command)
    .option('--target <name>', 'only the images with this name or glob; repeatable', collect, [])
    .option('--exclude <name>', 'leave out the images with this name or glob; repeatable', collect, [])
    .addOption(
      new Option(
        '--prune <how>',
        'what to do with images that left the state file; overrides prune of the state file',
      ).choices(PRUNE_WAYS),
    )
    .option(
      '--max-deletes <n>',
      'most images to delete or prune; overrides max_deletes of the state file',
      wholeNumber(0),
    )
    .option(
      '--strict',
      'refuse weak protection (plain http without a signature, md5 or sha1 alone, insecure) instead of warning',
      false,
    );
  command.option(
    '--unhold <name>',
    'end the hold of an image that was rolled back: it gets the content that the file wants; name or glob; repeatable',
    collect,
    [],
  );
  return addReplaceFlags(command).option(
    '--allow-delete <name>',
    'delete or prune this image in this run, despite prevent_delete; name or glob; repeatable',
    collect,
    [],
  );
}

/** Options that guard replacements. A rollback replaces an image too. */
export function addReplaceFlags(command: Command): Command {
  return command
    .option(
      '--new-origin',
      'the state file moved, or all its entries were renamed: it takes over the images of its stack',
      false,
    )
    .option(
      '--max-replaces <n>',
      'most images to replace; overrides max_replaces of the state file',
      wholeNumber(0),
    )
    .option(
      '--allow-replace <name>',
      'replace this image in this run, despite prevent_replace; name or glob; repeatable',
      collect,
      [],
    )
    .option(
      '--adopt <name>',
      'in this run, delete an image of this name that the stack did not publish, and lift protections that the state file did not set; name or glob; repeatable',
      collect,
      [],
    );
}

export function addCloudFlags(command: Command): Command {
  return command
    .option('--os-cloud <name>', 'clouds.yaml entry; overrides the state file and OS_CLOUD')
    .option('--region <name>', 'region; overrides the state file and OS_REGION_NAME')
    .option(
      '--allow-identity-url <url>',
      "send the credentials of OS_* and clouds.yaml to this address of the state file's identity; repeatable",
      httpUrl,
      [],
    )
    .option('--parallelism <n>', 'number of small requests at once', wholeNumber(1), 10)
    .option('--timeout <duration>', 'stop cleanly after this time, e.g. 90, 30m, 2h', duration);
}

/** Options for the state file of a stranger. */
export function addUntrustedFlags(command: Command): Command {
  return command
    .option(
      '--untrusted',
      "plan a stranger's state file: its folder alone, no variables, your cloud, public addresses only",
      false,
    )
    .option('--allow-host <host>', 'with --untrusted: a host that need not be public; repeatable', host, []);
}

export function addTransfersFlag(command: Command): Command {
  return command.option(
    '--transfers <n>',
    'number of uploads and downloads at once (default: by their bytes: 2 large ones, and small ones up to 64 MiB together)',
    wholeNumber(1),
  );
}

/** `wait` is the default, in seconds. */
export function addLockFlags(command: Command, wait = 0): Command {
  return command.option(
    '--lock-timeout <duration>',
    'how long to wait for another run on the same stack, e.g. 90, 30m',
    durationOrNone,
    wait,
  );
}

export function addCacheFlags(command: Command): Command {
  return command
    .option('--cache <dir>', 'keep downloads with a known digest in this folder, and reuse them')
    .option(
      '--cache-size <size>',
      'largest size of the cache, e.g. 500M, 20G; the longest unused download goes first (default: 20G)',
      byteSize,
    );
}

/** Seals the plan that `-o` saves. */
export function addPlanKeyFlag(command: Command, help: string): Command {
  return command.option('--plan-key <file>', help);
}

export const SEALS_PLAN =
  'seal the saved plan with this key (HMAC-SHA256; a file of 32 bytes or more that only you may read)';

export function addOutputFlags(command: Command): Command {
  return command
    .option('--format <format>', 'format of the result: text or json', format, 'text')
    .option(
      '--report <format=file>',
      'also write the result to a file, even if the run fails; repeatable',
      report,
      [],
    );
}

/** Reads a format. For a format of a later version, the error says so. */
export function format(value: string): Format {
  if (value === 'text' || value === 'json') return value;
  if (['markdown', 'html', 'gitlab', 'github'].includes(value)) {
    throw new InvalidArgumentError(`"${value}" is not available in this version. Must be text or json.`);
  }
  throw new InvalidArgumentError('Must be text or json.');
}

/** Makes a reader of whole numbers that are `least` or more. */
export function wholeNumber(least: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^\d{1,6}$/.test(value) || number < least) {
      throw new InvalidArgumentError(`Must be a whole number, ${least} or more.`);
    }
    return number;
  };
}

const BINARY_UNITS = ['', 'K', 'M', 'G', 'T'];

/** Reads bytes: `1048576`, `500M`, `20G` or `20GiB`, with units of 1024. */
function byteSize(value: string): number {
  const [, amount, unit] = /^(\d{1,15})(?:([KMGT])(?:iB)?)?$/.exec(value) ?? [];
  const bytes = Number(amount) * 1024 ** BINARY_UNITS.indexOf(unit ?? '');
  if (!Number.isSafeInteger(bytes)) throw new InvalidArgumentError('Must be a size such as 500M or 20G.');
  return bytes;
}

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, min: 60, h: 3600, d: 86_400 };

/** Reads seconds: `90`, `90s`, `30m` or `2h`. */
export function duration(value: string): number {
  const [, amount, unit] = /^(\d{1,6})(s|m|min|h|d)?$/.exec(value) ?? [];
  const seconds = Number(amount) * (UNITS[unit ?? ''] ?? 1);
  if (!(seconds > 0)) throw new InvalidArgumentError('Must be a time such as 90, 90s, 30m or 2h.');
  return seconds;
}

/** Reads seconds like `duration`; `0` is allowed and means no time. */
function durationOrNone(value: string): number {
  return value === '0' ? 0 : duration(value);
}

function report(value: string, before: readonly ReportRequest[]): readonly ReportRequest[] {
  const at = value.indexOf('=');
  const file = value.slice(at + 1);
  if (at < 1 || file === '') throw new InvalidArgumentError('Must be FORMAT=FILE, e.g. json=report.json.');
  return [...before, { format: format(value.slice(0, at)), file }];
}

function collect(value: string, before: readonly string[]): readonly string[] {
  if (value === '') throw new InvalidArgumentError('Must not be empty.');
  return [...before, value];
}

function httpUrl(value: string, before: readonly string[]): readonly string[] {
  if (URL.canParse(value) && /^https?:\/\//i.test(value)) return [...before, value];
  throw new InvalidArgumentError('Must be an http(s) URL, as the state file gives it.');
}

function host(value: string, before: readonly string[]): readonly string[] {
  if (/^[\w.-]+$|^\[?[0-9a-f:.]+\]?$/i.test(value)) return [...before, value];
  throw new InvalidArgumentError('Must be the name or the address of a host, without a port.');
}

function variableName(value: string, before: readonly string[]): readonly string[] {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(value))
    throw new InvalidArgumentError('Must be the name of a variable.');
  return [...before, value];
}

function increase(_value: string, before: number): number {
  return before + 1;
}
