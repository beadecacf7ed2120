import {
  type Document,
  isMap,
  isSeq,
  LineCounter,
  parseDocument,
  type ScalarTag,
  type Tags,
  type Node as YamlNode,
} from 'yaml';
import type { Position } from '../../model/position.ts';
import type { FoundErrors } from '../found-errors.ts';
import { lineAt, positionAt, type TextFile } from '../text-file.ts';

/** One entry of `images:`, as read from the YAML. */
export interface Definition {
  readonly at: Position;
  /** The first line of the entry. */
  readonly excerpt: string;
  readonly fields: ReadonlyMap<unknown, unknown>;
}

/**
 * Reads a file of openstack-image-manager: a list of mappings under `images:`, in YAML 1.1 as PyYAML reads it. Adds
 * invalid parts to the errors.
 */
export function readDefinitions(file: TextFile, errors: FoundErrors): readonly Definition[] {
  const document = parse(file, errors);
  const images = document && isMap(document.contents) ? document.get('images', true) : undefined;
  if (document === undefined) return [];
  if (!isSeq(images)) {
    errors.add(
      { file: file.file, line: 1, column: 1 },
      'the file has no list "images"',
      'Name files of etc/images.',
    );
    return [];
  }
  return images.items.flatMap(
    (item) => readDefinition(item as YamlNode | null, { document, file, errors }) ?? [],
  );
}

function parse(file: TextFile, errors: FoundErrors): Document.Parsed | undefined {
  const document = parseDocument(file.text, {
    version: '1.1',
    customTags: pyYamlTags,
    merge: true,
    intAsBigInt: true,
    prettyErrors: false,
    logLevel: 'silent',
    lineCounter: new LineCounter(),
  });
  const [error] = document.errors;
  if (error === undefined) return document;
  const at = positionAt(file, error.pos[0]);
  errors.add(at, `not valid YAML: ${error.message}`, 'Correct the YAML here.', lineAt(file, at));
  return undefined;
}

interface Reading {
  readonly document: Document.Parsed;
  readonly file: TextFile;
  readonly errors: FoundErrors;
}

function readDefinition(item: YamlNode | null, { document, file, errors }: Reading): Definition | undefined {
  const at = positionAt(file, item?.range?.[0] ?? 0);
  const excerpt = lineAt(file, at);
  try {
    const fields: unknown = item?.toJS(document, { mapAsMap: true });
    if (fields instanceof Map) return { at, excerpt, fields };
    errors.add(at, 'an image must be a mapping', null, excerpt);
  } catch (error) {
    // The yaml library refuses aliases that would expand to far more than the file holds.
    errors.add(
      at,
      error instanceof Error ? error.message : String(error),
      'Write the image without aliases.',
      excerpt,
    );
  }
  return undefined;
}

/**
 * PyYAML's patterns for scalars that are not text, where they differ from YAML 1.1 (`Resolver` in its resolver.py), by
 * the end of the tag's name and its format. For PyYAML, `y`, `n`, `1e3` and `08` are text.
 */
const TESTS: ReadonlyMap<string, RegExp> = new Map([
  ['true', /^(?:[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/],
  ['false', /^(?:[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/],
  ['int', /^[-+]?(?:0|[1-9][0-9_]*)$/],
  ['int TIME', /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/],
  ['float', /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)$/],
  ['float EXP', /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)[eE][-+][0-9]+$/],
  [
    'timestamp',
    /^\d{4}-(?:\d{2}-\d{2}|\d{1,2}-\d{1,2}(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(?:\.\d+)?(?:[ \t]*(?:Z|[-+][012]?\d(?::\d{2})?))?)$/,
  ],
]);

/** The tags of YAML 1.1 as PyYAML resolves them. */
function pyYamlTags(tags: Tags): Tags {
  return tags.map((tag) => (typeof tag === 'string' || tag.collection ? tag : asInPyYaml(tag)));
}

function asInPyYaml(tag: ScalarTag): ScalarTag {
  const isNotFinite = tag.test?.test('.nan') ?? false;
  const test = isNotFinite ? undefined : TESTS.get(kindOf(tag));
  return test === undefined || tag.test === undefined ? tag : { ...tag, test };
}

function kindOf({ tag, format, identify }: ScalarTag): string {
  if (tag.endsWith(':bool')) return identify?.(true) ? 'true' : 'false';
  return [tag.replace(/^.*:/, ''), ...(format === undefined ? [] : [format])].join(' ');
}
