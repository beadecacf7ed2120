import type { ErrorList } from './errors.ts';
import { readSimpleYaml } from './simple-yaml.ts';
import type { SourceText } from './source-text.ts';
import { isNull, type ParsedFile } from './tree.ts';

/**
 * Reads the `glance` sections and the top keys of a file. The quick reader reads it where it can; else the yaml library
 * does, which is loaded only then.
 */
export async function readYaml(source: SourceText, errors: ErrorList): Promise<ParsedFile> {
  const root = readSimpleYaml(source);
  const section = root?.entries.get('glance')?.value;
  const isSection = section === undefined || isNull(section) || section.kind === 'map';
  if (root === null || !isSection) {
    const { parseYaml } = await import('./parse-yaml.ts');
    return parseYaml(source, errors);
  }
  const topKeys = [...root.entries.values()].map(({ key, keyPlace }) => ({ name: key, place: keyPlace }));
  const document = {
    place: topKeys[0]?.place ?? root.place,
    content: 'mapping',
    topKeys,
    section: section?.kind === 'map' ? section : null,
  } as const;
  return { source, documents: [document] };
}
