import { Document, isPair, isScalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Entry, Field, StateDraft, Value } from './draft.ts';

/** Characters that a comment line may have. */
const LONGEST_COMMENT = 300;

/** Draws a draft as YAML. Escapes `${` in every value, so that another tool's text never refers to a variable. */
export function drawState(draft: StateDraft): string {
  const server = mapOf([
    ...(draft.stack === null ? [] : [{ key: 'name', value: draft.stack }]),
    ...(draft.cloud === null ? [] : [{ key: 'cloud', value: draft.cloud, about: draft.aboutCloud }]),
  ]);
  if (draft.images.length > 0) server.add({ key: 'images', value: entriesOf(draft.images) });
  if (draft.lists.length > 0) server.add({ key: 'image_lists', value: entriesOf(draft.lists) });
  const glance = new YAMLMap();
  glance.add({ key: 'server', value: server });
  const root = new YAMLMap();
  root.add({ key: 'glance', value: glance });
  const document = new Document(undefined, { version: '1.1' });
  document.contents = root as typeof document.contents;
  const head = draft.cloud === null ? [...draft.about, ...draft.aboutCloud] : draft.about;
  document.commentBefore = comment(head);
  return document.toString({ lineWidth: 0 });
}

function entriesOf(entries: readonly Entry[]): YAMLSeq {
  const list = new YAMLSeq();
  for (const [index, { about, fields }] of entries.entries()) {
    const item = mapOf(fields);
    item.spaceBefore = index > 0;
    if (about.length > 0) item.commentBefore = comment(about);
    list.add(item);
  }
  return list;
}

function mapOf(fields: readonly Field[]): YAMLMap {
  const map = new YAMLMap();
  const document = new Document();
  for (const { key, value, about = [] } of fields) {
    const pair = document.createPair(key, plain(value));
    if (about.length > 0 && isPair(pair) && isScalar(pair.key)) pair.key.commentBefore = comment(about);
    map.add(pair);
  }
  return map;
}

/** The value for the YAML library. A state file writes `$${` for a literal `${`. */
function plain(value: Value): unknown {
  if (typeof value === 'string') return value.replaceAll(`\${`, `$$$\{`);
  if (typeof value !== 'object') return value;
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, plain(item)]));
  return (value as readonly Value[]).map(plain);
}

/** Comment lines. Replaces control characters, which could end the comment or drive a terminal. */
function comment(lines: readonly string[]): string {
  return lines
    .map((line) => {
      const safe = line.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?');
      return safe.length > LONGEST_COMMENT ? ` ${safe.slice(0, LONGEST_COMMENT)}…` : ` ${safe}`;
    })
    .join('\n');
}
