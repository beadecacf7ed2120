import fc from 'fast-check';
import { expect } from 'vitest';
import { parseNote } from '../../src/source/cache/draft-note.ts';
import { draftStem, ENTRY_ROOTS, isEntryName } from '../../src/source/cache/place.ts';
import { scalar, text } from './arbitraries.ts';
import { describeParser } from './harness.ts';

function read(note: string): void {
  const parsed = parseNote(note);
  if (parsed === null) return;
  const { etag = '', lastModified = '', length = 0 } = parsed.validators;
  expect([parsed.source, etag, lastModified].every((value) => typeof value === 'string')).toBe(true);
  expect(Number.isSafeInteger(length) && length >= 0).toBe(true);
}

describeParser('notes of broken downloads', (fuzz) => {
  const marks = fc.dictionary(fc.constantFrom('etag', 'lastModified', 'length'), scalar);
  fuzz('any text', text, read);
  fuzz('any JSON', fc.json(), read);
  fuzz('a note with other values', fc.record({ source: scalar, validators: marks }), (note) =>
    read(JSON.stringify(note)),
  );
  fuzz('any name, and stays inside the cache', text, (name) => {
    const isOurs = draftStem(name) !== null || ENTRY_ROOTS.some((root) => isEntryName(root, name));
    if (isOurs) expect(name).toMatch(/^[a-z0-9.-]+$/);
  });
});
