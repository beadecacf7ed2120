import { drawAndCheck } from '../check-outcome.ts';
import { CLOUD_FROM_ENVIRONMENT, type Conversion, type Entry } from '../draft.ts';
import { FoundErrors, shown } from '../found-errors.ts';
import { isOneLine, readTextFile } from '../text-file.ts';
import { readDefinitions } from './read-definitions.ts';
import { type ManagedImage, readImage } from './read-image.ts';
import { type EntryContext, versionEntry } from './version-entry.ts';

/** The definitions to convert, and values for the state file. */
interface ImageManagerRequest extends EntryContext {
  /** Files of `etc/images`: absolute paths, each with its name for messages. */
  readonly files: readonly { readonly path: string; readonly shown: string }[];
  /** The entry of clouds.yaml; null: none. */
  readonly cloud: string | null;
}

/**
 * Converts openstack-image-manager's definitions into a state file. Throws UsageError for an unreadable file, and
 * ConversionError with all violations of openstack-image-manager's schema.
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
    ...disabled.map(({ name }) => `${shown(name)} is left out, as "enable" is false`),
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
        : [`Left out, as "enable" is false: ${disabled.map(({ name }) => name).join(', ')}.`]),
    ],
    stack: 'openstack-image-manager',
    cloud: request.cloud,
    aboutCloud: request.cloud === null ? [CLOUD_FROM_ENVIRONMENT] : [],
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
        warnings.push(`${file}:${line}: ${shown(name)} is left out, as no image can have this name`);
      else if (entries.has(name))
        warnings.push(`${file}:${line}: ${shown(name)} is left out, as it is defined twice`);
      else {
        entries.set(name, entry);
        warnings.push(...notes);
      }
    }
  }
  return [...entries.values()];
}

/** A warning for each unknown key: one of a newer openstack-image-manager, or a mistyped one. */
function unknownKeyWarnings(images: readonly ManagedImage[]): readonly string[] {
  return images.flatMap(({ name, unknownKeys: own, versions }) => {
    const keys = new Set([...own, ...versions.flatMap((version) => version.unknownKeys)]);
    return [...keys].map((key) => `${shown(name)}: the unknown key ${key} is left out`);
  });
}
