import pLimit from 'p-limit';
import type { Glance } from '../../glance/client.ts';
import type { Target } from '../../model/cloud.ts';
import { PlanFileError } from '../../model/errors.ts';
import type { Image } from '../../model/image.ts';
import type { Change, Plan } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import { contentOf, sizeIsOfSource } from '../../plan/content/shown.ts';
import { ownersFault } from '../../plan/picture/basis-picture.ts';
import { changePictureFault, showMembersById } from '../../plan/picture/change-picture.ts';
import { idsOf } from '../../plan/picture/simulate.ts';
import { summarise } from '../../plan/summarise.ts';

/**
 * The plan with what it shows made binding, where only the state file could confirm it: the targets are those of the
 * connection, members have their ids, and an upload must have the size that the plan shows.
 */
export function holdToPicture(plan: Plan, targets: readonly Target[]): Plan {
  const changes = plan.changes.map(holdChange);
  return { ...plan, targets, summary: summarise(changes), changes };
}

function holdChange(change: Change): Change {
  const steps = change.steps.map((step) => holdStep(step, change.content?.bytes ?? null));
  const upload = steps.find((step) => step.kind === 'upload');
  const held = upload && sizeIsOfSource(upload) ? upload.expect.size : null;
  const content = upload ? contentOf(upload, held ?? change.content?.bytes ?? null) : change.content;
  return { ...showMembersById(change), content, steps };
}

function holdStep(step: Step, bytes: number | null): Step {
  if (step.kind !== 'upload' || step.expect.size !== null || !sizeIsOfSource(step)) return step;
  return { ...step, expect: { ...step.expect, size: bytes } };
}

/**
 * Throws `PlanFileError` when a change counts images of other projects as its own, and neither a state file nor a seal says
 * so.
 */
export function assertOwners(planFile: string, plan: Plan): void {
  for (const change of plan.changes) {
    const target = plan.targets.find(({ region }) => region === change.region);
    const fault = target ? ownersFault(change, target) : null;
    if (fault === null) continue;
    throw contradiction(
      planFile,
      change,
      fault,
      'Name the state file with -f FILE, or seal the plan with --plan-key FILE.',
    );
  }
}

/**
 * Looks at the live images of a plan. Throws `PlanFileError` when a change shows something else than its steps do to them.
 * Images that have changed since make the change stale, which apply finds.
 */
export async function assertPicture(
  planFile: string,
  plan: Plan,
  { images }: Glance,
  parallelism: number,
): Promise<void> {
  const changes = plan.changes.filter(({ steps, blockedBy }) => steps.length > 0 && blockedBy.length === 0);
  const ids = [...new Set(changes.flatMap(idsOf))];
  const limit = pLimit(parallelism);
  const found = await Promise.all(ids.map((id) => limit(() => images.find(id))));
  const live = new Map(
    found.filter((image): image is Image => image !== null).map((image) => [image.id, image]),
  );
  for (const change of changes) {
    const fault = changePictureFault(change, plan.stack, live, plan.changes);
    if (fault === null) continue;
    throw contradiction(planFile, change, fault, 'Make a new plan with `reconcile plan -o FILE`.');
  }
}

function contradiction(planFile: string, { name }: Change, fault: string, hint: string): PlanFileError {
  return new PlanFileError(
    `${planFile} contradicts itself: the change of ${JSON.stringify(name)}: ${fault}`,
    { hint },
  );
}
