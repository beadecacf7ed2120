import { expect, it } from 'vitest';
import { exactBytes, humanBytes, humanSeconds } from '../../src/report/bytes.ts';

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [1023, '1023 bytes'],
  [1024, '1.0 KiB'],
  [13_147_648, '12.5 MiB'],
  [500 * 1024 ** 2, '500 MiB'],
  [1024 ** 3 - 1, '1.0 GiB'],
  [5 * 1024 ** 5, '5120 TiB'],
])('%d bytes read as %s', (bytes, shown) => {
  expect(humanBytes(bytes)).toBe(shown);
});

it('exactBytes gives the exact count after the rounded one', () => {
  expect(exactBytes(13_147_648)).toBe('12.5 MiB (13,147,648 bytes)');
  expect(exactBytes(12)).toBe('12 bytes');
});

it.each([
  [0.04, '40 ms'],
  [0.9996, '1.0 s'],
  [9.94, '9.9 s'],
  [9.96, '10 s'],
  [59.6, '1 min 00 s'],
  [185, '3 min 05 s'],
  [7800, '2 h 10 min'],
])('%d seconds read as %s', (seconds, shown) => {
  expect(humanSeconds(seconds)).toBe(shown);
});
