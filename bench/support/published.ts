import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { type Content, writeRandom } from './contents.ts';
import type { Measured } from './run.ts';
import { catalogue, writeState } from './state.ts';

/** A catalogue of images that the cloud has already. */
export interface Published {
  /** The first image, of which the others are copies. */
  readonly id: string;
  /** Writes a state file of so many images and returns its path. */
  state(count: number): Promise<string>;
}

/** Publishes the first image of a catalogue by `reconcile apply`. `cloud.copy` makes the others. */
export async function publishFirst(bench: Bench, name: string): Promise<Published> {
  const content = await smallContent(bench);
  const state = async (count: number) => {
    const path = join(bench.folder, `${name}-${count}.yaml`);
    return writeState(path, name, catalogue(name, count, content));
  };
  await bench.measure(bench.reconcile('apply', '--yes', '-f', await state(1)));
  return { id: await bench.cloud.find(`${name}-0`), state };
}

export function smallContent(bench: Bench): Promise<Content> {
  return writeRandom(join(bench.folder, 'small.raw'), 16 * 1024, 3);
}

/** `reconcile plan`, which must find nothing to do: exit code 2 would be a failure. */
export function noOpPlan(bench: Bench, state: string): Promise<Measured> {
  return bench.measure(bench.reconcile('plan', '--detailed-exitcode', '-f', state));
}
