import { findReferrers } from '../glance/referrers.ts';
import { ID_PROPERTIES, namedIds } from '../image/references.ts';
import type { ChangeContext } from './context.ts';

/**
 * The images that refer to an image now: as kernel or ramdisk, and our stack's also by the other properties that this
 * plan fills in. Each as `"NAME" (ID)`.
 */
export async function referrersOf(
  id: string,
  { glance, plan, signal }: ChangeContext,
): Promise<readonly string[]> {
  const filledIn = plan.changes.flatMap(({ steps }) =>
    steps.flatMap((step) => ('references' in step ? Object.keys(step.references ?? {}) : [])),
  );
  const properties = [...new Set([...ID_PROPERTIES, ...filledIn])];
  const found = await findReferrers(glance, id, properties, { signal });
  return found
    .filter((image) => namedIds(image, plan.stack).some((named) => named.id === id.toLowerCase()))
    .map((image) => `${JSON.stringify(image.name ?? '')} (${image.id})`);
}
