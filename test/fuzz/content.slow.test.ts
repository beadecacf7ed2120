import fc from 'fast-check';
import { expect } from 'vitest';
import { detectFormat } from '../../src/content/detect-format.ts';
import { chooseFormat } from '../../src/content/safety/choose-format.ts';
import { inspectImage } from '../../src/content/safety/inspect-image.ts';
import { ReconcileError } from '../../src/model/errors.ts';
import { CONTAINER_FORMATS, DISK_FORMATS } from '../../src/model/image.ts';
import { type InspectionOrder, SAFETY_RULES } from '../../src/model/safety.ts';
import { HONEST } from '../content/safety/honest-specimens.ts';
import { UNSAFE } from '../content/safety/unsafe-specimens.ts';
import { editedBytes } from './arbitraries.ts';
import { describeParser } from './harness.ts';

const SPECIMENS = [...HONEST, ...UNSAFE];
const specimens = SPECIMENS.map(({ bytes }) => bytes);
/** Where numbers stand that say how many, how long or how far: those of a sector, of VHDX and of an ISO. */
const places = fc.oneof(
  fc.nat(511),
  fc.nat(4095),
  fc
    .tuple(fc.constantFrom(0x8000, 65_536, 131_072, 196_608, 262_144, 1_048_576), fc.nat(200))
    .map(([begin, offset]) => begin + offset),
);
/** Numbers that are too large, or nearly: all ones, the sign alone, the largest that a number holds exactly. */
const huge = fc
  .constantFrom(
    'ffffffffffffffff',
    '7fffffffffffffff',
    '8000000000000000',
    '001fffffffffffff',
    'ffffff1f00000000',
    'ffffffff',
    '000000ff',
    'ffff',
    '00',
    '37373737373737373737',
  )
  .map((hex) => Buffer.from(hex, 'hex'));
const hostile = fc
  .tuple(fc.constantFrom(...specimens), fc.array(fc.tuple(places, huge), { minLength: 1, maxLength: 4 }))
  .map(([bytes, changes]) => {
    const copy = Buffer.from(bytes);
    for (const [place, number] of changes) number.copy(copy, Math.min(place, copy.length));
    return copy;
  });
const header = fc.oneof(
  fc.constantFrom(...specimens).chain(editedBytes),
  hostile,
  fc.tuple(fc.constantFrom(...specimens), fc.constantFrom(...specimens)).map(([one, other]) => {
    const half = Math.min(512, one.length, other.length);
    return Buffer.concat([one.subarray(0, half), other.subarray(half)]);
  }),
  fc.uint8Array({ maxLength: 2048 }),
);
const order: fc.Arbitrary<InspectionOrder> = fc.record({
  diskFormat: fc.constantFrom<string | null>(...DISK_FORMATS, null),
  containerFormat: fc.oneof(fc.constant('bare'), fc.constantFrom<string>(...CONTAINER_FORMATS, 'of-its-own')),
  minDiskGiB: fc.constantFrom(0, 1, 1000),
  // With everything allowed, every reading goes on to its end.
  allow: fc.oneof(fc.constant([]), fc.constant(SAFETY_RULES), fc.subarray([...SAFETY_RULES])),
});
const cuts = fc.array(fc.oneof(fc.integer({ min: 1, max: 70_000 }), fc.integer({ min: 500, max: 520 })), {
  minLength: 1,
  maxLength: 4,
});

/** The verdict of an inspection: what it found, or why it refuses. */
function inspect(bytes: Uint8Array, given: InspectionOrder, lengths: readonly number[]): string {
  const inspector = inspectImage(given);
  try {
    let at = 0;
    for (let index = 0; at < bytes.length; index++) {
      const length = lengths[index % lengths.length] ?? 1;
      inspector.update(bytes.subarray(at, at + length));
      at += length;
    }
    inspector.finish();
    const { virtualSize, findings } = inspector.result();
    expect(virtualSize === null || (Number.isFinite(virtualSize) && virtualSize >= 0)).toBe(true);
    expect(findings.filter(({ rule }) => !given.allow.includes(rule))).toEqual([]);
    return JSON.stringify(findings);
  } catch (error) {
    if (!(error instanceof ReconcileError)) throw error;
    return error.message;
  }
}

describeParser('image headers: format', (fuzz) => {
  fuzz('any bytes', fc.tuple(header, fc.option(fc.uint8Array({ maxLength: 600 }))), ([bytes, end]) => {
    const { recognised, diskFormat } = detectFormat(bytes);
    expect(diskFormat === null || (DISK_FORMATS as readonly string[]).includes(diskFormat)).toBe(true);
    if (recognised.length === 0) expect(diskFormat).toBe('raw');
    chooseFormat(bytes, 'disk.img', end);
  });
});

describeParser('image headers: safety', (fuzz) => {
  fuzz(
    'any bytes, with the same verdict for any split into blocks',
    fc.tuple(header, order, cuts),
    ([bytes, given, lengths]) => {
      expect(inspect(bytes, given, lengths)).toBe(inspect(bytes, given, [65_536]));
    },
  );
});
