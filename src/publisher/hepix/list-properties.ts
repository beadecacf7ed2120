import type { ListProperties } from '../../model/desired.ts';
import type { PublishedList, PublishedListImage } from './read-image-list.ts';

type Attributes = ReadonlyMap<string, string>;
type Properties = Readonly<Record<string, string>>;

/** The value of an attribute that the list leaves out: gpvcmupdate.py wrote this word. */
const UNDEFINED = 'undefined';

/** Characters that Glance cannot store in a property: those with four bytes in UTF-8, and lone surrogates. */
const UNSTORABLE = /[\u{10000}-\u{10FFFF}\p{Cs}]/gu;

/**
 * The properties of one image of a list, by a convention. Characters that Glance cannot store are replaced, so that an
 * emoji in a description does not stop an upload.
 */
export function listProperties(
  convention: ListProperties,
  list: Pick<PublishedList, 'identifier' | 'attributes'>,
  image: Pick<PublishedListImage, 'attributes' | 'expires'>,
): Properties {
  const written = Object.entries(byConvention(convention, list, image));
  return Object.fromEntries(written.map(([key, value]) => [key, value.replace(UNSTORABLE, '\ufffd')]));
}

function byConvention(
  convention: ListProperties,
  list: Pick<PublishedList, 'identifier' | 'attributes'>,
  image: Pick<PublishedListImage, 'attributes' | 'expires'>,
): Properties {
  const vo = list.attributes.get('ad:vo') ?? null;
  switch (convention) {
    case 'vmcatcher':
      return vmcatcherProperties(image.attributes, list.identifier, vo);
    case 'appliance':
      return applianceProperties(image.attributes, list.identifier, vo, image.expires);
    case 'cloudkeeper':
      return cloudkeeperProperties(image.attributes, list.identifier, vo, image.expires);
    case 'none':
      return {};
  }
}

/**
 * The variables of vmcatcher's event `AvailablePostfix`, as gpvcmupdate.py 0.0.7 stored them: always all of them. It
 * wrote the names in capitals and uploaded through Glance's v1 API, which stored them in small letters.
 * cloud-info-provider and python-glancepush look for the small letters.
 */
function vmcatcherProperties(attributes: Attributes, listIdentifier: string, vo: string | null): Properties {
  const of = (key: string) => attributes.get(key) || UNDEFINED;
  return {
    vmcatcher_event_type: 'AvailablePostfix',
    vmcatcher_event_dc_description: of('dc:description'),
    vmcatcher_event_dc_identifier: of('dc:identifier'),
    vmcatcher_event_dc_title: of('dc:title'),
    vmcatcher_event_hv_hypervisor: of('hv:hypervisor'),
    vmcatcher_event_hv_size: of('hv:size'),
    vmcatcher_event_hv_uri: of('hv:uri'),
    vmcatcher_event_hv_format: of('hv:format'),
    vmcatcher_event_hv_version: of('hv:version'),
    vmcatcher_event_sl_arch: of('sl:arch'),
    vmcatcher_event_sl_checksum_sha512: of('sl:checksum:sha512'),
    vmcatcher_event_sl_comments: of('sl:comments'),
    vmcatcher_event_sl_os: of('sl:os'),
    vmcatcher_event_sl_osversion: of('sl:osversion'),
    vmcatcher_event_il_dc_identifier: listIdentifier,
    vmcatcher_event_ad_mpuri: of('ad:mpuri'),
    vmcatcher_event_vo: vo || UNDEFINED,
    // In vmcatcher's cache, the file has this name.
    vmcatcher_event_filename: of('dc:identifier'),
  };
}

/** The properties `APPLIANCE_*` of cloudkeeper-os 0.9, which leaves out empty values. `expires`: ISO 8601. */
function applianceProperties(
  attributes: Attributes,
  listIdentifier: string,
  vo: string | null,
  expires: string,
): Properties {
  const sorted = [...attributes].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const properties = new Map([
    ['APPLIANCE_ID', attributes.get('dc:identifier')],
    ['APPLIANCE_IMAGE_LIST_ID', listIdentifier],
    ['APPLIANCE_STATUS', 'ACTIVE'],
    ['APPLIANCE_TITLE', attributes.get('dc:title')],
    ['APPLIANCE_DESCRIPTION', attributes.get('dc:description')],
    ['APPLIANCE_MPURI', attributes.get('ad:mpuri')],
    ['APPLIANCE_GROUP', attributes.get('ad:group')],
    ['APPLIANCE_RAM', number(attributes.get('ad:ram_recommended'))],
    ['APPLIANCE_CORE', number(attributes.get('ad:core_recommended'))],
    ['APPLIANCE_VERSION', attributes.get('hv:version')],
    ['APPLIANCE_ARCHITECTURE', attributes.get('sl:arch')],
    ['APPLIANCE_OPERATING_SYSTEM', operatingSystem(attributes)],
    ['APPLIANCE_VO', vo ?? undefined],
    ['APPLIANCE_EXPIRATION_DATE', epoch(expires)],
    ['APPLIANCE_ATTRIBUTES', JSON.stringify(Object.fromEntries(sorted))],
    // cloud-info-provider reads this one.
    ['vmcatcher_event_ad_mpuri', attributes.get('ad:mpuri')],
  ]);
  return filled(properties);
}

/**
 * The properties `CLOUDKEEPER_*` of cloudkeeper-os since 2019, which leaves out empty values. `CLOUDKEEPER_digest`, by
 * which cloudkeeper-os itself recognises changed metadata, is not among them. `expires`: ISO 8601.
 */
function cloudkeeperProperties(
  attributes: Attributes,
  listIdentifier: string,
  vo: string | null,
  expires: string,
): Properties {
  const properties = new Map([
    ['CLOUDKEEPER_title', attributes.get('dc:title')],
    ['CLOUDKEEPER_description', attributes.get('dc:description')],
    ['CLOUDKEEPER_mpuri', attributes.get('ad:mpuri')],
    ['CLOUDKEEPER_group', attributes.get('ad:group')],
    ['CLOUDKEEPER_ram', number(attributes.get('hv:ram_minimum'))],
    ['CLOUDKEEPER_core', number(attributes.get('hv:core_minimum'))],
    ['CLOUDKEEPER_version', attributes.get('hv:version')],
    ['CLOUDKEEPER_architecture', attributes.get('sl:arch')],
    ['CLOUDKEEPER_operating_system', operatingSystem(attributes)],
    ['CLOUDKEEPER_vo', vo ?? undefined],
    ['CLOUDKEEPER_expiration_date', epoch(expires)],
    ['CLOUDKEEPER_image_list_identifier', listIdentifier],
    ['CLOUDKEEPER_base_mpuri', attributes.get('ad:base_mpuri')],
    ['CLOUDKEEPER_appid', attributes.get('ad:appid')],
  ]);
  return filled(properties);
}

/** The operating system as cloudkeeper writes it: system, name and version, as far as the list gives them. */
function operatingSystem(attributes: Attributes): string {
  return ['sl:os', 'sl:osname', 'sl:osversion']
    .map((key) => attributes.get(key)?.trim() ?? '')
    .filter((part) => part !== '')
    .join(' ');
}

/** A whole number as cloudkeeper writes it; undefined for 0 and other texts, which it leaves out. */
function number(text: string | undefined): string | undefined {
  const digits = /^\s*([0-9]{1,15})/.exec(text ?? '')?.[1];
  return digits === undefined || Number(digits) === 0 ? undefined : String(Number(digits));
}

/** Seconds since 1970. */
function epoch(date: string): string {
  return String(Math.floor(Date.parse(date) / 1000));
}

function filled(properties: ReadonlyMap<string, string | undefined>): Properties {
  const found: Record<string, string> = {};
  for (const [name, value] of properties) {
    if (value !== undefined && value !== '') found[name] = value;
  }
  return found;
}
