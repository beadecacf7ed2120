import { type Typed, typeOfPlain } from './plain-scalar.ts';
import { mayBeSecret } from './secret-fields.ts';
import { isReference, type Place, type SourceText } from './source-text.ts';
import type { Entry, MapNode, Node, ScalarNode } from './tree.ts';

/**
 * Reads the YAML that most state files are made of: block mappings and lists, values on one line with or without quotes,
 * and flow collections on one line. Null for a file with anything else (anchors, tags, escapes, values of several lines,
 * faults): the yaml library reads that one, and gives the same tree for the others. The library takes ten times the time
 * and memory. Notes the places of secrets like the library's reader. Ends of mappings and lists are approximate.
 */
export function readSimpleYaml(source: SourceText): MapNode | null {
  if (UNUSUAL.test(source.text)) return null;
  try {
    return new SimpleReader(source).document();
  } catch (error) {
    if (error === NOT_SIMPLE) return null;
    throw error;
  }
}

/** Tabs, carriage returns and other control characters, and what some readers take for the end of a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are the point
const UNUSUAL = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/;
const NOT_SIMPLE = Symbol('not simple');
const MAX_DEPTH = 50;
const KEY = /^[A-Za-z_][\w ./+()@:-]*$/;
const VALUE_START = /[^\s\-?:,[\]{}#&*!|>'"%@`<=]/y;
const FLOW_WORD = /[A-Za-z0-9_/.][\w/.+-]*(?: +[\w/.+][\w/.+-]*)*/y;

class SimpleReader {
  readonly #source: SourceText;
  readonly #text: string;
  readonly #secrets: (readonly [start: number, end: number])[] = [];
  /** Keys from below `glance` on, outermost first; null elsewhere. */
  #path: string[] | null = null;
  #depth = 0;
  /** The offset of the next content, the end of its line, and its column. The column is -1 at the end of the text. */
  #at = 0;
  #end = 0;
  #column = -1;

  constructor(source: SourceText) {
    this.#source = source;
    this.#text = source.text;
  }

  document(): MapNode {
    this.#nextLine(0);
    if (this.#column === 0 && this.#line() === '---') this.#nextLine(this.#end + 1);
    if (this.#column !== 0) throw NOT_SIMPLE;
    const root = this.#map(0);
    if (this.#hasMore()) throw NOT_SIMPLE;
    this.#source.secrets.push(...this.#secrets);
    return root;
  }

  #hasMore(): boolean {
    return this.#column !== -1;
  }

  /** Goes to the first content at or after the start of a line; passes over empty lines and comments. */
  #nextLine(start: number): void {
    const text = this.#text;
    let lineStart = start;
    while (lineStart < text.length) {
      let at = lineStart;
      while (text.charCodeAt(at) === SPACE) at++;
      const newline = text.indexOf('\n', at);
      const end = newline === -1 ? text.length : newline;
      if (at < end && text.charCodeAt(at) !== HASH) {
        this.#at = at;
        this.#end = end;
        this.#column = at - lineStart;
        return;
      }
      lineStart = end + 1;
    }
    this.#column = -1;
  }

  #line(): string {
    return withoutSpacesAtEnd(this.#text.slice(this.#at, this.#end));
  }

  #isItem(): boolean {
    if (this.#text.charCodeAt(this.#at) !== DASH) return false;
    return this.#at + 1 === this.#end || this.#text.charCodeAt(this.#at + 1) === SPACE;
  }

  /** The mapping whose first key is at the present place, in this column. */
  #map(column: number): MapNode {
    if (++this.#depth > MAX_DEPTH) throw NOT_SIMPLE;
    const start = this.#at;
    const entries = new Map<string, Entry>();
    while (this.#column === column && !this.#isItem()) this.#entry(column, entries);
    if (this.#column > column || entries.size === 0) throw NOT_SIMPLE;
    this.#depth--;
    return {
      kind: 'map',
      entries,
      place: this.#place(start, [...entries.values()].at(-1)?.value.place.end ?? start),
    };
  }

  #entry(column: number, entries: Map<string, Entry>): void {
    const keyStart = this.#at;
    const colon = this.#keyEnd();
    if (colon === null) throw NOT_SIMPLE;
    const { name, end } = this.#key(keyStart, colon);
    if (entries.has(name)) throw NOT_SIMPLE;
    const keyPlace = this.#place(keyStart, end);
    const outer = this.#path;
    const isGlance = outer === null && column === 0 && this.#depth === 1 && name === 'glance';
    this.#path = isGlance ? [] : outer && [...outer, name];
    const value = this.#value(colon + 1, column, keyPlace);
    this.#path = outer;
    if (outer !== null) this.#noteSecret(name, outer, value);
    entries.set(name, { key: name, isText: true, keyPlace, value });
  }

  /** The offset of the colon that ends the key at the present place; null: there is none on the line. */
  #keyEnd(): number | null {
    const text = this.#text;
    const first = text.charCodeAt(this.#at);
    if (first === QUOTE || first === APOSTROPHE) {
      let at = this.#quoteEnd(this.#at);
      while (text.charCodeAt(at) === SPACE) at++;
      return text.charCodeAt(at) === COLON && at < this.#end ? at : null;
    }
    for (let at = text.indexOf(':', this.#at); at !== -1 && at < this.#end; at = text.indexOf(':', at + 1)) {
      if (at + 1 !== this.#end && text.charCodeAt(at + 1) !== SPACE) continue;
      return text.slice(this.#at, at).includes(' #') ? null : at;
    }
    return null;
  }

  #key(start: number, colon: number): { readonly name: string; readonly end: number } {
    const text = this.#text;
    const first = text.charCodeAt(start);
    if (colon + 1 !== this.#end && text.charCodeAt(colon + 1) !== SPACE) throw NOT_SIMPLE;
    if (colon - start > 500) throw NOT_SIMPLE;
    if (first === QUOTE || first === APOSTROPHE) {
      const end = this.#quoteEnd(start);
      return { name: this.#unquoted(start, end), end };
    }
    const name = withoutSpacesAtEnd(text.slice(start, colon));
    if (!KEY.test(name) || typeOfPlain(name)?.type !== 'string') throw NOT_SIMPLE;
    return { name, end: start + name.length };
  }

  /** The value after a colon: on the same line, or below it. Goes to the line after it. */
  #value(from: number, column: number, keyPlace: Place): Node {
    const at = this.#skipSpaces(from);
    if (at < this.#end && this.#text.charCodeAt(at) !== HASH) return this.#inline(at, column);
    // A comment needs a space before it.
    if (at < this.#end && at === from) throw NOT_SIMPLE;
    this.#nextLine(this.#end + 1);
    if (this.#column > column) return this.#isItem() ? this.#list(this.#column) : this.#map(this.#column);
    if (this.#column === column && this.#isItem()) return this.#list(column);
    return scalar({ type: 'null', value: null }, '', true, keyPlace);
  }

  #list(column: number): Node {
    if (++this.#depth > MAX_DEPTH) throw NOT_SIMPLE;
    const start = this.#at;
    const items: Node[] = [];
    while (this.#column === column && this.#isItem()) items.push(this.#item(column));
    if (this.#column > column) throw NOT_SIMPLE;
    this.#depth--;
    return { kind: 'list', items, place: this.#place(start, items.at(-1)?.place.end ?? start) };
  }

  #item(column: number): Node {
    const at = this.#skipSpaces(this.#at + 1);
    if (at >= this.#end || this.#text.charCodeAt(at) === HASH) throw NOT_SIMPLE;
    const inner = column + at - this.#at;
    this.#at = at;
    if (this.#isItem()) throw NOT_SIMPLE;
    if (this.#keyEnd() === null) return this.#inline(at, column);
    this.#column = inner;
    return this.#map(inner);
  }

  /** A value on one line, and the end of that line. A deeper line after it would go on with the value. */
  #inline(at: number, column: number): Node {
    const node = this.#oneLine(at);
    const rest = this.#skipSpaces(node.place.end);
    const isComment = rest > node.place.end && this.#text.charCodeAt(rest) === HASH;
    if (rest < this.#end && !isComment) throw NOT_SIMPLE;
    this.#nextLine(this.#end + 1);
    if (this.#column > column) throw NOT_SIMPLE;
    return node;
  }

  #oneLine(at: number): Node {
    const first = this.#text.charCodeAt(at);
    if (first === QUOTE || first === APOSTROPHE) return this.#quoted(at);
    if (first === BRACKET || first === BRACE) return this.#flow(at);
    VALUE_START.lastIndex = at;
    if (!VALUE_START.test(this.#text)) throw NOT_SIMPLE;
    const line = this.#text.slice(at, this.#end);
    const comment = line.indexOf(' #');
    const text = withoutSpacesAtEnd(comment === -1 ? line : line.slice(0, comment));
    if (text.includes(': ') || text.endsWith(':')) throw NOT_SIMPLE;
    return this.#plain(text, at);
  }

  #plain(text: string, at: number): ScalarNode {
    const typed = typeOfPlain(text);
    if (typed === null) throw NOT_SIMPLE;
    return scalar(typed, text, true, this.#place(at, at + text.length));
  }

  #quoted(at: number): ScalarNode {
    const end = this.#quoteEnd(at);
    const value = this.#unquoted(at, end);
    return scalar({ type: 'string', value }, value, false, this.#place(at, end));
  }

  #flow(at: number): Node {
    if (++this.#depth > MAX_DEPTH) throw NOT_SIMPLE;
    const node = this.#text.charCodeAt(at) === BRACKET ? this.#flowList(at) : this.#flowMap(at);
    this.#depth--;
    return node;
  }

  #flowList(start: number): Node {
    const items: Node[] = [];
    const end = this.#members(start, ']', (at) => {
      const item = this.#flowValue(at);
      items.push(item);
      return item.place.end;
    });
    return { kind: 'list', items, place: this.#place(start, end) };
  }

  #flowMap(start: number): Node {
    const entries = new Map<string, Entry>();
    const end = this.#members(start, '}', (at) => {
      const keyNode = this.#flowValue(at);
      const key = keyNode.kind === 'scalar' ? keyNode.text : '';
      const colon = this.#skipSpaces(keyNode.place.end);
      const from = this.#skipSpaces(colon + 1);
      // After a quoted key, as JSON has it, the value may follow at once.
      const isApart = from > colon + 1 || (keyNode.kind === 'scalar' && !keyNode.plain);
      const isPair = this.#text.charCodeAt(colon) === COLON && isApart;
      const isText = keyNode.kind === 'scalar' && keyNode.type === 'string';
      if (!isPair || !isText || entries.has(key)) throw NOT_SIMPLE;
      const outer = this.#path;
      this.#path = outer && [...outer, key];
      const value = this.#flowValue(from);
      this.#path = outer;
      if (outer !== null) this.#noteSecret(key, outer, value);
      entries.set(key, { key, isText, keyPlace: keyNode.place, value });
      return value.place.end;
    });
    return { kind: 'map', entries, place: this.#place(start, end) };
  }

  /** Reads members with commas between them; returns the offset after the closing bracket. */
  #members(start: number, close: string, read: (at: number) => number): number {
    let at = this.#skipSpaces(start + 1);
    if (this.#text[at] === close) return at + 1;
    for (;;) {
      at = this.#skipSpaces(read(at));
      if (at >= this.#end) throw NOT_SIMPLE;
      if (this.#text[at] === close) return at + 1;
      if (this.#text[at] !== ',') throw NOT_SIMPLE;
      at = this.#skipSpaces(at + 1);
    }
  }

  #flowValue(at: number): Node {
    const first = this.#text.charCodeAt(at);
    if (first === QUOTE || first === APOSTROPHE) return this.#quoted(at);
    if (first === BRACKET || first === BRACE) return this.#flow(at);
    FLOW_WORD.lastIndex = at;
    const [word] = FLOW_WORD.exec(this.#text) ?? [];
    if (word === undefined) throw NOT_SIMPLE;
    return this.#plain(word, at);
  }

  /** The offset after the quote that closes the one at `start`. */
  #quoteEnd(start: number): number {
    const text = this.#text;
    const quote = text[start] as string;
    for (
      let at = text.indexOf(quote, start + 1);
      at !== -1 && at < this.#end;
      at = text.indexOf(quote, at + 2)
    ) {
      if (quote === "'" && text[at + 1] === quote) continue;
      return at + 1;
    }
    throw NOT_SIMPLE;
  }

  #unquoted(start: number, end: number): string {
    const inner = this.#text.slice(start + 1, end - 1);
    if (this.#text[start] === "'") return inner.replaceAll("''", "'");
    if (inner.includes('\\')) throw NOT_SIMPLE;
    return inner;
  }

  #noteSecret(name: string, path: readonly string[], value: Node): void {
    if (!mayBeSecret(name, path, { isMapping: value.kind === 'map' })) return;
    if (value.kind !== 'scalar') throw NOT_SIMPLE;
    const { start, end } = value.place;
    if (value.text === '' && value.plain) return;
    if (!isReference(this.#text.slice(start, end))) this.#secrets.push([start, end]);
  }

  #skipSpaces(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at) === SPACE) at++;
    return at;
  }

  #place(start: number, end: number): Place {
    return { source: this.#source, start, end };
  }
}

/** YAML's blanks are spaces and tabs alone. `trimEnd` takes hard spaces and other blanks of Unicode too. */
function withoutSpacesAtEnd(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === SPACE) end--;
  return text.slice(0, end);
}

/** Without spreads and with a shared list: a large file has a hundred thousand of these. */
function scalar({ type, value }: Typed, text: string, plain: boolean, place: Place): ScalarNode {
  return { kind: 'scalar', type, value, text, written: text, plain, filledIn: NOT_FILLED_IN, place };
}

const NOT_FILLED_IN: readonly [] = [];

const SPACE = 0x20;
const HASH = 0x23;
const DASH = 0x2d;
const COLON = 0x3a;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BRACKET = 0x5b;
const BRACE = 0x7b;
