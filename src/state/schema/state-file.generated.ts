// Generated from schemas/state.schema.json by `npm run generate`. Do not edit.

/**
 * The images of one cloud and how to reach it. The formula's other keys configure the Glance daemon and are left alone; an unknown key is a warning.
 */
export type Server = {
  /**
   * The stack: marks which images this file owns. Default: `default`. A `prune` other than `never` needs it.
   */
  name?: string;
  /**
   * The entry of clouds.yaml to use. When it is given, `identity` is left to the daemon.
   */
  cloud?: string;
  identity?: Identity;
  defaults?: ImageEntry;
  reconcile?: Reconcile;
  /**
   * The images, as a list. Lists of several files are joined.
   */
  images?: ImageEntry[] | null;
  /**
   * The images, as a mapping from name to fields. `name` inside overrides the key.
   */
  image?: {
    [k: string]: ImageEntry;
  } | null;
  vmcatcher?: Vmcatcher;
  /**
   * Lists of images that others publish: each is one entry here and any number of images.
   */
  image_lists?: ImageListEntry[] | null;
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  enabled?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  version?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  workers?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  bind?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  database?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  registry?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  message_queue?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  rabbit?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  rabbitmq?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  storage?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  policy?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  logging?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  quota?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  audit?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  cache?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  ssl?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  cors?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  barbican?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  image_cache?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  cron?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  notification?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  pkgs?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  services?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  upgrade?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  debug?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  verbose?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  cacert_file?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  glance_uid?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  glance_gid?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  api_limit_max?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  limit_default?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  limit_param_default?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  enable_proxy_headers_parsing?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  filesystem_store_datadir?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  filesystem_store_metadata_file?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  show_image_direct_url?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  show_multiple_locations?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  location_strategy?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  store_type_preference?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  configmap?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
} | null;
/**
 * How the cloud is reached, in the pillar's own form. It needs `host` or `url`; what else it leaves out comes from the OS_* variables.
 */
export type Identity = {
  /**
   * How to authenticate: with Keystone (default), not at all, or with HTTP basic. Without Keystone, `url` or `host` is that of the Images service.
   */
  engine?: 'keystone' | 'none' | 'http_basic';
  /**
   * Default: `http`.
   */
  protocol?: 'http' | 'https';
  /**
   * Name or address of Keystone (of Glance, without Keystone).
   */
  host?: string;
  /**
   * Default: 5000; 9292 for the engines without Keystone.
   */
  port?: number;
  /**
   * In place of `protocol`, `host` and `port`, e.g. `https://keystone.example/v3`.
   */
  url?: string;
  /**
   * The same as `url`.
   */
  auth_url?: string;
  /**
   * The region to work on. One run works on one region; a list of one is accepted.
   *
   * @minItems 1
   */
  region?: string | [string, ...string[]];
  /**
   * The same as `region`.
   *
   * @minItems 1
   */
  region_name?: string | [string, ...string[]];
  /**
   * User name.
   */
  user?: string;
  /**
   * The same as `user`.
   */
  username?: string;
  /**
   * User id, in place of a name and domain.
   */
  user_id?: string;
  /**
   * The user's password; best given as `${OS_PASSWORD}`.
   */
  password?: string;
  /**
   * Project name. The same as `project`.
   */
  tenant?: string;
  /**
   * The same as `project`.
   */
  tenant_name?: string;
  /**
   * Project name.
   */
  project?: string;
  /**
   * The same as `project`.
   */
  project_name?: string;
  /**
   * The same as `project_id`.
   */
  tenant_id?: string;
  /**
   * Project id, in place of a name and domain.
   */
  project_id?: string;
  /**
   * Domain name of both user and project.
   */
  domain?: string;
  /**
   * The same as `domain`.
   */
  domain_name?: string;
  /**
   * Domain id of both user and project.
   */
  domain_id?: string;
  /**
   * Domain name of the user.
   */
  user_domain?: string;
  /**
   * The same as `user_domain`.
   */
  user_domain_name?: string;
  /**
   * Domain id of the user.
   */
  user_domain_id?: string;
  /**
   * Domain name of the project.
   */
  project_domain?: string;
  /**
   * The same as `project_domain`.
   */
  project_domain_name?: string;
  /**
   * Domain id of the project.
   */
  project_domain_id?: string;
  /**
   * Which endpoint of the catalogue to use.
   */
  endpoint_type?: 'public' | 'internal' | 'admin' | 'publicURL' | 'internalURL' | 'adminURL';
  /**
   * The same as `endpoint_type`.
   */
  interface?: 'public' | 'internal' | 'admin' | 'publicURL' | 'internalURL' | 'adminURL';
  /**
   * File with the CA certificates to trust.
   */
  cacert?: string;
  /**
   * The same as `cacert`.
   */
  cacert_file?: string;
  /**
   * true: TLS certificates are not checked. Never do this on a network that you do not own.
   */
  insecure?: boolean;
} | null;
/**
 * Where the bytes come from: an http(s):// or file:// URL, a path (relative to the state file's directory), or a mapping.
 */
export type Source =
  | string
  | {
      /**
       * An http(s):// or file:// URL.
       */
      url?: string;
      auth?: SourceAuth;
      stratuslab?: Document;
      hepix?: Document;
      simplestreams?: Document;
      /**
       * An image of another Glance, of another region or of another project.
       */
      glance?: {
        /**
         * The entry of clouds.yaml. Left out: the cloud of the run.
         */
        cloud?: string;
        /**
         * The region.
         */
        region?: string;
        /**
         * The image's name or id.
         */
        image: string;
      };
      /**
       * With `stratuslab`: base URL of the marketplace. Default: https://marketplace.stratuslab.eu/marketplace.
       */
      marketplace?: string;
      /**
       * With `stratuslab`: emails or certificate subjects of those whose endorsement counts; the metadata must be signed by one of them.
       *
       * @minItems 1
       */
      endorsers?: [string, ...string[]];
      /**
       * With `stratuslab`: certificates (PEM) that the endorser's certificate must lead to.
       */
      ca?: string;
      /**
       * With `hepix`: `dc:identifier` of the image. With a `stratuslab` document that holds several images: the image that you mean.
       */
      identifier?: string;
      /**
       * With `hepix`: `dc:identifier` that the list must have.
       */
      list?: string;
      trust?: Trust;
      /**
       * With `simplestreams`: the product, e.g. com.ubuntu.cloud:server:24.04:amd64.
       */
      product?: string;
      /**
       * With `simplestreams`: name or ftype of the item, e.g. disk1.img. Left out: the one disk image there is.
       */
      item?: string;
      /**
       * With `simplestreams`: the version. Left out: the newest that has the item.
       */
      version?: string;
      /**
       * With `simplestreams`: path of the index below the mirror's base.
       */
      index?: string;
      /**
       * With `simplestreams`: public keys (OpenPGP), one of which must have signed.
       */
      keyring?: string;
      /**
       * With `glance`: true copies the image's properties, a list those whose names agree with one of its patterns (`*` stands for any text).
       */
      copy_properties?: boolean | string[];
    };
/**
 * A document to be fetched: an http(s):// or file:// URL, a path, or `{url, auth}`.
 */
export type Document =
  | string
  | {
      /**
       * An http(s):// or file:// URL.
       */
      url?: string;
      auth?: SourceAuth;
    };
/**
 * Who must have signed the list: `none` (no signature is asked for), or a mapping.
 */
export type Trust =
  | string
  | {
      /**
       * The directory of trusted certificates, CRLs and namespaces, e.g. /etc/grid-security/certificates.
       */
      ca_directory: string;
      endorser?: Endorser;
      /**
       * Who may endorse the list, if more than one may.
       *
       * @minItems 1
       */
      endorsers?: [Endorser, ...Endorser[]];
    };
/**
 * Digests that the source's bytes must have: `ALGO:HEX`, a bare digest (its length tells the algorithm), several joined by `:`, `,` or spaces, a list, or a mapping by algorithm. All that are given must agree.
 *
 * @minItems 1
 */
export type Checksum =
  | string
  | [string, ...string[]]
  | {
      /**
       * 32 hexadecimal digits.
       */
      md5?: string;
      /**
       * 40 hexadecimal digits.
       */
      sha1?: string;
      /**
       * 56 hexadecimal digits.
       */
      sha224?: string;
      /**
       * 64 hexadecimal digits.
       */
      sha256?: string;
      /**
       * 96 hexadecimal digits.
       */
      sha384?: string;
      /**
       * 128 hexadecimal digits.
       */
      sha512?: string;
      url?: Document;
      signature?: Document;
      /**
       * With `url`: public keys (OpenPGP), one of which must have signed.
       */
      keyring?: string;
      /**
       * With `url`: the file's name in it. Default: the last part of the source's path.
       */
      name?: string;
    };
/**
 * A command: as a list, a program and its arguments, run without a shell; as text, a line for `/bin/sh -c`. A program with a `/` in its name is relative to the state file's directory.
 *
 * @minItems 1
 */
export type Command = string | [string, ...string[]];
/**
 * Disk format to convert to with qemu-img, or `{to, from}`.
 */
export type Convert =
  | string
  | {
      /**
       * The format to convert to.
       */
      to: 'vhd' | 'vhdx' | 'vmdk' | 'raw' | 'qcow2' | 'vdi';
      /**
       * The format of the source. Left out: what the content shows; qemu-img never guesses.
       */
      from?: 'vhd' | 'vhdx' | 'vmdk' | 'raw' | 'qcow2' | 'vdi' | 'iso';
    };
/**
 * A project: its name or id, `{project, domain}`, or `{id}`.
 */
export type Project =
  | string
  | {
      /**
       * Project name or id.
       */
      project?: string;
      /**
       * Name or id of the project's domain.
       */
      domain?: string;
      /**
       * Project id, in place of `project`.
       */
      id?: string;
    };
/**
 * A project that the image is shared with: its name or id, `{project, domain}`, or `{id}`.
 */
export type Member =
  | string
  | {
      /**
       * Project name or id.
       */
      project?: string;
      /**
       * Name or id of the project's domain.
       */
      domain?: string;
      /**
       * Project id, in place of `project`.
       */
      id?: string;
      /**
       * Images API v1: whether the member may share further. Only false can be kept: v2 has no such right.
       */
      can_share?: boolean;
    };
/**
 * A command that the staged image must pass to be published: it finds the image's id, region and endpoint in its environment, and its exit status decides.
 *
 * @minItems 1
 */
export type Check =
  | string
  | [string, ...string[]]
  | {
      command: Command;
      /**
       * Seconds that it may take. Default: 600.
       */
      timeout?: number;
      /**
       * true: an image that fails the check stays, staged, to be looked at. Default: false.
       */
      keep?: boolean;
      member?: Member;
    };
/**
 * What happens to a replaced image. `true` (default) is `{keep: 1}`; `false` deletes it once its successor is published.
 */
export type Backup =
  | boolean
  | {
      /**
       * How many backups stay. Default: 1.
       */
      keep?: number;
      /**
       * The backup's name, with `{name}`, `{created_at}`, `{version}` and `{id}` of the replaced image. Default: `{name} (backup {created_at})`.
       */
      name?: string;
      /**
       * Default: `private`.
       */
      visibility?: 'public' | 'community' | 'shared' | 'private';
      /**
       * Default: true.
       */
      hidden?: boolean;
      /**
       * true: the backup is deactivated. Default: false.
       */
      deactivate?: boolean;
      /**
       * A folder that the replaced image's data is also downloaded to, verified, before it is retired.
       */
      directory?: string;
    };
/**
 * How this stack is run.
 */
export type Reconcile = {
  /**
   * What happens to images that this stack owns and the file no longer lists. Default: `never`. The others need `server.name`. Images given to another project with `owner` are left alone, and the plan names them.
   */
  prune?: 'never' | 'hide' | 'deactivate' | 'delete';
  /**
   * The most images that a plan may delete, or prune in any way: with more, reconcile draws the plan and does not apply it. A number, or a share of the file's images such as `10%`.
   */
  max_deletes?: number | string;
  /**
   * reconcile draws a plan that replaces more, and does not apply it: a number, or a share of the file's images such as `10%`.
   */
  max_replaces?: number | string;
  /**
   * true: this very file is meant to list no image. Any other file with a `glance` section and without a list may have been cut short, and as long as there is one nothing is pruned.
   */
  settings_only?: boolean;
  /**
   * true: a source without a digest is an error, not a warning. Default: false.
   */
  require_checksum?: boolean;
} | null;
/**
 * What `reconcile vmcatcher`, called by vmcatcher as its VMCATCHER_CACHE_EVENT, makes of an event. Its images are a stack of their own: plans of this file neither list nor prune them.
 */
export type Vmcatcher = {
  /**
   * vmcatcher's cache of endorsed images. Default: VMCATCHER_CACHE_DIR_CACHE of the event.
   */
  cache?: string;
  /**
   * Template of the images' names with the attributes of the event, e.g. `{dc:title} {hv:version}`. Default: the title.
   */
  image_name?: string;
  /**
   * Which attributes become properties: as vmcatcher's handlers wrote them (`vmcatcher`, the default), as cloudkeeper did (`appliance`, `cloudkeeper`), or `none`. `vmcatcher_event_dc_identifier` is always set.
   */
  properties?: 'vmcatcher' | 'appliance' | 'cloudkeeper' | 'none';
  /**
   * What happens to an image that vmcatcher says has expired, which it also says before a new version comes: it is hidden (default), deactivated, deleted or kept.
   */
  expired?: 'keep' | 'hide' | 'deactivate' | 'delete';
  image?: ImageEntry;
} | null;
/**
 * Which images of the list are wanted: `all` (default), or a mapping.
 */
export type Selection =
  | string
  | {
      /**
       * Identifiers of the images.
       *
       * @minItems 1
       *
       * Items: One line of text, 1 to 255 characters, without control characters.
       */
      identifiers?: [string, ...string[]];
      /**
       * With `url`: attributes of the list's images, e.g. `sl:arch: x86_64`; `*` stands for any text. All must agree.
       */
      attributes?: {
        [k: string]: string;
      };
    };
/**
 * The formula's client shape: images by identity profile. All images of a run belong to one profile, as one run works on one cloud.
 */
export type Client = {
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  enabled?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages; reconcile leaves it alone.
   */
  pkgs?: {
    [k: string]: unknown;
  };
  /**
   * The entry of clouds.yaml that every profile stands for; without it the profile's name is the entry's.
   */
  cloud_name?: string;
  /**
   * Profiles by name. A profile's name is the entry of clouds.yaml to use.
   */
  identity?: {
    [k: string]: Profile;
  } | null;
  [k: string]: unknown;
} | null;
/**
 * One identity profile and its images.
 */
export type Profile = {
  /**
   * The images, as a mapping from name to fields. `name` inside overrides the key.
   */
  image?: {
    [k: string]: ImageEntry;
  } | null;
  [k: string]: unknown;
} | null;

/**
 * What an OpenStack Glance should hold: the pillar of salt-formula-glance, carried further. Top-level keys other than `glance` belong to others and are ignored. `${VAR}` and `${VAR:-default}` in the strings that reconcile reads come from the environment; `$${` writes a literal `${`.
 */
export interface StateFile {
  /**
   * The Glance section. `server` holds images of one cloud; `client` is the formula's client shape.
   */
  glance?: {
    server?: Server;
    client?: Client;
    [k: string]: unknown;
  } | null;
  [k: string]: unknown;
}
/**
 * One image. A field that is left out is not managed: it stays as found, and defaults hold at creation only.
 */
export interface ImageEntry {
  /**
   * The name that the image is published under: 1 to 255 characters.
   */
  name?: string;
  /**
   * This very image; at creation, the id it gets. Glance's data is immutable: other content for a given id is an error.
   */
  id?: string;
  /**
   * Former name or names, newest first: an image found under one is renamed, not created again.
   */
  previously?: string | string[];
  /**
   * `present` (default), or `absent`: the image is deleted.
   */
  state?: 'present' | 'absent';
  /**
   * Disk format. When left out, it is detected from the content.
   */
  format?: 'ami' | 'ari' | 'aki' | 'vhd' | 'vhdx' | 'vmdk' | 'raw' | 'qcow2' | 'vdi' | 'ploop' | 'iso';
  /**
   * The same as `format`.
   */
  disk_format?: 'ami' | 'ari' | 'aki' | 'vhd' | 'vhdx' | 'vmdk' | 'raw' | 'qcow2' | 'vdi' | 'ploop' | 'iso';
  /**
   * Container format. When left out, it is detected from the content.
   */
  container_format?: 'bare' | 'ovf' | 'ova' | 'docker' | 'ami' | 'ari' | 'aki' | 'compressed';
  source?: Source;
  location?: Source;
  /**
   * Alone: a local source. Beside an http(s) `source`: the name of the cached download, below the state file's directory; used if it is there and its digest agrees, else filled by apply with the verified download; needs a digest.
   */
  file?: string;
  checksum?: Checksum;
  /**
   * Bytes that the source must have.
   */
  size?: number;
  /**
   * The publisher's version; recorded on the image, and `{version}` in backup names. Quote it: 1.10 is the number 1.1.
   */
  version?: string;
  /**
   * How the source is packed: reconcile unpacks it, and stores the content. `tar` and `ova` hold one disk, `zip` one file. Default: `none`, or what the publisher says.
   */
  decompress?: 'auto' | 'none' | 'gz' | 'bz2' | 'xz' | 'lzma' | 'zst' | 'zip' | 'tar' | 'ova';
  /**
   * What `checksum` and `size` describe: the file as served (`source`), or its content (`decompressed`). Default: `source`, or what the kind of source defines.
   */
  digest_of?: 'source' | 'decompressed';
  transform?: Command;
  convert?: Convert;
  /**
   * The pillar's name for the source's format: with another `disk_format` it is converted.
   */
  import_from_format?:
    | 'ami'
    | 'ari'
    | 'aki'
    | 'vhd'
    | 'vhdx'
    | 'vmdk'
    | 'raw'
    | 'qcow2'
    | 'vdi'
    | 'ploop'
    | 'iso';
  /**
   * `true` is `visibility: public`, `false` is `visibility: private`.
   */
  public?: boolean;
  /**
   * The same as `public`.
   */
  is_public?: boolean;
  /**
   * Who sees the image. A new image is private unless this or `members` says otherwise.
   */
  visibility?: 'public' | 'community' | 'shared' | 'private';
  /**
   * true: Glance refuses to delete the image.
   */
  protected?: boolean;
  /**
   * The same as `protected`.
   */
  is_protected?: boolean;
  /**
   * true: the image is left out of listings (`os_hidden`).
   */
  hidden?: boolean;
  /**
   * The same as `hidden`.
   */
  os_hidden?: boolean;
  /**
   * The same as `hidden`.
   */
  is_hidden?: boolean;
  /**
   * `active`, or `deactivated`: its data cannot be downloaded or booted.
   */
  status?: 'active' | 'deactivated';
  /**
   * GiB of disk that a server needs to boot the image.
   */
  min_disk?: number;
  /**
   * MiB of memory that a server needs to boot the image.
   */
  min_ram?: number;
  owner?: Project;
  /**
   * Text for people.
   */
  description?: string;
  /**
   * The tags that this file manages; others' tags stay, unless `properties_mode` is `exact`.
   *
   * Items: One line of text, 1 to 255 characters, without control characters.
   */
  tags?: string[];
  /**
   * Custom properties. Values are strings in Glance: a number or boolean is taken as it is written.
   */
  properties?: {
    [k: string]: string | number | boolean;
  };
  /**
   * `merge` (default): properties and tags of others stay. `exact`: the file is the whole truth.
   */
  properties_mode?: 'merge' | 'exact';
  /**
   * The exact list of projects that the image is shared with. It makes the image `shared` when no visibility is given.
   */
  members?: Member[];
  /**
   * Images API v1: whether members may share further. Only false can be kept: v2 has no such right.
   */
  can_share?: boolean;
  /**
   * Ids of the stores that must hold the data. Default: the service's own choice.
   *
   * @minItems 1
   *
   * Items: One line of text, 1 to 255 characters, without control characters.
   */
  stores?: [string, ...string[]];
  /**
   * How the data reaches Glance. `upload` (default) and `stage` send it from here; with `web-download` Glance fetches it.
   */
  method?: 'upload' | 'stage' | 'web-download';
  /**
   * Commands that the staged image must pass, in order, to be published.
   */
  checks?: Check[];
  /**
   * What happens to the image when its publisher says that it has expired: `keep` (default) leaves it, `prune` treats it as an image that left the file, the others hide, deactivate or delete it.
   */
  expired?: 'keep' | 'prune' | 'hide' | 'deactivate' | 'delete';
  /**
   * Rules of the safety inspection of disk images that this image may break, by the names that a refusal prints.
   *
   * Items: A rule of the safety inspection: `ambiguous-format` several formats' signatures; `format-mismatch` other content than the declared format; `container-mismatch` other content than the container format says; `truncated-header` cut within its headers; `min-disk-too-small` `min_disk` below the virtual size; the others begin with the format that they belong to.
   */
  allow_unsafe?: (
    | 'ambiguous-format'
    | 'format-mismatch'
    | 'container-mismatch'
    | 'truncated-header'
    | 'min-disk-too-small'
    | 'qcow2-version'
    | 'qcow2-header'
    | 'qcow2-backing-file'
    | 'qcow2-data-file'
    | 'qcow2-unknown-feature'
    | 'qcow2-encryption'
    | 'qed'
    | 'vmdk-version'
    | 'vmdk-descriptor'
    | 'vmdk-text-descriptor'
    | 'vmdk-create-type'
    | 'vmdk-extent'
    | 'vmdk-extent-path'
    | 'vmdk-parent-hint'
    | 'vmdk-footer'
    | 'vhd-header'
    | 'vhd-parent'
    | 'vhdx-header'
    | 'vhdx-parent'
    | 'vhdx-log'
    | 'vhdx-unknown-feature'
    | 'vdi-version'
    | 'vdi-image-type'
    | 'vdi-parent'
    | 'luks-version'
    | 'luks-payload'
    | 'mbr-boot-flag'
    | 'mbr-empty'
    | 'gpt-protective-mbr'
    | 'gpt-hybrid-mbr'
    | 'gpt-header'
    | 'ova-archive'
    | 'ova-descriptor'
    | 'ova-member'
  )[];
  backup?: Backup;
  /**
   * true: a plan that would delete this image is blocked, and so is a plan that would hide, deactivate or delete it because its entry has left the file. For one run: `--allow-delete`.
   */
  prevent_delete?: boolean;
  /**
   * true: a plan that would replace this image with other content is blocked. For one run: `--allow-replace`.
   */
  prevent_replace?: boolean;
  /**
   * Seconds that all work on this image may take.
   */
  timeout?: number;
  /**
   * The same as `timeout`.
   */
  wait_timeout?: number;
}
/**
 * Credentials of the source: `user` and `password`, or `token`. Secrets are given by reference to the environment.
 */
export interface SourceAuth {
  /**
   * User name for HTTP basic authentication.
   */
  user?: string;
  /**
   * Password, as a reference such as `${MIRROR_PASSWORD}`.
   */
  password?: string;
  /**
   * Bearer token, as a reference such as `${MIRROR_TOKEN}`.
   */
  token?: string;
}
/**
 * Who may endorse a list, as openssl writes names: /DC=org/CN=….
 */
export interface Endorser {
  /**
   * The subject of the endorser's certificate.
   */
  dn: string;
  /**
   * The subject of the authority that issued it; left out: any that is trusted.
   */
  ca?: string;
}
/**
 * Images that others list: a HEPiX image list (`url`), or StratusLab identifiers (`vmlist`).
 */
export interface ImageListEntry {
  url?: Document;
  trust?: Trust;
  /**
   * `dc:identifier` that the list must have.
   */
  identifier?: string;
  /**
   * StratusLab identifiers: a list, or a file with one a line, as glance_manager read it.
   *
   * @minItems 1
   */
  vmlist?: string | [string, ...string[]];
  /**
   * With `vmlist`: base URL of the marketplace. Default: https://marketplace.stratuslab.eu/marketplace.
   */
  marketplace?: string;
  /**
   * With `vmlist`: emails or certificate subjects of those whose endorsement counts.
   *
   * @minItems 1
   */
  endorsers?: [string, ...string[]];
  /**
   * With `vmlist`: certificates (PEM) that the endorsers' certificates must lead to.
   */
  ca?: string;
  select?: Selection;
  /**
   * Template of the images' names with the attributes of the list, e.g. `{dc:title} {hv:version}`. Default: the title.
   */
  image_name?: string;
  /**
   * Which attributes become properties: as vmcatcher's handlers wrote them (`vmcatcher`), as cloudkeeper did (`appliance`, `cloudkeeper`), or `none`. Default: `vmcatcher`. With `url` alone: images of a `vmlist` have `mpid` and `version`.
   */
  properties?: 'vmcatcher' | 'appliance' | 'cloudkeeper' | 'none';
  /**
   * What happens to images that have expired, or whose list has: `prune` (default) treats them as images that left the file, `keep` leaves them, the others hide, deactivate or delete them.
   */
  expired?: 'keep' | 'prune' | 'hide' | 'deactivate' | 'delete';
  image?: ImageEntry;
}
