import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cloud, openCloud } from './cloud.ts';
import { type Content, writeRandom } from './contents.ts';
import type { Sample, Series } from './figures.ts';
import { type Contender, type Race, raceOf } from './race.ts';
import type { Row } from './row.ts';
import { type Command, type Measured, measured } from './run.ts';
import type { Stack } from './stack.ts';

const MIB = 1 << 20;

/** Rows that share files, images or samples. */
export interface Group {
  /** How `npm run bench -- NAME` calls it. */
  readonly name: string;
  readonly about: string;
  run(bench: Bench): Promise<Findings>;
}

export interface Findings {
  readonly rows: readonly Row[];
  readonly series: readonly Series[];
}

/** What the groups work with. */
export interface Bench {
  readonly quick: boolean;
  readonly stack: Stack;
  readonly cloud: Cloud;
  /** Everything that a group writes; removed at the end. */
  readonly folder: string;
  /** The environment of all commands: that of this process, and the cloud's OS_*. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A number of bytes or images for a whole run, or a smaller one, which only shows that the row works. */
  size(whole: number, quick: number): number;
  /** 1 GiB of random bytes that several groups upload. */
  big(): Promise<Content>;
  /** A line of progress. */
  say(text: string): void;
  /** The contenders take turns: five rounds and a warm-up, unless `race` says otherwise. Groups that come late need none. */
  race<T extends readonly Contender[]>(
    group: string,
    contenders: readonly [...T],
    race?: Partial<Pick<Race, 'rounds' | 'warmUps'>>,
  ): Promise<{ readonly [K in keyof T]: Series }>;
  /** Runs and measures a command. Throws when it fails. */
  measure(argv: readonly string[], env?: Readonly<Record<string, string>>): Promise<Measured>;
  /** The built program, as `reconcile ARGUMENTS`. */
  reconcile(...args: readonly string[]): readonly string[];
}

export async function openBench(options: {
  readonly quick: boolean;
  /** Of every comparison; null: as the groups say. */
  readonly rounds: number | null;
  readonly stack: Stack;
  readonly folder: string;
  readonly say: (text: string) => void;
}): Promise<Bench> {
  const { quick, stack, folder, say } = options;
  const home = join(folder, 'home');
  await mkdir(home, { recursive: true });
  const program = join(process.cwd(), 'dist/main.js');
  // Another cloud, a proxy, or a cache of the user's would be measured as well.
  const own = Object.entries(process.env).filter(([name]) => !/^OS_|^XDG_|^CI$|_proxy$/i.test(name));
  const env = { ...Object.fromEntries(own), ...stack.env, HOME: home, LC_ALL: 'C.UTF-8' };
  let big: Promise<Content> | undefined;
  const size = (whole: number, small: number) => (quick ? small : whole);
  return {
    quick,
    stack,
    cloud: await openCloud(stack),
    folder,
    env,
    say,
    size,
    big() {
      big ??= writeRandom(join(folder, 'big.raw'), size(1024 * MIB, 64 * MIB), 1);
      return big;
    },
    race(group, contenders, race = {}) {
      const onSample = (label: string, round: number, of: number, sample: Sample) => {
        const which = round === 0 ? 'warm-up' : `${round}/${of}`;
        say(
          `${group}: ${label}, ${which}: ${sample.seconds.toFixed(2)} s, ${sample.cpu.toFixed(2)} s of CPU`,
        );
      };
      const rounds = options.rounds ?? (quick ? 1 : (race.rounds ?? 5));
      const warmUps = quick ? 0 : (race.warmUps ?? 1);
      return raceOf(contenders, { rounds, warmUps, onSample });
    },
    measure: (argv, more = {}) => measured(command(argv, { ...env, ...more }, folder), folder, stack.dir),
    reconcile: (...args) => [process.execPath, program, ...args],
  };
}

function command(argv: readonly string[], env: Command['env'], cwd: string): Command {
  return { argv, env, cwd };
}

/** A pipeline or a loop, as a user types it. The token comes as $TOKEN, so that it is on no command line of a page. */
export function shell(line: string): readonly string[] {
  return ['bash', '-c', `set -euo pipefail\n${line}`];
}

/** `curl` as a user sends an image's data with it. */
export const CURL_UPLOAD =
  'curl --silent --show-error --fail -H "X-Auth-Token: $TOKEN" -H "Content-Type: application/octet-stream"';
