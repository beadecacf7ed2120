import type { Change } from '../../model/plan.ts';
import { blockBeyondLimits } from '../guards/limits.ts';
import type { MatchedInput } from '../match/match-all.ts';
import { recordListVersions } from './list-version.ts';
import { skipOlderImages } from './older-images.ts';
import { skipOlderLists } from './older-lists.ts';
import { skipReserved } from './reserved.ts';
import { skipUncertain } from './uncertain.ts';

/** Gives back the input, or a smaller one with its matches: an entry that a rule skips stays as it is. */
export type InputRule = (input: MatchedInput) => MatchedInput;

/** Gives back the changes of a plan, with more steps, more blockers, or changes of other images. */
export type ChangeRule = (changes: readonly Change[], input: MatchedInput) => readonly Change[];

/** What may not be planned. Each rule sees what those before it left; a reservation can only be told at the end. */
export const BEFORE_PLANNING: readonly InputRule[] = [
  skipOlderLists,
  skipOlderImages,
  skipUncertain,
  skipReserved,
];

/** What the changes together may do. A change that a limit blocks records no list version. */
export const AFTER_PLANNING: readonly ChangeRule[] = [blockBeyondLimits, recordListVersions];
