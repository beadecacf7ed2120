import { expect, test } from 'vitest';
import { limited, outputLimit } from '../../src/content/output-limit.ts';
import { collect, streamOf } from './unpack/harness.ts';

const GIB = 1024 ** 3;

test('a file may unpack to 64 GiB or a thousand times its bytes, at most 1 TiB unless its size is known', () => {
  expect(outputLimit(0)).toBe(64 * GIB);
  expect(outputLimit(GIB / 2)).toBe(500 * GIB);
  expect(outputLimit(100 * GIB)).toBe(1024 * GIB);
  expect(outputLimit(100 * GIB, 3000 * GIB)).toBe(3000 * GIB);
  expect(outputLimit(1, 5)).toBe(64 * GIB);
});

test('refuses the block that exceeds the limit before passing it on', async () => {
  const bytes = Buffer.alloc(1000);
  expect(await collect(limited(streamOf(bytes, 100), () => 1000, 'disk.gz'))).toHaveLength(1000);
  let passed = 0;
  const reading = async () => {
    for await (const block of limited(streamOf(bytes, 100), () => 950, 'disk.gz')) passed += block.length;
  };
  await expect(reading()).rejects.toThrow('disk.gz unpacks to more than 950 bytes');
  expect(passed).toBe(900);
});
