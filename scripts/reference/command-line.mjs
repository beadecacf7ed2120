// Draws docs/reference/command-line.md from the program's own table of commands.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export async function drawCommandLine(root) {
  const program = await loadProgram(root);
  const commands = leaves(program);
  const { shared, without } = sharedOptions(commands);
  return [
    '# Command line',
    '',
    '<!-- Generated from the table of commands in src/cli/ by `npm run generate`. Do not edit. -->',
    '',
    '`reconcile <command> [options]`. Every command has `--help`, with an example.',
    '[Exit codes, streams and the cloud](exit-codes-and-clouds.md) describes the exit codes and streams of all commands.',
    '',
    '| command | does |',
    '| --- | --- |',
    ...commands.map(
      (command) =>
        `| [\`${nameOf(command)}\`](#${anchor(nameOf(command))}) | ${cell(command.description())} |`,
    ),
    '',
    '## Options of every command',
    '',
    `Every command has these options, except ${without.map((command) => `\`${nameOf(command)}\``).join(' and ')}.`,
    '',
    ...optionTable(shared),
    '',
    ...commands.flatMap((command) => section(command, shared)),
  ].join('\n');
}

/** Loads every command. Bundles the sources first, because they are TypeScript. */
async function loadProgram(root) {
  const folder = mkdtempSync(join(tmpdir(), 'reconcile-reference-'));
  const outfile = join(folder, 'commands.mjs');
  try {
    await build({
      stdin: {
        contents: "export { wholeProgram } from './src/cli/program.ts';",
        resolveDir: root,
        loader: 'ts',
      },
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      logLevel: 'error',
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
      },
    });
    const { wholeProgram } = await import(pathToFileURL(outfile).href);
    return await wholeProgram({
      terminal: { stdout: process.stdout, stderr: process.stderr },
      secrets: null,
      version: 'development',
      exitCode: 0,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function leaves(command) {
  return command.commands.flatMap((inner) => (inner.commands.length === 0 ? [inner] : leaves(inner)));
}

/** The options that nearly all commands have, and the commands that do not have them. */
function sharedOptions(commands) {
  const counts = new Map();
  for (const command of commands) {
    for (const { flags } of command.options) counts.set(flags, (counts.get(flags) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  const isShared = ({ flags }) => counts.get(flags) === most;
  const example = commands.find((command) => command.options.filter(isShared).length > 0);
  return {
    shared: example.options.filter(isShared),
    without: commands.filter((command) => !command.options.some(isShared)),
  };
}

function section(command, shared) {
  const own = command.options.filter(({ flags }) => !shared.some((other) => other.flags === flags));
  const after = helpAfter(command);
  return [
    `## ${nameOf(command)}`,
    '',
    `\`${usageOf(command)}\``,
    '',
    `${capital(command.description())}.`,
    '',
    ...argumentTable(command.registeredArguments),
    ...(own.length === 0 ? [] : [...optionTable(own), '']),
    ...(after === '' ? [] : ['```text', after, '```', '']),
  ];
}

function argumentTable(args) {
  if (args.length === 0) return [];
  return [
    '| argument | is |',
    '| --- | --- |',
    ...args.map((argument) => {
      const name = `${argument.name()}${argument.variadic ? '…' : ''}`;
      return `| \`${name}\` | ${cell(argument.description)}${argument.required ? '' : ' (optional)'} |`;
    }),
    '',
  ];
}

function optionTable(options) {
  return [
    '| option | meaning |',
    '| --- | --- |',
    ...options.map(({ flags, description, argChoices, defaultValue }) => {
      const choices = argChoices ? `: ${argChoices.map((choice) => `\`${choice}\``).join(', ')}` : '';
      const isShown = ['string', 'number'].includes(typeof defaultValue) && defaultValue !== 0;
      return `| \`${flags}\` | ${cell(description)}${choices}${isShown ? ` (default: \`${defaultValue}\`)` : ''} |`;
    }),
  ];
}

/** The examples and exit codes, which the help shows below the options. */
function helpAfter(command) {
  let text = '';
  const collect = (part) => {
    text += part;
  };
  command.configureOutput({ writeOut: collect });
  command.outputHelp();
  return text.slice(command.helpInformation().length).trim();
}

function nameOf(command) {
  const names = [];
  for (let at = command; at; at = at.parent) names.unshift(at.name());
  return names.join(' ');
}

function usageOf(command) {
  return `${nameOf(command)} ${command.usage()}`;
}

function anchor(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replace(/\s/g, '-');
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
