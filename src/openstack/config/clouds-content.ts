import { parseDocument, visit } from 'yaml';
import { ConfigError } from '../../model/errors.ts';

const DEEPEST = 100;

/** The values of a clouds.yaml, scalars as text or null. Throws ConfigError, whose message does not quote the file. */
export function contentOf(file: string, text: string): unknown {
  try {
    return parseContent(file, text);
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError(`${file}: ${buildFault(cause)}`, {
      hint: 'Write the values without aliases and merges.',
      cause,
    });
  }
}

/** The kind of an error that the parser throws while it builds values; its own words quote the file. */
function buildFault(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : '';
  if (cause instanceof RangeError)
    return 'its values are nested too deeply, or an alias is inside its own anchor';
  if (text.startsWith('Unresolved alias')) return 'an alias has no anchor before it';
  if (text.startsWith('Excessive alias')) return 'its aliases make too many values';
  return /merge/i.test(text) ? '"<<" must merge mappings only' : 'its values cannot be read';
}

/** Refuses values without end too: an alias inside its own anchor makes a value that holds itself. */
function refuseDepth(value: unknown, depth: number): void {
  if (depth > DEEPEST) throw new RangeError('too deep');
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value)) refuseDepth(inner, depth + 1);
}

function parseContent(file: string, text: string): unknown {
  const document = parseDocument(text, { merge: true, prettyErrors: true, logLevel: 'silent' });
  const fault = document.errors[0];
  if (fault !== undefined) {
    const place = fault.linePos?.[0];
    const where = place === undefined ? '' : `:${place.line}:${place.col}`;
    throw new ConfigError(
      `${file}${where}: not valid YAML (${fault.code.toLowerCase().replaceAll('_', ' ')})`,
    );
  }
  visit(document, {
    // A password may look like a number or a boolean: 0123 must not become 123, nor "yes" true.
    Scalar(_key, node) {
      if (node.value !== null && typeof node.value !== 'string')
        node.value = node.source ?? String(node.value);
    },
  });
  const content: unknown = document.toJS({ maxAliasCount: 100 });
  refuseDepth(content, 0);
  return content;
}
