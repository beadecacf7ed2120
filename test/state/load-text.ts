import type { StatedImage, StateFile } from '../../src/model/desired.ts';
import { StateError, type StateFault } from '../../src/model/errors.ts';
import { loadState } from '../../src/state/load.ts';

export const DIRECTORY = '/srv/state';

type Variables = Readonly<Record<string, string>>;

/** Loads a state from text, as if it stood in {@link DIRECTORY}. */
export function load(text: string, env: Variables = {}): Promise<StateFile> {
  return loadState({ paths: ['-'], readStdin: async () => text, env, cwd: DIRECTORY });
}

/** The one image of a state whose `images` list holds `fields`, written as YAML flow or block text. */
export async function loadImage(fields: string, env: Variables = {}): Promise<StatedImage> {
  const { images } = await load(imageState(fields), env);
  const [image] = images;
  if (image === undefined) throw new Error('the state lists no image');
  return image;
}

/** A state with one image called "one" whose other fields are the given lines. */
export function imageState(fields: string): string {
  const lines = fields
    .trim()
    .split('\n')
    .map((line) => `        ${line}`);
  return `glance:\n  server:\n    images:\n      - name: one\n${lines.join('\n')}\n`;
}

export async function faultsOf(text: string, env: Variables = {}): Promise<readonly StateFault[]> {
  try {
    await load(text, env);
  } catch (error) {
    if (error instanceof StateError) return error.faults;
    throw error;
  }
  return [];
}

/** The messages alone. */
export async function messagesOf(text: string, env: Variables = {}): Promise<readonly string[]> {
  return (await faultsOf(text, env)).map((fault) => fault.message);
}

/** The only fault of one image's fields; fails when there is another or none. */
export async function faultOf(fields: string, env: Variables = {}): Promise<StateFault> {
  const faults = await faultsOf(imageState(fields), env);
  const [fault] = faults;
  if (fault === undefined || faults.length > 1) {
    throw new Error(`wanted one fault, got: ${JSON.stringify(faults.map((each) => each.message))}`);
  }
  return fault;
}
