import type { CloudReference } from './cloud.ts';
import type { Digests } from './digest.ts';
import type { ContainerFormat, DiskFormat, Visibility } from './image.ts';
import type { Position } from './position.ts';
import type { Preparation } from './preparation.ts';
import type { ChecksumReference, ImageListReference, PublishedReference } from './reference.ts';
import type { SafetyRule } from './safety.ts';
import type { FileSource, HttpSource, SourceReference } from './source.ts';
import {
  type AskedList,
  type PublisherId,
  publisherIdsOf,
  type Reserves,
  type SkippedEntry,
} from './unresolved.ts';

/** A state file as it was read: normalised, every alias resolved, every default merged. No publisher was asked yet. */
export interface StateFile {
  /** The stack's name; marks what this file owns. */
  readonly stack: string;
  /** True when the file itself names the stack (`server.name`). */
  readonly stackNamed: boolean;
  readonly files: readonly string[];
  /** The files that hold nothing, or a list without an image: perhaps they were cut short. Absent: none. */
  readonly emptyFiles?: readonly string[];
  /** The files that list no image and do not say that this is meant: nothing is pruned. Absent: none. */
  readonly bareFiles?: readonly string[];
  /** Why the files list no image, one reason an item; perhaps none is known. Absent: they list some. */
  readonly emptyBecause?: readonly string[];
  /** sha256 over the files' bytes, in order. */
  readonly sha256: string;
  readonly cloud: CloudReference;
  readonly settings: RunSettings;
  readonly images: readonly StatedImage[];
  /** Lists of images that others publish. Absent: none. */
  readonly lists?: readonly ImageList[];
  /** How vmcatcher's events become images; absent: the file says nothing of them. */
  readonly vmcatcher?: VmcatcherSettings;
  /** Warnings for people that stop no run, e.g. an unknown key of `server`. */
  readonly warnings: readonly string[];
}

/** The state after its publishers have answered: each image has its source, and lists have become images. */
export interface Desired
  extends Omit<StateFile, 'emptyFiles' | 'emptyBecause' | 'images' | 'lists' | 'vmcatcher'> {
  readonly images: readonly DesiredImage[];
  /** What the publishers answered, beside the images; absent: the file names none. */
  readonly publishers?: Publishers;
}

/** What the publishers of a state answered, beside the images. */
export interface Publishers {
  /** The lists that were asked for, and which list is served there. */
  readonly asked: readonly AskedList[];
  /** The lists that this run does not ask, because it is about other images: their images are not known. */
  readonly unasked: readonly UnaskedList[];
  /** Expired images that count as not listed (`expiry` says when): an older version says nothing of them. */
  readonly lapsed: readonly DesiredImage[];
  /** Entries whose publisher failed or that a rule of the plan skips: they have not left the file. */
  readonly skipped: readonly SkippedEntry[];
  /** True when entries are missing that may still be published, so that this run prunes nothing. */
  readonly pruningWithheld: boolean;
}

export const NO_PUBLISHERS: Publishers = {
  asked: [],
  unasked: [],
  lapsed: [],
  skipped: [],
  pruningWithheld: false,
};

/** What the publishers of a state answered; nothing where the file names none. */
export function publishersOf({ publishers = NO_PUBLISHERS }: Pick<Desired, 'publishers'>): Publishers {
  return publishers;
}

/** What may become of images that this stack owns and the file no longer lists. */
export const PRUNE_WAYS = ['never', 'hide', 'deactivate', 'delete'] as const;

/** `reconcile:` of the state file. */
export interface RunSettings {
  readonly prune: (typeof PRUNE_WAYS)[number];
  readonly maxDeletes: Limit | null;
  readonly maxReplaces: Limit | null;
  readonly requireChecksum: boolean;
}

/** A count, or a share of the images in the file. */
export type Limit = { readonly count: number } | { readonly percent: number };

/** One image of the state file. An absent optional field is not managed: it is left as found. */
export interface DesiredImage {
  readonly name: string;
  readonly at: Position;
  readonly id?: string;
  /** Former names, newest first. */
  readonly previously: readonly string[];
  readonly state: 'present' | 'absent';
  readonly diskFormat?: DiskFormat;
  readonly containerFormat?: ContainerFormat;
  readonly source?: SourceReference;
  /** What is done with the source's bytes before they are stored, as far as it is given: see `preparationOf`. */
  readonly preparation?: Partial<Preparation>;
  /** Digests that the source's bytes must have; all that are given must agree. */
  readonly digests: Digests;
  /** Bytes. */
  readonly size?: number;
  readonly version?: string;
  /** True when a publisher's version may only go up: other content of a lower one is not taken. */
  readonly monotonicVersion?: boolean;
  /** What the entry says to have this very version, though it be a lower one; absent: it cannot. */
  readonly pinHint?: string;
  /** The published list that the image comes from, and its version. */
  readonly list?: { readonly identifier: string; readonly version: string };
  /** The publisher's identifier, and the property that bears it: tells an image that was renamed there. */
  readonly publisherId?: PublisherId;
  /** What becomes of the image when its publisher says that it has expired; default `keep`. */
  readonly expired?: ExpiredPolicy;
  /** Its publisher says that its `version` has expired: it is not created; `frozen`: nor is a live one changed. */
  readonly expiry?: { readonly reason: string; readonly unchanged: boolean; readonly version?: string };
  readonly visibility?: Visibility;
  readonly protected?: boolean;
  readonly hidden?: boolean;
  readonly status?: 'active' | 'deactivated';
  /** GiB. */
  readonly minDisk?: number;
  /** MiB. */
  readonly minRam?: number;
  readonly owner?: ProjectReference;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly properties?: Readonly<Record<string, string>>;
  readonly propertiesMode: 'merge' | 'exact';
  /** The exact list of projects that the image is shared with; absent: not managed. */
  readonly members?: readonly ProjectReference[];
  /** Stores that must hold the data; absent: the service's default. */
  readonly stores?: readonly string[];
  readonly method: 'upload' | 'stage' | 'web-download';
  readonly backup: BackupPolicy;
  /** Commands that the staged image must pass, in order, to be published. */
  readonly checks?: readonly Check[];
  /** Rules of the safety inspection that an exception is made of; absent: of none. */
  readonly allowUnsafe?: readonly SafetyRule[];
  /** Block a plan that would delete, or replace, this image. */
  readonly preventDelete?: boolean;
  readonly preventReplace?: boolean;
  /** Seconds that all work on this image may take. */
  readonly timeout?: number;
}

/** One image of the state file before its publisher is asked. */
export interface StatedImage extends DesiredImage {
  /** Asks a publisher, which resolves it into `source`, digests and so on. */
  readonly published?: PublishedReference;
  /** A file of checksums with the source's digests. */
  readonly checksumFile?: ChecksumReference;
}

/** A project by name or id; resolved in Keystone before a plan is made. */
export interface ProjectReference {
  readonly project: string;
  readonly domain?: string;
  readonly at: Position;
}

/** What becomes of a replaced image. `keep: 0`: it is deleted once its successor is published. */
export interface BackupPolicy {
  readonly keep: number;
  /** Template with `{name}`, `{created_at}`, `{version}`, `{id}`. */
  readonly name: string;
  readonly visibility: Visibility;
  readonly hidden: boolean;
  readonly deactivate: boolean;
  /** Folder that the replaced image's data is also downloaded to, verified, before it is retired. */
  readonly directory?: string;
}

export const DEFAULT_BACKUP_NAME = '{name} (backup {created_at})';

/** `keep`: left as it is. `prune`: as if it had left the file. The others are what becomes of the live image. */
export const EXPIRED_POLICIES = ['keep', 'prune', 'hide', 'deactivate', 'delete'] as const;
export type ExpiredPolicy = (typeof EXPIRED_POLICIES)[number];

/** A command run against a staged image, which decides whether it is published. */
export interface Check {
  /** No shell. The staged image's id, region and endpoint are in its environment. */
  readonly command: readonly string[];
  /** Absolute path that it starts in: the state file's; absent: where the run starts. */
  readonly directory?: string;
  /** Seconds. */
  readonly timeout: number;
  /** Whether an image that fails it stays, staged, to be looked at. */
  readonly keep: boolean;
  /** A project that the staged image is shared with for the time of the check. */
  readonly member?: ProjectReference;
}

/** Images that others list: one entry of the state file, any number of images. */
export interface ImageList {
  readonly at: Position;
  readonly from:
    | { readonly kind: 'hepix'; readonly reference: ImageListReference }
    | { readonly kind: 'vmlist'; readonly list: VmList };
  readonly select: ListSelection;
  /** Template of the images' names with the list's attributes, e.g. `{dc:title}`; null: the publisher's title. */
  readonly name: string | null;
  /** Which of the list's attributes become properties, and under which names. */
  readonly properties: ListProperties;
  /** Fields for all images of the list; its name and source are to be filled in. */
  readonly image: DesiredImage;
}

/** A list as far as it is known without being asked. */
export interface UnaskedList {
  /** Where it is published, for people. */
  readonly place: string;
  /** Its entry in the state file. */
  readonly at: Position;
}

/** StratusLab identifiers, given or in a file, and the marketplace that knows them. */
export interface VmList {
  readonly identifiers: readonly string[];
  readonly document: FileSource | HttpSource | null;
  readonly marketplace: string;
  readonly endorsers: readonly string[];
  readonly ca: string | null;
}

/** What becomes of the image that vmcatcher says has expired. */
export const VMCATCHER_EXPIRIES = ['keep', 'hide', 'deactivate', 'delete'] as const;

/** How vmcatcher's events become images. */
export interface VmcatcherSettings {
  readonly at: Position;
  /** Template of the images' names, as in {@link ImageList}; null: the title. */
  readonly name: string | null;
  readonly properties: ListProperties;
  readonly expired: (typeof VMCATCHER_EXPIRIES)[number];
  /** Absolute path of vmcatcher's cache; null: as the event says. */
  readonly cache: string | null;
  /** Fields for every image; its name and source are to be filled in. */
  readonly image: DesiredImage;
}

export const LIST_PROPERTIES = ['vmcatcher', 'appliance', 'cloudkeeper', 'none'] as const;
export type ListProperties = (typeof LIST_PROPERTIES)[number];

/** Which images of a list are wanted. `attributes`: values, or patterns with `*`, that must all agree. */
export type ListSelection =
  | 'all'
  | { readonly identifiers: readonly string[] }
  | { readonly attributes: Readonly<Record<string, string>> };
/** By what the live images of an image that the file lists are known. */
export function reservesOf({ name, previously, id, publisherId, published }: StatedImage): Reserves {
  const asked = published && 'identifier' in published ? published.identifier : null;
  return {
    names: [name, ...previously],
    ids: id === undefined ? [] : [id],
    publisherIds: publisherId === undefined ? publisherIdsOf(asked) : [publisherId],
    unknown: false,
  };
}
