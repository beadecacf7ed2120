import { drawAndCheck } from '../check-outcome.ts';
import type { Conversion, Entry } from '../draft.ts';
import { FoundErrors, shown } from '../found-errors.ts';
import { isOneLine, readTextFile } from '../text-file.ts';
import { readDefinitions } from './read-definitions.ts';
import { type ManagedImage, readImage } from './read-image.ts';
import { type EntryContext, versionEntry } from './version-entry.ts';

export interface ImageManagerRequest extends EntryContext {
  /** Files of `etc/images`: absolute paths, and as messages call them. */
  readonly files: readonly { readonly path: string; readonly shown: string }[];
  readonly cloud: string | null;
}

/**
 * Makes a state file of openstack-image-manager's definitions. Throws UsageError for a file that cannot be read, and
 * ConversionError with all that is not as its schema wants it.
 */
export async function convertImageManager(request: ImageManagerRequest): Promise<Conversion> {
  const errors = new FoundErrors();
  const images: ManagedImage[] = [];
  for (const { path, shown: name } of request.files) {
    const definitions = readDefinitions(await readTextFile(path, name), errors);
    images.push(...definitions.flatMap((definition) => readImage(definition, errors) ?? []));
  }
  errors.throwIfAny();
  const disabled = images.filter(({ enabled }) => !enabled);
  const warnings = [
    ...disabled.map(({ name }) => `${shown(name)} is left out: enable is false`),
    ...unknownKeyWarnings(images),
  ];
  const entries = entriesOf(
    images.filter(({ enabled }) => enabled),
    request,
    warnings,
  );
  const draft = {
    about: [
      'Converted from openstack-image-manager.',
      ...(disabled.length === 0
        ? []
        : [`Left out, as enable is false: ${disabled.map(({ name }) => name).join(', ')}.`]),
    ],
    stack: 'openstack-image-manager',
    cloud: request.cloud,
    aboutCloud: request.cloud === null ? ['The cloud is the one of OS_CLOUD, or of OS_*.'] : [],
    images: entries,
    lists: [],
  };
  return drawAndCheck(draft, warnings, request.cwd);
}

function entriesOf(
  images: readonly ManagedImage[],
  context: EntryContext,
  warnings: string[],
): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const image of images) {
    for (const version of image.versions) {
      const { name, entry, warnings: notes } = versionEntry(image, version, context);
      const { file, line } = image.definition.at;
      if (!isOneLine(name))
        warnings.push(`${file}:${line}: ${shown(name)} is left out: no image can have this name`);
      else if (entries.has(name))
        warnings.push(`${file}:${line}: ${shown(name)} is left out: it is defined twice`);
      else {
        entries.set(name, entry);
        warnings.push(...notes);
      }
    }
  }
  return [...entries.values()];
}

/** Keys of a newer openstack-image-manager, or mistyped ones. */
function unknownKeyWarnings(images: readonly ManagedImage[]): readonly string[] {
  return images.flatMap(({ name, unknownKeys: own, versions }) => {
    const keys = new Set([...own, ...versions.flatMap((version) => version.unknownKeys)]);
    return [...keys].map((key) => `${shown(name)}: ${key} is not understood, and left out`);
  });
}
