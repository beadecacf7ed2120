import { expect, it } from 'vitest';
import { colourLevel } from '../../src/cli/colour.ts';

it.each([
  ['a terminal', 'auto', {}, true, 1],
  ['a terminal of 256 colours', 'auto', { TERM: 'xterm-256color' }, true, 2],
  ['a terminal of all colours', 'auto', { COLORTERM: 'truecolor' }, true, 3],
  ['a pipe', 'auto', { COLORTERM: 'truecolor' }, false, 0],
  ['NO_COLOR', 'auto', { NO_COLOR: '1' }, true, 0],
  ['an empty NO_COLOR', 'auto', { NO_COLOR: '' }, true, 1],
  ['TERM=dumb', 'auto', { TERM: 'dumb' }, true, 0],
  ['FORCE_COLOR in a pipe', 'auto', { FORCE_COLOR: '2' }, false, 2],
  ['FORCE_COLOR=0', 'auto', { FORCE_COLOR: '0' }, true, 0],
  ['FORCE_COLOR against NO_COLOR', 'auto', { FORCE_COLOR: '1', NO_COLOR: '1' }, false, 1],
  ['--color always against NO_COLOR', 'always', { NO_COLOR: '1' }, false, 1],
  ['--color never against FORCE_COLOR', 'never', { FORCE_COLOR: '3' }, true, 0],
] as const)('gives the colours for %s', (_what, mode, env, isTerminal, level) => {
  expect(colourLevel(mode, env, isTerminal)).toBe(level);
});
