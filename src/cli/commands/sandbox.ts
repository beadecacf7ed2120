import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { EXIT, UsageError } from '../../model/errors.ts';
import { commandLine } from '../command-line.ts';
import type { CommandContext } from '../context.ts';
import { addCommonFlags, type CommonFlags } from '../flags.ts';
import { runCommand, type Session } from '../run-command.ts';

interface SandboxFlags extends CommonFlags {
  readonly port: number;
  readonly data?: string;
}

export function sandboxCommand(session: Session): Command {
  const command = new Command('sandbox')
    .description('serve an embedded Keystone and Glance on loopback, to try things on')
    .option('--port <n>', 'port of 127.0.0.1; 0: any that is free', port, 0)
    .option('--data <dir>', 'keep images in this folder instead of in memory');
  return addCommonFlags(command)
    .addHelpText('after', EXAMPLE)
    .action((flags: SandboxFlags) => runCommand(session, flags, (context) => runSandbox(flags, context)));
}

const EXAMPLE = `
Examples:
  reconcile sandbox --port 5000
  reconcile sandbox --data ./cloud

It prints the OS_* variables of the cloud, to be set in another shell, and serves until Ctrl-C.`;

async function runSandbox(flags: SandboxFlags, context: CommandContext): Promise<number> {
  const { startSandbox } = await import('../../sandbox/server.ts');
  const { console, terminal, signal } = context;
  const dataDir = flags.data === undefined ? null : resolve(terminal.cwd, flags.data);
  const sandbox = await startSandbox({ port: flags.port, dataDir }).catch((error: unknown) => {
    throw startError(error, flags);
  });
  const exports = Object.entries(sandbox.env).map(
    ([name, value]) => `export ${commandLine([`${name}=${value}`])}\n`,
  );
  // These credentials are made up and open this sandbox alone: they are the result, so they are not redacted.
  console.data(exports.join(''));
  console.info('Set these in another shell. Serving until Ctrl-C.');
  await untilAborted(signal);
  await sandbox.close();
  return EXIT.done;
}

function startError(error: unknown, flags: SandboxFlags): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE' || code === 'EACCES') {
    return new UsageError(`port ${flags.port} cannot be used (${code})`, {
      hint: 'Give another --port, or none for any that is free.',
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
  if (!/^\d{1,5}$/.test(value) || number > 65_535) throw new InvalidArgumentError('It is from 0 to 65535.');
  return number;
}
