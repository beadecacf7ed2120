import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { inspectImage } from '../../../src/content/safety/inspect-image.ts';
import { verifiedBlocks } from '../../../src/content/verified-stream.ts';
import { SAFETY_RULES } from '../../../src/model/safety.ts';
import { MIB } from './build.ts';
import { member, OVF } from './build-tar.ts';
import { HONEST } from './honest-specimens.ts';
import { inspect, order, orderOf, refusal } from './look.ts';
import type { Specimen } from './specimen.ts';
import { UNSAFE } from './unsafe-specimens.ts';

const SPECIMENS = [...UNSAFE, ...HONEST];

/** Lengths of blocks: tiny, near the important boundaries, and whole. */
const lengths = fc.array(
  fc.oneof(
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 700 }) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(511, 512, 513, 2048, 65_535, 65_536, 65_537, 131_072, 5_000_000),
    },
    { weight: 2, arbitrary: fc.integer({ min: 10_000, max: 400_000 }) },
  ),
  { minLength: 1, maxLength: 6 },
);
const specimen = fc.constantFrom(...SPECIMENS);
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes of objects and buffers that are still referenced. */
function memoryInUse(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const RUNS = { numRuns: Number(process.env.FUZZ_RUNS ?? 300) };

/** Lengths of blocks: single bytes near the important places, the rest at once. */
function singly(total: number, places: readonly number[]): number[] {
  const singles = new Set<number>();
  for (const place of places) for (let at = place - 100; at < place + 2100; at++) singles.add(at);
  const cuts = [0, ...[...singles].filter((at) => at > 0 && at < total).sort((a, b) => a - b), total];
  return cuts.slice(1).map((end, index) => end - (cuts[index] ?? 0));
}

describe('the findings', () => {
  it('the findings of an inspection do not depend on how the stream is cut', () => {
    fc.assert(
      fc.property(specimen, lengths, (given, cuts) => {
        const { bytes, format, container } = given;
        const whole = [bytes.length];
        expect(inspect(bytes, format, cuts, container)).toEqual(inspect(bytes, format, whole, container));
        expect(refusal(bytes, orderOf(given), cuts)?.message).toBe(
          refusal(bytes, orderOf(given), whole)?.message,
        );
      }),
      RUNS,
    );
  });

  it('the findings of an inspection do not change when every byte comes by itself', () => {
    for (const given of SPECIMENS) {
      const { bytes, format, container } = given;
      // Whole where no reading looks: a megabyte of single bytes would take too long.
      const cuts = singly(bytes.length, [0, 0x8000, 65_536, 131_072, 196_608, MIB, bytes.length - 2100]);
      expect(inspect(bytes, format, cuts, container)).toEqual(inspect(bytes, format, undefined, container));
    }
  });

  it('the findings of an inspection do not depend on blocks that the source reuses afterwards', () => {
    for (const given of SPECIMENS) {
      const { bytes, format, container } = given;
      const inspector = inspectImage(orderOf(given, { allow: SAFETY_RULES }));
      const block = Buffer.alloc(30_000);
      for (let at = 0; at < bytes.length; at += block.length) {
        inspector.update(block.subarray(0, bytes.copy(block, 0, at)));
      }
      inspector.finish();
      expect(inspector.result()).toEqual(inspect(bytes, format, undefined, container));
    }
  });

  it('the findings of an inspection do not depend on the bytes between the headers and the end', () => {
    const huge = 50 * 1024 ** 3;
    const disks = HONEST.filter(({ bytes, container }) => bytes.length > 100_000 && container === undefined);
    for (const { bytes, format } of disks) {
      const inspector = inspectImage(order(format));
      inspector.update(bytes.subarray(0, bytes.length - 2048));
      expect(inspector.wantsOnlyTheEnd).toBe(true);
      inspector.skipTo(huge - 2048);
      inspector.update(bytes.subarray(-2048));
      expect(() => inspector.finish()).not.toThrow();
    }
  });
});

describe('damaged content', () => {
  it('the inspection of damaged content gives an answer, never a crash, wherever the content is cut off', () => {
    fc.assert(
      fc.property(specimen, fc.nat(70_000), lengths, ({ bytes, format, container }, length, cuts) => {
        const rest = bytes.subarray(0, Math.min(length, bytes.length));
        expect(() => inspect(rest, format, cuts, container)).not.toThrow();
        expect(inspect(rest, format, cuts, container)).toEqual(inspect(rest, format, undefined, container));
      }),
      RUNS,
    );
  });

  it('the inspection of damaged content gives an answer, never a crash, whichever bytes change', () => {
    const change = fc.tuple(fc.nat(2000), fc.uint8Array({ minLength: 1, maxLength: 16 }));
    const places = fc.constantFrom(0, 0, 0, 512, 0x8000, 65_536, 131_072, 196_608, 262_144, 1_048_576, -2048);
    fc.assert(
      fc.property(
        specimen,
        fc.array(fc.tuple(places, change), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(
          null,
          'raw',
          'qcow2',
          'vmdk',
          'vhd',
          'vhdx',
          'vdi',
          'iso',
          'ploop',
          'ami',
          'aki',
          'ari',
        ),
        ({ bytes, container }, changes, format) => {
          const copy = Buffer.from(bytes);
          for (const [place, [offset, value]] of changes) {
            const at = (place < 0 ? Math.max(0, copy.length + place) : place) + offset;
            copy.set(value.subarray(0, Math.max(0, copy.length - at)), Math.min(at, copy.length));
          }
          expect(() => inspect(copy, format, undefined, container)).not.toThrow();
          // Every finding can be described.
          refusal(copy, order(format, { containerFormat: container ?? 'bare' }));
        },
      ),
      RUNS,
    );
  });

  it('damaged content never passes as a recognised format that it is not declared as', () => {
    const recognised = SPECIMENS.filter(
      ({ format, container }) => container === undefined && ['qcow2', 'vmdk', 'vhdx', 'vdi'].includes(format),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...recognised),
        fc.constantFrom('raw', 'iso', 'ploop'),
        ({ bytes }, other) => {
          const { formats } = inspect(bytes, other);
          fc.pre(formats.length > 0 && !formats.includes('iso'));
          fc.pre(!formats.every((format) => ['gpt', 'mbr', 'luks', 'ploop'].includes(format)));
          expect(refusal(bytes, order(other))).not.toBeNull();
        },
      ),
      RUNS,
    );
  });
});

test('the inspection needs bounded memory while a large stream passes', () => {
  const inspector = inspectImage(order('raw'));
  const block = Buffer.alloc(1024 * 1024);
  const before = memoryInUse();
  for (let mebibytes = 0; mebibytes < 2000; mebibytes++) inspector.update(block);
  expect(memoryInUse() - before).toBeLessThan(4 * 1024 * 1024);
  inspector.finish();
  expect(inspector.result().virtualSize).toBe(2000 * 1024 * 1024);
});

test('the inspection of an archive takes no memory for each of very many members', () => {
  const inspector = inspectImage(order('vmdk', { containerFormat: 'ova' }));
  const block = Buffer.concat(Array.from({ length: 2048 }, () => member('a')));
  const before = memoryInUse();
  inspector.update(OVF);
  for (let mebibytes = 0; mebibytes < 20; mebibytes++) inspector.update(block);
  expect(memoryInUse() - before).toBeLessThan(4 * 1024 * 1024);
  inspector.finish();
  expect(inspector.result()).toMatchObject({ formats: ['tar'], findings: [] });
});

describe('a verified stream', () => {
  async function sent({ bytes, ...given }: Omit<Specimen, 'what'>): Promise<{ got: Buffer; error: unknown }> {
    const got: Uint8Array[] = [];
    const { blocks } = verifiedBlocks(source(bytes), {
      expect: { digests: {}, size: bytes.length },
      inspect: inspectImage(orderOf(given)),
    });
    try {
      for await (const block of blocks) got.push(block);
      return { got: Buffer.concat(got), error: null };
    } catch (error) {
      return { got: Buffer.concat(got), error };
    }
  }

  async function* source(bytes: Buffer): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 20_000) yield bytes.subarray(at, at + 20_000);
  }

  it.each(UNSAFE)('a verified stream holds the last block back: $what', async ({ bytes, ...given }) => {
    const { got, error } = await sent({ bytes, ...given });
    expect(error).toMatchObject({ code: 'verification' });
    expect(got.length).toBeLessThan(bytes.length);
    expect(bytes.subarray(0, got.length).equals(got)).toBe(true);
  });

  it.each(HONEST)('a verified stream passes every byte on: $what', async ({ bytes, ...given }) => {
    const { got, error } = await sent({ bytes, ...given });
    expect(error).toBeNull();
    expect(got.equals(bytes)).toBe(true);
  });
});
