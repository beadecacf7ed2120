import { Command } from 'commander';
import { EXIT } from '../../model/errors.ts';
import type { Session } from '../run-command.ts';

export function schemaCommand(session: Session): Command {
  return new Command('schema')
    .description('print the JSON Schema of the state file')
    .addHelpText('after', '\nExample:\n  reconcile schema > state.schema.json')
    .action(async () => {
      const { default: schema } = await import('../../../schemas/state.schema.json', {
        with: { type: 'json' },
      });
      session.terminal.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
      session.exitCode = EXIT.done;
    });
}
