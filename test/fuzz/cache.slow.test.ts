import fc from 'fast-check';
import { expect } from 'vitest';
import type { Validators } from '../../src/model/marker.ts';
import { parseNote } from '../../src/source/cache/draft-note.ts';
import { parseLearnt } from '../../src/source/cache/learnt.ts';
import { draftStem, ENTRY_ROOTS, isEntryName } from '../../src/source/cache/place.ts';
import { scalar, text } from './arbitraries.ts';
import { describeParser } from './harness.ts';

function read(note: string): void {
  const parsed = parseNote(note);
  if (parsed === null) return;
  expect(typeof parsed.source).toBe('string');
  expectValidators(parsed.validators);
}

function readLearnt(note: string): void {
  const parsed = parseLearnt(note);
  if (parsed === null) return;
  expect(parsed.sha256).toMatch(/^[0-9a-f]{64}$/);
  expectValidators(parsed.validators);
}

function expectValidators({ etag = '', lastModified = '', length = 0 }: Validators): void {
  expect([etag, lastModified].every((value) => typeof value === 'string')).toBe(true);
  expect(Number.isSafeInteger(length) && length >= 0).toBe(true);
}

describeParser('note of a broken download', (fuzz) => {
  const marks = fc.dictionary(fc.constantFrom('etag', 'lastModified', 'length'), scalar);
  fuzz('any text', text, read);
  fuzz('any JSON', fc.json(), read);
  fuzz('a note with other values', fc.record({ source: scalar, validators: marks }), (note) =>
    read(JSON.stringify(note)),
  );
  fuzz('any name stays inside the cache', text, (name) => {
    const isOurs = draftStem(name) !== null || ENTRY_ROOTS.some((root) => isEntryName(root, name));
    if (isOurs) expect(name).toMatch(/^[a-z0-9.-]+$/);
  });
});

describeParser('note of a learnt digest', (fuzz) => {
  const marks = fc.dictionary(fc.constantFrom('etag', 'lastModified', 'length'), scalar);
  const sha256 = fc.oneof(scalar, fc.constant('a'.repeat(64)));
  fuzz('any text', text, readLearnt);
  fuzz('any JSON', fc.json(), readLearnt);
  fuzz('a note with other values', fc.record({ sha256, validators: marks }), (note) =>
    readLearnt(JSON.stringify(note)),
  );
});
