import { join } from 'node:path';
import { CONTAINER_FORMATS, DISK_FORMATS, type DiskFormat } from '../../model/image.ts';
import { customProperties } from '../custom-properties.ts';
import { type Entry, type Field, noteLines } from '../draft.ts';
import { type FoundErrors, shown } from '../found-errors.ts';
import type { ShellVariables } from '../shell/variables.ts';
import { isOneLine } from '../text-file.ts';
import { sourceFields } from './image-source.ts';
import type { Folder, Places } from './read-folder.ts';
import { find, isKnown, textOf, type Values, wordsOf, yesOrNo } from './read-values.ts';
import { isUndefined, readEvent } from './vmcatcher-event.ts';

export interface ImageContext {
  readonly folder: Folder;
  readonly places: Places;
  /** `clouds/<cloud>`. */
  readonly cloud: ShellVariables;
  readonly errors: FoundErrors;
}

export interface ConvertedImage {
  readonly entry: Entry;
  readonly warnings: readonly string[];
}

/** Seconds. glancepush waits fifty minutes for a server to be active, and half as long for it to answer. */
const CHECK_TIMEOUT = 4500;

/** GiB: what glancepush gives an image that says nothing. */
const DEFAULT_MIN_DISK = 10;

/** What the state file says of an image that is queued to be deleted. */
export function deletedEntry(name: string, { places }: ImageContext): ConvertedImage {
  return {
    entry: {
      about: [`${join(places.shownSpool, name)} asks for it to be deleted.`],
      fields: [
        { key: 'name', value: name },
        { key: 'state', value: 'absent' },
      ],
    },
    warnings: [],
  };
}

/** What the state file says of the image of one meta file: glancepush publishes it under the file's name. */
export function imageEntry(name: string, context: ImageContext): ConvertedImage {
  const { folder, places, errors } = context;
  const meta = folder.meta.get(name) ?? new Map();
  const values: Values = { layers: [folder.settings, meta], errors };
  const notes: string[] = [];
  const given = readProperties(values, notes);
  const event = readEvent(given);
  const { properties, warnings } = customProperties(
    new Map([...given].filter(([key, value]) => !isUndefined(key, value))),
  );
  notes.push(...warnings);
  const format = readFormat(values, 'disk_format', DISK_FORMATS, 'raw', notes);
  const container = readFormat(values, 'container_format', CONTAINER_FORMATS, 'bare', notes);
  const spooled = folder.spool.get(name);
  const fields: Field[] = [
    { key: 'name', value: name },
    ...sourceFields(
      { name, places, spooled, event, format: format as DiskFormat | undefined },
      errors,
      notes,
    ),
    ...(format === undefined ? [] : [{ key: 'format', value: format }]),
    ...(container === undefined ? [] : [{ key: 'container_format', value: container }]),
    ...transformFields(name, context),
    ...audienceFields(values, context, notes),
    { key: 'protected', value: yesOrNo(values, 'is_protected') ?? true },
    { key: 'min_disk', value: readMinDisk(values) },
    ...(properties.size > 0 ? [{ key: 'properties', value: properties }] : []),
    ...checkFields(name, values, context, notes),
  ];
  const about = [`From ${join(places.shown, 'meta', name)}.`, ...titleOf(meta, name), ...noteLines(notes)];
  return { entry: { about, fields }, warnings: notes.map((text) => `${name}: ${text}`) };
}

/** `name` and `image_name` say what people call it; the image bears the name of its file. */
function titleOf(meta: ShellVariables, name: string): readonly string[] {
  const titles = ['name', 'image_name'].flatMap((key) => {
    const found = meta.get(key);
    return found?.kind === 'text' && found.value.unset === null ? [found.value.text] : [];
  });
  return titles
    .filter((title) => title !== '' && title !== name)
    .map((title) => `Also called ${shown(title)}.`);
}

/** `properties`, as `[key]="value"` or as `KEY=VALUE`, and `comment`; v1 of the Images API kept names in lower case. */
function readProperties(values: Values, notes: string[]): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  const comment = textOf(values, 'comment');
  if (comment) properties.set('comment', comment.text);
  const found = find(values, 'properties');
  if (found?.kind === 'text')
    values.errors.add(found.value.at, 'properties is a text, and an array is meant');
  if (found === undefined || found.kind === 'text') return properties;
  for (const [key, value] of found.entries) {
    if (!isKnown(values, `properties[${key}]`, value)) continue;
    const equals = value.text.indexOf('=');
    if (found.kind === 'associative') properties.set(key.toLowerCase(), value.text);
    else if (equals > 0) {
      properties.set(value.text.slice(0, equals).toLowerCase(), value.text.slice(equals + 1));
    } else notes.push(`properties[${key}] is left out: it is no KEY=VALUE`);
  }
  return properties;
}

function readFormat(
  values: Values,
  name: string,
  known: readonly string[],
  standard: string,
  notes: string[],
): string | undefined {
  const given = textOf(values, name)?.text.toLowerCase() ?? standard;
  if (known.includes(given)) return given;
  notes.push(`${name} is left out, and told from the content: ${shown(given)} is none that Glance has`);
  return undefined;
}

function transformFields(name: string, { folder, places }: ImageContext): readonly Field[] {
  if (!folder.transforms.has(name)) return [];
  return [{ key: 'transform', value: [join(places.directory, 'transform', name)] }];
}

/** Who sees it. glancepush makes an image public unless it is told not to, and then shares it with `auth_tenants`. */
function audienceFields(values: Values, { cloud }: ImageContext, notes: string[]): readonly Field[] {
  const isPublic = yesOrNo(values, 'is_public');
  if (isPublic === undefined) {
    notes.push('it is public, as glancepush made it for want of is_public');
  }
  if (isPublic !== false) return [{ key: 'visibility', value: 'public' }];
  const tenants = new Set(wordsOf({ ...values, layers: [...values.layers, cloud] }, 'auth_tenants'));
  const members = [...tenants].filter(isOneLine);
  if (members.length === 0) return [{ key: 'visibility', value: 'private' }];
  return [
    { key: 'visibility', value: 'shared' },
    { key: 'members', value: members },
  ];
}

function readMinDisk(values: Values): number {
  const given = textOf(values, 'min_disk');
  if (given === undefined) return DEFAULT_MIN_DISK;
  if (/^[0-9]{1,9}$/.test(given.text)) return Number(given.text);
  values.errors.add(given.at, `min_disk is a number of GiB, and not ${shown(given.text)}`);
  return DEFAULT_MIN_DISK;
}

/** The policy test. glancepush copied it into a server of the image and ran it there. */
function checkFields(
  name: string,
  values: Values,
  { folder, places, cloud }: ImageContext,
  notes: string[],
): readonly Field[] {
  if (!folder.tests.has(name)) return [];
  const layered: Values = { ...values, layers: [folder.settings, cloud, ...values.layers.slice(1)] };
  const script = join(places.shown, 'test', name);
  if (yesOrNo(layered, 'test_policy') === false) {
    notes.push(`${script} is left out: test_policy is false`);
    return [];
  }
  const tenant = textOf(layered, 'testing_tenant')?.text;
  notes.push(
    `${script} was run within a server of the image, and is now run on this host: let a script boot the server`,
  );
  const check = new Map<string, string | number | readonly string[]>([
    ['command', [join(places.directory, 'test', name)]],
    ['timeout', CHECK_TIMEOUT],
    ...(tenant !== undefined && isOneLine(tenant) ? ([['member', tenant]] as const) : []),
  ]);
  return [{ key: 'checks', value: [check], about: serverOf(layered) }];
}

/** What the server was like that the test ran in. */
function serverOf(values: Values): readonly string[] {
  const flavor = textOf(values, 'flavor')?.text ?? 'm1.tiny';
  const rest = ['keypair', 'private_network', 'need_floating_ip'].flatMap((key) => {
    const given = textOf(values, key);
    return given ? [`${key} ${shown(given.text)}`] : [];
  });
  return [
    'glancepush booted a server from the image in the testing tenant, and ran this in it as root over ssh:',
    [`flavor ${shown(flavor)}`, ...rest].join(', '),
    'Here a check runs on this host, with RECONCILE_IMAGE_ID in its environment: boot the server in a script.',
  ];
}
