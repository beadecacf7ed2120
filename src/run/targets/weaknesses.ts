import type { Desired } from '../../model/desired.ts';
import { EXIT, ReconcileError } from '../../model/errors.ts';
import { weaknessesOf } from '../../plan/guards/weaknesses.ts';
import type { RunTarget } from '../connect.ts';
import { type StateOptions, selectionOf } from '../options.ts';
import type { OtherGlances } from '../sources/other-glances.ts';

/**
 * Adds a warning for each place where content or connection is weakly protected. With `--strict`, throws ReconcileError
 * (`weak-protection`) that names all of them.
 */
export async function withWeaknesses(
  desired: Desired,
  { targets, others }: { readonly targets: readonly RunTarget[]; readonly others: OtherGlances },
  options: StateOptions,
): Promise<Desired> {
  const ofTargets = await Promise.all(targets.map(({ connection }) => connection.weaknesses()));
  const ofOthers = await others.weaknesses();
  const found = [
    ...new Set([...ofTargets.flat(), ...ofOthers, ...weaknessesOf(desired, selectionOf(options))]),
  ];
  if (found.length === 0) return desired;
  if (options.strict) {
    throw new ReconcileError('weak-protection', found.join('; '), EXIT.error, {
      hint: 'Name a signature with its keyring, a sha256 or sha512 digest, or an https address; or leave out --strict.',
    });
  }
  return { ...desired, warnings: [...desired.warnings, ...found] };
}
