import type { ListProperties } from '../../model/desired.ts';
import type { PublishedList, PublishedListImage } from './read-image-list.ts';

type Attributes = ReadonlyMap<string, string>;
type Properties = Readonly<Record<string, string>>;

/** What a value is where the endorser gave none: gpvcmupdate.py wrote this word. */
const UNDEFINED = 'undefined';

/** What Glance stores in no property: characters of four bytes in UTF-8, and halves of them. */
const UNSTORABLE = /[\u{10000}-\u{10FFFF}\p{Cs}]/gu;

/** The properties of a convention for one image of a list. An emoji in a description keeps no image out of a cloud. */
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
 * The variables of vmcatcher's event `AvailablePostfix` as gpvcmupdate.py 0.0.7 made properties of them, all of them
 * always. It wrote their names in capitals; Glance's v1 API, through which they were uploaded, kept them in small
 * letters, and that is how cloud-info-provider and python-glancepush look for them.
 */
export function vmcatcherProperties(
  attributes: Attributes,
  listIdentifier: string,
  vo: string | null,
): Properties {
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
    // The name of the file in vmcatcher's cache.
    vmcatcher_event_filename: of('dc:identifier'),
  };
}

/** `APPLIANCE_*` of cloudkeeper-os 0.9; what is empty is left out, as it was. `expires`: ISO 8601. */
export function applianceProperties(
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
    // For cloud-info-provider.
    ['vmcatcher_event_ad_mpuri', attributes.get('ad:mpuri')],
  ]);
  return filled(properties);
}

/**
 * `CLOUDKEEPER_*` of cloudkeeper-os since 2019; what is empty is left out, as it was. Its `CLOUDKEEPER_digest`, with
 * which it told changed metadata, is its own. `expires`: ISO 8601.
 */
export function cloudkeeperProperties(
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

/** cloudkeeper's: system, name and version, as far as they are there. */
function operatingSystem(attributes: Attributes): string {
  return ['sl:os', 'sl:osname', 'sl:osversion']
    .map((key) => attributes.get(key)?.trim() ?? '')
    .filter((part) => part !== '')
    .join(' ');
}

/** A whole number as cloudkeeper sent it; 0, and what is none, were left out. */
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
