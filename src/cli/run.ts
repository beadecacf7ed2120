import { Command, CommanderError, Help, type Option } from 'commander';
import { EXIT } from '../model/errors.ts';
import { Secrets } from '../model/secrets.ts';
import { escapeText } from '../report/escape.ts';
import { VERSION } from './command-line.ts';
import { applyCommand } from './commands/apply.ts';
import { convertCommand } from './commands/convert.ts';
import { planCommand } from './commands/plan.ts';
import { rollbackCommand } from './commands/rollback.ts';
import { sandboxCommand } from './commands/sandbox.ts';
import { schemaCommand } from './commands/schema.ts';
import { validateCommand } from './commands/validate.ts';
import { versionCommand } from './commands/version.ts';
import { vmcatcherCommand } from './commands/vmcatcher.ts';
import type { Session } from './run-command.ts';
import type { Terminal } from './terminal.ts';

/** Runs the program once and gives its exit code. `argv` holds the arguments alone. Never throws. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  const session: Session = { terminal, secrets: new Secrets(), exitCode: EXIT.done };
  survivePipe(terminal);
  try {
    await program(session).parseAsync([...argv], { from: 'user' });
    return session.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const message = error instanceof Error ? error.message : String(error);
    terminal.stderr.write(session.secrets.redact(`error: unexpected: ${escapeText(message)}\n`));
    return EXIT.error;
  }
}

/** Every command with its options; the reference of the command line is drawn from it. */
export function program(session: Session): Command {
  const { stdout, stderr } = session.terminal;
  const root = new Command('reconcile')
    .description('Makes an OpenStack Glance hold exactly the images that a YAML state file says.')
    .version(`reconcile ${VERSION}`, '-V, --version', 'print the version')
    .helpCommand('help [command]', 'help for a command')
    .helpOption('-h, --help', 'help, with an example')
    .addHelpText('after', EXAMPLE);
  const commands = [
    planCommand,
    applyCommand,
    rollbackCommand,
    validateCommand,
    convertCommand,
    sandboxCommand,
    vmcatcherCommand,
    schemaCommand,
    versionCommand,
  ];
  for (const make of commands) root.addCommand(make(session));
  const all = [root, ...root.commands, ...root.commands.flatMap((command) => command.commands)];
  for (const command of all) {
    command
      .exitOverride()
      .configureHelp({ optionDescription: describeOption })
      .showHelpAfterError('(reconcile --help lists commands and options)')
      .configureOutput({
        writeOut: (text) => void stdout.write(text),
        writeErr: (text) => void stderr.write(text),
        outputError: (text, write) => write(session.secrets.redact(escapeError(text))),
      });
  }
  return root;
}

const EXAMPLE = `
Example:
  reconcile plan -f glance.yaml     what would be done
  reconcile apply -f glance.yaml    do it

Without a cloud: reconcile sandbox`;

/** Defaults that are nothing (an unset flag, an empty list) are not worth a word. */
function describeOption(option: Option): string {
  const { defaultValue } = option;
  const isNothing = defaultValue === false || defaultValue === 0 || Array.isArray(defaultValue);
  return isNothing ? option.description : new Help().optionDescription(option);
}

/** Commander's errors repeat arguments as they were given; its suggestion stands on a line of its own. */
function escapeError(text: string): string {
  const [, message = text, suggestion = ''] = /^(.*?)(\n\(Did you mean [^\n]*\))?\n?$/s.exec(text) ?? [];
  return `${escapeText(message)}${suggestion === '' ? '' : `\n${escapeText(suggestion.trim())}`}\n`;
}

/** EIO: of a terminal. */
const READER_GONE: readonly unknown[] = ['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'];

/**
 * A reader that has gone (\`| head\`, a closed session) is no error: what is left to write is dropped, and the run ends
 * as it would.
 */
function survivePipe({ stdin, stdout, stderr }: Terminal): void {
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!READER_GONE.includes(error.code)) throw error;
    });
  }
  // Whoever reads it is told.
  stdin.on('error', () => {});
}
