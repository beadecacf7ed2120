import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Conversion } from '../../convert/draft.ts';
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

export function convertCommand(session: Session): Command {
  return new Command('convert')
    .description("make a state file of another tool's files")
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

The files are parsed, never executed. What could not be taken over is told on standard error, and in comments.`;

function glancepushCommand(session: Session): Command {
  const command = new Command('glancepush')
    .description('/etc/glancepush: a state file for each cloud')
    .argument('<directory>', 'what is /etc/glancepush on its host')
    .option('--spool <directory>', 'what is /var/spool/glancepush: the files that are queued')
    .addHelpText('after', '\nExample:\n  reconcile convert glancepush /etc/glancepush --cloud prod');
  return addConvertFlags(command, 'only for this cloud').action((directory: string, flags: GlancepushFlags) =>
    runCommand(session, flags, async (context) => {
      const { convertGlancepush } = await import('../../convert/glancepush/convert.ts');
      const { cwd } = context.terminal;
      return hand(context, flags, () =>
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
    .description("openstack-image-manager's definitions of images")
    .argument('<file...>', 'files with images:')
    .option('--tag <tag>', 'the tag that its images have', 'managed_by_osism')
    .addHelpText('after', '\nExample:\n  reconcile convert openstack-image-manager etc/images/*.yml');
  return addConvertFlags(command, 'the cloud to write into the state file').action(
    (files: readonly string[], flags: ImageManagerFlags) =>
      runCommand(session, flags, async (context) => {
        const { convertImageManager } = await import('../../convert/image-manager/convert.ts');
        const { cwd } = context.terminal;
        return hand(context, flags, async () => [
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
    .description("glance_manager's lists of StratusLab identifiers")
    .argument('<file...>', 'files with one identifier a line')
    .option('--marketplace <url>', "base URL of the marketplace (default: StratusLab's)")
    .addHelpText('after', '\nExample:\n  reconcile convert vmlist vms.txt -o glance.yaml');
  return addConvertFlags(command, 'the cloud to write into the state file').action(
    (files: readonly string[], flags: VmlistFlags) =>
      runCommand(session, flags, async (context) => {
        const { convertVmlist } = await import('../../convert/vmlist.ts');
        const { cwd } = context.terminal;
        return hand(context, flags, async () => [
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
    .option('-o, --output <path>', 'write here instead of to standard output; a directory for several clouds')
    .option('--force', 'overwrite what is there', false)
    .option('--cloud <name>', aboutCloud);
  return addCommonFlags(command);
}

function pathsOf(files: readonly string[], cwd: string): readonly { path: string; shown: string }[] {
  return files.map((shown) => ({ path: resolve(cwd, shown), shown }));
}

/** Warnings are told before anything is written. */
async function hand(
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
    const written = await writeConversions(
      conversions,
      { ...flags, output: flags.output },
      context.terminal.cwd,
    );
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
  return new UsageError(`there is a state file for each of ${clouds}`, {
    hint: 'Choose one with --cloud, or write all with -o DIRECTORY/.',
  });
}
