import type { Command } from 'commander';
import { publishersOf, type StateFile } from '../../model/desired.ts';
import { EXIT, UnresolvedError } from '../../model/errors.ts';
import { publicPart } from '../../model/unresolved.ts';
import { desiredToJson } from '../../report/desired-json.ts';
import { jsonText } from '../../report/escape.ts';
import { drawDesired, drawExplanations } from '../../report/explanation-text.ts';
import type { StateOptions } from '../../run/options.ts';
import { readFiles } from '../../run/read-state.ts';
import { unknownFormatWarnings } from '../../run/targets/formats.ts';
import { redactValues } from '../console.ts';
import type { CommandContext } from '../context.ts';
import { errorData } from '../failure.ts';
import { addCommonFlags, addFileFlags, type CommonFlags, type Format, format } from '../flags.ts';
import { runCommand, type Session } from '../run-command.ts';

interface ValidateFlags extends CommonFlags, Pick<StateOptions, 'file' | 'env' | 'ignore' | 'allowEmpty'> {
  readonly format: Format;
  readonly explain: boolean;
}

export function defineValidate(command: Command, session: Session): void {
  addFileFlags(command)
    .option('--format <format>', 'format of the result: text or json', format, 'text')
    .option('--explain', 'ask the publishers that the file names, and show their answers', false);
  addCommonFlags(command)
    .addHelpText('after', EXAMPLE)
    .action((flags: ValidateFlags) =>
      runCommand(session, flags, (context) => runValidate(flags, context), invalidJson),
    );
}

const EXAMPLE = `
Examples:
  reconcile validate -f glance.yaml
  reconcile validate -f images/ --format json
  reconcile validate --explain

Exit codes: 0 the state file is valid, 1 a publisher failed (--explain), 64 the state file is not valid`;

async function runValidate(flags: ValidateFlags, context: CommandContext): Promise<number> {
  const file = await readFiles(flags, context);
  for (const warning of unknownFormatWarnings(file)) context.console.caution(warning);
  if (flags.explain) return explain(file, flags, context);
  for (const warning of file.warnings) context.console.caution(warning);
  if (flags.format === 'json') writeJson(file, context);
  else drawText(file, context);
  if (file.images.length === 0 && !file.lists && !file.disabled && !flags.allowEmpty) {
    context.console.info('plan and apply refuse this state without --allow-empty');
  }
  return EXIT.done;
}

/** Shows the publishers' answers. Then throws `UnresolvedError` if a publisher failed. */
async function explain(file: StateFile, flags: ValidateFlags, context: CommandContext): Promise<number> {
  const { console } = context;
  // The one late import of a command: without the publishers and their HTTP client, validate starts faster.
  const { explainPublishers } = await import('../../run/publishers.ts');
  const { explanations, desired, warnings } = await explainPublishers(file, context);
  const unresolved = publishersOf(desired).skipped.map(publicPart);
  for (const warning of file.warnings) console.caution(warning);
  for (const warning of warnings) console.warn(warning);
  if (flags.format === 'json') {
    const result = { valid: unresolved.length === 0, unresolved, explanations };
    console.data(`${jsonText(redactValues(result, console.redact), 2)}\n`);
  } else {
    console.result(drawExplanations(explanations, { colour: console.colour }));
    if (unresolved.length === 0) drawText(desired, context);
  }
  if (unresolved.length > 0) throw new UnresolvedError(unresolved);
  return EXIT.done;
}

function drawText(
  state: Pick<StateFile, 'files' | 'images' | 'lists' | 'stack'>,
  { console }: CommandContext,
): void {
  console.result(drawDesired(state, { colour: console.colour, width: console.width }));
}

/** The error in place of the state: `valid` tells the two apart. */
function invalidJson(error: unknown, { console }: Pick<CommandContext, 'console'>): string {
  const result = { valid: false, error: errorData(error) };
  return `${jsonText(redactValues(result, console.redact), 2)}\n`;
}

function writeJson(
  { emptyBecause: _, unknownFormats: _unknown, ...file }: StateFile,
  { console }: CommandContext,
): void {
  console.data(desiredToJson(redactValues(file, console.redact) as StateFile));
}
