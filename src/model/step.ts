import type { Digests } from './digest.ts';
import type { ImageAttributes, PatchOperation } from './image.ts';
import type { Validators } from './marker.ts';
import type { Preparation } from './preparation.ts';
import type { InspectionOrder } from './safety.ts';
import type { SourceReference } from './source/source.ts';

/** An image that a step works on: the one this change has staged, or a live one by id. */
export type Subject = 'staged' | { readonly id: string };

/** One step of a change; apply runs the steps in order. Pure data: a saved plan holds it. */
export type Step =
  | CompareStep
  | StageStep
  | ResumeStep
  | UploadStep
  | RecordStep
  | CopyToStoresStep
  | CheckStep
  | ShareStep
  | DeactivateStep
  | ReactivateStep
  | RecheckStep
  | DownloadBackupStep
  | PublishStep
  | RetireStep
  | UpdateStep
  | MembersStep
  | DeleteStep;

/**
 * Properties whose value is the id of an image that another change of the plan publishes, with that change's name. The
 * id is known once that change has published: this one begins after it.
 */
export type References = Readonly<Record<string, string>>;

/**
 * Compares the bytes of a live image with the wanted ones, because Glance and the image name no digest of a given algorithm. If
 * they agree, apply does the steps of `same` and ends the change. Otherwise it goes on with the steps after this one.
 */
export interface CompareStep {
  readonly kind: 'compare';
  readonly id: string;
  /** The wanted digests. */
  readonly digests: Digests;
  /** The bytes to read: those of the live image, or those of the source, whose digests are compared with Glance's. */
  readonly read: 'image' | SourceReference;
  /** How many bytes that are; null: not known. */
  readonly bytes: number | null;
  readonly same: readonly Step[];
  /** Why the image is not replaced if its bytes differ: apply then ends with this error. Null: steps follow. */
  readonly refused: string | null;
}

/** Creates a private, hidden image under its staging name. `attributes.id` is chosen at apply unless given. */
export interface StageStep {
  readonly kind: 'stage';
  readonly attributes: ImageAttributes;
  readonly references?: References;
}

/**
 * Continues with a backup, with a staged image that an earlier run uploaded in full, or with an image that another entry
 * gives up. Replaces stage and upload.
 */
export interface ResumeStep {
  readonly kind: 'resume';
  readonly id: string;
  /** As for an {@link UpdateStep}. */
  readonly freedBy?: string;
}

/** Uploads the source's bytes, and verifies them by the expectation. */
export interface UploadStep {
  readonly kind: 'upload';
  /** Without its credentials: these never enter a plan and are handed to apply beside it. */
  readonly source: SourceReference;
  readonly expect: ContentExpectation;
  readonly method: 'upload' | 'stage' | 'web-download';
  /** Stores to put the data into; empty: the service's default. */
  readonly stores: readonly string[];
  /** How the source's bytes are prepared before they are stored; absent: not at all. */
  readonly prepare?: Preparation;
  /** True: bytes that begin as a packed file are unpacked, although neither the file nor the name says that they are packed. */
  readonly detectPacking?: boolean;
  /** True when the state file names no disk format: it is detected from the first block and set before the data. */
  readonly detectFormat: boolean;
  /** The formats, limits and exceptions of the inspection during the upload. */
  readonly inspect: InspectionOrder;
  /** The commands that the verified bytes must pass, as a file, before any of them is sent; absent: none. */
  readonly checks?: readonly LocalCheck[];
}

/** A check that needs no cloud: it gets the bytes as a file. */
export type LocalCheck = Pick<CheckStep, 'command' | 'directory' | 'timeout'>;

/** The expected bytes: those of the source, or the ones that `prepare.digestsCover` says. */
export interface ContentExpectation {
  readonly digests: Digests;
  readonly size: number | null;
  readonly validators: Validators | null;
  /**
   * True: the file gives no digest, and an earlier rehearsal read these ones from the bytes that the server gave with the
   * same validators. They only narrow: which content is wanted does not hang on them.
   */
  readonly learnt?: true;
}

/** Compares the stored bytes with the uploaded ones, and records digests and the source's validators on the image. */
export interface RecordStep {
  readonly kind: 'record';
  readonly image: Subject;
}

/** Copies active data to more stores (`copy-image`). */
export interface CopyToStoresStep {
  readonly kind: 'copy-to-stores';
  readonly image: Subject;
  readonly stores: readonly string[];
}

/**
 * Runs a command against the staged image. If its exit code is not 0, or it does not end in time, the change fails and
 * the image is not published.
 */
export interface CheckStep {
  readonly kind: 'check';
  /** The program and its arguments; no shell. */
  readonly command: readonly string[];
  /** The working directory, relative to the folder of the first state file; null: the run's. */
  readonly directory: string | null;
  /** Seconds. */
  readonly timeout: number;
  /** Whether an image that fails the check stays, staged and marked. */
  readonly keep: boolean;
  /** Id of a project that the image is shared with while the command runs; null: with none. */
  readonly member: string | null;
}

/** Makes a staged image shared while it still has its staging name, and gives it its members. */
export interface ShareStep {
  readonly kind: 'share';
  /** Project ids; null: those of `carryFrom`. */
  readonly members: readonly string[] | null;
  /** Image whose acceptances (and, with `members` null, members) are copied; null: none. */
  readonly carryFrom: string | null;
}

export interface DeactivateStep {
  readonly kind: 'deactivate';
  readonly image: Subject;
}

export interface ReactivateStep {
  readonly kind: 'reactivate';
  readonly image: Subject;
}

/** Compares the live images again before publishing. A changed one makes the change stale; the same content drops ours. */
export interface RecheckStep {
  readonly kind: 'recheck';
}

/** Downloads a live image's data to a folder, verified, before it is retired. */
export interface DownloadBackupStep {
  readonly kind: 'download-backup';
  readonly id: string;
  readonly directory: string;
}

/** The one PATCH that makes the staged image the published one. */
export interface PublishStep {
  readonly kind: 'publish';
  readonly patch: readonly PatchOperation[];
  readonly references?: References;
}

/** The one PATCH that makes the replaced image a backup. */
export interface RetireStep {
  readonly kind: 'retire';
  readonly id: string;
  readonly patch: readonly PatchOperation[];
  readonly deactivate: boolean;
  /** For people: how many backups are kept, this one included. */
  readonly keep?: number;
  /** Names of changes that must be done before: they take away the last references to the image. */
  readonly after?: readonly string[];
  /** Name of the change that gives the image a name of its own: apply retires the image only if that change did not. */
  readonly unlessTakenBy?: string;
}

/** The one PATCH with every field change of a live image. */
export interface UpdateStep {
  readonly kind: 'update';
  readonly id: string;
  readonly patch: readonly PatchOperation[];
  readonly references?: References;
  /** Name of the change that publishes a successor of the image under its present name: this change begins after that. */
  readonly freedBy?: string;
}

/** Makes the member list of a live, shared image exactly `want`. Project ids; `add` and `remove` are for people. */
export interface MembersStep {
  readonly kind: 'members';
  readonly id: string;
  readonly want: readonly string[];
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** Deletes a live image; unprotects it first if needed, and protects it again if the deletion fails. */
export interface DeleteStep {
  readonly kind: 'delete';
  readonly id: string;
  readonly unprotect: boolean;
  /** For people: why this image goes. */
  readonly reason: 'absent' | 'not-kept' | 'retention' | 'leftover' | 'pruned';
  /** Names of changes that must be done before, as for a {@link RetireStep}. */
  readonly after?: readonly string[];
}
