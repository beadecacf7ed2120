import { basename, join } from 'node:path';
import { UsageError } from '../../model/errors.ts';
import { drawAndCheck } from '../check-outcome.ts';
import { CLOUD_FROM_ENVIRONMENT, type Conversion, type StateDraft } from '../draft.ts';
import { FoundErrors, shown } from '../found-errors.ts';
import { isOneLine } from '../text-file.ts';
import { type ConvertedImage, deletedEntry, imageEntry } from './image-entry.ts';
import { DELETE, queuedFile } from './image-source.ts';
import { type Folder, type Places, readFolder } from './read-folder.ts';
import { textOf, wordsOf } from './read-values.ts';

/** The configuration to convert. */
interface GlancepushRequest extends Places {
  /** The cloud to convert for; null: every cloud of glancepush. */
  readonly cloud: string | null;
}

/**
 * Converts glancepush's configuration into a state file for each of its clouds. Meta files become images, `transform`
 * and `test` scripts their `transform` and `checks`, the cloud's `auth_tenants` their members. Parses the files without
 * executing them, and does not open credentials. Throws UsageError for an unreadable file or an unknown cloud, and
 * ConversionError with each place that holds more than assignments.
 */
export async function convertGlancepush(request: GlancepushRequest): Promise<readonly Conversion[]> {
  const errors = new FoundErrors();
  const folder = await readFolder(request, errors);
  errors.throwIfAny();
  const clouds = cloudsOf(folder, request, errors);
  const drafts = clouds.map((cloud) => draftFor(cloud, folder, request, errors));
  errors.throwIfAny();
  return Promise.all(drafts.map(({ draft, warnings }) => drawAndCheck(draft, warnings, request.directory)));
}

/** The clouds to convert for. Null stands for the only cloud of a glancepush without a folder `clouds`. */
function cloudsOf(
  folder: Folder,
  { cloud, shown: where }: GlancepushRequest,
  errors: FoundErrors,
): readonly (string | null)[] {
  const known = [...folder.clouds.keys()];
  if (cloud !== null) {
    if (known.length === 0 || known.includes(cloud)) return [cloud];
    throw new UsageError(`${where} has no cloud ${shown(cloud)}`, {
      hint: `Choose one of ${known.join(', ')}.`,
    });
  }
  const wanted = wordsOf({ layers: [folder.settings], errors }, 'target_clouds');
  const chosen = wanted.length === 0 ? known : known.filter((name) => wanted.includes(name));
  const missing = wanted.filter((name) => !known.includes(name));
  if (missing.length > 0) {
    throw new UsageError(`target_clouds names ${missing.join(', ')}, but ${where} has no such cloud`, {
      hint: `Add clouds/${missing[0]}, or choose a cloud with --cloud.`,
    });
  }
  return chosen.length === 0 ? [null] : chosen;
}

function draftFor(
  cloud: string | null,
  folder: Folder,
  places: Places,
  errors: FoundErrors,
): { readonly draft: StateDraft; readonly warnings: readonly string[] } {
  const own = (cloud === null ? undefined : folder.clouds.get(cloud)) ?? new Map();
  const context = { folder, places, cloud: own, errors };
  const warnings: string[] = [];
  const images: ConvertedImage[] = [];
  for (const name of new Set([...folder.meta.keys(), ...folder.spool.keys()])) {
    const meta = folder.meta.get(name);
    const isDeleted = queuedFile({ spooled: folder.spool.get(name) }, errors) === DELETE;
    if (!isOneLine(name)) warnings.push(`${shown(name)} is left out, as no image can have this name`);
    else if (isDeleted) images.push(deletedEntry(name, context));
    else if (meta === undefined) warnings.push(`${name} is left out, as it is queued without a meta file`);
    else if (goesTo(cloud, meta, errors)) images.push(imageEntry(name, context));
  }
  if (cloud !== null && folder.clouds.get(cloud) === null) {
    const file = join(places.shown, 'clouds', cloud);
    warnings.push(
      `${file} belongs to python-glancepush and holds a password, so it is not read and no members are known`,
    );
  }
  warnings.push(...images.flatMap((image) => image.warnings));
  return {
    warnings,
    draft: {
      about: [`Converted from glancepush, ${places.shown}.`, ...aboutQueue(folder, places)],
      stack: 'glancepush',
      cloud,
      aboutCloud: aboutCloud(cloud, folder, places),
      images: images.map(({ entry }) => entry),
      lists: [],
    },
  };
}

function goesTo(cloud: string | null, meta: Folder['settings'], errors: FoundErrors): boolean {
  const targets = wordsOf({ layers: [meta], errors }, 'target_clouds');
  return cloud === null || targets.length === 0 || targets.includes(cloud);
}

function aboutQueue({ spool }: Folder, { spool: given }: Places): readonly string[] {
  if (given !== null && spool.size === 0) return ['The queue was empty.'];
  return given === null ? ['To include queued files, convert again with --spool /var/spool/glancepush.'] : [];
}

/** Comments with the place of the credentials, which a state file does not hold. */
function aboutCloud(cloud: string | null, folder: Folder, { shown: where }: Places): readonly string[] {
  if (cloud === null) {
    const credentials = textOf({ layers: [folder.settings], errors: new FoundErrors() }, 'novacreds');
    const before = credentials === undefined ? [] : [`Source ${basename(credentials.text)} before a run.`];
    return [CLOUD_FROM_ENVIRONMENT, ...before];
  }
  if (!folder.clouds.has(cloud)) return ['An entry of clouds.yaml.'];
  return [
    `An entry of clouds.yaml. Copy its credentials from ${join(where, 'clouds', `${cloud}.creds`)}:`,
    'OS_AUTH_URL to auth_url, OS_USERNAME to username, OS_PASSWORD to password, OS_TENANT_NAME to project_name.',
  ];
}
