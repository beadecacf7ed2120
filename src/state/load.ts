import { DEFAULT_STATE_FILE, type RunSettings, type StateFile } from '../model/desired.ts';
import { StateError } from '../model/errors.ts';
import { credentialsIn, secretsOf } from '../model/secrets.ts';
import { checkReferences } from './check-references.ts';
import { clientProfiles, serverImages } from './collect-images.ts';
import { crossCheck } from './cross-checks.ts';
import { readCloud } from './fields/cloud-reference.ts';
import { readImageLists } from './fields/image-lists.ts';
import { readSettings } from './fields/settings.ts';
import { textOf } from './fields/text-values.ts';
import { readVmcatcher } from './fields/vmcatcher.ts';
import { imageFields, normaliseImage } from './normalise-image.ts';
import { judgeUnknownKeys } from './schema/unknown-keys.ts';
import { validateShape } from './schema/validate-shape.ts';
import { typedKeys } from './schema.ts';
import { checkSettingsOnly, emptyParts, isBare } from './yaml/empty-files.ts';
import { type Environment, fillIn } from './yaml/environment.ts';
import { ErrorList } from './yaml/errors.ts';
import { checkForeignFiles, checkIgnoredFile, checkTopKeys } from './yaml/foreign-files.ts';
import { refuseSecrets, secretsWith } from './yaml/known-secrets.ts';
import { mergeSections } from './yaml/merge.ts';
import { readFiles } from './yaml/read-files.ts';
import { readYaml } from './yaml/read-yaml.ts';
import { child, hasGlance, type MapNode, type Node, type ParsedFile, sectionsOf } from './yaml/tree.ts';
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
  /** Variables that `${NAME}` in the file refers to: those of OpenStack's clients in `identity` alone, RECONCILE_VAR_* everywhere. */
  readonly env: Environment;
  /** Names of more variables that the file may use: secrets of OS_* in `identity.password` alone, others everywhere. */
  readonly allowed?: readonly string[];
  /** Passwords and tokens of clouds. The file must hold none of them, but for `identity.password`. */
  readonly secrets?: readonly string[];
  /** For the file of a stranger; absent: the file is trusted. */
  readonly untrusted?: Untrusted;
  /** Absolute. `paths`, and relative paths in a state from standard input, start here. */
  readonly cwd: string;
  /** Files that are no state files, though a directory of `paths` holds them: names there, or paths. */
  readonly ignore?: readonly string[];
  /**
   * True: the caller asks the service for the `unknownFormats`. Default: a format that is almost like a known one is a
   * mistake.
   */
  readonly asksService?: boolean;
  /** Overrides `prune` of the state. */
  readonly prune?: RunSettings['prune'];
}

/**
 * Reads a state: first the YAML with its positions, then the schema, then each field's own rules. Throws UsageError
 * for a missing or unreadable file, and StateError with all errors of all files, each at its place. A state that lists
 * no image is valid and gets a warning.
 */
export async function loadState(options: LoadOptions): Promise<StateFile> {
  const errors = new ErrorList();
  const paths = options.paths.length > 0 ? options.paths : [DEFAULT_STATE_FILE];
  const { sources, ignored, files, sha256 } = await readFiles({ ...options, paths }, errors);

  const parsed: ParsedFile[] = [];
  for (const source of sources) parsed.push(await readYaml(source, errors));
  for (const source of ignored) checkIgnoredFile(await readYaml(source, new ErrorList()), errors);
  for (const file of parsed) {
    checkTopKeys(file, errors);
    checkSettingsOnly(sectionsOf(file), errors);
  }
  const merged = mergeSections(parsed.flatMap(sectionsOf), errors);
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
  const prunes = (options.prune ?? read.settings.prune) !== 'never';
  const foreign = checkForeignFiles(parsed, { named: paths, prunes }, errors);
  // A run that fails anyway asks no service.
  if (!options.asksService || !errors.isEmpty) errors.reportNearMisses();
  const found = errors.sorted(files);
  if (found.length > 0) throw new StateError(found);
  const { warnings, ...desired } = read;
  const unknownFormats = errors.doubts();
  const emptyFiles = parsed.flatMap(emptyParts);
  const bareFiles = parsed
    .filter((file) => isBare(sectionsOf(file)) && !emptyFiles.includes(file.source.file))
    .map(({ source }) => source.file);
  const missing = missingSection(glance, parsed);
  const localPaths = sources.flatMap((source) => source.paths.map(({ path, shown }) => ({ path, shown })));
  return {
    ...desired,
    files,
    ...(sources[0] ? { folder: sources[0].base } : {}),
    ...(localPaths.length > 0 ? { localPaths } : {}),
    ...(unknownFormats.length > 0 ? { unknownFormats } : {}),
    ...(emptyFiles.length > 0 ? { emptyFiles } : {}),
    ...(bareFiles.length > 0 ? { bareFiles } : {}),
    ...(read.images.length === 0 && !read.disabled ? { emptyBecause: [...missing, ...warnings] } : {}),
    sha256,
    warnings: [...foreign, ...warnings, ...emptiness(read, missing, files, emptyFiles)],
  };
}

function normalise(
  glance: MapNode | null,
  errors: ErrorList,
): Omit<StateFile, 'files' | 'sha256' | 'folder' | 'localPaths'> {
  const warnings = glance ? [...judgeUnknownKeys(glance, errors)] : [];
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
  checkReferences(images, server, errors);
  // A disabled section is read all the same, so that its errors show before it is enabled.
  const isServerOff = isDisabled(server);
  const isClientOff = isDisabled(child(glance ?? undefined, 'client'));
  const disabled = [
    ...(isServerOff && (inServer.length > 0 || lists.length > 0 || vmcatcher) ? ['glance.server'] : []),
    ...(isClientOff && profiles.length > 0 ? ['glance.client'] : []),
  ];
  const isServers = new Set(inServer);
  const enabled = images.filter((image) => !(isServers.has(image.listed) ? isServerOff : isClientOff));
  return {
    stack: stack ?? 'default',
    stackNamed: stack !== null,
    cloud,
    settings: disabled.length > 0 ? { ...settings, prune: 'never' } : settings,
    images: enabled.map(({ image }) => image),
    ...(lists.length > 0 && !isServerOff ? { lists } : {}),
    ...(vmcatcher && !isServerOff ? { vmcatcher } : {}),
    ...(disabled.length > 0 ? { disabled } : {}),
    warnings: [...warnings, ...disabled.map(disabledWarning)],
  };
}

function isDisabled(section: Node | undefined): boolean {
  const enabled = child(section, 'enabled');
  return enabled?.kind === 'scalar' && enabled.value === false;
}

function disabledWarning(section: string): string {
  return `${section}.enabled is false: reconcile leaves the images of this section as they are, and prunes nothing`;
}

function emptiness(
  read: Pick<StateFile, 'images' | 'lists' | 'vmcatcher' | 'disabled'>,
  missing: readonly string[],
  files: readonly string[],
  emptyFiles: readonly string[],
): string[] {
  if (read.images.length > 0 || read.lists) return emptyFiles.map((file) => `${file} lists no image`);
  if (read.vmcatcher || read.disabled) return [];
  return [[`${files.join(', ')} lists no image`, ...missing].join(': ')];
}

function missingSection(glance: MapNode | null, files: readonly ParsedFile[]): readonly string[] {
  if (glance !== null) return [];
  const isThere = files.some(({ documents }) => documents.some(hasGlance));
  return [isThere ? 'its "glance" section is empty' : 'it has no "glance" section'];
}
