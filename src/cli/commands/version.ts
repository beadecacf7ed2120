import type { Command } from 'commander';
import { EXIT } from '../../model/errors.ts';
import type { Session } from '../run-command.ts';

/** Prints the same line as `reconcile --version`. */
export function defineVersion(command: Command, session: Session): void {
  command.addHelpText('after', EXAMPLE).action(() => {
    session.terminal.stdout.write(`reconcile ${session.version}\n`);
    session.exitCode = EXIT.done;
  });
}

const EXAMPLE = `
Example:
  reconcile version`;
