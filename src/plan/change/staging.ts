import { expectedProperties, formatList, formatSigned, markerProperties } from '../../image/markers.ts';
import { type ImageAttributes, type PatchOperation, setOperation } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Features } from '../../model/observed.ts';
import type { Blocker } from '../../model/plan.ts';
import type { ContentExpectation, StageStep, Step } from '../../model/step.ts';
import { stagingName } from '../backups/names.ts';
import type { TargetAttributes } from './attributes.ts';

/** The attributes of a new staged image: complete, but private, hidden, and under its staging name. */
export function stageAttributes(
  wanted: TargetAttributes,
  given: {
    readonly stack: string;
    /** Where the state file comes from; null: not known. */
    readonly origin: string | null;
    readonly features: Features;
    readonly id: string | null;
    readonly expect: ContentExpectation | null;
    /** The recipe by which the expected bytes are prepared; null: they are stored as they are. */
    readonly recipe: string | null;
  },
): ImageAttributes {
  const markers = markerProperties(wanted, { stack: given.stack, role: 'staged' });
  return {
    ...(given.id === null ? {} : { id: given.id }),
    name: stagingName(wanted.name),
    visibility: 'private',
    ...(given.features.hidden ? { hidden: true } : {}),
    protected: false,
    ...(wanted.owner === null ? {} : { owner: wanted.owner }),
    ...(wanted.diskFormat === null ? {} : { diskFormat: wanted.diskFormat }),
    containerFormat: wanted.containerFormat,
    minDisk: wanted.minDisk,
    minRam: wanted.minRam,
    ...(wanted.description === null ? {} : { description: wanted.description }),
    tags: wanted.tags,
    properties: {
      ...wanted.properties,
      ...markers,
      ...(wanted.list ? { [MARKER.list]: formatList(wanted.list) } : {}),
      ...(given.origin === null ? {} : { [MARKER.origin]: given.origin }),
      ...(wanted.signed ? { [MARKER.signed]: formatSigned(wanted.signed) } : {}),
      ...(given.expect ? expectedProperties(given.expect, given.recipe) : { [MARKER.unchecked]: 'true' }),
    },
  };
}

/** The one PATCH that publishes a staged image. */
export function publishPatch(wanted: TargetAttributes, features: Features): readonly PatchOperation[] {
  return [
    setOperation('name', wanted.name),
    setOperation('visibility', wanted.visibility),
    ...(features.hidden ? [setOperation('os_hidden', wanted.hidden)] : []),
    setOperation('protected', wanted.protected),
    setOperation(MARKER.role, 'current'),
  ];
}

/** Blocks a creation that lacks a property which the service requires of every new image. */
export function blockLacking(steps: readonly Step[], required: readonly string[]): Blocker | null {
  const stage = steps.find((step) => step.kind === 'stage');
  const lacking = stage ? lackingNames(required, stage) : [];
  if (lacking.length === 0) return null;
  const names = lacking.map((name) => `\`${name}\``).join(', ');
  return {
    code: 'required-property',
    message: `the service creates no image without ${names}, and the entry does not set ${lacking.length === 1 ? 'it' : 'them'}. Give the entry, or \`defaults\`, a value under \`properties\`.`,
    candidates: [],
  };
}

function lackingNames(required: readonly string[], { attributes, references = {} }: StageStep) {
  const { properties = {} } = attributes;
  const given = new Set([
    ...ALWAYS_SENT,
    ...['owner', 'description'].filter((name) => name in attributes),
    ...Object.keys(properties),
    ...Object.keys(references),
  ]);
  return required.filter((name) => !given.has(name));
}

/** Attributes that every creation sends; the disk format is known by then. */
const ALWAYS_SENT: readonly string[] = [
  'id',
  'name',
  'visibility',
  'os_hidden',
  'protected',
  'disk_format',
  'container_format',
  'min_disk',
  'min_ram',
  'tags',
];
