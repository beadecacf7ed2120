import { join } from 'node:path';
import type { DesiredImage, VmcatcherSettings } from '../../model/desired.ts';
import { UsageError, VerificationError } from '../../model/errors.ts';
import { DISK_FORMATS } from '../../model/image.ts';
import { type Preparation, storesPacked } from '../../model/preparation.ts';
import { quoted } from '../../model/text.ts';
import { withoutSecrets } from '../hepix/json-values.ts';
import { listProperties } from '../hepix/list-properties.ts';
import { readFormat } from '../hepix/listed-image.ts';
import { nameOf, TITLE } from '../hepix/name-images.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** An event of vmcatcher about an image. */
export type VmcatcherEvent =
  | {
      readonly kind: 'available';
      readonly identifier: string;
      readonly attributes: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'expired'; readonly identifier: string }
  /** An event that needs no action; `known` is false for types that vmcatcher 0.6.3 does not have. */
  | { readonly kind: 'nothing'; readonly type: string; readonly known: boolean };

/** The property by which an event finds the image of an earlier event. */
export const IDENTIFIER_PROPERTY = 'vmcatcher_event_dc_identifier';

const PREFIX = 'VMCATCHER_EVENT_';

/** Events without an action: the image is not available yet, or an earlier event was about it. */
const WITHOUT_ACTION = [
  'ProcessPrefix',
  'ProcessPostfix',
  'ExpirePrefix',
  'AvailablePrefix',
  'SubscriptionImageNew',
];

/** vmcatcher sends the first type; its README names the second. */
const EXPIRED = ['ExpirePostfix', 'ExpirePosfix'];

/** Variables of an event, and the attributes of the image list that they repeat (vmcatcher/vmcatcher_eventhndl). */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  DC_DESCRIPTION: 'dc:description',
  DC_IDENTIFIER: 'dc:identifier',
  DC_TITLE: 'dc:title',
  HV_HYPERVISOR: 'hv:hypervisor',
  HV_SIZE: 'hv:size',
  HV_URI: 'hv:uri',
  HV_VERSION: 'hv:version',
  HV_FORMAT: 'hv:format',
  SL_ARCH: 'sl:arch',
  SL_CHECKSUM_SHA512: 'sl:checksum:sha512',
  SL_COMMENTS: 'sl:comments',
  SL_OS: 'sl:os',
  SL_OSVERSION: 'sl:osversion',
  AD_MPURI: 'ad:mpuri',
};

/** Reads the event from the variables that vmcatcher sets. `UsageError` with the missing or wrong variables. */
export function readEvent(env: Environment): VmcatcherEvent {
  const type = env[`${PREFIX}TYPE`] ?? '';
  if (type === '') {
    throw new UsageError(`${PREFIX}TYPE is not set: vmcatcher did not call this command`, {
      hint: 'Let vmcatcher call it: set VMCATCHER_CACHE_EVENT="reconcile vmcatcher -f /etc/glance.yaml".',
    });
  }
  if (type === 'AvailablePostfix') {
    demand(env, type, ['DC_IDENTIFIER', 'HV_SIZE', 'SL_CHECKSUM_SHA512']);
    return { kind: 'available', identifier: env[`${PREFIX}DC_IDENTIFIER`]!, attributes: attributesOf(env) };
  }
  if (EXPIRED.includes(type)) {
    demand(env, type, ['DC_IDENTIFIER']);
    return { kind: 'expired', identifier: env[`${PREFIX}DC_IDENTIFIER`]! };
  }
  return { kind: 'nothing', type, known: WITHOUT_ACTION.includes(type) };
}

function demand(env: Environment, type: string, names: readonly string[]): void {
  const missing = names.map((name) => PREFIX + name).filter((name) => !env[name]);
  if (missing.length === 0) return;
  throw new UsageError(`the event ${type} has no ${missing.join(', ')}`, {
    hint: 'Ask the endorser to fill in the image list: vmcatcher leaves out empty values, and without these the image cannot be identified and verified.',
  });
}

function attributesOf(env: Environment): ReadonlyMap<string, string> {
  const attributes = Object.entries(ATTRIBUTES).flatMap(([variable, key]) => {
    const value = env[PREFIX + variable];
    return value ? [[key, value] as const] : [];
  });
  return withoutSecrets(new Map(attributes));
}

/**
 * The image of an event, with the settings of the state file. Its bytes are in vmcatcher's cache, and must have the
 * size and sha512 of the image list. `UsageError` when the event's values are unusable, or give no name.
 */
export function imageOf(
  attributes: ReadonlyMap<string, string>,
  settings: VmcatcherSettings,
  env: Environment,
): DesiredImage {
  const { image } = settings;
  const properties = propertiesOf(attributes, settings, env);
  const version = attributes.get('hv:version');
  return {
    ...image,
    name: nameFor(attributes, settings),
    source: { kind: 'file', path: pathOf(settings, env) },
    size: sizeOf(attributes),
    digests: { sha512: digestOf(attributes) },
    ...(version === undefined ? {} : { version }),
    ...formOf(attributes, image),
    properties: {
      ...properties,
      ...image.properties,
      [IDENTIFIER_PROPERTY]: attributes.get('dc:identifier') ?? '',
    },
  };
}

function nameFor(attributes: ReadonlyMap<string, string>, { name }: VmcatcherSettings): string {
  try {
    const found = nameOf(name ?? TITLE, attributes);
    if (!/[\p{Cc}\p{Cs}]/u.test(found)) return found;
    throw new VerificationError(`its name ${quoted(found)} has control characters`);
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    throw new UsageError(`the event gives no name for the image: ${error.message}`, {
      hint: `Check the template \`${name ?? TITLE}\`: its values come from ${PREFIX}*, if the image list has them.`,
      cause: error,
    });
  }
}

/** The path of the image in the cache. The publisher chooses the file name, so it must not lead out of the cache. */
function pathOf({ cache }: VmcatcherSettings, env: Environment): string {
  const folder = cache ?? env.VMCATCHER_CACHE_DIR_CACHE ?? '';
  if (!folder.startsWith('/')) {
    throw new UsageError(
      folder === ''
        ? 'VMCATCHER_CACHE_DIR_CACHE is not set, and the state file names no cache'
        : `VMCATCHER_CACHE_DIR_CACHE is ${quoted(folder)}, which is not an absolute path`,
      { hint: 'Set `cache:` in glance.server.vmcatcher to the folder of the endorsed images.' },
    );
  }
  const variable = env[`${PREFIX}FILENAME`] ? 'FILENAME' : 'DC_IDENTIFIER';
  const file = env[PREFIX + variable] ?? '';
  if (/^\.{0,2}$|[/\0]/.test(file)) {
    throw new UsageError(
      `${PREFIX}${variable} is ${quoted(file)}, which is not the name of a file in the cache`,
    );
  }
  return join(folder, file);
}

function sizeOf(attributes: ReadonlyMap<string, string>): number {
  const text = attributes.get('hv:size') ?? '';
  if (/^[0-9]{1,16}$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
  throw new UsageError(`${PREFIX}HV_SIZE is ${quoted(text)}, which is not a number of bytes`);
}

function digestOf(attributes: ReadonlyMap<string, string>): string {
  const text = attributes.get('sl:checksum:sha512')?.toLowerCase() ?? '';
  if (/^[0-9a-f]{128}$/.test(text)) return text;
  throw new UsageError(`${PREFIX}SL_CHECKSUM_SHA512 is ${quoted(text)}, which is not a sha512 digest`);
}

/**
 * Packing and disk format. An appliance (OVA) holds a VMDK, which vmcatcher's handler converted to qcow2. reconcile
 * does the same, unless the state file gives another format.
 */
function formOf(
  attributes: ReadonlyMap<string, string>,
  image: DesiredImage,
): Pick<DesiredImage, 'diskFormat' | 'preparation'> {
  const uri = attributes.get('hv:uri') ?? '';
  const { packing, diskFormat } = readFormat(
    attributes.get('hv:format') ?? '',
    URL.canParse(uri) ? uri : 'http://localhost/',
  );
  const isVmdk = packing === 'ova' || diskFormat === 'vmdk';
  const given = image.preparation?.convert;
  const wanted = given?.to ?? image.diskFormat ?? (isVmdk ? 'qcow2' : diskFormat);
  const to = isVmdk && wanted !== 'vmdk' ? DISK_FORMATS.find((name) => name === wanted) : undefined;
  const convert = given ?? (to && { to });
  const decompress = image.preparation?.decompress ?? (storesPacked(image) ? null : packing);
  const preparation: Partial<Preparation> = {
    ...image.preparation,
    ...(decompress === null ? {} : { decompress }),
    ...(convert ? { convert } : {}),
  };
  return {
    ...(wanted === null ? {} : { diskFormat: wanted }),
    ...(Object.keys(preparation).length === 0 ? {} : { preparation }),
  };
}

function propertiesOf(
  attributes: ReadonlyMap<string, string>,
  { properties }: VmcatcherSettings,
  env: Environment,
): Readonly<Record<string, string>> {
  const vo = env[`${PREFIX}VO`];
  const list = {
    identifier: env[`${PREFIX}IL_DC_IDENTIFIER`] || 'undefined',
    attributes: new Map(vo ? [['ad:vo', vo]] : []),
  };
  const written = listProperties(properties, list, { attributes, expires: '' });
  // An event does not give the image's expiration date.
  const known = Object.entries(written).filter(([key]) => !/_expiration_date$/i.test(key));
  const filename = env[`${PREFIX}FILENAME`];
  const named = known.map(([key, value]) =>
    key === 'vmcatcher_event_filename' && filename ? [key, filename] : [key, value],
  );
  return Object.fromEntries(named);
}
