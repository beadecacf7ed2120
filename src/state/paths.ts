import path from 'node:path';
import type { Node } from './yaml/tree.ts';

/** Absolute; relative paths start at the directory of the state file that the node stands in. */
export function resolvePath(node: Node, written: string): string {
  return path.resolve(node.place.source.directory, written);
}
