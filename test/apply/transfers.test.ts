import { describe, expect, it } from 'vitest';
import { limitTransfers } from '../../src/apply/transfers.ts';

const MIB = 1024 * 1024;

/** Begins a transfer of each size at once, and returns the sizes of those that run; a call of `end` ends the first of a size. */
function begin(count: number | undefined, sizes: readonly (number | null)[]) {
  const limit = limitTransfers(count);
  const running: { readonly size: number | null; readonly end: () => void }[] = [];
  const ended = sizes.map((size) =>
    limit(
      size,
      () =>
        new Promise<void>((end) => {
          running.push({ size, end });
        }),
    ),
  );
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    async sizes() {
      await settled();
      return running.map(({ size }) => size);
    },
    async end(size: number | null) {
      await settled();
      const [first] = running.splice(
        running.findIndex((one) => one.size === size),
        1,
      );
      first?.end();
    },
    ended,
  };
}

describe('transfers without a number', () => {
  it('two large transfers run at once, and a transfer of unknown size counts as large', async () => {
    const transfers = begin(undefined, [900 * MIB, null, 64 * MIB, null]);
    expect(await transfers.sizes()).toEqual([900 * MIB, null]);
    await transfers.end(900 * MIB);
    expect(await transfers.sizes()).toEqual([null, 64 * MIB]);
  });

  it('small transfers run beside large ones', async () => {
    const transfers = begin(undefined, [null, null, null, 1, 2, 3]);
    expect(await transfers.sizes()).toEqual([null, null, 1, 2, 3]);
  });

  it('small transfers have 64 MiB together, in the order in which they came', async () => {
    const transfers = begin(undefined, [40 * MIB, 30 * MIB, 1 * MIB]);
    expect(await transfers.sizes()).toEqual([40 * MIB]);
    await transfers.end(40 * MIB);
    expect(await transfers.sizes()).toEqual([30 * MIB, 1 * MIB]);
  });

  it('a transfer that fails makes room for the next', async () => {
    const limit = limitTransfers(undefined);
    const failing = limit(63 * MIB, () => Promise.reject(new Error('broken')));
    const next = limit(63 * MIB, async () => 'done');
    await expect(failing).rejects.toThrow('broken');
    await expect(next).resolves.toBe('done');
  });
});

it('transfers with a number run as many at once, of any size', async () => {
  const transfers = begin(3, [null, 1, 900 * MIB, 2]);
  expect(await transfers.sizes()).toEqual([null, 1, 900 * MIB]);
});
