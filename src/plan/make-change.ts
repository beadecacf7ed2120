import { fingerprintImage } from '../image/fingerprint.ts';
import type { Image } from '../model/image.ts';
import type { Basis, Change } from '../model/plan.ts';

type Given = Pick<Change, 'name' | 'action' | 'imageId' | 'reason' | 'basis' | 'steps'> &
  Partial<Pick<Change, 'fields' | 'content' | 'adopts' | 'blockedBy' | 'warnings' | 'timeout'>> & {
    readonly held?: Change['held'] | undefined;
  };

/** Makes a change of the plan from the given parts and defaults for the rest. A blocked change keeps no steps. */
export function makeChange(region: string, given: Given): Change {
  const { blockedBy = [] } = given;
  return {
    region,
    name: given.name,
    action: given.action,
    imageId: given.imageId,
    reason: given.reason,
    fields: given.fields ?? [],
    ...(given.adopts && given.adopts.length > 0 ? { adopts: given.adopts } : {}),
    ...(given.held ? { held: given.held } : {}),
    content: given.content ?? null,
    blockedBy,
    warnings: given.warnings ?? [],
    timeout: given.timeout ?? null,
    basis: given.basis,
    steps: blockedBy.length > 0 ? [] : given.steps,
  };
}

/** The basis of a change of these live images, which apply compares again before it changes them. */
export function makeBasis(
  images: readonly Image[],
  owners: Basis['owners'],
  others: Partial<Pick<Basis, 'members' | 'namesakes'>> = {},
): Basis {
  return {
    images: Object.fromEntries(images.map((live) => [live.id, fingerprintImage(live)])),
    members: others.members ?? {},
    namesakes: others.namesakes ?? [],
    owners,
  };
}
