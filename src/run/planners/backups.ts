import type { EntryBackups } from '../../model/report.ts';
import type { RunContext } from '../../model/run-context.ts';
import type { Unresolved } from '../../model/unresolved.ts';
import { listBackups } from '../../plan/list-backups.ts';
import { unresolvedIn } from '../../plan/publishers/skip-entries.ts';
import { closeAll, connectAll } from '../connect.ts';
import { lookAt } from '../look-at.ts';
import { selectionOf } from '../options.ts';
import type { PlanOptions } from '../plan-run.ts';
import { askPublishers } from '../publishers.ts';
import { readState } from '../read-state.ts';
import { otherGlances } from '../sources/other-glances.ts';

/** What can be rolled back in the clouds of a state file, and the entries of which a failing publisher does not tell. */
export interface BackupsRun {
  readonly backups: readonly EntryBackups[];
  readonly unresolved: readonly Unresolved[];
}

/** Looks at every entry of the state file, and lists the images that a rollback can publish again. Changes nothing. */
export async function backupsRun(options: PlanOptions, context: RunContext): Promise<BackupsRun> {
  const file = await readState(options, context);
  const others = otherGlances(file.cloud, options, context);
  const opened: { close(): Promise<void> }[] = [others];
  try {
    const { desired } = await askPublishers(file, options, context, others);
    const targets = await connectAll(desired.cloud, options, context);
    opened.unshift(...targets);
    const inputs = await Promise.all(targets.map((target) => lookAt(target, desired, options, context)));
    return {
      backups: inputs.flatMap((input) => listBackups({ ...input, facts: new Map() })),
      unresolved: unresolvedIn(desired, selectionOf(options)),
    };
  } finally {
    await closeAll(opened);
  }
}
