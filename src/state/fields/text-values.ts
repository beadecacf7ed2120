import type { ErrorList } from '../yaml/errors.ts';
import { type Node, resolvePath } from '../yaml/tree.ts';

/** A string's text; undefined for an absent value and for any other type. */
export function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && node.type === 'string' ? node.text : undefined;
}

/** Like {@link textOf}, and undefined for a value that already has an error. */
export function validTextOf(node: Node | undefined, errors: ErrorList): string | undefined {
  return node === undefined || errors.hasError(node) ? undefined : textOf(node);
}

/** The strings of a list, without its other values. */
export function textsOf(node: Node | undefined): readonly string[] {
  return node?.kind === 'list' ? node.items.flatMap((item) => textOf(item) ?? []) : [];
}

/** An absolute path, from one relative to the state file; undefined for an absent or invalid value. */
export function pathOf(node: Node | undefined, errors: ErrorList): string | undefined {
  const text = validTextOf(node, errors);
  return node === undefined || text === undefined ? undefined : resolvePath(node, text);
}
