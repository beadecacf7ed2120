import { Command, Help, type Option } from 'commander';
import { shellWord } from '../model/text.ts';
import { escapeText } from '../report/escape.ts';
import type { Session } from './run-command.ts';

interface LazyCommand {
  readonly summary: string;
  /** Imports the command's module. It adds arguments, options, help and action to the command. */
  readonly load: () => Promise<(command: Command, session: Session) => void>;
}

/**
 * The commands, in the order of the help. A command's module, with everything that it imports, is loaded here and
 * nowhere else, when a user runs the command or asks for its help: so each command starts as fast as its own work allows.
 */
const COMMANDS: Readonly<Record<string, LazyCommand>> = {
  plan: {
    summary: 'show what apply would do; change nothing',
    load: async () => (await import('./commands/plan.ts')).definePlan,
  },
  apply: {
    summary: 'plan, show the plan, ask, and apply it; apply a saved plan as it is',
    load: async () => (await import('./commands/apply.ts')).defineApply,
  },
  verify: {
    summary: 'rehearse apply: fetch, check and inspect everything; publish nothing',
    load: async () => (await import('./commands/verify.ts')).defineVerify,
  },
  rollback: {
    summary: 'bring the latest backup back under the name; the published image becomes a backup',
    load: async () => (await import('./commands/rollback.ts')).defineRollback,
  },
  validate: {
    summary: 'check the state file alone; needs no cloud',
    load: async () => (await import('./commands/validate.ts')).defineValidate,
  },
  convert: {
    summary: 'make a state file from the files of another tool',
    load: async () => (await import('./commands/convert.ts')).defineConvert,
  },
  sandbox: {
    summary: 'serve a small Keystone and Glance on loopback, to try reconcile on',
    load: async () => (await import('./commands/sandbox.ts')).defineSandbox,
  },
  vmcatcher: {
    summary: 'handle an event of vmcatcher, as its VMCATCHER_CACHE_EVENT',
    load: async () => (await import('./commands/vmcatcher.ts')).defineVmcatcher,
  },
  schema: {
    summary: 'print the JSON Schema of the state file',
    load: async () => (await import('./commands/schema.ts')).defineSchema,
  },
  version: {
    summary: 'print the version',
    load: async () => (await import('./commands/version.ts')).defineVersion,
  },
};

/** The program for these arguments: it lists every command, and loads the command that they name. */
export async function programFor(argv: readonly string[], session: Session): Promise<Command> {
  const root = makeRoot(session);
  root.hook('preSubcommand', (_root, command) => load(command, session));
  // For `help plan`, commander prints the help of plan without this hook.
  const named = argv[0] === 'help' && root.commands.find((command) => command.name() === argv[1]);
  if (named) await load(named, session);
  return root;
}

/** The program with every command loaded: npm run generate draws the reference of the command line from this. */
export async function wholeProgram(session: Session): Promise<Command> {
  const root = makeRoot(session);
  for (const command of root.commands) await load(command, session);
  return root;
}

function makeRoot(session: Session): Command {
  const root = new Command('reconcile')
    .description('Makes an OpenStack Glance hold exactly the images that a YAML state file says.')
    .version(`reconcile ${session.version}`, '-V, --version', 'print the version')
    .helpCommand('help [command]', 'print the help of a command')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', EXAMPLE);
  const commands = Object.entries(COMMANDS).map(([name, { summary }]) =>
    new Command(name).description(summary),
  );
  for (const command of commands) root.addCommand(configure(command, session));
  // The arguments of a command are known once it is loaded: the list shows names alone.
  return configure(root, session, { subcommandTerm: (command) => command.name() });
}

async function load(command: Command, session: Session): Promise<void> {
  const define = await COMMANDS[command.name()]?.load();
  define?.(command, session);
  for (const each of [command, ...command.commands]) refuseTwice(each);
  if (command.options.some(({ long }) => long === '--file')) refuseSurplus(command);
  for (const inner of command.commands) configure(inner, session);
}

/** Refuses surplus arguments, which commander would only count: mostly they are state files without their -f. */
function refuseSurplus(command: Command): void {
  command.allowExcessArguments().hook('preAction', () => {
    const [surplus] = command.args.slice(command.registeredArguments.length);
    if (surplus === undefined) return;
    const name = command.name();
    const meant = `reconcile ${name} -f ${shellWord(surplus)}`;
    command
      .showHelpAfterError(`(A state file is given with -f: ${escapeText(meant)})`)
      .error(`error: too many arguments for '${name}': ${surplus}`);
  });
}

/**
 * Refuses an option that is given twice with different values, where commander would take the last one: a plan for region
 * A must not become a plan for region B without a word. Options that collect their values are repeatable.
 */
function refuseTwice(command: Command): void {
  for (const option of command.options) {
    if (!(option.required || option.optional) || Array.isArray(option.defaultValue)) continue;
    let first: string | undefined;
    command.on(`option:${option.name()}`, (value: string) => {
      first ??= value;
      if (value === first) return;
      const [flag, one, other] = [option.long ?? option.flags, first, value].map((text) => String(text));
      command.error(`error: option '${flag}' is given twice, with '${one}' and with '${other}'`);
    });
  }
}

/** What all commands share: where their text goes, and how help and usage errors look. */
function configure(command: Command, session: Session, help: Partial<Help> = {}): Command {
  const { stdout, stderr } = session.terminal;
  return command
    .exitOverride()
    .configureHelp({ ...help, optionDescription: describeOption })
    .showHelpAfterError('(reconcile --help lists the commands)')
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: (text, write) => write(session.secrets.redact(escapeError(text))),
    });
}

const EXAMPLE = `
Examples:
  reconcile plan -f glance.yaml     show what would change
  reconcile apply -f glance.yaml    change it

Without a cloud, try it on: reconcile sandbox`;

/** Leaves out defaults that say nothing: an unset flag, an empty list. */
function describeOption(option: Option): string {
  const { defaultValue } = option;
  const isNothing = defaultValue === false || defaultValue === 0 || Array.isArray(defaultValue);
  return isNothing ? option.description : new Help().optionDescription(option);
}

/** Escapes the arguments that commander's errors repeat as given. Commander's suggestion keeps a line of its own. */
function escapeError(text: string): string {
  const [, message = text, suggestion = ''] = /^(.*?)(\n\(Did you mean [^\n]*\))?\n?$/s.exec(text) ?? [];
  return `${escapeText(message)}${suggestion === '' ? '' : `\n${escapeText(suggestion.trim())}`}\n`;
}
