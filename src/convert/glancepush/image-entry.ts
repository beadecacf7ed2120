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

/** The configuration around one image. */
interface ImageContext {
  readonly folder: Folder;
  readonly places: Places;
  /** The variables of `clouds/<cloud>`. */
  readonly cloud: ShellVariables;
  readonly errors: FoundErrors;
}

/** One image of the state file. */
export interface ConvertedImage {
  readonly entry: Entry;
  readonly warnings: readonly string[];
}

/** Seconds. glancepush waited fifty minutes for a server to become active, and half as long for its answer. */
const CHECK_TIMEOUT = 4500;

/** GiB that glancepush set on an image without `min_disk`. */
const DEFAULT_MIN_DISK = 10;

/** The entry of an image whose deletion is queued. */
export function deletedEntry(name: string, { places }: ImageContext): ConvertedImage {
  return {
    entry: {
      about: [`${join(places.shownSpool, name)} asks to delete this image.`],
      fields: [
        { key: 'name', value: name },
        { key: 'state', value: 'absent' },
      ],
    },
    warnings: [],
  };
}

/** The entry of a meta file's image, which glancepush published under the file's name. */
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

/** Comments with `name` and `image_name`: titles for people, as the image has the name of its file. */
function titleOf(meta: ShellVariables, name: string): readonly string[] {
  const titles = ['name', 'image_name'].flatMap((key) => {
    const found = meta.get(key);
    return found?.kind === 'text' && found.value.unset === null ? [found.value.text] : [];
  });
  return titles
    .filter((title) => title !== '' && title !== name)
    .map((title) => `Also called ${shown(title)}.`);
}

/**
 * Reads `properties`, as `[key]="value"` or as `KEY=VALUE`, and `comment`. Names become lower case, as v1 of the Images
 * API stored them.
 */
function readProperties(values: Values, notes: string[]): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  const comment = textOf(values, 'comment');
  if (comment) properties.set('comment', comment.text);
  const found = find(values, 'properties');
  if (found?.kind === 'text') values.errors.add(found.value.at, 'properties must be an array, not a text');
  if (found === undefined || found.kind === 'text') return properties;
  for (const [key, value] of found.entries) {
    if (!isKnown(values, `properties[${key}]`, value)) continue;
    const equals = value.text.indexOf('=');
    if (found.kind === 'associative') properties.set(key.toLowerCase(), value.text);
    else if (equals > 0) {
      properties.set(value.text.slice(0, equals).toLowerCase(), value.text.slice(equals + 1));
    } else notes.push(`properties[${key}] is left out, as it is not KEY=VALUE`);
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
  notes.push(
    `${name} is left out, as Glance does not know ${shown(given)}: reconcile detects it from the content`,
  );
  return undefined;
}

function transformFields(name: string, { folder, places }: ImageContext): readonly Field[] {
  if (!folder.transforms.has(name)) return [];
  return [{ key: 'transform', value: [join(places.directory, 'transform', name)] }];
}

/** Visibility and members. glancepush made an image public unless `is_public` was no, and then shared it with `auth_tenants`. */
function audienceFields(values: Values, { cloud }: ImageContext, notes: string[]): readonly Field[] {
  const isPublic = yesOrNo(values, 'is_public');
  if (isPublic === undefined) {
    notes.push('it is public, as glancepush published an image without is_public');
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
  values.errors.add(given.at, `min_disk must be a number of GiB, not ${shown(given.text)}`);
  return DEFAULT_MIN_DISK;
}

/** The policy test as a check. glancepush copied the test into a server of the image and ran it there. */
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
    notes.push(`${script} is left out, as test_policy is false`);
    return [];
  }
  const tenant = textOf(layered, 'testing_tenant')?.text;
  notes.push(
    `glancepush ran ${script} in a server of the image, but reconcile runs it on this host: write a script that boots the server`,
  );
  const check = new Map<string, string | number | readonly string[]>([
    ['command', [join(places.directory, 'test', name)]],
    ['timeout', CHECK_TIMEOUT],
    ...(tenant !== undefined && isOneLine(tenant) ? ([['member', tenant]] as const) : []),
  ]);
  return [{ key: 'checks', value: [check], about: serverOf(layered) }];
}

/** Comments with the server in which glancepush ran the test. */
function serverOf(values: Values): readonly string[] {
  const flavor = textOf(values, 'flavor')?.text ?? 'm1.tiny';
  const rest = ['keypair', 'private_network', 'need_floating_ip'].flatMap((key) => {
    const given = textOf(values, key);
    return given ? [`${key} ${shown(given.text)}`] : [];
  });
  return [
    'glancepush booted a server from the image in the testing tenant, and ran this there as root over ssh:',
    [`flavor ${shown(flavor)}`, ...rest].join(', '),
    'reconcile runs a check on this host, with RECONCILE_IMAGE_ID in its environment: boot the server in a script.',
  ];
}
