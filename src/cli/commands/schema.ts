import type { Command } from 'commander';
import schema from '../../../schemas/state.schema.json' with { type: 'json' };
import { EXIT } from '../../model/errors.ts';
import type { Session } from '../run-command.ts';

export function defineSchema(command: Command, session: Session): void {
  command.addHelpText('after', '\nExample:\n  reconcile schema > state.schema.json').action(() => {
    session.terminal.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
    session.exitCode = EXIT.done;
  });
}
