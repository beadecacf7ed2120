import { SourceError, VerificationError } from '../../model/errors.ts';
import { quoted } from '../../model/text.ts';
import { jsonMap } from '../json-map.ts';
import type { Description, Resource, Value } from './vocabulary.ts';

type JsonObject = ReadonlyMap<string, unknown>;

/** Levels: a description, its endorsement, the endorser. */
const DEEPEST = 4;

/**
 * Reads the descriptions of an RDF/JSON document, in order: `{subject: {predicate: [{type, value}]}}`. Resources
 * without a name (`_:…`) are put where they are referred to. `SourceError` when the text is not JSON,
 * `VerificationError` for JSON of another kind, such as the list that a marketplace shows to browsers.
 */
export function readRdfJson(text: string): Description[] {
  const subjects = jsonMap(parse(text));
  if (!subjects) throw otherJson('it is not an object');
  if (Array.isArray(subjects.get('aaData'))) throw tableOfMetadata(subjects.get('aaData') as unknown[]);
  const named = [...subjects.keys()].filter((subject) => !subject.startsWith('_:'));
  const graph = new Graph(subjects);
  const descriptions = named.map((about) => ({ about, properties: graph.resource(about, 0) }));
  if (descriptions.every(({ properties }) => properties.size === 0)) throw otherJson('it describes nothing');
  return descriptions;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SourceError('the metadata is not readable: it is neither XML nor JSON', {
      cause: error,
      hint: 'Check the address: the document must be the metadata of an image from a marketplace.',
    });
  }
}

/** Resolves references of descriptions. Each resource is read once at each depth, because references can multiply. */
class Graph {
  readonly #subjects: JsonObject;
  readonly #known: Map<string, Resource>[] = [];

  constructor(subjects: JsonObject) {
    this.#subjects = subjects;
  }

  resource(subject: string, depth: number): Resource {
    if (depth > DEEPEST) return new Map();
    this.#known[depth] ??= new Map();
    const known = this.#known[depth].get(subject);
    if (known) return known;
    const properties = new Map<string, readonly Value[]>();
    this.#known[depth].set(subject, properties);
    for (const [name, values] of jsonMap(this.#subjects.get(subject)) ?? []) {
      if (Array.isArray(values))
        properties.set(
          name,
          values.flatMap((value) => this.#value(value, depth)),
        );
    }
    return properties;
  }

  #value(given: unknown, depth: number): Value[] {
    const fields = jsonMap(given);
    const value = fields?.get('value');
    if (typeof value !== 'string') return [];
    return [fields?.get('type') === 'bnode' ? this.resource(value, depth + 1) : value.trim()];
  }
}

function otherJson(why: string): VerificationError {
  return new VerificationError(`the JSON document is not RDF/JSON metadata: ${why}`, {
    hint: 'Use the metadata of an image from the marketplace, as XML: …/metadata/IDENTIFIER?media=xml.',
  });
}

/** Refuses the answer to `/metadata` and `/metadata/{id}` with `media=json`: rows of a table, without checksums. */
function tableOfMetadata(rows: readonly unknown[]): VerificationError {
  const [row] = rows;
  const cells = Array.isArray(row) ? row.map(String) : [];
  const [email = '', created = '', identifier = ''] = [cells[4], cells[6], cells[7]];
  const shown =
    rows.length === 0
      ? 'no image'
      : `${rows.length} images, the first ${quoted(identifier || 'without identifier')}`;
  const datum = [identifier, email, created].map((part) =>
    part === '' ? '…' : encodeURIComponent(part.slice(0, 80)),
  );
  return new VerificationError(
    `the JSON document is a marketplace's list of images for browsers, not the metadata of an image; it shows ${shown}`,
    {
      hint: `Give the identifier without a document, or use the metadata itself: …/metadata/${datum.join('/')}?media=xml.`,
    },
  );
}
