import fc from 'fast-check';
import { expect } from 'vitest';
import { detectFormat } from '../../src/content/detect-format.ts';
import { inspectImage } from '../../src/content/safety/inspect-image.ts';
import { ReconcileError } from '../../src/model/errors.ts';
import { DISK_FORMATS } from '../../src/model/image.ts';
import { HONEST } from '../content/safety/honest-specimens.ts';
import { UNSAFE } from '../content/safety/unsafe-specimens.ts';
import { editedBytes } from './arbitraries.ts';
import { describeParser } from './harness.ts';

const specimens = [...HONEST, ...UNSAFE].map(({ bytes }) => bytes);
const header = fc.oneof(
  fc.constantFrom(...specimens).chain(editedBytes),
  fc.tuple(fc.constantFrom(...specimens), fc.constantFrom(...specimens)).map(([one, other]) => {
    const half = Math.min(512, one.length, other.length);
    return Buffer.concat([one.subarray(0, half), other.subarray(half)]);
  }),
  fc.uint8Array({ maxLength: 2048 }),
);
const declared = fc.constantFrom<string | null>(...DISK_FORMATS, null);
const cuts = fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 4 });

/** The verdict of an inspection: what it found, or why it refuses. */
function inspect(bytes: Uint8Array, diskFormat: string | null, lengths: readonly number[]): string {
  const order = { diskFormat, containerFormat: 'bare', minDiskGiB: 0, allow: [] };
  const inspector = inspectImage(order);
  try {
    let at = 0;
    for (let index = 0; at < bytes.length; index++) {
      const length = lengths[index % lengths.length] ?? 1;
      inspector.update(bytes.subarray(at, at + length));
      at += length;
    }
    inspector.finish();
    const { virtualSize } = inspector.result();
    expect(virtualSize === null || (Number.isFinite(virtualSize) && virtualSize >= 0)).toBe(true);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof ReconcileError)) throw error;
    return 'refused';
  }
}

describeParser('image headers: format', (fuzz) => {
  fuzz('any bytes', header, (bytes) => {
    const { recognised, diskFormat } = detectFormat(bytes);
    expect(diskFormat === null || (DISK_FORMATS as readonly string[]).includes(diskFormat)).toBe(true);
    if (recognised.length === 0) expect(diskFormat).toBe('raw');
  });
});

describeParser('image headers: safety', (fuzz) => {
  fuzz(
    'any bytes, cut in any way: one verdict',
    fc.tuple(header, declared, cuts),
    ([bytes, format, lengths]) => {
      expect(inspect(bytes, format, lengths)).toBe(inspect(bytes, format, [65_536]));
    },
  );
});
