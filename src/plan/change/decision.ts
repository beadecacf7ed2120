import type { SourceFacts } from '../../model/observed.ts';
import type { Blocker, Change } from '../../model/plan.ts';
import type { MatchedImage } from '../match/match-all.ts';
import type { TargetAttributes } from './attributes.ts';

/** All that the plan of one entry is made from. */
export interface ImageCase extends MatchedImage {
  readonly facts: SourceFacts | undefined;
  readonly wanted: TargetAttributes;
}

/** The parts of a change that depend on its kind; `changeFrom` adds the parts that every change has. */
export interface Decision extends Pick<Change, 'action' | 'reason' | 'fields' | 'content' | 'steps'> {
  readonly blockedBy?: readonly Blocker[];
  readonly warnings?: readonly string[];
  readonly held?: Change['held'];
}

/** A change that apply refuses. */
export function blockedDecision(action: Change['action'], blocker: Blocker): Decision {
  return { action, reason: blocker.code, fields: [], content: null, steps: [], blockedBy: [blocker] };
}

/** Warns about fields of the entry that this version of Glance does not have. */
export function unsupportedFields({ image, input }: ImageCase): readonly string[] {
  const { features } = input.observed;
  const older = `this service (Images API v2.${features.minor}) does not have this field; reconcile ignores it`;
  return [
    ...(image.hidden !== undefined && !features.hidden ? [`hidden: ${older}`] : []),
    ...(image.stores !== undefined && !features.stores ? [`stores: ${older}`] : []),
  ];
}
