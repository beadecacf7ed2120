import { expectedProperties, formatList, markerProperties } from '../../image/markers.ts';
import { type ImageAttributes, type PatchOperation, setOperation } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Features } from '../../model/observed.ts';
import type { ContentExpectation } from '../../model/step.ts';
import { stagingName } from '../backups/names.ts';
import type { Settled } from './attributes.ts';

/** What a staged image is created with: everything but what makes it visible, under a name of its own. */
export function stageAttributes(
  settled: Settled,
  given: {
    readonly stack: string;
    readonly features: Features;
    readonly id: string | null;
    readonly expect: Pick<ContentExpectation, 'digests' | 'size' | 'validators'> | null;
    /** How the bytes that are expected are made into others; null: they are stored themselves. */
    readonly recipe: string | null;
  },
): ImageAttributes {
  const markers = markerProperties(settled, { stack: given.stack, role: 'staged' });
  return {
    ...(given.id === null ? {} : { id: given.id }),
    name: stagingName(settled.name),
    visibility: 'private',
    ...(given.features.hidden ? { hidden: true } : {}),
    protected: false,
    ...(settled.owner === null ? {} : { owner: settled.owner }),
    ...(settled.diskFormat === null ? {} : { diskFormat: settled.diskFormat }),
    containerFormat: settled.containerFormat,
    minDisk: settled.minDisk,
    minRam: settled.minRam,
    ...(settled.description === null ? {} : { description: settled.description }),
    tags: settled.tags,
    properties: {
      ...settled.properties,
      ...markers,
      ...(settled.list ? { [MARKER.list]: formatList(settled.list) } : {}),
      ...(given.expect ? expectedProperties(given.expect, given.recipe) : { [MARKER.unchecked]: 'true' }),
    },
  };
}

/** The one PATCH that publishes a staged image. */
export function publishPatch(settled: Settled, features: Features): readonly PatchOperation[] {
  return [
    setOperation('name', settled.name),
    setOperation('visibility', settled.visibility),
    ...(features.hidden ? [setOperation('os_hidden', settled.hidden)] : []),
    setOperation('protected', settled.protected),
    setOperation(MARKER.role, 'current'),
  ];
}
