import { readMarkers } from '../../image/markers.ts';
import type { BackupPolicy, RetirementStage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import type { Features } from '../../model/observed.ts';
import { timeOf } from '../../model/text.ts';
import type { PlanInput } from '../input.ts';

/** Glance's time, and how long an image stays in one stage. */
export interface Clock {
  /** Milliseconds since 1970; null: not known, so that no time has passed. */
  readonly now: number | null;
  /** Seconds. */
  readonly apart: number;
}

/** Seconds between two stages where the file does not say. */
const DAY = 86_400;

/** The clock of a plan. */
export function clockOf({ now, desired }: Pick<PlanInput, 'now' | 'desired'>): Clock {
  return { now: now ?? null, apart: desired.settings.stagesApart ?? DAY };
}

/** Whether an image was left alone for this many seconds: every change and every stage moves its `updated_at`. */
export function hasRested({ updatedAt }: Pick<Image, 'updatedAt'>, seconds: number, { now }: Clock): boolean {
  return hasPassed(updatedAt, seconds, now);
}

/** Whether so many seconds have passed since a time of Glance. No time passes while it is not known. */
function hasPassed(since: string, seconds: number, now: number | null): boolean {
  const begun = timeOf(since);
  return now !== null && begun !== null && now - begun >= seconds * 1000;
}

/** The backups that are past a limit: beyond the number that is kept, or older than the file keeps them. */
export function pastLimit(
  backups: readonly Image[],
  room: number,
  { maxAge }: BackupPolicy,
  { now }: Clock,
): readonly Image[] {
  return backups.filter((backup, index) => {
    if (index >= room) return true;
    return maxAge !== undefined && hasPassed(retiredSince(backup), maxAge, now);
  });
}

/** When the age of a backup began: with its last change before its first stage, which is usually its retirement. */
export function retiredSince(backup: Image): string {
  return readMarkers(backup)?.stage?.since ?? backup.updatedAt;
}

/**
 * The stage that a backup past its limit takes now; null: none is due. Without `then` in the file it is deleted at once. A stage whose
 * effect the backup has already is passed over.
 */
export function dueStage(
  backup: Image,
  policy: BackupPolicy,
  features: Features,
  clock: Clock,
): RetirementStage | null {
  const { stages } = policy;
  if (stages === undefined) return 'delete';
  if (!hasRested(backup, clock.apart, clock)) return null;
  const last = readMarkers(backup)?.stage?.name ?? null;
  const open = stages.slice(last === null ? 0 : stages.indexOf(last) + 1);
  return open.find((stage) => !hasEffect(backup, stage, policy, features)) ?? null;
}

function hasEffect(
  backup: Image,
  stage: RetirementStage,
  policy: BackupPolicy,
  { hidden }: Features,
): boolean {
  if (stage === 'hide') return !hidden || policy.hidden || backup.hidden;
  return stage === 'deactivate' && (policy.deactivate || backup.status === 'deactivated');
}

/** The stages that a backup has taken, up to the given one, or up to the recorded one. */
export function takenStages(
  backup: Image,
  { stages = [] }: BackupPolicy,
  due: RetirementStage | null,
): readonly RetirementStage[] {
  const last = due ?? readMarkers(backup)?.stage?.name ?? null;
  if (last === null) return [];
  return stages.includes(last) ? stages.slice(0, stages.indexOf(last) + 1) : [last];
}
