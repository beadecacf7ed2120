import { readMarkers } from '../../image/markers.ts';
import type { Change } from '../../model/plan.ts';
import { publishes } from '../change/listed.ts';
import type { Move } from '../input.ts';
import type { Match } from '../match/match.ts';
import type { MatchedInput } from '../match/match-all.ts';
import { waitFault } from '../verify-steps.ts';
import { findMissedMoves, findMoves } from './find-moves.ts';

/**
 * Plans with the moves of images from one name to another. `planAll` plans with them; it plans again without those that
 * a blocked change would need.
 */
export function planMoves(
  input: MatchedInput,
  planAll: (input: MatchedInput) => readonly Change[],
): readonly Change[] {
  return withHints(planPossible(input, planAll), input);
}

function planPossible(
  input: MatchedInput,
  planAll: (input: MatchedInput) => readonly Change[],
): readonly Change[] {
  let moves = findMoves(input);
  while (moves.length > 0) {
    const changes = planAll(withMoves(input, moves));
    const possible = moves.filter((move) => isDone(move, changes));
    if (possible.length === moves.length && waitFault(changes) === null) return changes;
    moves = possible.length < moves.length ? possible : [];
  }
  return planAll(input);
}

/** Warns of an upload that a rename would save, where only the user can say that the old name may go. */
function withHints(changes: readonly Change[], input: MatchedInput): readonly Change[] {
  const missed = new Map(findMissedMoves(input).map((move) => [move.to, move.image]));
  if (missed.size === 0) return changes;
  return changes.map((change) => {
    const image = change.content === null ? undefined : missed.get(change.name);
    const markers = image && readMarkers(image);
    if (!image || markers?.role !== 'current') return change;
    const hint = `image ${image.id} of this stack holds the same content under the name "${markers.image}", which the file no longer lists. To rename it in place of this upload, give the entry \`previously: ${shownScalar(markers.image)}\``;
    return { ...change, warnings: [...change.warnings, hint] };
  });
}

/** A name as YAML takes it. */
function shownScalar(name: string): string {
  return /^[A-Za-z][\w .-]*$/.test(name) ? name : JSON.stringify(name);
}

/** Whether the changes carry out a move: none of its two changes is blocked, and the image is free by then. */
function isDone({ image, to, freedBy }: Move, changes: readonly Change[]): boolean {
  const [getting, freeing] = [to, freedBy].map((name) =>
    changes.find((change) => change.name === name && change.blockedBy.length === 0),
  );
  const isTaken = getting?.steps.some(
    (step) => (step.kind === 'update' || step.kind === 'resume') && step.id === image.id,
  );
  if (!isTaken || getting?.action === 'verify') return false;
  return freedBy === null || (freeing !== undefined && publishes(freeing) && freeing.action !== 'verify');
}

/** The input with the moved images in the matches of the entries that get them. */
function withMoves(input: MatchedInput, moves: readonly Move[]): MatchedInput {
  const getting = new Map(moves.map((move) => [move.to, move]));
  const giving = new Map(moves.map((move) => [move.image.id, move]));
  const matches = new Map(
    [...input.matches].map(([image, match]) => [image, moved(match, getting.get(image.name), giving)]),
  );
  return { ...input, matches, moves };
}

function moved(match: Match, gets: Move | undefined, giving: ReadonlyMap<string, Move>): Match {
  const gives = match.live ? giving.get(match.live.id) : undefined;
  const rest: Match = {
    ...match,
    ...(gives === undefined || gives.freedBy !== null ? {} : { live: null, by: null }),
    superseded: match.superseded.filter(({ id }) => !giving.has(id)),
    backups: match.backups.filter(({ id }) => !giving.has(id)),
    ...(gives && gives.freedBy !== null ? { gives } : {}),
  };
  if (!gets) return rest;
  return rest.live ? { ...rest, gets } : { ...rest, live: gets.image, by: 'content', gets };
}
