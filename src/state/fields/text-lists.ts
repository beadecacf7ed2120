import { SAFETY_RULES, type SafetyRule } from '../../model/safety.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { describePlace } from '../yaml/source-text.ts';
import type { Node, ScalarNode } from '../yaml/tree.ts';
import { validTextOf } from './text-values.ts';

/** Reads a list of words, e.g. store ids, and reports repeated ones. Messages call a word `what`. */
export function readWords(node: Node, what: string, errors: ErrorList): readonly string[] {
  const words = new Map<string, ScalarNode>();
  for (const item of node.kind === 'list' ? node.items : []) {
    if (item.kind !== 'scalar' || item.type !== 'string' || errors.hasError(item)) continue;
    const other = words.get(item.text);
    if (other === undefined) words.set(item.text, item);
    else {
      const first = describePlace(other.place);
      errors.report(
        item,
        `the ${what} ${JSON.stringify(item.written)} is listed twice, first at ${first}`,
        'Remove one of the two.',
      );
    }
  }
  return [...words.keys()];
}

/** Reads `tags`. */
export function readTags(node: Node, errors: ErrorList): readonly string[] {
  return readWords(node, 'tag', errors);
}

/** Reads `allow_unsafe`: rules of the safety inspection. The schema has already reported unknown rules. */
export function readExceptions(node: Node, errors: ErrorList): readonly SafetyRule[] {
  const words = readWords(node, 'rule', errors);
  return SAFETY_RULES.filter((rule) => words.includes(rule));
}

/** Reads `previously`: one former name, or a list. */
export function readPreviously(node: Node, name: string, errors: ErrorList): readonly string[] {
  const items = node.kind === 'list' ? node.items : [node];
  for (const item of items) {
    if (item.kind === 'scalar' && item.text === name) {
      errors.report(
        item,
        `"previously" must not hold the image's own name`,
        'Remove the name from "previously".',
      );
    }
  }
  return node.kind === 'list'
    ? readWords(node, 'former name', errors)
    : items.flatMap((item) => validTextOf(item, errors) ?? []);
}
