import { isAbsolute } from 'node:path';
import type { DiskFormat } from '../../model/image.ts';
import type { Field } from '../draft.ts';
import { type FoundErrors, shown } from '../found-errors.ts';
import type { ShellVariables } from '../shell/variables.ts';
import { isOneLine } from '../text-file.ts';
import type { Places } from './read-folder.ts';
import { textOf } from './read-values.ts';
import type { VmcatcherEvent } from './vmcatcher-event.ts';

interface Origin {
  readonly name: string;
  readonly places: Places;
  /** The variables of `<spool>/<image>`; undefined: the image is not in the queue. */
  readonly spooled: ShellVariables | undefined;
  readonly event: VmcatcherEvent | null;
  /** The disk format in Glance. */
  readonly format: DiskFormat | undefined;
}

/** Formats that qemu-img can write. */
const CONVERTIBLE: ReadonlySet<string> = new Set(['vhd', 'vhdx', 'vmdk', 'raw', 'qcow2', 'vdi']);

/** The source with its digest, size and version: the queued file, or else the file of vmcatcher's event. */
export function sourceFields(origin: Origin, errors: FoundErrors, notes: string[]): readonly Field[] {
  const version = versionField(origin.event);
  const queued = queuedFile(origin, errors);
  if (queued !== undefined) return [...fromQueue(queued, origin), ...version];
  if (origin.event?.uri) return [...fromPublisher(origin.event, origin, notes), ...version];
  notes.push('its source is unknown: write source and checksum');
  return version;
}

/** The file that is queued for an image, or {@link DELETE}; undefined without one. */
export function queuedFile({ spooled }: Pick<Origin, 'spooled'>, errors: FoundErrors): string | undefined {
  if (spooled === undefined) return undefined;
  const given = textOf({ layers: [spooled], errors }, 'file');
  if (given === undefined) return undefined;
  if (given.text === DELETE || (isAbsolute(given.text) && !/[\p{Cc}\p{Cs}]/u.test(given.text))) {
    return given.text;
  }
  errors.add(given.at, `file must be the absolute path of an image, not ${shown(given.text)}`);
  return undefined;
}

/** The value of `file` in the queue that asks to delete the image. */
export const DELETE = '#DELETE#';

/** The queued file. One from an archive gets no digest, as the publisher's digest describes the archive. */
function fromQueue(file: string, { event, places, name }: Origin): readonly Field[] {
  const about = [`Queued in ${places.shownSpool}/${name}.`];
  if (event?.uri) about.push(`Published as ${event.uri}`);
  const source = { key: 'source', value: file, about };
  if (event === null || event.isOva) return [source];
  return [source, ...expectation(event)];
}

function fromPublisher(event: VmcatcherEvent, { format }: Origin, notes: string[]): readonly Field[] {
  if (event.hasCredentials)
    notes.push('the credentials in its address are removed: write them as source.auth');
  const list = event.list === null ? 'an image list' : `the image list ${event.list}`;
  const about = [`From ${list}, as vmcatcher read it. To follow the list, use image_lists.`];
  const source = { key: 'source', value: event.uri ?? '', about };
  const unpacked: readonly Field[] = event.isOva ? [{ key: 'decompress', value: 'ova' }] : [];
  const converted: readonly Field[] =
    event.isOva && format !== undefined && CONVERTIBLE.has(format) ? [{ key: 'convert', value: format }] : [];
  return [source, ...expectation(event), ...unpacked, ...converted];
}

function expectation({ checksum, size }: VmcatcherEvent): readonly Field[] {
  return [
    ...(checksum === null ? [] : [{ key: 'checksum', value: checksum }]),
    ...(size === null ? [] : [{ key: 'size', value: size }]),
  ];
}

function versionField(event: VmcatcherEvent | null): readonly Field[] {
  const version = event?.version ?? null;
  return version !== null && isOneLine(version) ? [{ key: 'version', value: version }] : [];
}
