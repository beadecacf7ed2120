import type { InPlace } from '../content/hashed-blocks.ts';
import type { Glance } from '../glance/client.ts';
import type { NameLooks } from '../glance/name-looks.ts';
import type { Patience } from '../glance/watch.ts';
import type { PreparedFrom } from '../image/markers.ts';
import type { Digests } from '../model/digest.ts';
import type { EventSink } from '../model/event.ts';
import { type Image, type PatchOperation, setOperation } from '../model/image.ts';
import type { Validators } from '../model/marker.ts';
import type { Change, Plan } from '../model/plan.ts';
import type { SourceReference } from '../model/source/source.ts';
import type { References, Step, Subject } from '../model/step.ts';
import type { OpenSource, SourceOptions } from '../source/open.ts';
import type { Rights } from './rights.ts';
import type { TransferLimiter } from './transfers.ts';

/** Data that passed every check and was sent to its last byte. */
export interface Sent {
  readonly digests: Digests;
  readonly bytes: number;
}

/** Verified data whose digests are still to be recorded. */
export interface Pending {
  /** The image as Glance has stored it. */
  readonly image: Image;
  /** They go with the next PATCH of the image. */
  readonly operations: readonly PatchOperation[];
}

/** The image that a change has staged, and the progress of its data. */
export interface Staged {
  readonly id: string;
  /** The data that was sent and verified; null before, and for an image that an earlier run has uploaded. */
  sent: Sent | null;
  /** The recipe and digests of the source that the data was made from; null for data stored unchanged. */
  preparedFrom: PreparedFrom | null;
  /** The validators that the source's server sent with the data. */
  validators: Validators | null;
  /** True once the data is complete and has passed every check. */
  verified: boolean;
  /** The format that the image was created with; null: with none. */
  readonly diskFormat: string | null;
  /** What the next PATCH of the image records; null: nothing. */
  pending: Pending | null;
  /** False for an image that an earlier run has staged. */
  readonly created: boolean;
  /** True when another run had created the image under the pinned id: it may have members already. */
  takenUp?: boolean;
  /** True once the image records that its bytes are unpacked, although the plan did not know that they are packed. */
  isUnpacked?: boolean;
  /** True when an interrupted run has brought data that was never checked: this run checks it and sends none. */
  filled?: boolean;
  /** True when the state file pins the id. A failed image is then filled again: Glance never accepts an id twice. */
  readonly pinned: boolean;
}

/** The directory, environment and credentials that checks run with. */
export interface CheckHost {
  /** Absolute path that a check without a `directory` starts in. */
  readonly directory: string;
  /** Environment variables of every check, such as PATH. */
  readonly environment: Readonly<Record<string, string>>;
  /** Names of variables that `environment` has without their user and password, such as HTTPS_PROXY. Absent: none. */
  readonly withheld?: readonly string[];
  /** Environment variables that let a client reach the cloud for this many seconds. Never includes a password. */
  readonly access: (seconds: number) => Promise<Readonly<Record<string, string>>>;
}

/** The settings and services of one call of `applyPlan`. */
export interface ApplyOptions {
  readonly glance: Glance;
  readonly source: SourceOptions;
  /** The state file's sources by image name. Plans never hold the credentials and queries of their URLs. */
  readonly sources: ReadonlyMap<string, SourceReference>;
  /** Changes of a saved plan that file and cloud now say otherwise, with the difference: stale. Absent: none. */
  readonly unlike?: ReadonlyMap<Change, string>;
  /** Identifies this run on the images that it stages, so that other runs can tell them from leftovers. */
  readonly run: string;
  /** Number of changes that run at the same time. */
  readonly parallelism: number;
  /** Number of uploads and downloads that run at the same time. Absent: as many as their bytes allow. */
  readonly transfers?: number | undefined;
  /** Start no more changes after one has failed. */
  readonly failFast: boolean;
  /** True: compares, fetches and checks all bytes as usual, and stores and publishes none. Absent: false. */
  readonly rehearses?: boolean;
  /** When work that Glance does by itself counts as stuck; by default after 15 minutes without any change. */
  readonly patience?: Patience;
  /** Stops the run: running changes break off, the others are skipped. Its reason is the run's error. */
  readonly signal: AbortSignal;
  readonly onEvent: EventSink;
  /** The surroundings of checks; without them, a change whose image has to pass a check fails. */
  readonly checks?: CheckHost;
  /** Removes secrets from a text. */
  readonly redact: (text: string) => string;
}

/** The options as the steps of one change see them, and the state of the change. Handlers may alter only `state`. */
export interface ChangeContext extends ApplyOptions {
  readonly plan: Plan;
  readonly change: Change;
  /** Runs an upload or download when there is room for it. */
  readonly limitTransfers: TransferLimiter;
  readonly patience: Patience;
  /** Shared by all changes of the run. */
  readonly looks: NameLooks;
  /** Shared by all changes of the run. */
  readonly rights: Rights;
  readonly state: ChangeState;
  /** Ids of the images that other changes of the plan have published, by name: those that this change refers to. */
  readonly published: ReadonlyMap<string, string>;
  /** Tells the changes that refer to this change's image that it is published. */
  readonly announce: (id: string | null) => void;
  /** Waits for the end of other changes, and returns the names of those that were not done. */
  readonly awaitChanges: (names: readonly string[]) => Promise<readonly string[]>;
}

/** The progress of one change. */
interface ChangeState {
  staged: Staged | null;
  /** True once the staged image has its published name: from then on this run never removes it. */
  published: boolean;
  /** The id of the image that another run has published with the same content: nothing is left to do. */
  duplicateId: string | null;
  /** Steps that take the place of those that follow; null: none do. */
  instead?: readonly Step[] | null;
  /** The current step, or the last step that ran. */
  step?: Step['kind'];
}

/** The staged image. Throws when a damaged plan uses one before staging it. */
export function stagedOf(context: ChangeContext): Staged {
  const { staged } = context.state;
  if (!staged) throw new Error('the plan uses a staged image before staging one');
  return staged;
}

/** The id of the image that a step works on. */
export function subjectId(context: ChangeContext, subject: Subject): string {
  return subject === 'staged' ? stagedOf(context).id : subject.id;
}

/** The state file's present source of the image, with the credentials and the query that the plan does not hold. */
export function knownSource({ sources, change }: ChangeContext): SourceReference | undefined {
  return sources.get(change.name);
}

/** The properties of a step's references with the ids of the images, which are published by now. */
export function referencedIds(
  references: References = {},
  { published }: ChangeContext,
): Readonly<Record<string, string>> {
  const found = Object.entries(references).map(([property, name]) => {
    const id = published.get(name);
    if (id === undefined) throw new Error(`the plan refers to "${name}", which it does not publish`);
    return [property, id] as const;
  });
  return Object.fromEntries(found);
}

/** The operations that set a step's references. */
export function referenceOperations(
  references: References | undefined,
  context: ChangeContext,
): readonly PatchOperation[] {
  return Object.entries(referencedIds(references, context)).map(([property, id]) =>
    setOperation(property, id),
  );
}

/** Sends a warning about the change's image. */
export function warn(context: ChangeContext, message: string): void {
  context.onEvent({ type: 'warning', name: context.change.name, message });
}

/** A source's bytes as they are to be stored. */
export interface Prepared {
  readonly blocks: AsyncIterable<Uint8Array>;
  /** In place of `blocks`, for bytes that can be read straight into the memory that is hashed and sent. */
  readonly inPlace: InPlace | null;
  /** The digests and the size that the sent bytes must still be checked against. */
  readonly expect: { readonly digests: Digests; readonly size: number | null };
  /** Bytes; null when the size is unknown. */
  readonly total: number | null;
  readonly end: OpenSource['end'];
  /** The recipe and source digests, after all blocks were read; null for bytes that are stored unchanged. */
  preparedFrom(): PreparedFrom | null;
  /** Frees files and tools. The caller closes the source itself. */
  close(): Promise<void>;
}
