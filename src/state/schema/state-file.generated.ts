// Generated from schemas/state.schema.json by `npm run generate`. Do not edit.

/**
 * The images of one cloud, and how to reach that cloud. reconcile ignores the formula's keys for the Glance daemon, warns of unknown keys, and refuses keys that resemble a known one.
 */
export type Server = {
  /**
   * Name of the stack, which marks the images that this file owns. Default: `default`. Set it to use a `prune` other than `never`.
   */
  name?: string;
  /**
   * The entry of clouds.yaml to use. With `cloud`, reconcile ignores `identity`.
   */
  cloud?: string;
  identity?: Identity;
  defaults?: ImageEntry;
  reconcile?: Reconcile;
  /**
   * The images, as a list. With several state files, reconcile joins their lists.
   */
  images?: ImageEntry[] | null;
  /**
   * The images, as a mapping from name to fields. A `name` among the fields overrides the key.
   */
  image?: {
    [k: string]: ImageEntry;
  } | null;
  vmcatcher?: Vmcatcher;
  /**
   * Published lists of images. Each entry is one list, with any number of images.
   */
  image_lists?: ImageListEntry[] | null;
  /**
   * False: reconcile leaves the images of this section as they are, and prunes nothing. Salt's formula skips the section too.
   */
  enabled?: boolean;
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  version?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  workers?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  bind?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  database?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  registry?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  message_queue?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  rabbit?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  rabbitmq?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  storage?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  policy?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  logging?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  quota?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  audit?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  cache?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  ssl?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  cors?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  barbican?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  image_cache?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  cron?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  notification?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  pkgs?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  services?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  upgrade?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  debug?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  verbose?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  cacert_file?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  glance_uid?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  glance_gid?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  api_limit_max?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  limit_default?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  limit_param_default?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  enable_proxy_headers_parsing?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  filesystem_store_datadir?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  filesystem_store_metadata_file?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  show_image_direct_url?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  show_multiple_locations?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  location_strategy?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  store_type_preference?: {
    [k: string]: unknown;
  };
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  configmap?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
} | null;
/**
 * Address and credentials of the cloud, in the pillar's form. Environment variables (OS_*) give the values that the file leaves out, such as OS_AUTH_URL for the address.
 */
export type Identity = {
  /**
   * How to authenticate: `keystone` (default), `none`, or `http_basic`. For the latter two, write the address of Glance as `url` or `host`.
   */
  engine?: 'keystone' | 'none' | 'http_basic';
  /**
   * Protocol to reach `host` by. Default: `http`.
   */
  protocol?: 'http' | 'https';
  /**
   * Host name or IP address of Keystone; of Glance for the engines without Keystone.
   */
  host?: string;
  /**
   * Port of `host`. Default: 5000; 9292 for the engines without Keystone.
   */
  port?: number;
  /**
   * Whole URL, e.g. `https://keystone.example/v3`. Write it instead of `protocol`, `host` and `port`.
   */
  url?: string;
  /**
   * Another name for `url`.
   */
  auth_url?: string;
  /**
   * The region to work on. One run works on one region, so a list may have only one entry.
   *
   * @minItems 1
   */
  region?: string | [string, ...string[]];
  /**
   * Another name for `region`.
   *
   * @minItems 1
   */
  region_name?: string | [string, ...string[]];
  /**
   * Name of the user.
   */
  user?: string;
  /**
   * Another name for `user`.
   */
  username?: string;
  /**
   * Id of the user. Write it instead of the user's name and domain.
   */
  user_id?: string;
  /**
   * Password of the user. Write it as `${OS_PASSWORD}` to keep it out of the file.
   */
  password?: string;
  /**
   * Name of the project; another name for `project`.
   */
  tenant?: string;
  /**
   * Another name for `project`.
   */
  tenant_name?: string;
  /**
   * Name of the project.
   */
  project?: string;
  /**
   * Another name for `project`.
   */
  project_name?: string;
  /**
   * Another name for `project_id`.
   */
  tenant_id?: string;
  /**
   * Id of the project. Write it instead of the project's name and domain.
   */
  project_id?: string;
  /**
   * Name of the domain of both user and project.
   */
  domain?: string;
  /**
   * Another name for `domain`.
   */
  domain_name?: string;
  /**
   * Id of the domain of both user and project.
   */
  domain_id?: string;
  /**
   * Name of the user's domain.
   */
  user_domain?: string;
  /**
   * Another name for `user_domain`.
   */
  user_domain_name?: string;
  /**
   * Id of the user's domain.
   */
  user_domain_id?: string;
  /**
   * Name of the project's domain.
   */
  project_domain?: string;
  /**
   * Another name for `project_domain`.
   */
  project_domain_name?: string;
  /**
   * Id of the project's domain.
   */
  project_domain_id?: string;
  /**
   * The endpoint of the catalogue to use: `public`, `internal` or `admin`.
   */
  endpoint_type?: 'public' | 'internal' | 'admin' | 'publicURL' | 'internalURL' | 'adminURL';
  /**
   * Another name for `endpoint_type`.
   */
  interface?: 'public' | 'internal' | 'admin' | 'publicURL' | 'internalURL' | 'adminURL';
  /**
   * File with the CA certificates (PEM) to trust.
   */
  cacert?: string;
  /**
   * Another name for `cacert`.
   */
  cacert_file?: string;
  /**
   * true: reconcile does not check TLS certificates. Use it only on a network that you control. Default: false.
   */
  insecure?: boolean;
} | null;
/**
 * Where the bytes come from: an http(s):// or file:// URL, a path (relative to the state file's directory), a mapping, or a list of mirrors. reconcile tries mirrors in their order, and holds all of them to the same `checksum`, which a list of several needs.
 *
 * @minItems 1
 */
export type Source =
  | string
  | {
      /**
       * The address: an http(s):// or file:// URL, or a path.
       */
      url?: string;
      auth?: SourceAuth;
      stratuslab?: Document;
      hepix?: Document;
      simplestreams?: Document;
      /**
       * An image of another Glance, another region or another project.
       */
      glance?: {
        /**
         * The entry of clouds.yaml. Default: the cloud of the run.
         */
        cloud?: string;
        /**
         * The region. Default: that of the cloud.
         */
        region?: string;
        /**
         * Name or id of the image.
         */
        image: string;
      };
      /**
       * With `stratuslab`: base URL of the marketplace. Default: https://marketplace.stratuslab.eu/marketplace.
       */
      marketplace?: string;
      /**
       * With `stratuslab`: trusted endorsers, by email or certificate subject. One of them must have signed the metadata.
       *
       * @minItems 1
       */
      endorsers?: [string, ...string[]];
      /**
       * With `stratuslab`: file with the CA certificates (PEM) that must verify the endorser's certificate.
       */
      ca?: string;
      /**
       * With `hepix`: `dc:identifier` of the image. With a `stratuslab` document of several images: identifier of the wanted image.
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
       * With `simplestreams`: name or ftype of the item, e.g. disk1.img. Default: the only disk image of the version.
       */
      item?: string;
      /**
       * With `simplestreams`: the version. Default: the newest with the item.
       */
      version?: string;
      /**
       * With `simplestreams`: path of the index, relative to the mirror's base.
       */
      index?: string;
      /**
       * With `simplestreams`: file with public keys (OpenPGP), one of which must have signed the mirror's files.
       */
      keyring?: string;
      /**
       * With `glance`: true copies all properties of the image. A list copies the properties whose names match one of its patterns (`*` matches any text).
       */
      copy_properties?: boolean | string[];
    }
  | [Mirror, ...Mirror[]];
/**
 * Address of a document: an http(s):// or file:// URL, a path, or `{url, auth}`.
 */
export type Document =
  | string
  | {
      /**
       * The address: an http(s):// or file:// URL, or a path.
       */
      url?: string;
      auth?: SourceAuth;
    };
/**
 * Trusted signers of the list: a mapping, or `none` to accept the list without checking its signature.
 */
export type Trust =
  | string
  | {
      /**
       * Directory of trusted CA certificates, CRLs and namespaces, e.g. /etc/grid-security/certificates.
       */
      ca_directory: string;
      endorser?: Endorser;
      /**
       * Trusted endorsers of the list, when there are several.
       *
       * @minItems 1
       */
      endorsers?: [Endorser, ...Endorser[]];
    };
/**
 * One mirror of a source: an http(s):// or file:// URL, a path, or a mapping.
 */
export type Mirror =
  | string
  | {
      /**
       * The address: an http(s):// or file:// URL, or a path.
       */
      url?: string;
      auth?: SourceAuth;
    };
/**
 * Digests that the source must have. Write `ALGORITHM:HEX`, a bare digest (whose length gives the algorithm), several joined by `:`, `,` or spaces, a list, or a mapping by algorithm. Every given digest must agree.
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
       * With `url`: file with public keys (OpenPGP), one of which must have signed the file of digests.
       */
      keyring?: string;
      /**
       * With `url`: the source's name in the file of digests, or a glob (`*`, `?`) that matches this name alone. Default: the last part of the source's path.
       */
      name?: string;
    };
/**
 * A command. Write a list of a program and its arguments to run it without a shell, or a string to run it by `/bin/sh -c`. A program with a `/` in its name is relative to the state file's directory.
 *
 * @minItems 1
 */
export type Command = string | [string, ...string[]];
/**
 * Disk format to which reconcile converts the image with qemu-img, or `{to, from}`.
 */
export type Convert =
  | string
  | {
      /**
       * Disk format to convert to.
       */
      to: 'vhd' | 'vhdx' | 'vmdk' | 'raw' | 'qcow2' | 'vdi';
      /**
       * Disk format of the source. Default: detected by reconcile from the content, never by qemu-img.
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
       * Name or id of the project.
       */
      project?: string;
      /**
       * Name or id of the project's domain.
       */
      domain?: string;
      /**
       * Id of the project. Write it instead of `project`.
       */
      id?: string;
    };
/**
 * A property's value, or `{image: NAME}` for the id of another entry's image. `kernel_id` and `ramdisk_id` must be a UUID or a reference.
 */
export type PropertyValue =
  | string
  | number
  | boolean
  | {
      /**
       * Name of an entry of this state. Its image is created or replaced first, and its id filled in.
       */
      image: string;
    };
/**
 * A project that the image is shared with: its name or id, `{project, domain}`, or `{id}`.
 */
export type Member =
  | string
  | {
      /**
       * Name or id of the project.
       */
      project?: string;
      /**
       * Name or id of the project's domain.
       */
      domain?: string;
      /**
       * Id of the project. Write it instead of `project`.
       */
      id?: string;
      /**
       * Right of the member to share the image further, which only the Images API v1 had. Write false or remove the key.
       */
      can_share?: boolean;
    };
/**
 * A command that the staged image must pass before it is published. The command gets the image's id, region and endpoint in its environment, and passes the image with exit status 0.
 *
 * @minItems 1
 */
export type Check =
  | string
  | [string, ...string[]]
  | {
      command: Command;
      /**
       * Time limit of the command, in seconds. Default: 600.
       */
      timeout?: number;
      /**
       * true: an image that fails the check stays in Glance as a staged image, for inspection. Default: false.
       */
      keep?: boolean;
      member?: Member;
      /**
       * true: the command gets the verified, prepared bytes as a file (RECONCILE_IMAGE_FILE), before anything is uploaded, and no access to the cloud. `reconcile verify` runs it too. Not with `keep`, `member` and `method: web-download`. Default: false.
       */
      local?: boolean;
    };
/**
 * What to do with a replaced image. true (default) means `{keep: 1}`; false deletes the image after its successor is published.
 */
export type Backup =
  | boolean
  | {
      /**
       * Number of backups to keep. Default: 1.
       */
      keep?: number;
      /**
       * Age after which a backup is past its limit, also within `keep`: a number and `m`, `h`, `d` or `w`, e.g. `90d`. Glance's clock counts, from the last change of the backup, which is usually its retirement. Default: no limit.
       */
      max_age?: string;
      /**
       * What happens to a backup past a limit (`keep`, `max_age`), one stage after the other, `stages_apart` apart: `hide`, `deactivate`, `delete`. Without `delete` it stays. Default: it is deleted at once.
       *
       * @minItems 1
       * @maxItems 3
       */
      then?:
        | ['hide' | 'deactivate' | 'delete']
        | ['hide' | 'deactivate' | 'delete', 'hide' | 'deactivate' | 'delete']
        | [
            'hide' | 'deactivate' | 'delete',
            'hide' | 'deactivate' | 'delete',
            'hide' | 'deactivate' | 'delete',
          ];
      /**
       * Properties that a backup gets, for example `os_purpose`. Each gets its former value back when the backup is published again.
       */
      properties?: {
        /**
         * One line of 1 to 255 characters, without control characters.
         */
        [k: string]: string;
      };
      /**
       * Template of the backup's name, with `{name}`, `{created_at}`, `{version}` and `{id}` of the replaced image. Default: `{name} (backup {created_at})`.
       */
      name?: string;
      /**
       * Who sees the backup. Default: `private`.
       */
      visibility?: 'public' | 'community' | 'shared' | 'private';
      /**
       * true: Glance leaves the backup out of listings (`os_hidden`). Default: true.
       */
      hidden?: boolean;
      /**
       * true: reconcile deactivates the backup. Default: false.
       */
      deactivate?: boolean;
      /**
       * A folder for the replaced image's data. reconcile downloads and verifies the data there before it retires the image.
       */
      directory?: string;
    };
/**
 * Rules for runs of this stack.
 */
export type Reconcile = {
  /**
   * What to do with an image that this stack owns and the file no longer lists. Default: `never`, which leaves the image. The other choices need `server.name`. reconcile leaves images that `owner` gave to another project, and the plan names them.
   */
  prune?: 'never' | 'hide' | 'deactivate' | 'delete';
  /**
   * The further stages of an image that `prune` has hidden or deactivated, `stages_apart` apart, e.g. `prune: hide` and `prune_then: [deactivate, delete]`. Each counts for `max_deletes`. Default: none.
   *
   * @minItems 1
   * @maxItems 3
   */
  prune_then?:
    | ['hide' | 'deactivate' | 'delete']
    | ['hide' | 'deactivate' | 'delete', 'hide' | 'deactivate' | 'delete']
    | ['hide' | 'deactivate' | 'delete', 'hide' | 'deactivate' | 'delete', 'hide' | 'deactivate' | 'delete'];
  /**
   * How long an image stays in one stage of `prune_then` or `backup.then`, by Glance's clock since its last change: a number and `m`, `h`, `d` or `w`. Default: `1d`.
   */
  stages_apart?: string;
  /**
   * How many images a plan may delete or prune at most. A plan with more is shown but not applied. Write a number, or a share of the file's images such as `10%`. Where the file prunes, the default is 3, or a tenth of the stack's images if that is more.
   */
  max_deletes?: number | string;
  /**
   * How many images a plan may replace at most. A plan with more is shown but not applied. Write a number, or a share of the file's images such as `10%`.
   */
  max_replaces?: number | string;
  /**
   * true: this file lists no image on purpose. Any other file with a `glance` section but without a list may have been cut short. reconcile prunes nothing while there is such a file.
   */
  settings_only?: boolean;
  /**
   * true: a source without a digest is an error instead of a warning. Default: false.
   */
  require_checksum?: boolean;
  /**
   * true: the policy of this service lets these credentials make images public, although they do not have the role `admin`, which Glance's default policy wants. Default: false.
   */
  may_publish?: boolean;
  /**
   * What this service lets one image have most of, where its administrators changed Glance's defaults. Glance tells these quotas to no client.
   */
  quotas?: {
    /**
     * Properties (`image_property_quota`), with those that reconcile records. A number, or `unlimited`. Default: 128.
     */
    properties?: number | string;
    /**
     * Tags (`image_tag_quota`). A number, or `unlimited`. Default: 128.
     */
    tags?: number | string;
    /**
     * Projects that an image is shared with (`image_member_quota`). A number, or `unlimited`. Default: 128.
     */
    members?: number | string;
  } | null;
} | null;
/**
 * How `reconcile vmcatcher` handles an event, when vmcatcher calls it as VMCATCHER_CACHE_EVENT. Its images belong to a separate stack: plans of this file neither list nor prune them.
 */
export type Vmcatcher = {
  /**
   * Directory of vmcatcher's cache of endorsed images. Default: VMCATCHER_CACHE_DIR_CACHE of the event.
   */
  cache?: string;
  /**
   * Template of the images' names, with attributes of the event, e.g. `{dc:title} {hv:version}`. Default: the title.
   */
  image_name?: string;
  /**
   * Which attributes become properties: those of vmcatcher's handlers (`vmcatcher`, the default), those of cloudkeeper (`appliance`, `cloudkeeper`), or `none`. reconcile always sets `vmcatcher_event_dc_identifier`.
   */
  properties?: 'vmcatcher' | 'appliance' | 'cloudkeeper' | 'none';
  /**
   * What to do with an image that vmcatcher reports as expired: `hide` (default), `deactivate`, `delete` or `keep`. vmcatcher also reports this before a new version comes.
   */
  expired?: 'keep' | 'hide' | 'deactivate' | 'delete';
  image?: ImageEntry;
} | null;
/**
 * Which images of the list to publish: `all` (default), or a mapping.
 */
export type Selection =
  | string
  | {
      /**
       * Identifiers of the images to publish.
       *
       * @minItems 1
       *
       * Items: One line of 1 to 255 characters, without control characters.
       */
      identifiers?: [string, ...string[]];
      /**
       * With `url`: attributes that an image of the list must have, e.g. `sl:arch: x86_64`; `*` matches any text. All must match.
       */
      attributes?: {
        [k: string]: string;
      };
    };
/**
 * The formula's client shape: images by identity profile. One run works on one cloud, so only one profile may list images, unless `cloud_name` is set.
 */
export type Client = {
  /**
   * False: reconcile leaves the images of the profiles as they are, and prunes nothing.
   */
  enabled?: boolean;
  /**
   * Configures the Glance daemon or its packages. reconcile ignores this key.
   */
  pkgs?: {
    [k: string]: unknown;
  };
  /**
   * The entry of clouds.yaml to use for every profile. Default: the entry with the profile's name.
   */
  cloud_name?: string;
  /**
   * Profiles by name. A profile's name is the entry of clouds.yaml to use, unless `cloud_name` is set.
   */
  identity?: {
    [k: string]: Profile;
  } | null;
  [k: string]: unknown;
} | null;
/**
 * One identity profile with its images.
 */
export type Profile = {
  /**
   * The images, as a mapping from name to fields. A `name` among the fields overrides the key.
   */
  image?: {
    [k: string]: ImageEntry;
  } | null;
  [k: string]: unknown;
} | null;

/**
 * The images that an OpenStack Glance should hold, in the pillar of salt-formula-glance with more keys. reconcile ignores top-level keys that do not resemble `glance`. In the strings that it reads, reconcile replaces `${RECONCILE_VAR_NAME}` and `${RECONCILE_VAR_NAME:-default}` by environment variables, and other names that `--env` allows; the variables of OpenStack's clients, such as `${OS_AUTH_URL}`, in `identity` alone. Write `$${` for a literal `${`.
 */
export interface StateFile {
  /**
   * The Glance section. Write the images of one cloud under `server`; `client` takes the formula's client shape.
   */
  glance?: {
    server?: Server;
    client?: Client;
    [k: string]: unknown;
  } | null;
  [k: string]: unknown;
}
/**
 * One image. reconcile does not change a field that the file leaves out; its default applies only when the image is created.
 */
export interface ImageEntry {
  /**
   * The published name of the image, 1 to 255 characters.
   */
  name?: string;
  /**
   * Id of the live image to manage; a new image gets this id. Glance cannot replace an image's data, so new content for a given id is an error.
   */
  id?: string;
  /**
   * Former name or names, newest first. reconcile renames an image that has one of them, instead of creating a new one.
   */
  previously?: string | string[];
  /**
   * `present` (default) keeps the image, `absent` deletes it.
   */
  state?: 'present' | 'absent';
  /**
   * Disk format. A service may offer more formats than these. Default: detected from the content.
   */
  format?: string;
  /**
   * Another name for `format`.
   */
  disk_format?: string;
  /**
   * Container format. A service may offer more formats than these. Default of a new image: `bare`.
   */
  container_format?: string;
  source?: Source;
  location?: Source;
  /**
   * Without `source`: a local file as the source. With an http(s) `source`: the file of the cached download, below the state file's directory. reconcile uses it when its digest agrees, and else writes the verified download there. The cache needs a digest.
   */
  file?: string;
  checksum?: Checksum;
  /**
   * Size of the source in bytes, which the source must have.
   */
  size?: number;
  /**
   * The publisher's version. reconcile records it on the image, and backup names can use it as `{version}`. Quote it, as YAML reads 1.10 as the number 1.1.
   */
  version?: string;
  /**
   * How the source is packed. reconcile stores the unpacked file. Default: the publisher's value, or else `auto`, which goes by the name and the first bytes; for raw, vhd, ploop and ami, whose disks may begin with any bytes, by the name alone. Where the stored file may itself be packed (a `container_format` other than bare and ami, a kernel or ramdisk, `method: web-download`), the default is `none`.
   */
  decompress?: 'auto' | 'none' | 'gz' | 'bz2' | 'xz' | 'lzma' | 'zst' | 'zip' | 'tar' | 'ova';
  /**
   * The file to take out of an archive or OVA: its name there, or a glob with `*` and `?`. By default the only disk is taken, or of several disks the only one of the declared `format`.
   */
  member?: string;
  /**
   * What `checksum` and `size` describe: the file as served (`source`) or the unpacked file (`decompressed`). Default: the publisher's value, or else `source`.
   */
  digest_of?: 'source' | 'decompressed';
  transform?: Command;
  convert?: Convert;
  /**
   * Disk format of the source, in the pillar's form. With another `disk_format`, reconcile converts the image.
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
   * true means `visibility: public`, false means `visibility: private`.
   */
  public?: boolean;
  /**
   * Another name for `public`.
   */
  is_public?: boolean;
  /**
   * Who sees the image. Default of a new image: `shared` with `members`, else `private`.
   */
  visibility?: 'public' | 'community' | 'shared' | 'private';
  /**
   * true: Glance refuses to delete the image.
   */
  protected?: boolean;
  /**
   * Another name for `protected`.
   */
  is_protected?: boolean;
  /**
   * true: Glance leaves the image out of listings (`os_hidden`).
   */
  hidden?: boolean;
  /**
   * Another name for `hidden`.
   */
  os_hidden?: boolean;
  /**
   * Another name for `hidden`.
   */
  is_hidden?: boolean;
  /**
   * `active`, or `deactivated`: users can neither download nor boot the image.
   */
  status?: 'active' | 'deactivated';
  /**
   * Disk that a server needs to boot the image, in GiB.
   */
  min_disk?: number;
  /**
   * Memory that a server needs to boot the image, in MiB.
   */
  min_ram?: number;
  owner?: Project;
  /**
   * Description of the image, for people.
   */
  description?: string;
  /**
   * The tags that this file manages. Other tags stay, unless `properties_mode` is `exact`.
   *
   * Items: One line of 1 to 255 characters, without control characters.
   */
  tags?: string[];
  /**
   * Custom properties. Glance stores strings, so reconcile keeps the text of a number or boolean. `{image: NAME}` stands for the id of the image of another entry, for example `kernel_id: {image: kernel}`.
   */
  properties?: {
    [k: string]: PropertyValue;
  };
  /**
   * `merge` (default) keeps properties and tags that others have set, `exact` removes them.
   */
  properties_mode?: 'merge' | 'exact';
  /**
   * All projects that the image is shared with; reconcile removes any other member. With members, the default visibility is `shared`.
   */
  members?: Member[];
  /**
   * Right of members to share the image further, which only the Images API v1 had. Write false or remove the key.
   */
  can_share?: boolean;
  /**
   * Ids of the stores that must hold the data. Default: Glance chooses.
   *
   * @minItems 1
   *
   * Items: One line of 1 to 255 characters, without control characters.
   */
  stores?: [string, ...string[]];
  /**
   * How the data reaches Glance. With `upload` (default) and `stage`, reconcile sends the data; with `web-download`, Glance fetches it.
   */
  method?: 'upload' | 'stage' | 'web-download';
  /**
   * Commands that the staged image must pass before it is published. They run in this order.
   */
  checks?: Check[];
  /**
   * What to do with an image that has expired, according to its publisher. `keep` (default) leaves it, `prune` treats it like an image that the file no longer lists; the other choices hide, deactivate or delete it.
   */
  expired?: 'keep' | 'prune' | 'hide' | 'deactivate' | 'delete';
  /**
   * Rules of the safety inspection that this image may break. Use the names that the error message prints.
   *
   * Items: A rule of the safety inspection. `ambiguous-format`: the content has signatures of several formats. `format-mismatch`: the content is not in the declared disk format. `container-mismatch`: the content is not in the declared container format. `truncated-header`: the content ends within its headers. `min-disk-too-small`: `min_disk` is less than the virtual size. Every other rule begins with the format that it applies to.
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
   * true: blocks a plan that would delete this image. Also blocks a plan that would hide, deactivate or delete it after its entry has left the file. Allow it for one run with `--allow-delete`.
   */
  prevent_delete?: boolean;
  /**
   * true: blocks a plan that would replace this image with other content. Allow it for one run with `--allow-replace`.
   */
  prevent_replace?: boolean;
  /**
   * true: lets a change delete an image that this stack did not publish, and lift a protection that the file did not set. Allow it for one run with `--adopt`.
   */
  adopt?: boolean;
  /**
   * Time limit for all work on this image, in seconds.
   */
  timeout?: number;
  /**
   * Another name for `timeout`.
   */
  wait_timeout?: number;
}
/**
 * Credentials for the source: `user` and `password`, or `token`. Write secrets as references to environment variables.
 */
export interface SourceAuth {
  /**
   * User name for HTTP basic authentication.
   */
  user?: string;
  /**
   * Password, as a reference such as `${RECONCILE_VAR_MIRROR_PASSWORD}`.
   */
  password?: string;
  /**
   * Bearer token, as a reference such as `${RECONCILE_VAR_MIRROR_TOKEN}`.
   */
  token?: string;
}
/**
 * A trusted endorser of a list, with names in the form of openssl: /DC=org/CN=….
 */
export interface Endorser {
  /**
   * Subject of the endorser's certificate.
   */
  dn: string;
  /**
   * Subject of the authority that issued the endorser's certificate. Default: any trusted authority.
   */
  ca?: string;
}
/**
 * A published list of images: a HEPiX image list (`url`), or StratusLab identifiers (`vmlist`).
 */
export interface ImageListEntry {
  url?: Document;
  trust?: Trust;
  /**
   * `dc:identifier` that the list must have.
   */
  identifier?: string;
  /**
   * StratusLab identifiers: a list, or a file with one identifier a line, as for glance_manager.
   *
   * @minItems 1
   */
  vmlist?: string | [string, ...string[]];
  /**
   * With `vmlist`: base URL of the marketplace. Default: https://marketplace.stratuslab.eu/marketplace.
   */
  marketplace?: string;
  /**
   * With `vmlist`: trusted endorsers, by email or certificate subject.
   *
   * @minItems 1
   */
  endorsers?: [string, ...string[]];
  /**
   * With `vmlist`: file with the CA certificates (PEM) that must verify the endorser's certificate.
   */
  ca?: string;
  select?: Selection;
  /**
   * Template of the images' names, with attributes of the list, e.g. `{dc:title} {hv:version}`. Default: the title.
   */
  image_name?: string;
  /**
   * Which attributes become properties: those of vmcatcher's handlers (`vmcatcher`, the default), those of cloudkeeper (`appliance`, `cloudkeeper`), or `none`. Only with `url`: images of a `vmlist` always get `mpid` and `version`.
   */
  properties?: 'vmcatcher' | 'appliance' | 'cloudkeeper' | 'none';
  /**
   * What to do with an image that has expired, or whose list has expired. `prune` (default) treats it like an image that the file no longer lists, `keep` leaves it; the other choices hide, deactivate or delete it.
   */
  expired?: 'keep' | 'prune' | 'hide' | 'deactivate' | 'delete';
  image?: ImageEntry;
}
