import { DEFAULT_STATE_FILE, type StateFile } from '../model/desired.ts';
import { StateError } from '../model/errors.ts';
import { credentialsIn, secretsOf } from '../model/secrets.ts';
import { clientProfiles, serverImages } from './collect-images.ts';
import { crossCheck } from './cross-checks.ts';
import { readCloud } from './fields/cloud-reference.ts';
import { readImageLists } from './fields/image-lists.ts';
import { readSettings } from './fields/settings.ts';
import { textOf } from './fields/text-values.ts';
import { readVmcatcher } from './fields/vmcatcher.ts';
import { imageFields, normaliseImage } from './normalise-image.ts';
import { validateShape } from './schema/validate-shape.ts';
import { unknownKeyWarnings } from './schema/warnings.ts';
import { typedKeys } from './schema.ts';
import { checkSettingsOnly, isBare, listsNothing } from './yaml/empty-files.ts';
import { type Environment, fillIn } from './yaml/environment.ts';
import { ErrorList } from './yaml/errors.ts';
import { refuseSecrets, secretsWith } from './yaml/known-secrets.ts';
import { mergeSections } from './yaml/merge.ts';
import { parseYaml } from './yaml/parse-yaml.ts';
import { readFiles } from './yaml/read-files.ts';
import { child, type MapNode } from './yaml/tree.ts';
import { refuseOutside, type Untrusted, withoutIdentity } from './yaml/untrusted.ts';

/** Where a state is read from. */
export interface LoadOptions {
  /**
   * Files, directories (for every `*.yaml`, `*.yml` and `*.sls` in them, in order of name), or `-`. Their contents are
   * merged. None: {@link DEFAULT_STATE_FILE}.
   */
  readonly paths: readonly string[];
  /** Reads all of standard input. Needed when `paths` holds `-`. */
  readonly readStdin?: () => Promise<string>;
  /** Variables that `${NAME}` in the file refers to: OS_* in `identity` alone, RECONCILE_VAR_* everywhere. */
  readonly env: Environment;
  /** Names of more variables that the file may use everywhere. */
  readonly allowed?: readonly string[];
  /** Passwords and tokens of clouds. The file must hold none of them, but for `identity.password`. */
  readonly secrets?: readonly string[];
  /** For the file of a stranger; absent: the file is trusted. */
  readonly untrusted?: Untrusted;
  /** Absolute. `paths`, and relative paths in a state from standard input, start here. */
  readonly cwd: string;
}

/**
 * Reads a state: first the YAML with its positions, then the schema, then each field's own rules. Throws UsageError
 * for a missing or unreadable file, and StateError with all errors of all files, each at its place. A state that lists
 * no image is valid and gets a warning.
 */
export async function loadState(options: LoadOptions): Promise<StateFile> {
  const errors = new ErrorList();
  const paths = options.paths.length > 0 ? options.paths : [DEFAULT_STATE_FILE];
  const { sources, files, sha256 } = await readFiles({ ...options, paths }, errors);

  const parsed = sources.map((source) => ({ source, sections: parseYaml(source, errors) }));
  for (const { sections } of parsed) checkSettingsOnly(sections, errors);
  const merged = mergeSections(
    parsed.flatMap(({ sections }) => sections),
    errors,
  );
  const { env, allowed = [], secrets = [], untrusted } = options;
  const trusted = merged && untrusted ? withoutIdentity(merged, untrusted, errors) : merged;
  const glance =
    trusted &&
    fillIn(trusted, { env, allowed, none: untrusted !== undefined, errors, typedKeys: typedKeys() });
  if (glance) validateShape(glance, errors);

  const read = normalise(glance, errors);
  if (glance) {
    const cloud = secretsWith([...secrets, read.cloud.identity?.password]);
    refuseSecrets(glance, { cloud, sources: secretsWith(credentialsIn(read).flatMap(secretsOf)) }, errors);
  }
  if (untrusted) await refuseOutside(sources, errors);
  const found = errors.sorted(files);
  if (found.length > 0) throw new StateError(found);
  const { warnings, ...desired } = read;
  const emptyFiles = parsed
    .filter(({ source, sections }) => listsNothing(source, sections))
    .map(({ source }) => source.file);
  const bareFiles = parsed
    .filter(({ source, sections }) => isBare(sections) && !emptyFiles.includes(source.file))
    .map(({ source }) => source.file);
  return {
    ...desired,
    files,
    ...(emptyFiles.length > 0 ? { emptyFiles } : {}),
    ...(bareFiles.length > 0 ? { bareFiles } : {}),
    ...(read.images.length === 0 ? { emptyBecause: [...missingSection(glance), ...warnings] } : {}),
    sha256,
    warnings: [...warnings, ...emptiness(read, glance, files, emptyFiles)],
  };
}

function normalise(glance: MapNode | null, errors: ErrorList): Omit<StateFile, 'files' | 'sha256'> {
  const warnings = glance ? [...unknownKeyWarnings(glance)] : [];
  const server = child(glance ?? undefined, 'server');
  const defaults = imageFields(child(server, 'defaults'), errors);
  const lists = readImageLists(server, defaults, errors);
  const vmcatcher = readVmcatcher(server, defaults, errors);
  const inServer = glance ? serverImages(glance, errors) : [];
  const profiles = glance ? clientProfiles(glance, errors) : [];
  const listed = [...inServer, ...profiles.flatMap((profile) => profile.images)];

  const stack = textOf(child(server, 'name')) ?? null;
  const cloud = readCloud(
    { glance, profiles, serverHasImages: inServer.length > 0 || lists.length > 0 || vmcatcher !== undefined },
    errors,
    warnings,
  );
  const settings = readSettings(glance, stack !== null, errors);
  const images = listed.map((image) => ({ listed: image, image: normaliseImage(image, defaults, errors) }));
  crossCheck(images, errors);
  return {
    stack: stack ?? 'default',
    stackNamed: stack !== null,
    cloud,
    settings,
    images: images.map(({ image }) => image),
    ...(lists.length > 0 ? { lists } : {}),
    ...(vmcatcher ? { vmcatcher } : {}),
    warnings,
  };
}

function emptiness(
  read: Pick<StateFile, 'images' | 'lists' | 'vmcatcher'>,
  glance: MapNode | null,
  files: readonly string[],
  emptyFiles: readonly string[],
): string[] {
  if (read.images.length > 0 || read.lists) return emptyFiles.map((file) => `${file} lists no image`);
  if (read.vmcatcher) return [];
  return [[`${files.join(', ')} lists no image`, ...missingSection(glance)].join(': ')];
}

function missingSection(glance: MapNode | null): readonly string[] {
  return glance === null ? ['it has no "glance" section'] : [];
}
