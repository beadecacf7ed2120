import { readMarkers } from '../image/markers.ts';
import { isKnown, type Owners, ownersIn } from '../image/ownership.ts';
import type { Desired, DesiredImage } from '../model/desired.ts';
import type { Image } from '../model/image.ts';
import { type Observed, type Project, projectKey, type SourceFacts } from '../model/observed.ts';
import type { ProjectReference } from '../model/project-reference.ts';
import type { Selection } from './selection.ts';

/** All that a plan is made from. The same input always makes the same plan. */
export interface PlanInput {
  readonly desired: Desired;
  readonly observed: Observed;
  /** Facts of sources by image name. An image without an entry did not need them. */
  readonly facts: ReadonlyMap<string, SourceFacts>;
  /** Every project that the file names, by {@link projectKey}. */
  readonly projects: ReadonlyMap<string, Project>;
  readonly selection: Selection;
  /** Glance's time, in milliseconds since 1970. Absent: no stage that needs time is due. A rollback needs and records it. */
  readonly now?: number;
  /** Images that this run may delete or replace although the file prevents it; absent: none. */
  readonly allowed?: Allowances;
  /** Ids of staged images that another run works on: they are not leftovers. */
  readonly busy?: ReadonlySet<string>;
  /** Images of any stack that refer to an image which the plan would delete; absent: only our own are known. */
  readonly referrers?: readonly Image[];
  /** True while a rollback is planned: it has no options that select images. */
  readonly isRollback?: true;
  /** What holds for content that no digest tells. Absent: the same. Set while planning. */
  readonly uncompared?: 'same' | 'different';
  /** Names whose image the plan may replace, depending on the bytes. Set while planning. */
  readonly mayPublish?: ReadonlySet<string>;
  /** Images that stay because others refer to them, by id. Set while planning. */
  readonly referred?: Referred;
  /** Images that get the name of another entry. Set while planning. */
  readonly moves?: readonly Move[];
}

/** An image of the stack that holds the bytes which another entry wants: it gets that entry's name, and nothing is uploaded. */
export interface Move {
  readonly image: Image;
  /** Name of the entry that gets the image. */
  readonly to: string;
  /** Name of the entry whose image it is until that entry's successor is published; null: the image is free. */
  readonly freedBy: string | null;
}

/** An image that refers to another one. */
export interface Referrer {
  /** null: a new image. */
  readonly id: string | null;
  readonly name: string | null;
  readonly property: string;
}

/** Referrers by the id of the image that they refer to. */
export type Referred = ReadonlyMap<string, readonly Referrer[]>;

/** Names or globs of images that this run may delete or replace despite `prevent_delete` and `prevent_replace`. */
export interface Allowances {
  readonly deletes: readonly string[];
  readonly replaces: readonly string[];
  /** Names or globs of images that this run may take from others. Absent: none. */
  readonly adopts?: readonly string[];
  /** True: the state file moved, or all its entries were renamed. It takes over the images of its stack. */
  readonly newOrigin?: boolean;
  /** Names or globs of images that a rollback holds, and that this run holds no longer. Absent: none. */
  readonly unholds?: readonly string[];
}

/** Id of a project that the file names. Throws when it was not resolved before. */
export function projectId(input: Pick<PlanInput, 'projects'>, reference: ProjectReference): string {
  const project = input.projects.get(projectKey(reference));
  if (!project) throw new Error(`project ${reference.project} was not resolved before planning`);
  return project.id;
}

/** The members that the file lists: ids from Keystone, names as in the file. Null: not managed. */
export function wantedMembers(
  image: DesiredImage,
  input: Pick<PlanInput, 'projects'>,
): readonly Project[] | null {
  return (
    image.members?.map((reference) => ({ id: projectId(input, reference), name: reference.project })) ?? null
  );
}

/** The projects whose images count as our own for one entry: the project of the run, and the entry's `owner`. */
export function ownersOf(
  image: Pick<DesiredImage, 'owner'>,
  input: Pick<PlanInput, 'observed' | 'projects'>,
): Owners {
  const ours = ownersIn(input.observed.target);
  // Without a project of our own, the file's `owner` does not say whose credentials these are.
  if (!isKnown(ours) || !image.owner) return ours;
  return [...new Set([...ours, projectId(input, image.owner)])];
}

/** The projects whose images count as our own for any entry of the file. */
export function ownersOfStack(input: Pick<PlanInput, 'desired' | 'observed' | 'projects'>): Owners {
  return [...new Set([{}, ...input.desired.images].flatMap((image) => ownersOf(image, input)))];
}

/** Whether an image of this stack was made from another state file, as far as its origin is recorded. */
export function hasOtherOrigin(
  image: Image,
  { desired, allowed }: Pick<PlanInput, 'desired' | 'allowed'>,
): boolean {
  if (allowed?.newOrigin) return false;
  const recorded = readMarkers(image)?.origin ?? null;
  return recorded !== null && recorded !== (desired.origin ?? null);
}
