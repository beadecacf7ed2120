import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { EXIT, UsageError } from '../../model/errors.ts';
import { RELEASES, type Release, TRAITS } from '../../sandbox/images/release.ts';
import { startSandbox } from '../../sandbox/server.ts';
import { commandLine } from '../command-line.ts';
import type { CommandContext } from '../context.ts';
import { addCommonFlags, type CommonFlags } from '../flags.ts';
import { runCommand, type Session } from '../run-command.ts';

interface SandboxFlags extends CommonFlags {
  readonly port: number;
  readonly data?: string;
  readonly like: Release;
  readonly require?: readonly string[];
}

export function defineSandbox(command: Command, session: Session): void {
  command
    .option('--port <n>', 'port of 127.0.0.1; 0: any free port', port, 0)
    .option('--data <dir>', 'keep the images in this folder instead of in memory')
    .addOption(
      new Option(
        '--like <release>',
        'the release of Glance to behave like; newer ones follow its published code, and are not measured',
      )
        .choices(RELEASES)
        .default('2022.2'),
    )
    .option('--require <property...>', 'with --like 2026.1: create no image without these properties');
  addCommonFlags(command)
    .addHelpText('after', EXAMPLE)
    .action((flags: SandboxFlags) => runCommand(session, flags, (context) => runSandbox(flags, context)));
}

const EXAMPLE = `
Examples:
  reconcile sandbox --port 5000
  reconcile sandbox --data ./cloud

The sandbox prints the OS_* variables of its cloud: set them in another shell. It serves until Ctrl-C.`;

async function runSandbox(flags: SandboxFlags, context: CommandContext): Promise<number> {
  const { console, terminal, signal } = context;
  const dataDir = flags.data === undefined ? null : resolve(terminal.cwd, flags.data);
  const { port, like, require: requiredProperties = [] } = flags;
  if (requiredProperties.length > 0 && !TRAITS[like].requires) {
    throw new UsageError('--require needs --like 2026.1: older releases require no properties');
  }
  const sandbox = await startSandbox({ port, dataDir, like, requiredProperties }).catch((error: unknown) => {
    throw startError(error, flags);
  });
  const exports = Object.entries(sandbox.env).map(
    ([name, value]) => `export ${commandLine([`${name}=${value}`])}\n`,
  );
  // The password is not redacted: it is the result, it was made for this sandbox, and it opens nothing else.
  console.data(exports.join(''));
  console.info('Set these variables in another shell. Serving until Ctrl-C.');
  await untilAborted(signal);
  await sandbox.close();
  return EXIT.done;
}

function startError(error: unknown, flags: SandboxFlags): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE' || code === 'EACCES') {
    return new UsageError(`cannot listen on port ${flags.port} (${code})`, {
      hint: 'Give another --port, or leave --port out for any free port.',
      cause: error,
    });
  }
  return error;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function port(value: string): number {
  const number = Number(value);
  if (!/^\d{1,5}$/.test(value) || number > 65_535) {
    throw new InvalidArgumentError('Must be a number from 0 to 65535.');
  }
  return number;
}
