import { Command } from 'commander';
import { publishersOf, type StateFile } from '../../model/desired.ts';
import { EXIT, UnresolvedError } from '../../model/errors.ts';
import { publicPart } from '../../model/unresolved.ts';
import type { StateOptions } from '../../run/options.ts';
import type { CommandContext } from '../context.ts';
import { addCommonFlags, addFileFlags, type CommonFlags, type Format, format } from '../flags.ts';
import { runCommand, type Session } from '../run-command.ts';

interface ValidateFlags extends CommonFlags, Pick<StateOptions, 'file' | 'allowEmpty'> {
  readonly format: Format;
  readonly explain: boolean;
}

export function validateCommand(session: Session): Command {
  const command = new Command('validate').description('read the state file alone; no cloud is needed');
  addFileFlags(command)
    .option('--format <format>', 'format of the result: text or json', format, 'text')
    .option('--explain', 'ask the publishers that the file names, and show what was understood', false);
  return addCommonFlags(command)
    .addHelpText('after', EXAMPLE)
    .action((flags: ValidateFlags) => runCommand(session, flags, (context) => runValidate(flags, context)));
}

const EXAMPLE = `
Examples:
  reconcile validate -f glance.yaml
  reconcile validate -f images/ --format json
  reconcile validate --explain

Exit codes: 0 the state file is valid, 1 a publisher failed (--explain), 64 the file is not valid`;

async function runValidate(flags: ValidateFlags, context: CommandContext): Promise<number> {
  const { readFiles } = await import('../../run/read-state.ts');
  const desired = await readFiles(flags, context);
  if (flags.explain) return explain(desired, flags, context);
  for (const warning of desired.warnings) context.console.warn(warning);
  if (flags.format === 'json') await writeJson(desired, context);
  else await drawText(desired, context);
  if (desired.images.length === 0 && !desired.lists && !flags.allowEmpty) {
    context.console.info('plan and apply refuse it without --allow-empty');
  }
  return EXIT.done;
}

/** What cannot be resolved is told after what can. */
async function explain(file: StateFile, flags: ValidateFlags, context: CommandContext): Promise<number> {
  const { console } = context;
  const { explainPublishers } = await import('../../run/publishers.ts');
  const { explanations, desired: resolved, warnings } = await explainPublishers(file, context);
  const unresolved = publishersOf(resolved).skipped.map(publicPart);
  for (const warning of [...file.warnings, ...warnings]) console.warn(warning);
  if (flags.format === 'json') {
    const [{ jsonText }, { redactValues }] = await Promise.all([
      import('../../report/escape.ts'),
      import('../console.ts'),
    ]);
    console.data(
      `${jsonText(redactValues({ valid: unresolved.length === 0, unresolved, explanations }, console.redact), 2)}\n`,
    );
  } else {
    const { drawExplanations } = await import('../../report/explanation-text.ts');
    console.result(drawExplanations(explanations, { colour: console.colour }));
    if (unresolved.length === 0) await drawText(resolved, context);
  }
  if (unresolved.length > 0) throw new UnresolvedError(unresolved);
  return EXIT.done;
}

async function drawText(
  desired: Pick<StateFile, 'files' | 'images' | 'lists' | 'stack'>,
  { console }: CommandContext,
): Promise<void> {
  const { drawDesired } = await import('../../report/explanation-text.ts');
  console.result(drawDesired(desired, { colour: console.colour, width: console.width }));
}

async function writeJson(desired: StateFile, { console }: CommandContext): Promise<void> {
  const [{ desiredToJson }, { redactValues }] = await Promise.all([
    import('../../report/desired-json.ts'),
    import('../console.ts'),
  ]);
  console.data(desiredToJson(redactValues(desired, console.redact) as StateFile));
}
