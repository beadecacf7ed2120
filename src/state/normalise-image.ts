import type { StatedImage } from '../model/desired.ts';
import { EXPIRED_POLICIES } from '../model/desired.ts';
import { VISIBILITIES, type Visibility } from '../model/image.ts';
import type { ListedImage } from './collect-images.ts';
import {
  booleanField,
  canonicalFields,
  choiceField,
  defined,
  type Field,
  type Fields,
  numberField,
  textField,
} from './fields/aliases.ts';
import { readBackup } from './fields/backup.ts';
import { readChecks } from './fields/checks.ts';
import { readChecksum } from './fields/checksum.ts';
import { readChecksumFile } from './fields/checksum-file.ts';
import { readFormat } from './fields/formats.ts';
import { checkMirrors, readSource } from './fields/image-source.ts';
import { readPreparation } from './fields/preparation.ts';
import { readMembers, readProject, refuseSharing } from './fields/projects.ts';
import { readProperties, readReferences } from './fields/properties.ts';
import { readPublished } from './fields/published-source.ts';
import { refuseFourByteText } from './fields/stored-text.ts';
import { readExceptions, readPreviously, readTags, readWords } from './fields/text-lists.ts';
import type { ImageEntry } from './schema/state-file.generated.ts';
import type { ErrorList } from './yaml/errors.ts';
import { position } from './yaml/source-text.ts';
import { child, type Entry, entriesOf, type MapNode, type Node } from './yaml/tree.ts';

const ALIASES: Readonly<Partial<Record<keyof ImageEntry, keyof ImageEntry>>> = {
  disk_format: 'format',
  location: 'source',
  public: 'visibility',
  is_public: 'visibility',
  is_protected: 'protected',
  os_hidden: 'hidden',
  is_hidden: 'hidden',
  wait_timeout: 'timeout',
};

/** The fields of an image or of `defaults`, each under its canonical name. */
export function imageFields(node: Node | undefined, errors: ErrorList): Fields {
  return canonicalFields(entriesOf(node), ALIASES, errors, asVisibility);
}

/** Turns `public: true` into `visibility: public`, and false into `private`. */
function asVisibility({ key, value }: Entry): Node {
  if ((key !== 'public' && key !== 'is_public') || value.kind !== 'scalar') return value;
  const text = value.value === true ? 'public' : 'private';
  return { ...value, type: 'string', value: text, text };
}

/** Reads one image: resolves aliases, merges the defaults under it, and checks every field's rules. */
export function normaliseImage(listed: ListedImage, defaults: Fields, errors: ErrorList): StatedImage {
  const fields = withDefaults(imageFields(listed.node, errors), defaults);
  const sharing = fields.get('can_share')?.node;
  if (sharing) refuseSharing(sharing, errors);
  const members = nodeOf(fields, 'members', (node) => readMembers(node, errors));
  const source = readSource(fields, errors);
  const method = choiceField(fields, 'method', ['upload', 'stage', 'web-download'] as const) ?? 'upload';
  const published = readPublished(fields.get('source')?.node, errors);
  const checksumFile = nodeOf(fields, 'checksum', (node) => readChecksumFile(node, errors));
  const preparation = readPreparation(fields, errors);
  if (method === 'web-download')
    checkWebDownload(fields, defined({ source, published, preparation }), errors);
  const digests = nodeOf(fields, 'checksum', (node) => readChecksum(node, errors)) ?? {};
  const hasDigest = checksumFile !== undefined || Object.keys(digests).length > 0;
  const state = choiceField(fields, 'state', ['present', 'absent'] as const) ?? 'present';
  if (state === 'present') checkMirrors(fields, source, hasDigest, errors);
  if (checksumFile) checkChecksumFile(fields, defined({ source, published }), errors);
  for (const field of ['name', 'description', 'tags', 'properties']) {
    const node = fields.get(field)?.node;
    if (node) refuseFourByteText(node, field === 'name' ? 'a name' : field, errors);
  }
  return {
    name: listed.name,
    at: position(listed.place),
    previously: nodeOf(fields, 'previously', (node) => readPreviously(node, listed.name, errors)) ?? [],
    state,
    digests,
    propertiesMode: choiceField(fields, 'properties_mode', ['merge', 'exact'] as const) ?? 'merge',
    method,
    backup: readBackup(fields.get('backup')?.node, errors),
    ...defined({
      id: textField(fields, 'id'),
      diskFormat: readFormat(fields, 'format', errors),
      containerFormat: readFormat(fields, 'container_format', errors),
      source,
      published,
      checksumFile,
      preparation,
      size: numberField(fields, 'size'),
      version: textField(fields, 'version'),
      visibility: readVisibility(fields, members?.length ?? 0, errors),
      protected: booleanField(fields, 'protected'),
      hidden: booleanField(fields, 'hidden'),
      status: choiceField(fields, 'status', ['active', 'deactivated'] as const),
      minDisk: numberField(fields, 'min_disk'),
      minRam: numberField(fields, 'min_ram'),
      owner: nodeOf(fields, 'owner', (node) => readProject(node, errors)),
      description: readDescription(fields, errors),
      tags: nodeOf(fields, 'tags', (node) => readTags(node, errors)),
      properties: nodeOf(fields, 'properties', (node) => readProperties(node, errors)),
      references: nodeOf(fields, 'properties', (node) => readReferences(node, errors)),
      members,
      stores: nodeOf(fields, 'stores', (node) => readWords(node, 'store', errors)),
      checks: nodeOf(fields, 'checks', (node) => readChecks(node, errors)),
      expired: choiceField(fields, 'expired', EXPIRED_POLICIES),
      allowUnsafe: nodeOf(fields, 'allow_unsafe', (node) => readExceptions(node, errors)),
      preventDelete: booleanField(fields, 'prevent_delete'),
      preventReplace: booleanField(fields, 'prevent_replace'),
      adopt: booleanField(fields, 'adopt'),
      timeout: numberField(fields, 'timeout'),
    }),
  };
}

/** Reads the section's `image`: the fields that every image of a published list, or of vmcatcher, gets. */
export function normaliseTemplate(section: Node, defaults: Fields, errors: ErrorList): StatedImage {
  const template = child(section, 'image');
  const node: MapNode =
    template?.kind === 'map' ? template : { kind: 'map', entries: new Map(), place: section.place };
  return normaliseImage({ name: '', place: section.place, node }, defaults, errors);
}

/** Merges `properties` and a `backup` mapping key by key; any other field of the image replaces the default. */
function withDefaults(fields: Fields, defaults: Fields): Fields {
  const merged = new Map<string, Field>(defaults);
  for (const [name, field] of fields) {
    const under = defaults.get(name)?.node;
    const mergeable = (name === 'properties' || name === 'backup') && under?.kind === 'map';
    const node = mergeable && field.node.kind === 'map' ? overlay(field.node, under) : field.node;
    merged.set(name, node === field.node ? field : { ...field, node });
  }
  return merged;
}

function overlay(over: MapNode, under: MapNode): MapNode {
  return { ...over, entries: new Map([...under.entries, ...over.entries]) };
}

function nodeOf<Value>(fields: Fields, name: string, read: (node: Node) => Value): Value | undefined {
  const node = fields.get(name)?.node;
  return node === undefined ? undefined : read(node);
}

/** A member list makes the image shared. Glance refuses members at any other visibility, and so does this. */
function readVisibility(fields: Fields, members: number, errors: ErrorList): Visibility | undefined {
  const visibility = choiceField(fields, 'visibility', VISIBILITIES);
  if (members === 0) return visibility;
  const place = fields.get('members')?.entry.keyPlace;
  if (visibility !== undefined && visibility !== 'shared' && place !== undefined) {
    errors.add(
      place,
      `"members" needs "visibility: shared", but this image is ${visibility}`,
      'Remove "members", or write "visibility: shared".',
    );
  }
  return visibility ?? (fields.has('visibility') ? undefined : 'shared');
}

function readDescription(fields: Fields, errors: ErrorList): string | undefined {
  const node = fields.get('description')?.node;
  const text = textField(fields, 'description');
  if (node && text !== undefined && /[^\P{Cc}\n\t]|\p{Cs}/u.test(text)) {
    errors.report(node, 'a description must not hold control characters other than line breaks and tabs');
  }
  return text;
}

/** With `web-download` Glance itself fetches the source: unchanged, over HTTP and without credentials. */
function checkWebDownload(
  fields: Fields,
  { source, published, preparation }: Partial<Pick<StatedImage, 'source' | 'published' | 'preparation'>>,
  errors: ErrorList,
): void {
  const node = (fields.get('source') ?? fields.get('file'))?.node;
  const checks = fields.get('checks')?.node;
  for (const check of checks?.kind === 'list' ? checks.items : []) {
    const local = check.kind === 'map' ? child(check, 'local') : undefined;
    if (local?.kind !== 'scalar' || local.value !== true) continue;
    errors.report(
      local,
      '"local: true" does not work with "method: web-download", as Glance fetches the bytes itself',
      'Use "method: upload".',
    );
  }
  for (const name of ['decompress', 'member', 'digest_of', 'transform', 'convert', 'import_from_format']) {
    const field = fields.get(name);
    const isNothing = field === undefined || preparation === undefined || textField(fields, name) === 'none';
    if (isNothing) continue;
    errors.report(
      field.node,
      `"${name}" does not work with "method: web-download", as Glance fetches the bytes unchanged`,
      'Use "method: upload".',
    );
  }
  if (node === undefined || (source === undefined && published === undefined)) return;
  if (source?.kind === 'alternatives') {
    errors.report(
      node,
      '"method: web-download" takes one URL: Glance fetches it, and reconcile cannot turn to the next mirror',
      'Use "method: upload", or give one URL.',
    );
  } else if (source?.kind !== 'http') {
    errors.report(node, '"method: web-download" needs an http(s) source', 'Use "method: upload".');
  } else if (source.auth !== undefined) {
    errors.report(node, '"method: web-download" cannot pass credentials to Glance', 'Use "method: upload".');
  }
}

/** Looking a digest up needs the source's file name, and a publisher's own digests leave nothing to look up. */
function checkChecksumFile(
  fields: Fields,
  { source, published }: Partial<Pick<StatedImage, 'source' | 'published'>>,
  errors: ErrorList,
): void {
  const place = fields.get('checksum')?.entry.keyPlace;
  if (place === undefined || source !== undefined) return;
  if (published !== undefined) {
    errors.add(
      place,
      'the publisher of this source gives digests, so "checksum" must not name a file of digests',
      'Remove "checksum", or write the digest itself.',
    );
  } else if (!fields.has('source') && !fields.has('file')) {
    errors.add(place, '"checksum" names a file of digests, but the image has no source', 'Add "source".');
  }
}
