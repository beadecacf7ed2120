import type { Algorithm } from '../../model/digest.ts';
import { withoutCredentials } from '../../model/secrets.ts';

/**
 * What vmcatcher said of an image, as its handlers write it into a meta file: `VMCATCHER_EVENT_*` among the
 * properties, `undefined` for what the event did not hold (gpvcmupdate.py of the OpenStack handler for vmcatcher).
 */
export interface VmcatcherEvent {
  /** Without credentials; null: there is none that can be fetched. */
  readonly uri: string | null;
  readonly hasCredentials: boolean;
  /** `sha512:…` of the file as it is served; null: none is given. */
  readonly checksum: `${Algorithm}:${string}` | null;
  /** Bytes of the file as it is served. */
  readonly size: number | null;
  readonly version: string | null;
  readonly isOva: boolean;
  /** The list that the image is from. */
  readonly list: string | null;
}

const PREFIX = 'vmcatcher_event_';

/** `properties` with their names in lower case; null: nothing in them is vmcatcher's. */
export function readEvent(properties: ReadonlyMap<string, string>): VmcatcherEvent | null {
  const value = (name: string) => {
    const text = properties.get(PREFIX + name)?.trim() ?? '';
    return text === '' || text === 'undefined' ? null : text;
  };
  if (![...properties.keys()].some((name) => name.startsWith(PREFIX))) return null;
  const given = value('hv_uri');
  const uri =
    given !== null && /^https?:\/\/[^\s\p{Cc}\p{Cs}]+$/iu.test(given) && URL.canParse(given) ? given : null;
  const bare = uri === null ? null : withoutCredentials(uri);
  const sha512 = value('sl_checksum_sha512');
  const size = value('hv_size');
  return {
    uri: bare,
    hasCredentials: bare !== uri,
    checksum: sha512 !== null && /^[0-9a-f]{128}$/i.test(sha512) ? `sha512:${sha512.toLowerCase()}` : null,
    size: size !== null && /^[1-9][0-9]{0,14}$/.test(size) ? Number(size) : null,
    version: value('hv_version'),
    isOva: value('hv_format')?.toLowerCase() === 'ova',
    list: value('il_dc_identifier'),
  };
}

/** Whether a property says nothing: the event did not hold it. */
export function isUndefined(name: string, value: string): boolean {
  return name.startsWith(PREFIX) && value === 'undefined';
}
