import type { ColourLevel } from '../report/paint.ts';

export const COLOUR_MODES = ['auto', 'always', 'never'] as const;
export type ColourMode = (typeof COLOUR_MODES)[number];

/**
 * The colours that a stream gets. The first of these decides: --color, FORCE_COLOR, NO_COLOR (no-color.org), TERM=dumb,
 * and whether the stream is a terminal.
 */
export function colourLevel(
  mode: ColourMode,
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): ColourLevel {
  if (mode === 'never') return 0;
  const forced = forcedLevel(env.FORCE_COLOR);
  if (mode === 'always') return forced || terminalLevel(env);
  if (forced !== null) return forced;
  if (env.NO_COLOR || env.TERM === 'dumb' || !isTerminal) return 0;
  return terminalLevel(env);
}

function forcedLevel(value: string | undefined): ColourLevel | null {
  switch (value) {
    case undefined:
      return null;
    case '0':
    case 'false':
      return 0;
    case '2':
      return 2;
    case '3':
      return 3;
    default:
      return 1;
  }
}

function terminalLevel(env: Readonly<Record<string, string | undefined>>): ColourLevel {
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return 3;
  return /-256(color)?$/.test(env.TERM ?? '') ? 2 : 1;
}
