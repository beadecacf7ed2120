import type { DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import type { Features } from '../../model/observed.ts';
import type { Step } from '../../model/step.ts';
import { wantedMembers } from '../input.ts';
import { checkSteps, hasChecks } from './checks.ts';
import type { ImageCase } from './decision.ts';

/**
 * The steps between the upload and the publication: stores, checks, sharing and status. `existing` is a backup or a
 * finished upload with data; undefined for a new upload.
 */
export function finishSteps(
  { image, match, wanted, input }: ImageCase,
  existing: Image | undefined,
): readonly Step[] {
  const steps: Step[] = [];
  const missing = existing ? missingStores(image, existing, input.observed.features) : [];
  const isToBeRead = wanted.status === 'active' || missing.length > 0 || hasChecks(image);
  if (existing?.status === 'deactivated' && isToBeRead) {
    steps.push({ kind: 'reactivate', image: 'staged' });
  }
  if (missing.length > 0) steps.push({ kind: 'copy-to-stores', image: 'staged', stores: missing });
  steps.push(...checkSteps({ image, input }));
  if (wanted.visibility === 'shared') {
    const members =
      wantedMembers(image, input)
        ?.map((project) => project.id)
        .sort() ?? null;
    const carryFrom = match.live?.visibility === 'shared' ? match.live.id : null;
    // The run that staged it may have shared it with projects that the file no longer lists.
    const toBeMadeExact = members !== null && (members.length > 0 || existing !== undefined);
    if (toBeMadeExact || carryFrom !== null) {
      steps.push({ kind: 'share', members, carryFrom });
    }
  }
  if (wanted.status === 'deactivated') steps.push({ kind: 'deactivate', image: 'staged' });
  return steps;
}

function missingStores(image: DesiredImage, staged: Image, features: Features): readonly string[] {
  return features.stores ? (image.stores ?? []).filter((store) => !staged.stores.includes(store)) : [];
}
