import type { Blocker } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import type { ImageCase } from '../change/decision.ts';

/** Blocks an upload whose source apply cannot use: it is gone, or it is not what the entry says. */
export function blockUnusableSource(
  { facts }: Pick<ImageCase, 'facts'>,
  steps: readonly Step[],
): readonly Blocker[] {
  const problem = facts?.problem;
  if (!problem?.lasts || !steps.some(({ kind }) => kind === 'upload')) return [];
  const message = [`the source cannot be used: ${problem.message}`, problem.hint ?? ''].join('. ').trimEnd();
  return [{ code: 'unusable-source', message, candidates: [] }];
}
