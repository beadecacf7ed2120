import { SAFETY_RULES, type SafetyRule } from '../../model/safety.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { describePlace } from '../yaml/source-text.ts';
import type { Node, ScalarNode } from '../yaml/tree.ts';

/** A list of words that may each stand there once, e.g. store ids; `what` is how messages call one. */
export function readWords(node: Node, what: string, errors: ErrorList): readonly string[] {
  const words = new Map<string, ScalarNode>();
  for (const item of node.kind === 'list' ? node.items : []) {
    if (item.kind !== 'scalar' || item.type !== 'string' || errors.isBlamed(item)) continue;
    const other = words.get(item.text);
    if (other === undefined) words.set(item.text, item);
    else {
      const first = describePlace(other.place);
      errors.report(
        item,
        `the ${what} ${JSON.stringify(item.written)} is listed twice, first at ${first}`,
        'Keep one of the two.',
      );
    }
  }
  return [...words.keys()];
}

export function readTags(node: Node, errors: ErrorList): readonly string[] {
  return readWords(node, 'tag', errors);
}

/** Rules of the safety inspection; the schema has limited them to those that there are. */
export function readExceptions(node: Node, errors: ErrorList): readonly SafetyRule[] {
  const words = readWords(node, 'rule', errors);
  return SAFETY_RULES.filter((rule) => words.includes(rule));
}

/** Former names: one, or a list. */
export function readPreviously(node: Node, name: string, errors: ErrorList): readonly string[] {
  const items = node.kind === 'list' ? node.items : [node];
  for (const item of items) {
    if (item.kind === 'scalar' && item.text === name) {
      errors.report(
        item,
        'an image cannot have been renamed from its own name',
        'Remove it from "previously".',
      );
    }
  }
  return node.kind === 'list'
    ? readWords(node, 'former name', errors)
    : items.flatMap((item) => usable(item, errors));
}

function usable(node: Node, errors: ErrorList): readonly string[] {
  return node.kind === 'scalar' && node.type === 'string' && !errors.isBlamed(node) ? [node.text] : [];
}
