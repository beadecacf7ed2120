import type { Glance } from '../glance/client.ts';
import type { Patience } from '../glance/watch.ts';
import type { Made } from '../image/markers.ts';
import type { Digests } from '../model/digest.ts';
import type { ApplyEvent } from '../model/event.ts';
import type { Validators } from '../model/marker.ts';
import type { Change, Plan } from '../model/plan.ts';
import type { SourceReference } from '../model/source.ts';
import type { Step, Subject } from '../model/step.ts';
import type { OpenSource, SourceOptions } from '../source/open.ts';

/** Runs a task as soon as one of a limited number of places is free. */
export type Limiter = <T>(task: () => Promise<T>) => Promise<T>;

/** Bytes that passed every check and were handed over to the last one. */
export interface Sent {
  readonly digests: Digests;
  readonly bytes: number;
}

/** The image that a change has staged, as far as it has come. */
export interface Staged {
  readonly id: string;
  /** What was sent and verified; null until it was, and for an image taken up from an earlier run. */
  sent: Sent | null;
  /** What that was made of, where it was made of other bytes that digests describe. */
  made: Made | null;
  /** What the remote said of the source while it was read. */
  validators: Validators | null;
  /** True once its data is complete and has passed every check. */
  verified: boolean;
  /** False for an image that an earlier run has staged. */
  readonly created: boolean;
  /** True when an interrupted run has brought data to it that nobody has looked at: none is sent. */
  filled?: boolean;
  /** True when the file pins its id: it is filled again rather than removed, as no id is given twice. */
  readonly pinned: boolean;
}

/** What commands that check staged images are given. */
export interface CheckHost {
  /** Where one starts that says nothing of it. Absolute. */
  readonly directory: string;
  /** Variables of every check: PATH and the like. */
  readonly environment: Readonly<Record<string, string>>;
  /** Variables with which a client reaches the cloud for so many seconds; no password among them. */
  readonly access: (seconds: number) => Promise<Readonly<Record<string, string>>>;
}

/** What the steps of one change work with. The state of the change is the one thing that handlers may alter. */
export interface ChangeContext {
  readonly plan: Plan;
  readonly change: Change;
  readonly glance: Glance;
  readonly source: SourceOptions;
  /** The image's source as the state file gives it now: what a plan must not hold is taken from it. */
  readonly knownSource: SourceReference | undefined;
  /** Names this run on the images that it stages. */
  readonly run: string;
  readonly transfers: Limiter;
  /** When what Glance does by itself counts as stuck. */
  readonly patience: Patience;
  readonly signal: AbortSignal;
  readonly emit: (event: ApplyEvent) => void;
  /** Undefined where no command can be run. */
  readonly checks: CheckHost | undefined;
  /** Cleans a text of secrets. */
  readonly redact: (text: string) => string;
  readonly state: ChangeState;
}

export interface ChangeState {
  staged: Staged | null;
  /** True once the staged image bears its published name: from then on it is never removed. */
  published: boolean;
  /** Set when nothing is left to do, e.g. as another run has published the same content; holds that image's id. */
  settledBy: string | null;
  /** The step at work, or the last one that was. */
  step?: Step['kind'];
}

/** The staged image; a plan whose steps use one before staging it is damaged. */
export function stagedOf(context: ChangeContext): Staged {
  const { staged } = context.state;
  if (!staged) throw new Error('the plan uses a staged image before staging one');
  return staged;
}

export function subjectId(context: ChangeContext, subject: Subject): string {
  return subject === 'staged' ? stagedOf(context).id : subject.id;
}

export function warn(context: ChangeContext, message: string): void {
  context.emit({ type: 'warning', name: context.change.name, message });
}

/** A source's bytes as they are to be stored. */
export interface Prepared {
  readonly blocks: AsyncIterable<Uint8Array>;
  /** What they must still be held to as they are sent. */
  readonly expect: { readonly digests: Digests; readonly size: number | null };
  /** Bytes; null when nobody can say. */
  readonly total: number | null;
  readonly end: OpenSource['end'];
  /** What they were made of, once all of them have been read; null where they are what the digests are of. */
  made(): Made | null;
  /** Frees what it holds; the source is closed by whoever opened it. */
  close(): Promise<void>;
}
