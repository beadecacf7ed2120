import { recipeOf, storesDigestedBytes } from '../../image/recipe.ts';
import type { PlannedContent } from '../../model/plan.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import type { UploadStep } from '../../model/step.ts';

/** What a plan shows of an upload. `bytes`: those of the source, as far as the plan knows them. */
export function contentOf(step: UploadStep, bytes: number | null): PlannedContent {
  const { source, expect, prepare } = step;
  return {
    source: describeSource(source),
    bytes: bytes ?? (sizeIsOfSource(step) ? expect.size : null),
    digests: expect.digests,
    ...(prepare
      ? { storedBytes: storesDigestedBytes(prepare) ? expect.size : null, preparation: prepare }
      : {}),
  };
}

/** Whether the expected size is that of the source as served. */
export function sizeIsOfSource({ prepare }: Pick<UploadStep, 'prepare'>): boolean {
  return prepare?.digestsCover !== 'decompressed';
}

/** The recipe that the staged image records for an upload. */
export function recipeOfStep({ prepare }: UploadStep): string | null {
  return recipeOf(prepare ?? null);
}
