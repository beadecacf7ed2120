import { type Document, isMap, isSeq, LineCounter, parseDocument, type Node as YamlNode } from 'yaml';
import type { Position } from '../../model/position.ts';
import type { FoundFaults } from '../found-faults.ts';
import { lineAt, positionAt, type TextFile } from '../text-file.ts';
import { pyYamlTags } from './pyyaml-tags.ts';

/** One entry of `images:`, as it stands in its file. */
export interface Definition {
  readonly at: Position;
  /** The line that it begins on. */
  readonly excerpt: string;
  readonly fields: ReadonlyMap<unknown, unknown>;
}

/**
 * Reads a file of openstack-image-manager: `images:`, a list of mappings, in YAML 1.1 as PyYAML reads it. What is
 * wrong is added to the faults.
 */
export function readDefinitions(file: TextFile, faults: FoundFaults): readonly Definition[] {
  const document = parse(file, faults);
  const images = document && isMap(document.contents) ? document.get('images', true) : undefined;
  if (document === undefined) return [];
  if (!isSeq(images)) {
    faults.add(
      { file: file.file, line: 1, column: 1 },
      'there is no list "images" in it',
      'Give the files of etc/images.',
    );
    return [];
  }
  return images.items.flatMap(
    (item) => readDefinition(item as YamlNode | null, { document, file, faults }) ?? [],
  );
}

function parse(file: TextFile, faults: FoundFaults): Document.Parsed | undefined {
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
  faults.add(at, `not valid YAML: ${error.message}`, 'Mend the YAML here.', lineAt(file, at));
  return undefined;
}

interface Reading {
  readonly document: Document.Parsed;
  readonly file: TextFile;
  readonly faults: FoundFaults;
}

function readDefinition(item: YamlNode | null, { document, file, faults }: Reading): Definition | undefined {
  const at = positionAt(file, item?.range?.[0] ?? 0);
  const excerpt = lineAt(file, at);
  try {
    const fields: unknown = item?.toJS(document, { mapAsMap: true });
    if (fields instanceof Map) return { at, excerpt, fields };
    faults.add(at, 'an image is a mapping', null, excerpt);
  } catch (error) {
    // Aliases that would make far more of the file than there is in it.
    faults.add(
      at,
      error instanceof Error ? error.message : String(error),
      'Write it without aliases.',
      excerpt,
    );
  }
  return undefined;
}
