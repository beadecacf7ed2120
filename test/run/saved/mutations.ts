import fc from 'fast-check';
import { expect } from 'vitest';
import type { Plan } from '../../../src/model/plan.ts';
import type { Seen, Workplace } from './workplace.ts';

type Json = unknown;
type Path = readonly (string | number)[];

/** Every place of a JSON document, without its root. */
function pathsOf(value: Json, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value)
    ? value.flatMap((child, index) => pathsOf(child, [...path, index]))
    : Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function at(value: Json, path: Path): Json {
  return path.reduce<Json>(
    (inner, key) => (inner as Record<string | number, Json> | undefined)?.[key],
    value,
  );
}

const WAYS = ['delete', 'set', 'copy', 'repeat', 'insert', 'swap', 'flip', 'everywhere'] as const;

/** One alteration of a plan: at one place, or wherever its change holds the same value. */
export interface Mutation {
  readonly how: (typeof WAYS)[number];
  readonly path: Path;
  /** Another place, for `copy`, `insert` and `swap`. */
  readonly other: Path;
  readonly value: Json;
}

/** Values that an attacker would like to see in a plan. */
const HOSTILE: readonly Json[] = [
  'public',
  'community',
  'shared',
  'private',
  'evil',
  '/etc/passwd',
  'replace',
  'held',
  'unchanged',
  'delete',
  true,
  false,
  null,
  0,
  1,
  7,
  [],
  {},
  ['evil'],
  { op: 'add', path: '/visibility', value: 'public' },
  { kind: 'deactivate', image: 'staged' },
];

/** One to three mutations of a document: any place, also steps and changes of one image in another. */
export function mutationsOf(document: Json): fc.Arbitrary<readonly Mutation[]> {
  const paths = pathsOf(document);
  const place = fc.constantFrom(...paths);
  const mutation = fc.record({
    how: fc.constantFrom(...WAYS),
    path: place,
    other: place,
    value: fc.constantFrom(...HOSTILE),
  });
  return fc.array(mutation, { minLength: 1, maxLength: 3 }) as fc.Arbitrary<readonly Mutation[]>;
}

/** The document after these mutations. One that does not fit any more, after those before it, does nothing. */
export function mutate(document: Json, mutations: readonly Mutation[]): Json {
  const result = structuredClone(document);
  for (const { how, path, other, value } of mutations) {
    const parent = at(result, path.slice(0, -1)) as Record<string | number, Json> | undefined;
    const key = path.at(-1) as string | number;
    if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key)) continue;
    const elsewhere = structuredClone(at(result, other));
    const old = parent[key];
    const list = Array.isArray(parent) ? parent : null;
    const index = Number(key);
    if (how === 'delete' && list) list.splice(index, 1);
    else if (how === 'delete') delete parent[key];
    else if (how === 'set') parent[key] = structuredClone(value);
    else if (how === 'copy' && elsewhere !== undefined) parent[key] = elsewhere;
    else if (how === 'repeat' && list) list.splice(index, 0, structuredClone(old));
    else if (how === 'insert' && list && elsewhere !== undefined) list.splice(index, 0, elsewhere);
    else if (how === 'swap' && list) list.splice(0, list.length, ...list.toReversed());
    else if (how === 'flip') parent[key] = flipped(old);
    else if (how === 'everywhere') replaceAll(at(result, path.slice(0, 2)), old, value);
  }
  return result;
}

/** An attacker who knows the format changes the steps and the picture alike. */
function replaceAll(inside: Json, old: Json, value: Json): void {
  if (typeof inside !== 'object' || inside === null) return;
  for (const [key, child] of Object.entries(inside)) {
    if (child === old) (inside as Record<string, Json>)[key] = structuredClone(value);
    else replaceAll(child, old, value);
  }
}

function flipped(value: Json): Json {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return /[0-9a-f]$/.test(value) ? `${value.slice(0, -1)}7` : `${value}7`;
  return value;
}

/** What the honest plan shows and does. */
export interface Honest {
  readonly before: readonly Seen[];
  readonly after: readonly Seen[];
  readonly shown: string;
}

export async function honest(place: Workplace, ...argv: readonly string[]): Promise<Honest> {
  await place.reset();
  const before = await place.seen();
  const { code, stdout, stderr } = await place.apply('-v', ...argv);
  if (code !== 0) throw new Error(stdout + stderr);
  const after = await place.seen();
  await place.reset();
  return { before, after, shown: shownIn(stdout) };
}

/** The plan as a user sees it, without the report after it. */
function shownIn(stdout: string): string {
  return stdout.replace(/^(Plan: .*?\.)$.*/ms, '$1');
}

/**
 * Applies a mutated plan. It is refused before any request changes an image; or it shows what the honest plan shows, and
 * does a part of that; or it shows something else, and each of its effects stands in what it shows.
 */
export async function refusedOrShown(
  place: Workplace,
  { before, after, shown }: Honest,
  document: Json,
  argv: readonly string[],
): Promise<'refused' | 'same' | 'other'> {
  place.save(document);
  const { stdout } = await place.apply('-v', ...argv);
  if (place.changing().length === 0) return 'refused';
  const now = await place.seen();
  await place.reset();
  const drawn = shownIn(stdout);
  if (drawn === shown) {
    const fine = new Set([...before, ...after].map((image) => JSON.stringify(image)));
    for (const image of now)
      expect(fine, 'an effect that the plan does not show').toContain(JSON.stringify(image));
    return 'same';
  }
  const flat = drawn.replaceAll(/\s+/g, ' ');
  for (const effect of effectsOf(before, now)) expect(flat, `shown: ${drawn}`).toContain(effect);
  return 'other';
}

/** The texts that stand for the effects on the images, as the plan writes them. */
function effectsOf(before: readonly Seen[], now: readonly Seen[]): readonly string[] {
  const known = new Set(before.map((image) => JSON.stringify(image)));
  return now
    .filter((image) => !known.has(JSON.stringify(image)))
    .flatMap((image) => {
      const old = before.find(({ name }) => name === image.name);
      const isBackup = image.properties['owner_specified.reconcile.role'] === 'backup';
      const texts: readonly (readonly [unknown, unknown, string])[] = [
        [old?.visibility ?? (isBackup ? 'private' : ''), image.visibility, image.visibility],
        [old?.description ?? null, image.description, image.description ?? ''],
        [old?.minDisk ?? 0, image.minDisk, `min_disk`],
        [old?.protected ?? false, image.protected, 'protected'],
        [old?.hidden ?? isBackup, image.hidden, isBackup ? 'still listed' : 'hidden'],
        [old?.status ?? 'active', image.status, image.status.slice(0, 8)],
      ];
      const properties = Object.entries(image.properties).filter(
        ([key, value]) => old?.properties[key] !== value && !key.startsWith('owner_specified.'),
      );
      const isNew = old === undefined && !isBackup;
      return [
        image.name.split(' (')[0] ?? '',
        ...texts.flatMap(([from, to, text]) => (from === to ? [] : [text])),
        ...image.tags.filter((tag) => !old?.tags.includes(tag)),
        ...(isBackup ? [] : properties.flat()),
        ...image.members.filter((member) => !old?.members.includes(member)),
        ...(isNew ? [image.visibility] : []),
      ];
    });
}

export function withFiles(plan: Plan, files: readonly string[]): Plan {
  return { ...plan, state: { ...plan.state, files } };
}
