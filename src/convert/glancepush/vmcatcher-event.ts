import type { Algorithm } from '../../model/digest.ts';
import { withoutCredentials } from '../../model/secrets.ts';

/**
 * An event of vmcatcher about an image, as its handlers write it into a meta file: properties `VMCATCHER_EVENT_*`, with
 * the text `undefined` for an absent value (gpvcmupdate.py of the OpenStack handler for vmcatcher).
 */
export interface VmcatcherEvent {
  /** Address of the file, without credentials; null: absent, or not a usable http(s) URL. */
  readonly uri: string | null;
  readonly hasCredentials: boolean;
  /** `sha512:…` of the file as served; null: absent. */
  readonly checksum: `${Algorithm}:${string}` | null;
  /** Bytes of the file as served; null: absent. */
  readonly size: number | null;
  readonly version: string | null;
  readonly isOva: boolean;
  /** Identifier of the image's list; null: absent. */
  readonly list: string | null;
}

const PREFIX = 'vmcatcher_event_';

/** Reads the event from properties with names in lower case; null when none of them is vmcatcher's. */
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

/** Whether a property stands for a value that the event did not have. */
export function isUndefined(name: string, value: string): boolean {
  return name.startsWith(PREFIX) && value === 'undefined';
}
