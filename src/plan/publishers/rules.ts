import type { Change } from '../../model/plan.ts';
import { blockBeyondLimits } from '../guards/limits.ts';
import type { MatchedInput } from '../match/match-all.ts';
import { recordListVersions } from './list-version.ts';
import { skipOlderImages } from './older-images.ts';
import { skipOlderLists } from './older-lists.ts';
import { skipOlderSignatures } from './older-signatures.ts';
import { recordOrigins } from './record-origins.ts';
import { recordSignatures } from './record-signatures.ts';
import { skipReferring } from './referring.ts';
import { skipReserved } from './reserved.ts';
import { skipUncertain } from './uncertain.ts';

/** Returns the input, or a smaller one with its matches. The live image of a skipped entry stays as it is. */
type InputRule = (input: MatchedInput) => MatchedInput;

/** Returns the changes of a plan, with more steps, more blockers, or changes of other images. */
type ChangeRule = (changes: readonly Change[], input: MatchedInput) => readonly Change[];

/** Skip entries. Each rule gets the entries that the rules before it left, and reservations depend on all of them. */
export const BEFORE_PLANNING: readonly InputRule[] = [
  skipOlderLists,
  skipOlderImages,
  skipOlderSignatures,
  skipUncertain,
  skipReserved,
  skipReferring,
];

/** Look at all changes together. Limits come first: a change that a limit blocks records no list version. */
export const AFTER_PLANNING: readonly ChangeRule[] = [
  blockBeyondLimits,
  recordListVersions,
  recordSignatures,
  recordOrigins,
];
