import { parseArgs } from 'node:util';

export interface BenchArguments {
  /** Names of groups; empty: all. */
  readonly names: readonly string[];
  readonly list: boolean;
  readonly quick: boolean;
  /** The folder of a stack that is up; null: one of its own. */
  readonly stack: string | null;
  /** Rounds of every comparison; null: five, or more where they are short. */
  readonly rounds: number | null;
  readonly help: boolean;
}

export const USAGE = `usage: npm run bench -- [options] [NAME...]

  NAME         a group of rows; default: all, and the results go to bench/RESULTS.md
  --list       list the groups
  --quick      small sizes and one round: shows that every row works, and measures nothing
  --rounds N   fewer rounds of whole sizes; bench/RESULTS.md stays as it is
  --stack DIR  use the stack in DIR (scripts/glance-stack up --database mariadb --dir DIR)
`;

/** Throws for an unknown option, or for a name that is not in `known`. */
export function parseArguments(argv: readonly string[], known: readonly string[]): BenchArguments {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      list: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      rounds: { type: 'string' },
      stack: { type: 'string' },
    },
  });
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`no such group: ${unknown} (there are ${known.join(', ')})`);
  const { list, quick, help, stack = null } = values;
  if (values.rounds !== undefined && !/^[1-9]\d?$/.test(values.rounds))
    throw new Error(`--rounds wants a number from 1 to 99, not ${values.rounds}`);
  const rounds = values.rounds === undefined ? null : Number(values.rounds);
  return { names: positionals, list, quick, help, stack, rounds };
}
