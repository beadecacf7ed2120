import type { Command } from 'commander';
import schema from '../../../schemas/state.schema.json' with { type: 'json' };
import { EXIT } from '../../model/errors.ts';
import type { Session } from '../run-command.ts';

/** Prints the schema that the package holds as schemas/state.schema.json. */
export function defineSchema(command: Command, session: Session): void {
  command.addHelpText('after', EXAMPLE).action(() => {
    session.terminal.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
    session.exitCode = EXIT.done;
  });
}

const EXAMPLE = `
Example:
  reconcile schema > state.schema.json`;
