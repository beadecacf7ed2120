import { SourceError, VerificationError } from '../../model/errors.ts';
import { quoted } from '../../model/text.ts';
import type { Description, Resource, Value } from './vocabulary.ts';

type JsonObject = ReadonlyMap<string, unknown>;

/** A description, its endorsement, its endorser. */
const DEEPEST = 4;

/**
 * The descriptions of an RDF/JSON document, in order: `{subject: {predicate: [{type, value}]}}`, where things without
 * a name (`_:…`) are taken in where they are referred to. `SourceError` for what is no JSON, `VerificationError` for
 * JSON of another kind, such as the list that a marketplace shows to browsers.
 */
export function readRdfJson(text: string): Description[] {
  const subjects = objectOf(parse(text));
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
      hint: 'Check that the document is the metadata of an image, as the marketplace gives it.',
    });
  }
}

/** Takes in what a description refers to, each thing once at each depth: references multiply. */
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
    for (const [name, values] of objectOf(this.#subjects.get(subject)) ?? []) {
      if (Array.isArray(values))
        properties.set(
          name,
          values.flatMap((value) => this.#value(value, depth)),
        );
    }
    return properties;
  }

  #value(given: unknown, depth: number): Value[] {
    const fields = objectOf(given);
    const value = fields?.get('value');
    if (typeof value !== 'string') return [];
    return [fields?.get('type') === 'bnode' ? this.resource(value, depth + 1) : value.trim()];
  }
}

/** As a map: no key of a document can be taken for a property that all objects have. */
function objectOf(value: unknown): JsonObject | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return new Map(Object.entries(value));
}

function otherJson(why: string): VerificationError {
  return new VerificationError(`the JSON document is no RDF/JSON metadata: ${why}`, {
    hint: 'Take the metadata of an image from the marketplace, as XML: …/metadata/IDENTIFIER?media=xml.',
  });
}

/** The answer to `/metadata` and `/metadata/{id}` with `media=json`: rows for a table, without checksums. */
function tableOfMetadata(rows: readonly unknown[]): VerificationError {
  const [row] = rows;
  const cells = Array.isArray(row) ? row.map(String) : [];
  const [email = '', created = '', identifier = ''] = [cells[4], cells[6], cells[7]];
  const shown =
    rows.length === 0
      ? 'no image'
      : `${rows.length} of them, the first ${quoted(identifier || 'without identifier')}`;
  const datum = [identifier, email, created].map((part) =>
    part === '' ? '…' : encodeURIComponent(part.slice(0, 80)),
  );
  return new VerificationError(
    `the JSON document is a marketplace's list of images for browsers, not the metadata of an image; it shows ${shown}`,
    {
      hint: `Give the identifier without a document, or take the metadata itself: …/metadata/${datum.join('/')}?media=xml.`,
    },
  );
}
