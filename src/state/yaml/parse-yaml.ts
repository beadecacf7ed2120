import {
  type Document,
  isMap,
  isPair,
  isScalar,
  type Pair,
  parseAllDocuments,
  visit,
  type YAMLError,
  type Node as YamlNode,
} from 'yaml';
import { TreeBuilder } from './build-tree.ts';
import type { ErrorList } from './errors.ts';
import type { Place, SourceText } from './source-text.ts';
import { isNull, type MapNode, type ParsedDocument, type ParsedFile, type TopKey } from './tree.ts';

/**
 * Reads every YAML document of a file: their `glance` sections, and the keys beside them, which belong to other
 * formulas. Reads YAML 1.1, as Salt reads its pillars: `yes`, `no`, `on` and `off` are booleans. Adds
 * syntax errors to the list; the rest of the file is still returned and checked.
 */
export function parseYaml(source: SourceText, errors: ErrorList): ParsedFile {
  const documents = parseAllDocuments(source.text, {
    version: '1.1',
    merge: true,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const list = Array.isArray(documents) ? documents : [];
  return { source, documents: list.map((document) => parsedDocument(document, source, errors)) };
}

function parsedDocument(document: Document, source: SourceText, errors: ErrorList): ParsedDocument {
  const root = document.contents as YamlNode | null;
  const section = glanceSection(document, source, errors);
  const keys = topKeys(document, source);
  const [start, end] = root?.range ?? document.range ?? [0, 0];
  return {
    place: keys[0]?.place ?? { source, start, end },
    content: isMap(root) ? 'mapping' : isNothing(root) ? 'nothing' : 'other',
    topKeys: keys,
    section,
  };
}

function topKeys(document: Document, source: SourceText): readonly TopKey[] {
  const root = document.contents as YamlNode | null;
  const keys = isMap(root) ? root.items.map(({ key }) => key) : [];
  return keys.flatMap((key) => {
    if (!isScalar(key) || typeof key.value !== 'string') return [];
    const [start, end] = key.range ?? [0, 0];
    return [{ name: key.value, place: { source, start, end } }];
  });
}

function glanceSection(document: Document, source: SourceText, errors: ErrorList): MapNode | null {
  const root = document.contents as YamlNode | null;
  const builder = new TreeBuilder(document, source, errors);
  const pairs = isMap(root) ? root.items.filter(isGlance) : [];
  const section = pairs[0]?.value ? builder.build(pairs[0].value, pairs[0].key) : null;
  reportSyntax(document, source, errors);
  if (root !== null && !isMap(root) && !isNothing(root)) {
    const [start, end] = root.range ?? [0, 0];
    errors.add(
      { source, start, end },
      'a state file must be a mapping with the key "glance"',
      'Begin the file with "glance:".',
    );
  }
  if (pairs[0] && pairs[1]) builder.duplicateKey(pairs[1].key, pairs[0].key);
  if (section === null || isNull(section)) return null;
  if (section.kind === 'map') return section;
  errors.report(section, '"glance" must be a mapping', 'Put the keys "server" or "client" under it.');
  return null;
}

function isNothing(root: YamlNode | null): boolean {
  return root === null || (isScalar(root) && root.value === null);
}

function isGlance(pair: unknown): pair is Pair<YamlNode, YamlNode | null> {
  return isPair(pair) && isScalar(pair.key) && pair.key.value === 'glance';
}

/** Codes of errors after which the parser misreads the rest of the file. */
const FATAL = new Set([
  'MISSING_CHAR',
  'RESOURCE_EXHAUSTION',
  'UNEXPECTED_TOKEN',
  'BAD_DIRECTIVE',
  'IMPOSSIBLE',
]);

const REFERENCE_START = '${';
const INDENT_EQUALLY = 'Indent all keys of a mapping equally';
const MESSAGES: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  TAB_AS_INDENT: ['a tab must not indent YAML', 'Indent with spaces.'],
  BLOCK_AS_IMPLICIT_KEY: [
    'a mapping cannot begin here, after a value on the same line',
    `Quote a value that holds ": ". ${INDENT_EQUALLY}.`,
  ],
  MULTILINE_IMPLICIT_KEY: [
    'this is neither a key with its colon nor a value',
    `End a key with ":". ${INDENT_EQUALLY}.`,
  ],
  BAD_SCALAR_START: ['an unquoted value cannot begin with this character', 'Quote the value.'],
  BAD_DQ_ESCAPE: ['double quotes know no such escape', 'Write a backslash as \\\\, or use single quotes.'],
  MISSING_CHAR: [
    'a quote, bracket, comma or colon is missing here',
    'Close the quote or bracket before this.',
  ],
  BAD_INDENT: [
    'the indentation does not fit, or a bracket is not closed',
    `${INDENT_EQUALLY}, and close every bracket.`,
  ],
  RESOURCE_EXHAUSTION: ['values are nested too deeply', 'Remove levels of nesting.'],
};

/** Adds the first error of each line, ten at most: one mistake often makes the parser report many. */
function reportSyntax(document: Document, source: SourceText, errors: ErrorList): void {
  const lines = new Set<number>();
  for (const error of document.errors) {
    const start = openQuote(error, document) ?? error.pos[0];
    const place: Place = { source, start, end: error.pos[1] };
    const lineStart = source.text.lastIndexOf('\n', place.start - 1) + 1;
    if (lines.has(lineStart)) continue;
    if (lines.size === 10) return;
    lines.add(lineStart);
    const [message, hint] = explain(error, source);
    errors.add(place, `not valid YAML: ${message}`, hint);
    const fatal = FATAL.has(error.code) || (error.code === 'BAD_INDENT' && /\[|\{/.test(error.message));
    const lineEnd = source.text.indexOf('\n', place.start);
    errors.ignore(source, lineStart, fatal || lineEnd === -1 ? Number.POSITIVE_INFINITY : lineEnd);
    if (fatal) return;
  }
}

/** The start of a quote that is never closed. The parser itself reports the end of the file. */
function openQuote(error: YAMLError, document: Document): number | null {
  // The yaml library has one code for a missing quote and a missing bracket: only its message tells them apart.
  if (error.code !== 'MISSING_CHAR' || !error.message.includes('quote')) return null;
  let start: number | null = null;
  visit(document, {
    Scalar(_, scalar) {
      const [from = 0, to = 0] = scalar.range ?? [];
      if (scalar.type?.startsWith('QUOTE') && from <= error.pos[0] && to >= error.pos[0] - 1) start = from;
    },
  });
  return start;
}

function explain(error: YAMLError, source: SourceText): readonly [message: string, hint: string] {
  if (source.text.startsWith(REFERENCE_START, error.pos[0] - 1)) {
    return ['a reference within {…} or […] must be quoted', `Write "\${NAME}".`];
  }
  // The yaml library has the code of a missing quote for it.
  if (error.message.startsWith('Sequence item without')) {
    return [
      'a key between an entry of a list and its keys',
      `${INDENT_EQUALLY}, and begin an entry with "- ".`,
    ];
  }
  return MESSAGES[error.code] ?? [lowerFirst(error.message), 'Correct the YAML here.'];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
