import fc from 'fast-check';
import { expect, it } from 'vitest';
import { patchedImage, undoing } from '../../src/image/patched.ts';
import { type PatchOperation, removeOperation, setOperation } from '../../src/model/image.ts';
import { live } from '../support/plan-input.ts';

const key = fc.constantFrom('a', 'b/c', 'd~e', 'name', 'visibility', 'constructor');
const property = fc.constantFrom('a', 'b/c', 'd~e', 'constructor');
const operation: fc.Arbitrary<PatchOperation> = fc.oneof(
  fc.tuple(key, fc.string()).map(([name, value]) => setOperation(name, value)),
  property.map(removeOperation),
);
/** Glance refuses a PATCH that names one attribute twice. */
const patch = fc.uniqueArray(operation, { selector: ({ path }) => path });
const image = fc.dictionary(property, fc.string()).map((properties) => live({ properties }));

it('undoing a PATCH gives every image back as it was, for any PATCH', () => {
  fc.assert(
    fc.property(image, patch, (before, operations) => {
      const after = patchedImage(before, operations);
      expect(patchedImage(after, undoing(operations, before))).toEqual(before);
    }),
  );
});

it('a PATCH sets and removes properties, and sets attributes by the names that Glance gives them', () => {
  const before = live({ properties: { a: '1' } });
  const operations = [removeOperation('a'), setOperation('b/c', '2'), setOperation('os_hidden', true)];
  expect(patchedImage(before, operations)).toEqual({ ...before, hidden: true, properties: { 'b/c': '2' } });
});
