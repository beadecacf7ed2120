import { Command } from 'commander';
import { EXIT } from '../../model/errors.ts';
import { VERSION } from '../command-line.ts';
import type { Session } from '../run-command.ts';

export function versionCommand(session: Session): Command {
  return new Command('version')
    .description('print the version')
    .addHelpText('after', '\nExample:\n  reconcile version')
    .action(() => {
      session.terminal.stdout.write(`reconcile ${VERSION}\n`);
      session.exitCode = EXIT.done;
    });
}
