import type { CloudReference } from './cloud.ts';
import type { Digests } from './digest.ts';
import type { StateFault } from './errors.ts';
import type { Visibility } from './image.ts';
import type { Position } from './position.ts';
import type { Preparation } from './preparation.ts';
import type { ProjectReference } from './project-reference.ts';
import type { SignedAt } from './published.ts';
import type { ChecksumReference, ImageListReference, PublishedReference } from './reference.ts';
import type { SafetyRule } from './safety.ts';
import type { FileSource, HttpSource, SourceReference } from './source/source.ts';
import {
  type AskedList,
  type PublisherId,
  publisherIdsOf,
  type Reserves,
  type SkippedEntry,
} from './unresolved.ts';

/** The state file that a run reads when no option names one. */
export const DEFAULT_STATE_FILE = 'glance.yaml';

/** A state file as read: normalised, every alias resolved, every default merged. No publisher was asked yet. */
export interface StateFile {
  /** The stack's name; marks what this file owns. */
  readonly stack: string;
  /** True when the file itself names the stack (`server.name`). */
  readonly stackNamed: boolean;
  readonly files: readonly string[];
  /** Absolute folder of the first file: paths of a plan are relative to it. Absent: the working directory. */
  readonly folder?: string;
  /** The local files that the state names: absolute, and as plans and messages show them. Absent: none. */
  readonly localPaths?: readonly LocalPath[];
  /** The repository that holds the file, and its path there; absent: not known. */
  readonly origin?: string;
  /** The files that are empty or have a list without an image: perhaps they were cut short. Absent: none. */
  readonly emptyFiles?: readonly string[];
  /** The files that list no image and do not say that this is meant: nothing is pruned. Absent: none. */
  readonly bareFiles?: readonly string[];
  /** The formats that only the service can know, each at every place. Absent: none. */
  readonly unknownFormats?: readonly UnknownFormat[];
  /** Sections with images that say `enabled: false`: their images stay as they are. Absent: none. */
  readonly disabled?: readonly string[];
  /** Why the files list no image, one reason an item; perhaps none is known. Absent: they list some. */
  readonly emptyBecause?: readonly string[];
  /** sha256 over the files' bytes, in order. */
  readonly sha256: string;
  readonly cloud: CloudReference;
  readonly settings: RunSettings;
  readonly images: readonly StatedImage[];
  /** Lists of images that others publish. Absent: none. */
  readonly lists?: readonly ImageList[];
  /** How vmcatcher's events become images; absent: the file has no such section. */
  readonly vmcatcher?: VmcatcherSettings;
  /** Warnings for people that stop no run, e.g. an unknown key of `server`. */
  readonly warnings: readonly string[];
}

/** A local file that a state file names. */
export interface LocalPath {
  readonly path: string;
  /** The same as `path` where the file gives an absolute path. */
  readonly shown: string;
}

/** The state after its publishers answered: each image has its source, and the images of lists are entries. */
export interface Desired
  extends Omit<
    StateFile,
    'emptyFiles' | 'emptyBecause' | 'images' | 'lists' | 'vmcatcher' | 'folder' | 'localPaths'
  > {
  readonly images: readonly DesiredImage[];
  /** What the publishers answered, beside the images; absent: the file names none. */
  readonly publishers?: Publishers;
}

/** The answers of a state's publishers that are not images. */
export interface Publishers {
  /** The lists that this run asked for, and the list that each place serves. */
  readonly asked: readonly AskedList[];
  /** The lists that this run did not ask because it selects other images: their images are not known. */
  readonly unasked: readonly UnaskedList[];
  /** Expired entries that count as no longer listed. */
  readonly expired: readonly DesiredImage[];
  /** Entries whose publisher failed, or that a rule of the plan skips. They are still listed. */
  readonly skipped: readonly SkippedEntry[];
  /** True when entries are missing that may still be published, so that this run prunes nothing. */
  readonly pruningWithheld: boolean;
}

export const NO_PUBLISHERS: Publishers = {
  asked: [],
  unasked: [],
  expired: [],
  skipped: [],
  pruningWithheld: false,
};

/** The answers of a state's publishers; empty ones if the file names none. */
export function publishersOf({ publishers = NO_PUBLISHERS }: Pick<Desired, 'publishers'>): Publishers {
  return publishers;
}

/** A format of the state file that is not one of ours: a mistake, unless the service offers it. */
export interface UnknownFormat {
  readonly field: 'disk_format' | 'container_format';
  readonly word: string;
  /** The word as the file has it, in quotes: for messages, as a variable's value may be a secret. */
  readonly written: string;
  /** The mistake, if it is one. */
  readonly fault: StateFault;
}

/** The values of `prune`: the action on images that this stack owns and the file no longer lists. */
export const PRUNE_WAYS = ['never', 'hide', 'deactivate', 'delete'] as const;

/** The settings below `reconcile:` of the state file. */
export interface RunSettings {
  readonly prune: (typeof PRUNE_WAYS)[number];
  readonly maxDeletes: Limit | null;
  readonly maxReplaces: Limit | null;
  readonly requireChecksum: boolean;
  /** True: the policy of the service lets these credentials make images public, although they have no admin role. */
  readonly mayPublish: boolean;
  readonly quotas: Quotas;
  /** The further stages of an unlisted image, after `prune`. Absent: none. */
  readonly pruneThen?: readonly RetirementStage[];
  /** Seconds between two stages of a backup or of an unlisted image. Absent: a day. */
  readonly stagesApart?: number;
}

/** What one image may have most of, by the service's quotas. `Infinity`: no quota. */
export type Quotas = Readonly<Record<Quota, number>>;
export type Quota = 'properties' | 'tags' | 'members';

/** The defaults of Glance's `image_property_quota`, `image_tag_quota` and `image_member_quota`. */
export const DEFAULT_QUOTAS: Quotas = { properties: 128, tags: 128, members: 128 };

/** What may happen to a retired image, one after the other. */
export const RETIREMENT_STAGES = ['hide', 'deactivate', 'delete'] as const;
export type RetirementStage = (typeof RETIREMENT_STAGES)[number];

/** A count, or a share of the images in the file. */
export type Limit = { readonly count: number } | { readonly percent: number };

/** One image of the state file. An absent optional field is not managed: the live image keeps its value. */
export interface DesiredImage {
  readonly name: string;
  readonly at: Position;
  readonly id?: string;
  /** Former names, newest first. */
  readonly previously: readonly string[];
  readonly state: 'present' | 'absent';
  /** One of DISK_FORMATS, or a format that the service adds. */
  readonly diskFormat?: string;
  /** One of CONTAINER_FORMATS, or a format that the service adds. */
  readonly containerFormat?: string;
  readonly source?: SourceReference;
  /** The given parts of the preparation of the source's bytes: see `preparationOf`. */
  readonly preparation?: Partial<Preparation>;
  /** Digests that the source's bytes must have; all that are given must agree. */
  readonly digests: Digests;
  /** Bytes. */
  readonly size?: number;
  readonly version?: string;
  /** True when a publisher's version may only go up: reconcile refuses other content with a lower version. */
  readonly monotonicVersion?: boolean;
  /** The setting of the entry that accepts this version although it is lower, for hints; absent: there is none. */
  readonly pinHint?: string;
  /** The signed document that named the digests, and when it was signed; absent: no verified signature. */
  readonly signed?: SignedAt;
  /** Documents about the image that came over plain http without a verified signature. Absent: none. */
  readonly unprotected?: readonly string[];
  /** The published list that the image comes from, and its version. */
  readonly list?: { readonly identifier: string; readonly version: string };
  /** True: a list of the file brings the image, and the file does not name it. */
  readonly listed?: true;
  /** The publisher id. It identifies an image that its publisher renamed. */
  readonly publisherId?: PublisherId;
  /** The action when the publisher says that the image has expired; default `keep`. */
  readonly expired?: ExpiredPolicy;
  /** The publisher says that `version` has expired: the image is not created, nor changed if `unchanged`. */
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
  /** Properties whose value is the id of another entry's image. Absent: none. */
  readonly references?: Readonly<Record<string, ImageReference>>;
  readonly propertiesMode: 'merge' | 'exact';
  /** The exact list of projects that the image is shared with; absent: not managed. */
  readonly members?: readonly ProjectReference[];
  /** Stores that must hold the data; absent: the service's default. */
  readonly stores?: readonly string[];
  readonly method: 'upload' | 'stage' | 'web-download';
  readonly backup: BackupPolicy;
  /** Commands that the staged image must pass, in order, to be published. */
  readonly checks?: readonly Check[];
  /** Rules of the safety inspection that do not refuse this image; absent: none. */
  readonly allowUnsafe?: readonly SafetyRule[];
  /** Block a plan that would delete, or replace, this image. */
  readonly preventDelete?: boolean;
  readonly preventReplace?: boolean;
  /** Let a change delete images that this stack did not publish, and lift protections that the file did not set. */
  readonly adopt?: boolean;
  /** Seconds that all work on this image may take. */
  readonly timeout?: number;
}

/** The image of another entry, as the value of a property. */
export interface ImageReference {
  /** Name of the entry. */
  readonly image: string;
  /** Id that the image will have; absent: not known before the entry's image is created. */
  readonly id?: string;
}

/** One entry of the state file before its publisher is asked. */
export interface StatedImage extends DesiredImage {
  /** The publisher to ask for `source`, digests and so on. */
  readonly published?: PublishedReference;
  /** A file of checksums with the source's digests. */
  readonly checksumFile?: ChecksumReference;
}

/** How replaced images are kept. `keep: 0`: a replaced image is deleted once its successor is published. */
export interface BackupPolicy {
  readonly keep: number;
  /** Seconds since its retirement, by Glance's clock, after which a backup is past its limit. Absent: any age. */
  readonly maxAge?: number;
  /** The stages of a backup past its limit. Absent: it is deleted at once. */
  readonly stages?: readonly RetirementStage[];
  /** Properties of backups. Each gets its former value back when the backup is published again. Absent: none. */
  readonly properties?: Readonly<Record<string, string>>;
  /** Template with `{name}`, `{created_at}`, `{version}`, `{id}`. */
  readonly name: string;
  readonly visibility: Visibility;
  readonly hidden: boolean;
  readonly deactivate: boolean;
  /** Folder to which the replaced image's data is also downloaded and verified before it is retired. */
  readonly directory?: string;
}

export const DEFAULT_BACKUP_NAME = '{name} (backup {created_at})';

/** `keep`: the live image stays as it is. `prune`: it counts as no longer listed. The others are actions on it. */
export const EXPIRED_POLICIES = ['keep', 'prune', 'hide', 'deactivate', 'delete'] as const;
export type ExpiredPolicy = (typeof EXPIRED_POLICIES)[number];

/** A command run against a staged image, which decides whether it is published. */
export interface Check {
  /** No shell. The staged image's id, region and endpoint are in its environment. */
  readonly command: readonly string[];
  /** Absolute path of the working directory: the state file's; absent: the run's. */
  readonly directory?: string;
  /** Seconds. */
  readonly timeout: number;
  /** Whether an image that fails the check stays, staged, so that a user can look at it. */
  readonly keep: boolean;
  /** A project that the staged image is shared with during the check. */
  readonly member?: ProjectReference;
  /** True: gets the prepared bytes as a file, before the upload, and no staged image. Keeps nothing, and has no member. */
  readonly local?: true;
}

/** A published list of images: one entry of the state file, any number of images. */
export interface ImageList {
  readonly at: Position;
  readonly from:
    | { readonly kind: 'hepix'; readonly reference: ImageListReference }
    | { readonly kind: 'vmlist'; readonly list: VmList };
  readonly select: ListSelection;
  /** Template of the images' names with the list's attributes, e.g. `{dc:title}`; null: the publisher's title. */
  readonly name: string | null;
  /** The convention by which the list's attributes become properties. */
  readonly properties: ListProperties;
  /** Fields for all images of the list, without name and source. */
  readonly image: DesiredImage;
}

/** A list that this run did not ask. */
interface UnaskedList {
  /** The place where it is published, for people. */
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

/** The action on an image that vmcatcher says has expired. */
export const VMCATCHER_EXPIRIES = ['keep', 'hide', 'deactivate', 'delete'] as const;

/** How vmcatcher's events become images. */
export interface VmcatcherSettings {
  readonly at: Position;
  /** Template of the images' names, as in {@link ImageList}; null: the title. */
  readonly name: string | null;
  readonly properties: ListProperties;
  readonly expired: (typeof VMCATCHER_EXPIRIES)[number];
  /** Absolute path of vmcatcher's cache; null: from the event. */
  readonly cache: string | null;
  /** Fields for every image, without name and source. */
  readonly image: DesiredImage;
}

export const LIST_PROPERTIES = ['vmcatcher', 'appliance', 'cloudkeeper', 'none'] as const;
export type ListProperties = (typeof LIST_PROPERTIES)[number];

/** The images of a list that the file wants. `attributes`: values, or patterns with `*`, that must all agree. */
export type ListSelection =
  | 'all'
  | { readonly identifiers: readonly string[] }
  | { readonly attributes: Readonly<Record<string, string>> };

/** The names, ids and publisher ids by which an entry reserves its live images. */
export function reservesOf({ name, previously, id, publisherId, published, owner }: StatedImage): Reserves {
  const asked = published && 'identifier' in published ? published.identifier : null;
  return {
    names: [name, ...previously],
    ids: id === undefined ? [] : [id],
    publisherIds: publisherId === undefined ? publisherIdsOf(asked) : [publisherId],
    unknown: false,
    ...(owner ? { owner } : {}),
  };
}
