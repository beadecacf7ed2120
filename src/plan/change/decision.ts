import type { SourceFacts } from '../../model/observed.ts';
import type { Blocker, Change } from '../../model/plan.ts';
import type { MatchedImage } from '../match/match-all.ts';
import type { TargetAttributes } from './attributes.ts';

/** Everything about one image of the file that its plan is made from. */
export interface ImageCase extends MatchedImage {
  readonly facts: SourceFacts | undefined;
  readonly wanted: TargetAttributes;
}

/** What a planner of one kind of change decides; `planImage` adds what every change has. */
export interface Decision extends Pick<Change, 'action' | 'reason' | 'fields' | 'content' | 'steps'> {
  readonly blockedBy?: readonly Blocker[];
  readonly warnings?: readonly string[];
}

/** A change that apply refuses. */
export function blockedDecision(action: Change['action'], blocker: Blocker): Decision {
  return { action, reason: blocker.code, fields: [], content: null, steps: [], blockedBy: [blocker] };
}

/** What the service is too old to hold. */
export function unheldFields({ image, input }: ImageCase): readonly string[] {
  const { features } = input.observed;
  const older = `not offered by this service (Images API v2.${features.minor}); it is not held`;
  return [
    ...(image.hidden !== undefined && !features.hidden ? [`hidden: ${older}`] : []),
    ...(image.stores !== undefined && !features.stores ? [`stores: ${older}`] : []),
  ];
}
