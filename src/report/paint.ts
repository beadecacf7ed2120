import { Chalk } from 'chalk';
import type { Action, Change } from '../model/plan.ts';

/** chalk's level: 0 no colour, 1 sixteen, 2 two hundred and fifty-six, 3 all. */
export type ColourLevel = 0 | 1 | 2 | 3;

/** Adds a colour to a text. The library's types name it, so it is no type of chalk, which a user of the library does not have. */
type Painter = (text: string) => string;

/** The styles of all text output, by meaning. */
export interface Paint {
  readonly strong: Painter;
  readonly faint: Painter;
  readonly good: Painter;
  readonly change: Painter;
  readonly bad: Painter;
  readonly note: Painter;
}

/** The styles for a level. Always builds an instance, as chalk's default one ignores NO_COLOR on a terminal. */
export function makePaint(level: ColourLevel): Paint {
  const chalk = new Chalk({ level });
  return {
    strong: chalk.bold,
    faint: chalk.dim,
    good: chalk.green,
    change: chalk.yellow,
    bad: chalk.red,
    note: chalk.cyan,
  };
}

/** The colour of a change: red when it is blocked, else by its action. */
export function paintOf(change: Change, paint: Paint): Painter {
  if (change.blockedBy.length > 0) return paint.bad;
  return ACTION_PAINT[change.action](paint);
}

const ACTION_PAINT = {
  create: (paint) => paint.good,
  resume: (paint) => paint.good,
  adopt: (paint) => paint.note,
  delete: (paint) => paint.bad,
  unchanged: (paint) => paint.faint,
  held: (paint) => paint.note,
  replace: (paint) => paint.change,
  verify: (paint) => paint.change,
  update: (paint) => paint.change,
  rename: (paint) => paint.change,
  hide: (paint) => paint.change,
  deactivate: (paint) => paint.change,
  reactivate: (paint) => paint.change,
} as const satisfies Record<Action, (paint: Paint) => Painter>;
