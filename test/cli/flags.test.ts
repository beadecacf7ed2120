import { expect, it } from 'vitest';
import { duration, format, wholeNumber } from '../../src/cli/flags.ts';

it.each([
  ['90', 90],
  ['90s', 90],
  ['30m', 1800],
  ['30min', 1800],
  ['2h', 7200],
  ['1d', 86_400],
])('--timeout %s is %d seconds', (text, seconds) => {
  expect(duration(text)).toBe(seconds);
});

it.each(['', '0', '-1', 'soon', '1.5h', '2 h', '1h30m'])('--timeout %j is refused', (text) => {
  expect(() => duration(text)).toThrow('Must be a time such as');
});

it.each(['0', '-1', '1e3', '0x10', '', 'ten'])('--parallelism %j is refused', (text) => {
  expect(() => wholeNumber(1)(text)).toThrow('whole number');
});

it('--format refuses a format of a later version, and says so', () => {
  expect(() => format('markdown')).toThrow('not available in this version');
  expect(() => format('yaml')).toThrow('Must be text or json');
});
