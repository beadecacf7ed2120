import type { DocumentReference } from '../../model/source/source.ts';
import type { ErrorList } from '../yaml/errors.ts';
import type { Node } from '../yaml/tree.ts';
import { sourceFrom } from './image-source.ts';

/** Reads a document that reconcile fetches: a path, a URL, or `{url, auth}`. Undefined when absent or invalid. */
export function readDocument(node: Node | undefined, errors: ErrorList): DocumentReference | undefined {
  if (node === undefined) return undefined;
  const source = sourceFrom(node, errors);
  return source?.kind === 'file' || source?.kind === 'http' ? source : undefined;
}
