import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
  type Node as YamlNode,
} from 'yaml';
import type { ErrorList } from './errors.ts';
import { mayBeSecret } from './secret-fields.ts';
import { describePlace, isReference, type Place, type SourceText, shownKey } from './source-text.ts';
import type { Entry, Node, ScalarNode } from './tree.ts';

/** Values that aliases may add to a document. A file with more would fill the memory. */
const MAX_ALIASED_NODES = 50_000;
const MAX_DEPTH = 100;
const KNOWN_TAG = /^tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq|timestamp)$/;

/** Turns one document's YAML nodes into a {@link Node} tree: resolves aliases and merge keys, and keeps the places. */
export class TreeBuilder {
  readonly #source: SourceText;
  readonly #errors: ErrorList;
  readonly #targets: ReadonlyMap<Alias, YamlNode>;
  /** Aliases in progress, outermost first. */
  readonly #within: Alias[] = [];
  /** Keys that lead to the value in progress, outermost first. */
  readonly #path: string[];
  #aliased = 0;
  #depth = 0;

  constructor(document: Document, source: SourceText, errors: ErrorList) {
    this.#path = [];
    this.#source = source;
    this.#errors = errors;
    this.#targets = aliasTargets(document);
  }

  /** Builds the node of one value. An empty value has no place of its own and gets that of `key`, the node before it. */
  build(node: YamlNode, key: YamlNode | null): Node {
    if (this.#within.length > 0 && ++this.#aliased > MAX_ALIASED_NODES) return this.#nothing(node);
    if (isAlias(node)) return this.#buildAlias(node, key);
    if (isScalar(node)) return this.#buildScalar(node, key);
    if (!isMap(node) && !isSeq(node)) return this.#nothing(node);
    if (this.#depth >= MAX_DEPTH) {
      return this.#wrong(node, `values are nested more than ${MAX_DEPTH} deep`, 'Remove levels of nesting.');
    }
    this.#checkTag(node);
    this.#depth++;
    const built = isMap(node) ? this.#buildMap(node) : this.#buildList(node);
    this.#depth--;
    return built;
  }

  /** Reports a mapping's second key of the same name. */
  duplicateKey(second: YamlNode, first: YamlNode): void {
    const name = isScalar(second) ? keyText(second) : '';
    this.#errors.add(
      this.#place(second),
      `duplicate key ${shownKey(name)}, first given at ${describePlace(this.#place(first))}`,
      'Remove one of the two.',
    );
  }

  #buildAlias(alias: Alias, key: YamlNode | null): Node {
    const target = this.#targets.get(alias);
    if (target === undefined) {
      return this.#wrong(
        alias,
        `no anchor "${alias.source}" comes before this alias`,
        `Write &${alias.source} before the value that the alias repeats.`,
      );
    }
    if (this.#within.some((outer) => this.#targets.get(outer) === target) || contains(target, alias)) {
      return this.#wrong(
        alias,
        `the alias "${alias.source}" refers to a value that contains it`,
        'Write the value itself.',
      );
    }
    this.#within.push(alias);
    const built = this.build(target, key);
    this.#within.pop();
    if (this.#aliased > MAX_ALIASED_NODES && this.#within.length === 0) {
      return this.#wrong(
        alias,
        `aliases turn this document into more than ${MAX_ALIASED_NODES} values`,
        'Write the values themselves, or use "defaults".',
      );
    }
    return built;
  }

  #buildMap(map: YAMLMap): Node {
    const entries = new Map<string, Entry>();
    const keys = new Map<string, YamlNode>();
    const merged: Entry[] = [];
    for (const pair of map.items) {
      const key = this.#resolveKey(pair.key);
      if (key === null) continue;
      if (isMergeKey(key)) {
        merged.push(...this.#mergedEntries(key, pair.value as YamlNode | null));
        continue;
      }
      const name = keyText(key);
      const first = keys.get(name);
      if (isNode(pair.value) && mayBeSecret(name, this.#path, { isMapping: isMap(pair.value) })) {
        this.#keepSecret(pair.value);
      }
      if (first !== undefined) {
        this.duplicateKey(key, first);
        continue;
      }
      keys.set(name, key);
      const keyPlace = this.#place(key);
      this.#path.push(name);
      const value = isNode(pair.value) ? this.build(pair.value, key) : this.#emptyValue(keyPlace);
      this.#path.pop();
      entries.set(name, { key: name, isText: isTextKey(key), keyPlace, value });
    }
    for (const entry of merged) if (!entries.has(entry.key)) entries.set(entry.key, entry);
    return { kind: 'map', entries, place: this.#place(map) };
  }

  #buildList(list: YAMLSeq): Node {
    const items = list.items.map((item) =>
      isNode(item)
        ? this.build(item, null)
        : this.#wrong(list, 'a list must not hold a key', 'Begin each entry with "- ".'),
    );
    return { kind: 'list', items, place: this.#place(list) };
  }

  #buildScalar(scalar: Scalar, key: YamlNode | null): ScalarNode {
    this.#checkTag(scalar);
    const own = this.#place(scalar);
    const place = own.start === own.end && key !== null ? this.#place(key) : own;
    const plain = scalar.type === 'PLAIN';
    const source = scalar.source ?? '';
    const { value } = scalar;
    const given = { kind: 'scalar', plain, written: source, filledIn: [], place } as const;
    if (typeof value === 'string') return { ...given, type: 'string', value, text: value, written: value };
    if (isTextElsewhere(scalar)) return { ...given, type: 'string', value: source, text: source };
    if (typeof value === 'boolean') return { ...given, type: 'boolean', value, text: source };
    if (typeof value === 'number' || typeof value === 'bigint') {
      return { ...given, type: 'number', value: Number(value), text: source };
    }
    if (value instanceof Date) return { ...given, type: 'date', value: null, text: source };
    return { ...given, type: 'null', value: null, text: source };
  }

  /** Reads `<<: *base` or `<<: [*a, *b]`. The earlier mapping wins, and the map's own keys win over both. */
  #mergedEntries(key: Scalar, value: YamlNode | null): readonly Entry[] {
    const built = value === null ? null : this.build(value, key);
    const maps = built?.kind === 'list' ? built.items : built === null ? [] : [built];
    return maps.flatMap((map) => {
      if (map.kind === 'map') return [...map.entries.values()];
      this.#errors.report(map, '"<<" needs a mapping', 'Write an alias of a mapping, e.g. <<: *base.');
      return [];
    });
  }

  #resolveKey(key: unknown): Scalar | null {
    const node = isAlias(key) ? this.#targets.get(key) : key;
    if (isScalar(node) && node.value !== null) return node;
    const place = isNode(key) ? this.#place(key) : null;
    if (place) this.#errors.add(place, 'a key must be plain text', 'Write "key: value".');
    return null;
  }

  #checkTag(node: YamlNode): void {
    const { tag } = node as { tag?: string };
    if (tag === undefined || KNOWN_TAG.test(tag)) return;
    const shown = tag.replace(/^tag:yaml\.org,2002:/, '!!');
    this.#errors.add(
      this.#place(node),
      `reconcile does not know the YAML tag ${JSON.stringify(shown)}`,
      'Remove the tag.',
    );
  }

  /** Records where a secret is written; for an alias that is the place of its anchor's value. */
  #keepSecret(node: YamlNode): void {
    const value = isAlias(node) ? this.#targets.get(node) : node;
    const [start = 0, end = 0] = value?.range ?? [];
    if (start < end && !isReference(this.#source.text.slice(start, end))) {
      this.#source.secrets.push([start, end]);
    }
  }

  #emptyValue(place: Place): ScalarNode {
    return {
      kind: 'scalar',
      type: 'null',
      value: null,
      text: '',
      written: '',
      plain: true,
      filledIn: [],
      place,
    };
  }

  /** A substitute for a value that cannot be built. It is marked, so that no later check reports it. */
  #nothing(node: YamlNode): ScalarNode {
    const empty = this.#emptyValue(this.#place(node));
    this.#errors.mark(empty);
    return empty;
  }

  #wrong(node: YamlNode, message: string, hint: string): ScalarNode {
    this.#errors.add(this.#place(node), message, hint);
    return this.#nothing(node);
  }

  #place(node: YamlNode): Place {
    const [start, end] = node.range ?? [0, 0, 0];
    return { source: this.#source, start, end };
  }
}

/** Each alias with its value: the nearest anchor of that name before the alias. */
function aliasTargets(document: Document): ReadonlyMap<Alias, YamlNode> {
  const anchors = new Map<string, YamlNode>();
  const targets = new Map<Alias, YamlNode>();
  visit(document, (_, node) => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
    } else if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor) {
      anchors.set(node.anchor, node);
    }
  });
  return targets;
}

function contains(outer: YamlNode, inner: YamlNode): boolean {
  return (
    outer.range != null &&
    inner.range != null &&
    outer.range[0] <= inner.range[0] &&
    inner.range[1] <= outer.range[1]
  );
}

function isMergeKey(key: Scalar): boolean {
  return key.type === 'PLAIN' && key.source === '<<';
}

function keyText(key: Scalar): string {
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

function isTextKey(key: Scalar): boolean {
  return typeof key.value === 'string' || isTextElsewhere(key);
}

/**
 * Whether Salt's reader (PyYAML) reads a scalar as text where the yaml library, true to YAML 1.1, does not: a single
 * `y` or `n` (a boolean there), and a single `.` or `e5` (numbers there). reconcile follows PyYAML.
 */
function isTextElsewhere({ value, source = '' }: Scalar): boolean {
  if (typeof value === 'boolean') return /^[yn]$/i.test(source);
  return typeof value === 'number' && (!/[0-9]|inf|nan/i.test(source) || /^e/i.test(source));
}
