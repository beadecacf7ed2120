import { setOperation } from '../../model/image.ts';
import type { Change } from '../../model/plan.ts';
import type { References, Step } from '../../model/step.ts';
import { shownReference } from '../change/differences.ts';
import { futureId } from '../change/listed.ts';

/** A change with its references filled in as people see them: the id, or whose id it will be. */
export function filledIn(change: Change, changes: readonly Change[]): Change {
  if (!change.steps.some((step) => 'references' in step && step.references)) return change;
  return { ...change, steps: change.steps.map((step) => filledInStep(step, changes)) };
}

function filledInStep(step: Step, changes: readonly Change[]): Step {
  if (!('references' in step) || !step.references) return step;
  const values = valuesOf(step.references, changes);
  if (step.kind === 'stage') {
    const { attributes } = step;
    return {
      ...step,
      attributes: { ...attributes, properties: { ...attributes.properties, ...Object.fromEntries(values) } },
    };
  }
  return { ...step, patch: [...step.patch, ...values.map(([key, value]) => setOperation(key, value))] };
}

function valuesOf(
  references: References,
  changes: readonly Change[],
): readonly (readonly [property: string, value: string])[] {
  return Object.entries(references).map(([property, image]) => {
    const change = changes.find(({ name }) => name === image);
    return [property, shownReference({ image, ...futureId(change) })] as const;
  });
}
