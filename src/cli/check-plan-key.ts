import { UsageError } from '../model/errors.ts';
import { readPlanKey } from '../run/saved/seal.ts';
import type { CommandContext } from './context.ts';

/**
 * Checks the key before the plan is made, rather than after the publishers and the cloud are asked. Throws `UsageError`
 * when the key is unusable, or when no plan is saved.
 */
export async function checkPlanKey(
  { out, planKey }: { readonly out?: string; readonly planKey?: string },
  { terminal }: CommandContext,
): Promise<void> {
  if (planKey === undefined) return;
  if (out === undefined) {
    throw new UsageError('--plan-key seals a saved plan, and no plan is saved', {
      hint: 'Add -o FILE, or leave --plan-key out.',
    });
  }
  await readPlanKey(planKey, terminal.cwd);
}
