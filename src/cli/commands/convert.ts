import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Conversion } from '../../convert/draft.ts';
import { convertGlancepush } from '../../convert/glancepush/convert.ts';
import { convertImageManager } from '../../convert/image-manager/convert.ts';
import { convertVmlist } from '../../convert/vmlist.ts';
import { unlessAborted } from '../../model/abort.ts';
import { EXIT, UsageError } from '../../model/errors.ts';
import type { CommandContext } from '../context.ts';
import { addCommonFlags, type CommonFlags } from '../flags.ts';
import { runCommand, type Session } from '../run-command.ts';
import { writeConversions } from '../write-conversions.ts';

interface ConvertFlags extends CommonFlags {
  readonly output?: string;
  readonly force: boolean;
  readonly cloud?: string;
}

interface GlancepushFlags extends ConvertFlags {
  readonly spool?: string;
}

interface ImageManagerFlags extends ConvertFlags {
  readonly tag: string;
}

interface VmlistFlags extends ConvertFlags {
  readonly marketplace?: string;
}

export function defineConvert(command: Command, session: Session): void {
  command
    .addHelpText('after', EXAMPLE)
    .addCommand(glancepushCommand(session))
    .addCommand(imageManagerCommand(session))
    .addCommand(vmlistCommand(session));
}

const EXAMPLE = `
Examples:
  reconcile convert glancepush /etc/glancepush --spool /var/spool/glancepush -o glance.yaml
  reconcile convert openstack-image-manager etc/images/*.yml -o glance.yaml
  reconcile convert vmlist vms.txt > glance.yaml

convert parses the files and never executes them. Warnings on standard error, and comments in the state file, say which
settings it could not take over.`;

function glancepushCommand(session: Session): Command {
  const command = new Command('glancepush')
    .description('make a state file for each cloud of /etc/glancepush')
    .argument('<directory>', 'a copy of /etc/glancepush, or the folder itself')
    .option(
      '--spool <directory>',
      'a copy of /var/spool/glancepush, with its queued files, or the folder itself',
    )
    .addHelpText('after', '\nExample:\n  reconcile convert glancepush /etc/glancepush --cloud prod');
  return addConvertFlags(command, 'convert only this cloud').action(
    (directory: string, flags: GlancepushFlags) =>
      runCommand(session, flags, async (context) => {
        const { cwd } = context.terminal;
        return convertAndWrite(context, flags, () =>
          convertGlancepush({
            directory: resolve(cwd, directory),
            shown: directory,
            spool: flags.spool === undefined ? null : resolve(cwd, flags.spool),
            shownSpool: flags.spool ?? '',
            cloud: flags.cloud ?? null,
          }),
        );
      }),
  );
}

function imageManagerCommand(session: Session): Command {
  const command = new Command('openstack-image-manager')
    .description("make a state file from openstack-image-manager's definitions of images")
    .argument('<file...>', 'files with a section images:')
    .option('--tag <tag>', 'the tag of its images', 'managed_by_osism')
    .addHelpText('after', '\nExample:\n  reconcile convert openstack-image-manager etc/images/*.yml');
  return addConvertFlags(command, 'the cloud to write into the state file').action(
    (files: readonly string[], flags: ImageManagerFlags) =>
      runCommand(session, flags, async (context) => {
        const { cwd } = context.terminal;
        return convertAndWrite(context, flags, async () => [
          await convertImageManager({
            files: pathsOf(files, cwd),
            tag: flags.tag,
            cloud: flags.cloud ?? null,
            cwd,
          }),
        ]);
      }),
  );
}

function vmlistCommand(session: Session): Command {
  const command = new Command('vmlist')
    .description("make a state file from glance_manager's lists of StratusLab identifiers")
    .argument('<file...>', 'files with one identifier a line')
    .option('--marketplace <url>', "base URL of the marketplace (default: StratusLab's)")
    .addHelpText('after', '\nExample:\n  reconcile convert vmlist vms.txt -o glance.yaml');
  return addConvertFlags(command, 'the cloud to write into the state file').action(
    (files: readonly string[], flags: VmlistFlags) =>
      runCommand(session, flags, async (context) => {
        const { cwd } = context.terminal;
        return convertAndWrite(context, flags, async () => [
          await convertVmlist({
            files: pathsOf(files, cwd),
            marketplace: flags.marketplace ?? null,
            cloud: flags.cloud ?? null,
            directory: cwd,
          }),
        ]);
      }),
  );
}

function addConvertFlags(command: Command, aboutCloud: string): Command {
  command
    .option(
      '-o, --output <path>',
      'write to this file instead of standard output, or to this directory for several clouds',
    )
    .option('--force', 'overwrite existing files', false)
    .option('--cloud <name>', aboutCloud);
  return addCommonFlags(command);
}

function pathsOf(files: readonly string[], cwd: string): readonly { path: string; shown: string }[] {
  return files.map((shown) => ({ path: resolve(cwd, shown), shown }));
}

/** Converts, warns, and then writes the state files. */
async function convertAndWrite(
  context: CommandContext,
  flags: ConvertFlags,
  convert: () => Promise<readonly Conversion[]>,
): Promise<number> {
  const conversions = await unlessAborted(convert(), context.signal);
  for (const { cloud, warnings } of conversions) {
    const prefix = conversions.length > 1 ? `${cloud}: ` : '';
    for (const warning of new Set(warnings)) context.console.warn(prefix + warning);
  }
  if (flags.output !== undefined) {
    const written = await writeConversions(conversions, { ...flags, output: flags.output }, context);
    for (const { path, images } of written) context.console.info(`wrote ${path}${images}`);
    return EXIT.done;
  }
  const [only, ...others] = conversions;
  if (only === undefined || others.length > 0) throw severalClouds(conversions);
  context.console.data(only.text);
  return EXIT.done;
}

function severalClouds(conversions: readonly Conversion[]): UsageError {
  const clouds = conversions.map(({ cloud }) => cloud ?? '').join(', ');
  return new UsageError(
    `standard output takes one state file, but each of these clouds has its own: ${clouds}`,
    {
      hint: 'Choose one with --cloud, or write all with -o DIRECTORY/.',
    },
  );
}
