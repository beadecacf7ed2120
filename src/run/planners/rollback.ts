import { planRollback, type RollbackRequest } from '../../plan/rollback.ts';
import type { StateOptions } from '../options.ts';
import type { Planner } from '../plan-run.ts';

/** Plans a rollback instead of what the state file says. A rollback uploads nothing, so it looks at no source. */
export function rollbackPlanner(request: RollbackRequest): Planner {
  return {
    make: (input) => planRollback(input, request),
    sources: false,
    refusesUnknownNames: true,
  };
}

/** The selection of a rollback: its image alone, of which nothing is deleted. */
export function rollbackSelection(name: string): Pick<StateOptions, 'target' | 'exclude' | 'allowDelete'> {
  return { target: [name], exclude: [], allowDelete: [] };
}
