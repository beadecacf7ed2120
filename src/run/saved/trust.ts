import { PlanFileError } from '../../model/errors.ts';
import type { Plan } from '../../model/plan.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import type { SourceReference } from '../../model/source/source.ts';
import type { Step, UploadStep } from '../../model/step.ts';
import { shellWord } from '../../model/text.ts';

const WAYS_OUT =
  'seal the plan with --plan-key FILE when you make it and when you apply it, or read the plan and say --trust-plan';

/** Throws `PlanFileError` when a plan without a seal goes beyond what its state file says. */
export function refuseBeyondFile(planFile: string, beyond: readonly string[]): void {
  if (beyond.length === 0) return;
  throw new PlanFileError(
    `${planFile} was made with ${beyond.join(', ')}, which the state file does not say and a changed plan could claim`,
    { hint: `Make the plan without that; or ${WAYS_OUT}.` },
  );
}

/**
 * Throws `PlanFileError` when a plan without its state file reaches for this machine, or uploads bytes that nothing
 * holds it to.
 */
export function refuseUnverifiable(planFile: string, plan: Plan): void {
  for (const { name, steps } of plan.changes) {
    for (const step of steps) {
      const reach = reachOf(step);
      if (reach === null) continue;
      throw new PlanFileError(
        `${planFile} is applied without its state file, and the change of ${JSON.stringify(name)} ${reach}`,
        { hint: `Apply the plan with its state file (-f FILE); or ${WAYS_OUT}.` },
      );
    }
  }
}

/** What a step does that only the state file, the seal or the user can vouch for; null when there is nothing. */
function reachOf(step: Step): string | null {
  switch (step.kind) {
    case 'upload':
      return reachOfUpload(step);
    case 'check':
      return `runs the command ${step.command.map(shellWord).join(' ')}`;
    case 'download-backup':
      return `writes to the folder ${step.directory}`;
    default:
      return null;
  }
}

function reachOfUpload({ source, prepare, expect }: UploadStep): string | null {
  const local = localPart(source);
  if (local !== null) return `reads ${local}`;
  if (prepare?.transform) return `runs the command ${prepare.transform.map(shellWord).join(' ')}`;
  if (Object.keys(expect.digests).length > 0) return null;
  return `uploads ${describeSource(source)} without a digest`;
}

function localPart(source: SourceReference): string | null {
  switch (source.kind) {
    case 'file':
      return `the local file ${source.path}`;
    case 'http':
      return source.cachedAt === undefined ? null : `the local file ${source.cachedAt}`;
    case 'glance':
      return source.cloud === null ? null : `an image with the credentials of cloud ${source.cloud}`;
    case 'alternatives':
      return source.places.map(localPart).find((part) => part !== null) ?? null;
  }
}
